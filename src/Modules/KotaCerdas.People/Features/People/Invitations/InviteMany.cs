using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>A row that needs no invitation, and why.</summary>
/// <param name="Row">Row number as a spreadsheet shows it.</param>
/// <param name="Email">Whom it names.</param>
/// <param name="Why">What is there already.</param>
internal sealed record KnownInvitee(int Row, string Email, Problem Why);

/// <summary>What became of the rows of a spreadsheet, or would become.</summary>
/// <param name="Invited">Rows that are invited.</param>
/// <param name="Known">Rows of people who are invited or hold the role already.</param>
/// <param name="Problems">What is wrong with the others; with any of them nobody is invited.</param>
/// <param name="Written">True where the invitations are made.</param>
internal sealed record InviteReport(
    int Invited, IReadOnlyList<KnownInvitee> Known, IReadOnlyList<RowProblem> Problems, bool Written);

/// <summary>
/// Invites the people of a spreadsheet at once, each as the single form would: all of them or nobody. Run again, it invites nobody twice.
/// </summary>
internal sealed class InviteMany(
    KotaDb db, InvitePerson invite, InvitationMail mail, RoleCatalogue roles, IOptions<SmtpOptions> smtp, TimeProvider clock)
{
    /// <summary>Rows of one file.</summary>
    public const int MostRows = 2_000;

    private static readonly RegionScope Everywhere = RegionScope.National("invitations from a spreadsheet, each row judged by its region");

    /// <param name="actor">Who invites.</param>
    /// <param name="file">CSV or XLSX; seekable.</param>
    /// <param name="trial">True to check only.</param>
    /// <param name="cancel">Stops; nobody is then invited.</param>
    public async Task<Outcome<InviteReport>> RunAsync(Actor actor, Stream file, bool trial, CancellationToken cancel)
    {
        if (!actor.MayAnywhere(PeopleModule.InvitePeople))
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var rows = TableFile.Upload(file, InviteFile.Required);
        if (rows.Failed)
        {
            return rows.Problem;
        }

        if (rows.Value.Count > MostRows)
        {
            return new Problem("People.Bulk.TooMany", null, rows.Value.Count, MostRows);
        }

        if (!trial && !smtp.Value.SendsLinks)
        {
            return new Problem("People.Bulk.NoMail");
        }

        var read = InviteFile.Read(rows.Value, roles, await RegionsAsync(cancel), await UnitsAsync(cancel));
        List<RowProblem> problems = [.. read.Problems];
        var told = read.Problems.ToLookup(p => p.Row, p => p.Problem.Field);
        foreach (var row in read.Rows)
        {
            problems.AddRange((await invite.CheckAsync(actor, row.Email, row.Offer, cancel)).Select(p => InviteFile.Tie(row, p))
                .Where(p => InviteFile.Holds(p, told[row.Number])));
        }

        List<KnownInvitee> known = problems.Count > 0 ? [] : await KnownAsync(read.Rows, cancel);
        List<InviteeRow> open = problems.Count > 0 ? [] : [.. read.Rows.ExceptBy(known.Select(k => k.Row), r => r.Number)];
        if (!trial && open.Count > 0)
        {
            await WriteAsync(actor, open, cancel);
        }

        return new InviteReport(open.Count, known, [.. problems.OrderBy(p => p.Row)], !trial && problems.Count == 0);
    }

    private async Task WriteAsync(Actor actor, List<InviteeRow> rows, CancellationToken cancel)
    {
        var places = await mail.PlacesOfAsync([.. rows.Select(r => r.Offer.Region).Distinct()], cancel);
        await using var write = await db.BeginWriteAsync(Everywhere, cancel);
        foreach (var row in rows)
        {
            invite.Add(actor, new(row.Email, row.Name), row.Offer, places[row.Offer.Region]);
        }

        await write.CommitAsync(cancel);
    }

    private Task<HashSet<RegionCode>> RegionsAsync(CancellationToken cancel) =>
        db.Shared<Region>().Select(r => r.Code).ToHashSetAsync(cancel);

    /// <summary>Open units by region and name.</summary>
    private async Task<ILookup<(RegionCode Region, string Name), Guid>> UnitsAsync(CancellationToken cancel) =>
        (await db.In<Unit>(Everywhere).AsNoTracking().Where(u => u.ClosedAt == null).Select(u => new { u.RegionCode, u.Name, u.Id })
            .ToListAsync(cancel)).ToLookup(u => (u.RegionCode, InviteFile.Plain(u.Name)), u => u.Id.Value);

    /// <summary>
    /// Rows whose person has an open invitation to the same, holds the role in that time, or stands further up in the file.
    /// </summary>
    private async Task<List<KnownInvitee>> KnownAsync(IReadOnlyList<InviteeRow> rows, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var emails = rows.Select(r => r.NormalEmail).Distinct().ToList();
        var invited = (await db.In<Invitation>(Everywhere).AsNoTracking()
            .Where(i => i.AcceptedAt == null && i.WithdrawnAt == null && i.ExpiresAt > now && emails.Contains(i.NormalEmail))
            .ToListAsync(cancel)).ToLookup(i => (i.NormalEmail, i.Role, i.RegionCode, i.UnitId?.Value), i => i.ExpiresAt);
        var accounts = await db.Shared<Account>().AsNoTracking().Where(a => a.ClosedAt == null && emails.Contains(a.NormalEmail))
            .Select(a => new { a.Id, a.NormalEmail }).ToDictionaryAsync(a => a.Id, a => a.NormalEmail, cancel);
        var holders = accounts.Keys.ToList();
        var held = (await db.In<Holding>(Everywhere).AsNoTracking().Where(h => h.EndedAt == null && holders.Contains(h.UserId))
            .ToListAsync(cancel)).ToLookup(h => (accounts[h.UserId], h.Role, h.RegionCode, h.UnitId?.Value));
        var first = new Dictionary<(string, string, RegionCode, Guid?), int>();
        var known = new List<KnownInvitee>();
        foreach (var row in rows)
        {
            var why = invited[row.Key].Any()
                ? new Problem("People.Bulk.AlreadyInvited", null, RegionZone.WIB.DateAt(invited[row.Key].Max()))
                : held[row.Key].Any(h => HoldingRules.Overlap(h, row.Offer)) ? new Problem("People.Bulk.AlreadyHolds")
                : !first.TryAdd(row.Key, row.Number) ? new Problem("People.Bulk.SameRow", null, first[row.Key]) : null;
            if (why is not null)
            {
                known.Add(new(row.Number, row.Email, why));
            }
        }

        return known;
    }
}

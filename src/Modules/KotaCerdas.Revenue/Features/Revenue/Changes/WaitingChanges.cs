using System.Text.Json;
using System.Text.Json.Serialization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Changes;

/// <summary>What a change is about: an object of one of the two registers, and its latest version that was seen.</summary>
internal sealed record ChangeSubject(RegionCode Region, Nop? Nop, KindObjectId? Object, int Seen)
{
    public static ChangeSubject Of(RegionCode region, Nop nop, int seen) => new(region, nop, null, seen);

    public static ChangeSubject Of(RegionCode region, KindObjectId id, int seen) => new(region, null, id, seen);
}

/// <summary>What a split or merge records.</summary>
/// <param name="Others">NOPs of the other objects, one a line.</param>
/// <param name="Seen">The latest version of every object when it was proposed, by NOP.</param>
internal sealed record LinkContent(string Others, IReadOnlyDictionary<string, int> Seen);

/// <summary>A change with its decision, or without one while it waits.</summary>
internal sealed record ChangeFile(RegisterChange Of, RegisterChangeDecision? Decision)
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true, Converters = { new JsonStringEnumConverter() } };

    public bool Waits => Decision is null;

    public IReadOnlyList<Lowered> Lowers => [.. Of.Lowers.Split(',').Select(Enum.Parse<Lowered>)];

    /// <summary>The subject that a trail keeps.</summary>
    public Subject Subject => new(Of.RegionCode, "revenue.register-change", Of.Id.ToString());

    /// <summary>What would be recorded.</summary>
    public TContent Content<TContent>() => JsonSerializer.Deserialize<TContent>(Of.Content, Json)!;

    public static string Write(object? content) => JsonSerializer.Serialize(content, Json);
}

/// <summary>Keeps changes that lower what is billed until a second officer decides, and reads them.</summary>
internal sealed class WaitingChanges(KotaDb db, RegisterDesk desk)
{
    public const int PageSize = 100;

    /// <summary>Adds a change that waits to the open write; refused where another of the same object waits.</summary>
    /// <param name="of">What it is about.</param>
    /// <param name="kind">What it records.</param>
    /// <param name="says">From when, why, and what would be recorded.</param>
    /// <param name="lowers">By what it lowers what is billed; at least one.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<Guid>> HoldAsync(
        ChangeSubject of, ChangeKind kind, (DateOnly From, string Reason, object? Content) says, IReadOnlyList<Lowered> lowers,
        CancellationToken cancel)
    {
        if (desk.Actor.User is not { } user)
        {
            return new Problem("Revenue.Change.NoPerson");
        }

        if (await OfAsync(of, cancel) is { } other)
        {
            return new Problem("Revenue.Change.Waits", null, other.Of.ProposedByName);
        }

        var change = new RegisterChange
        {
            RegionCode = of.Region, Id = desk.NewId(), Kind = kind, Nop = of.Nop, ObjectId = of.Object, Seen = of.Seen,
            ValidFrom = says.From, Content = ChangeFile.Write(says.Content), Lowers = string.Join(',', lowers), Reason = says.Reason,
            ProposedAt = desk.Now, ProposedBy = user, ProposedByName = desk.Actor.Name,
        };
        db.Add(change);
        desk.NoteThing("Revenue.Trail.ChangeProposed", new ChangeFile(change, null).Subject, new { kind, change.Lowers });
        return change.Id;
    }

    /// <summary>The change of an object that waits, or null.</summary>
    public async Task<ChangeFile?> OfAsync(ChangeSubject of, CancellationToken cancel)
    {
        var (nop, id) = (of.Nop, of.Object);
        var found = await Waiting(of.Region).Where(c => c.Nop == nop && c.ObjectId == id).OrderBy(c => c.Id).FirstOrDefaultAsync(cancel);
        return found is null ? null : new(found, null);
    }

    /// <summary>Changes that wait, oldest first, or all, newest first; at most <see cref="PageSize"/>.</summary>
    public async Task<IReadOnlyList<ChangeFile>> ListAsync(RegionCode region, bool all, CancellationToken cancel)
    {
        var changes = all
            ? await db.In<RegisterChange>(RegionScope.Of(region)).AsNoTracking().OrderByDescending(c => c.Id).Take(PageSize)
                .ToListAsync(cancel)
            : await Waiting(region).OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancel);
        return await DecidedAsync(region, changes, cancel);
    }

    public Task<int> CountAsync(RegionCode region, CancellationToken cancel) => Waiting(region).CountAsync(cancel);

    public async Task<ChangeFile?> FindAsync(RegionCode region, Guid id, CancellationToken cancel) => (await DecidedAsync(
        region, await db.In<RegisterChange>(RegionScope.Of(region)).AsNoTracking().Where(c => c.Id == id).ToListAsync(cancel), cancel))
        .SingleOrDefault();

    private IQueryable<RegisterChange> Waiting(RegionCode region)
    {
        var scope = RegionScope.Of(region);
        var decided = db.In<RegisterChangeDecision>(scope).Select(d => d.ChangeId);
        return db.In<RegisterChange>(scope).AsNoTracking().Where(c => !decided.Contains(c.Id));
    }

    private async Task<IReadOnlyList<ChangeFile>> DecidedAsync(
        RegionCode region, List<RegisterChange> changes, CancellationToken cancel)
    {
        var ids = changes.ConvertAll(c => c.Id);
        var decisions = await db.In<RegisterChangeDecision>(RegionScope.Of(region)).AsNoTracking().Where(d => ids.Contains(d.ChangeId))
            .ToDictionaryAsync(d => d.ChangeId, cancel);
        return [.. changes.Select(c => new ChangeFile(c, decisions.GetValueOrDefault(c.Id)))];
    }
}

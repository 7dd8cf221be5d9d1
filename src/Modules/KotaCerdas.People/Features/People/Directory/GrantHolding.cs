using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Directory;

/// <summary>Gives a role for a period: definitive, acting (Plt, Plh) or delegated.</summary>
internal sealed class GrantHolding(KotaDb db, RoleCatalogue roles, Trail trail, Outbox outbox, TimeProvider clock)
{
    public const int LongestLetter = 120;

    public async Task<Outcome<Guid>> RunAsync(Actor actor, NewHolding input, CancellationToken cancel)
    {
        var origin = input.OnBehalfOf is { } id
            ? await db.In<Holding>(RegionScope.Of(input.Region)).AsNoTracking()
                .SingleOrDefaultAsync(h => h.RegionCode == input.Region && h.Id == new HoldingId(id), cancel)
            : null;
        if (await RefuseAsync(actor, input, origin, cancel) is { Count: > 0 } problems)
        {
            return problems;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(input.Region), cancel);
        var account = await db.Shared<Account>().SingleAsync(a => a.Id == input.User, cancel);
        var holding = Add(account, input, actor, actor.User);
        await write.CommitAsync(cancel);
        return holding.Id.Value;
    }

    /// <summary>Adds the holding with its trail and event to the open write.</summary>
    public Holding Add(Account account, NewHolding input, Actor actor, UserId? grantedBy)
    {
        var holding = new Holding
        {
            RegionCode = input.Region,
            Id = Ids.New<HoldingId>(clock),
            UserId = account.Id,
            Role = input.Role,
            Kind = input.Kind,
            UnitId = input.Unit is { } unit ? new UnitId(unit) : null,
            FromDate = input.From,
            ToDate = input.To,
            Letter = input.Letter.Trim(),
            OnBehalfOf = input.OnBehalfOf is { } origin ? new HoldingId(origin) : null,
            GrantedBy = grantedBy,
            GrantedAt = clock.GetUtcNow().UtcDateTime,
        };
        account.HoldsIn(input.Region);
        db.Add(holding);
        trail.Add(
            actor, "People.Trail.HoldingGranted", new Subject(input.Region, "people.account", account.Id.ToString()),
            new { role = input.Role, kind = input.Kind.ToString(), from = input.From, to = input.To });
        outbox.Add(new HoldingGranted(input.Region, holding.Id.Value, account.Id.Value, input.Role, input.Kind));
        return holding;
    }

    private async Task<List<Problem>> RefuseAsync(Actor actor, NewHolding input, Holding? origin, CancellationToken cancel)
    {
        if (RefuseActor(actor, input, origin) is { } refused)
        {
            return [refused];
        }

        var problems = HoldingRules.Check(input, roles.Find(input.Role), origin);
        if (!await db.Shared<Account>().AnyAsync(a => a.Id == input.User && a.ClosedAt == null, cancel))
        {
            problems.Add(new Problem("People.Holding.NoAccount", "User"));
        }

        if (await HoldingRules.RefuseUnitAsync(db, input, cancel) is { } noUnit)
        {
            problems.Add(noUnit);
        }

        var today = await db.LegalDateAsync(input.Region, clock, cancel);
        var same = await db.In<Holding>(RegionScope.Of(input.Region)).AsNoTracking()
            .Where(h => h.RegionCode == input.Region && h.UserId == input.User && h.Role == input.Role && h.EndedAt == null)
                .ToListAsync(cancel);
        if (same.Any(h => h.UnitId?.Value == input.Unit && HoldingRules.Overlap(h, input)))
        {
            problems.Add(new Problem("People.Holding.Overlaps", "From"));
        }

        if (input.To is { } to && to < today)
        {
            problems.Add(new Problem("People.Holding.Over", "To"));
        }

        return problems;
    }

    /// <summary>An administrator of the region may give roles; a holder may give on an own definitive one.</summary>
    private static Problem? RefuseActor(Actor actor, NewHolding input, Holding? origin) =>
        input.Kind == HoldingKind.Delegated && origin is not null && origin.UserId == actor.User ? null
            : actor.Refuse(PeopleModule.GrantHoldings, input.Region);
}

/// <summary>What a holding must satisfy, whoever grants it.</summary>
internal static class HoldingRules
{
    public const string WrongReach = "People.Holding.WrongReach";

    /// <summary>A unit must be an open one of the region.</summary>
    public static async Task<Problem?> RefuseUnitAsync(KotaDb db, NewHolding input, CancellationToken cancel) =>
        input.Unit is { } unit && !await db.In<Unit>(RegionScope.Of(input.Region))
            .AnyAsync(u => u.Id == new UnitId(unit) && u.ClosedAt == null, cancel)
            ? new Problem("People.Holding.NoUnit", "Unit")
            : null;

    public static List<Problem> Check(NewHolding input, Role? role, Holding? origin)
    {
        var problems = new List<Problem>();
        if (role is null)
        {
            problems.Add(new Problem("People.Holding.NoRole", "Role"));
        }
        else if (!Fits(role.Reach, input.Region))
        {
            problems.Add(new Problem(WrongReach, "Role"));
        }

        if (input.To < input.From)
        {
            problems.Add(new Problem("People.Holding.EndsBeforeStart", "To"));
        }

        if (input.Letter.Trim().Length > GrantHolding.LongestLetter)
        {
            problems.Add(new Problem("People.Holding.LetterLong", "Letter", GrantHolding.LongestLetter));
        }

        if (input.Kind != HoldingKind.Definitive)
        {
            problems.AddRange(CheckActing(input));
        }

        if (input.Kind == HoldingKind.Delegated || origin is not null)
        {
            problems.AddRange(CheckOrigin(input, origin));
        }

        return problems;
    }

    public static bool Fits(string reach, RegionCode region) => reach switch
    {
        "national" => region.IsNational,
        "province" or "own-province" => region.IsProvince,
        _ => !region.IsNational && !region.IsProvince,
    };

    public static bool Overlap(Holding held, NewHolding input) =>
        (input.To is null || held.FromDate <= input.To) && (held.ToDate is null || input.From <= held.ToDate);

    private static IEnumerable<Problem> CheckActing(NewHolding input)
    {
        if (input.To is null)
        {
            yield return new Problem("People.Holding.NeedsEnd", "To");
        }

        if (input.Letter.Trim().Length == 0)
        {
            yield return new Problem("People.Holding.NeedsLetter", "Letter");
        }
    }

    private static IEnumerable<Problem> CheckOrigin(NewHolding input, Holding? origin)
    {
        if (origin is null || origin.EndedAt is not null || origin.Role != input.Role || origin.Kind == HoldingKind.Delegated)
        {
            yield return new Problem("People.Holding.NotYours");
        }
        else if (input.Kind == HoldingKind.Delegated
            && (input.From < origin.FromDate || (origin.ToDate is { } last && !(input.To <= last))))
        {
            yield return new Problem("People.Holding.OutsideOrigin", "To");
        }
        else if (origin.UserId == input.User)
        {
            yield return new Problem("People.Holding.ToSelf", "User");
        }
    }
}

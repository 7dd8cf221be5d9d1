using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What is known of something that is owed.</summary>
/// <param name="Current">The cycle that counts.</param>
/// <param name="Cycles">All cycles in order.</param>
/// <param name="Events">What happened, in order.</param>
/// <param name="Taxpayer">Who owes it.</param>
internal sealed record ChargeFileOf(
    Charge Current, IReadOnlyList<Charge> Cycles, IReadOnlyList<ChargeEvent> Events, Taxpayer Taxpayer)
{
    /// <summary>The PBB-P2 bill with its batch and rules, null for anything else.</summary>
    public BillFile? Bill { get; init; }

    /// <summary>True for a PBB-P2 bill of the system before: its amount and due day are not decided on here.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>The day on which somebody took what says the amount that counts, null where that is not recorded.</summary>
    public LetterArrival Arrival { get; init; }

    /// <summary>The day on which somebody took it, or null.</summary>
    public DateOnly? ArrivedOn => Arrival.On;

    public ChargeId Id => Current.ChargeId;

    public RevenueKind Kind => RevenueKinds.Find(Current.Kind)!;

    /// <summary>Its own number, whatever decisions with numbers of theirs have made of its amount.</summary>
    public string Number => Cycles[0].Number;

    /// <summary>The letter of the first cycle, which says what it is.</summary>
    public LetterRule Letter => LetterRules.Of(Cycles[0].Letter);

    public ChargeEvent Last => Events[^1];

    public ChargeStanding Standing => StandingOf(Last);

    /// <summary>The last day on which it may be collected.</summary>
    public DateOnly ExpiresOn => ExpiresFrom.AddYears(LetterRules.ExpiryOf(Kind).Years);

    /// <summary>The day from which the right to collect it runs: letters that came after its end did not bring it back.</summary>
    public DateOnly ExpiresFrom => ExpiryClock.Since(Events.Select(e => e.ExpiresFrom), LetterRules.ExpiryOf(Kind).Years);

    /// <summary>The day on which all should be paid: the due day, or the last one of a consent to pay later.</summary>
    public DateOnly? LastDueOn => Last.Terms?.LastDueOn ?? Last.DueOn;

    /// <summary>The last decision on its amount left nothing of it.</summary>
    public bool IsCancelled => Events.LastOrDefault(e => e.Kind == ChargeEventKind.Amended) is { Letter: { Length: > 0 } letter }
        && LetterRules.Of(letter).Basis == LetterBasis.Nil;

    /// <summary>Something is open and its due day is over.</summary>
    public bool IsOverdue(DateOnly day) => Last.OpenAfter > 0 && Last.DueOn < day;

    public static ChargeStanding StandingOf(ChargeEvent last) => new(last.OpenAfter, last.PaidAfter, last.OverAfter, last.State);
}

/// <summary>Reads what is owed.</summary>
internal sealed class ChargeReading(
    KotaDb db, KindObjectReading objects, RuleStore rules, BillCharges bills, LetterDeliveries deliveries)
{
    /// <summary>What became of letters.</summary>
    public LetterDeliveries Deliveries => deliveries;

    /// <summary>Returns and assessments that begin a chain and touch a period of an object.</summary>
    public Task<IReadOnlyList<Charge>> OfPeriodAsync(
        RegionCode region, KindObjectId id, (DateOnly From, DateOnly To) period, CancellationToken cancel) =>
        ObjectPeriods.OfAsync(db, region, id, period, cancel);

    /// <summary>All that is known of a charge, or null; a PBB-P2 bill is one as well.</summary>
    public async Task<ChargeFileOf?> FindAsync(RegionCode region, ChargeId id, CancellationToken cancel) =>
        await OpenAsync(region, id, cancel) is { } file
            ? file with { Arrival = await deliveries.ArrivalAsync(region, file.Current, cancel) } : null;

    /// <summary>
    /// All that is known of some charges, none of them a PBB-P2 bill, in the order in which they are asked for; in as many queries for one
    /// as for many.
    /// </summary>
    public async Task<IReadOnlyList<ChargeFileOf>> AllAsync(RegionCode region, IReadOnlyCollection<ChargeId> ids, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var cycles = (await db.In<Charge>(scope).AsNoTracking().Where(c => ids.Contains(c.ChargeId)).OrderBy(c => c.Cycle)
            .ToListAsync(cancel)).GroupBy(c => c.ChargeId).ToDictionary(g => g.Key, g => g.ToList());
        var events = (await db.In<ChargeEvent>(scope).AsNoTracking().Where(e => ids.Contains(e.ChargeId)).OrderBy(e => e.Ordinal)
            .ToListAsync(cancel)).ToLookup(e => e.ChargeId);
        var current = cycles.ToDictionary(c => c.Key, c => c.Value[^1]);
        var owners = await objects.StandingAsync(region, [.. current.Values.Select(c => c.TaxpayerId)], cancel);
        var delivered = await deliveries.OfAsync(region, [.. current.Values.Select(c => c.DocumentId).OfType<DocumentId>()], cancel);
        return
        [
            .. ids.Where(current.ContainsKey).Select(id => new ChargeFileOf(
                current[id], cycles[id], [.. events[id]], owners[current[id].TaxpayerId])
                {
                    Arrival = LetterDeliveries.ArrivalOf(
                        current[id].DocumentId is { } letter ? delivered.GetValueOrDefault(letter) : null),
                }),
        ];
    }

    private async Task<ChargeFileOf?> OpenAsync(RegionCode region, ChargeId id, CancellationToken cancel)
    {
        if (id.Bill is { } bill)
        {
            return await bills.FindAsync(region, bill.Nop, bill.Year, cancel);
        }

        var scope = RegionScope.Of(region);
        var cycles = await db.In<Charge>(scope).AsNoTracking().Where(c => c.ChargeId == id).OrderBy(c => c.Cycle).ToListAsync(cancel);
        if (cycles.Count == 0)
        {
            return null;
        }

        var events = await db.In<ChargeEvent>(scope).AsNoTracking().Where(e => e.ChargeId == id).OrderBy(e => e.Ordinal)
            .ToListAsync(cancel);
        return new(cycles[^1], cycles, events, await objects.StandingAsync(region, cycles[^1].TaxpayerId, cancel));
    }

    /// <summary>The cycle that counts of the charge with a reference, or null.</summary>
    public Task<Charge?> FindAsync(RegionCode region, string reference, CancellationToken cancel) =>
        db.In<Charge>(RegionScope.Of(region)).AsNoTracking().Where(c => c.Reference == reference).OrderByDescending(c => c.Cycle)
            .FirstOrDefaultAsync(cancel);

    /// <summary>What was issued after a charge: its cycles that count.</summary>
    public async Task<IReadOnlyList<Charge>> FollowersAsync(RegionCode region, ChargeId id, CancellationToken cancel)
    {
        var rows = await db.In<Charge>(RegionScope.Of(region)).AsNoTracking().Where(c => c.Follows == id).ToListAsync(cancel);
        return [.. rows.GroupBy(c => c.ChargeId).Select(g => g.MaxBy(c => c.Cycle)!).OrderBy(c => c.IssuedOn)];
    }

    /// <summary>What bills of sanctions ask for of charges already; those of which nothing was billed are not named.</summary>
    public async Task<IReadOnlyDictionary<ChargeId, BilledSanctions>> BilledAsync(
        RegionCode region, IReadOnlyCollection<ChargeId> ids, CancellationToken cancel)
    {
        var followed = ids.Select(i => (ChargeId?)i).ToList();
        var rows = followed.Count == 0 ? [] : await db.In<Charge>(RegionScope.Of(region)).AsNoTracking()
            .Where(c => followed.Contains(c.Follows)).ToListAsync(cancel);
        return rows.GroupBy(c => c.Follows!.Value).ToDictionary(g => g.Key, g => BilledSanctions.Of(
            g.Select(c => new FollowingCycle(c.ChargeId, c.Cycle, c.FirstLetter, c.Letter, c.Sanction, c.Trace))));
    }

    /// <summary>What is to be paid of a charge on a day, by the rules of interest that are in force on it.</summary>
    public async Task<ChargeOwed> OwedAsync(ChargeFileOf file, DateOnly day, CancellationToken cancel)
    {
        var region = file.Current.RegionCode;
        var set = await rules.InForceAsync(region, day, cancel);
        var interest = set.Failed ? Outcome.Fail<InterestRules>(set.Problems) : InterestRules.Of(set.Value, day);
        var billed = (await BilledAsync(region, [file.Id], cancel)).GetValueOrDefault(file.Id);
        return ChargeOwed.Of(file.Current, file.Last, billed, interest.Failed ? null : interest.Value, day);
    }

    /// <summary>A letter with the terms that the region's rules give it on a day; without rules as it ships.</summary>
    public async Task<LetterRule> TermsAsync(RegionCode region, LetterRule letter, DateOnly day, CancellationToken cancel) =>
        letter.Under(await rules.InForceAsync(region, day, cancel) is { Failed: false } set ? set.Value : null, day);

    /// <summary>True where something of an object is unpaid.</summary>
    public async Task<bool> HasArrearsAsync(RegionCode region, KindObjectId id, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var ids = await db.In<Charge>(scope).Where(c => c.ObjectId == id).Select(c => c.ChargeId).Distinct().ToListAsync(cancel);
        var events = await db.In<ChargeEvent>(scope).Where(e => ids.Contains(e.ChargeId))
            .Select(e => new { e.ChargeId, e.Ordinal, e.OpenAfter }).ToListAsync(cancel);
        return events.GroupBy(e => e.ChargeId).Any(g => g.MaxBy(e => e.Ordinal)!.OpenAfter > 0);
    }

    /// <summary>The rules that a cycle was computed by.</summary>
    public async Task<RuleSet?> SetOfAsync(Charge charge, CancellationToken cancel)
    {
        var content = await db.In<RuleContent>(RegionScope.Of(charge.RegionCode)).AsNoTracking()
            .Where(c => c.Version == charge.RulesVersion && c.Hash == charge.RulesHash).OrderBy(c => c.Revision)
            .FirstOrDefaultAsync(cancel);
        return content is null ? null : RuleStore.SetOf(content);
    }

    /// <summary>The rules in force on a day, or the refusal.</summary>
    public Task<Outcome<RuleSet>> InForceAsync(RegionCode region, DateOnly day, CancellationToken cancel) =>
        rules.InForceAsync(region, day, cancel);
}

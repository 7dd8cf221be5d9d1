using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Changes;

/// <summary>
/// Finds by what a change of PBB-P2 objects lowers what is billed. What cannot be compared, as the value of a zone that has none, counts as
/// lower.
/// </summary>
internal sealed class ObjectLowering(KotaDb db, RuleStore rules)
{
    // The use that rules treat in no way of their own; see TaxObject.LandUse.
    private const int PlainUse = 1;

    /// <summary>By what an object would be billed lower than by the version that counts on the day; empty where by nothing.</summary>
    public async Task<IReadOnlyList<Lowered>> OfAsync(RegionCode region, Nop nop, ObjectInput input, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var versions = await db.In<TaxObject>(scope).AsNoTracking().Where(o => o.Nop == nop).ToListAsync(cancel);
        if (TaxObject.On(input.ValidFrom, versions) is not { State: ObjectState.Active } before)
        {
            return [];
        }

        var count = await db.In<Building>(scope).CountAsync(b => b.Nop == nop && b.Version == before.Version, cancel);
        var (was, now) = (Billed.Of(before, count), Billed.Of(nop, input));
        var zones = await ZonesAsync(region, [was, now], cancel);
        var found = Of([was], [now], zones, input.ValidFrom.Year).ToList();
        if (found.Count == 0 && await IsBilledLowerAsync(region, (was, now), zones, input.ValidFrom, cancel))
        {
            found.Add(Lowered.Bill);
        }

        return found;
    }

    /// <summary>By what all objects of a split or merge together would be billed lower from a day on than on the day before.</summary>
    public async Task<IReadOnlyList<Lowered>> OfAsync(
        RegionCode region, IReadOnlyList<TaxObject> before, IReadOnlyList<TaxObject> after, DateOnly on, CancellationToken cancel)
    {
        // Buildings may be told apart otherwise afterwards; their area and value count.
        List<Billed> was = [.. before.Select(o => Billed.Of(o, 0))], now = [.. after.Select(o => Billed.Of(o, 0))];
        return [.. Of(was, now, await ZonesAsync(region, [.. was, .. now], cancel), on.Year)];
    }

    private static IEnumerable<Lowered> Of(
        IReadOnlyList<Billed> before, IReadOnlyList<Billed> after, IReadOnlyList<LandValue> zones, int year)
    {
        bool IsLess(Func<Billed, long> of) => after.Sum(of) < before.Sum(of);
        var years = zones.Select(z => z.TaxYear).Where(y => y > year).Append(year).Distinct();
        var found = new (Lowered What, bool Is)[]
        {
            (Lowered.LandArea, IsLess(o => o.LandArea)),
            (Lowered.LandValue, years.Any(y => IsLandLess(before, after, zones, y))),
            (Lowered.LandUse, after.Any(a => a.LandUse != PlainUse && before.All(b => b.LandUse != a.LandUse))),
            (Lowered.PublicFacility, after.Any(IsFree) && !before.Any(IsFree)),
            (Lowered.BuildingArea, IsLess(o => o.BuildingArea)),
            (Lowered.BuildingValue, IsLess(o => o.BuildingValue)),
            (Lowered.BuildingCount, IsLess(o => o.Buildings)),
            (Lowered.CommonValue, IsLess(o => o.CommonValue)),
            (Lowered.Deduction, after.Count(o => o.TakesDeduction) > before.Count(o => o.TakesDeduction)),
        };
        return found.Where(f => f.Is).Select(f => f.What);
    }

    private static bool IsFree(Billed of) => of.LandKind == ObjectLine.PublicFacility;

    /// <summary>True where the mean value of the land is lower in a tax year; of several objects their sum has to be lower too.</summary>
    private static bool IsLandLess(IReadOnlyList<Billed> before, IReadOnlyList<Billed> after, IReadOnlyList<LandValue> zones, int year)
    {
        if (before.Any(o => ValueOf(o, zones, year) is null))
        {
            return false;
        }

        if (after.Any(o => ValueOf(o, zones, year) is null))
        {
            return true;
        }

        Int128 Worth(IReadOnlyList<Billed> all) =>
            all.Aggregate(Int128.Zero, (sum, o) => sum + ((Int128)o.LandArea * ValueOf(o, zones, year)!.Value));
        static Int128 Area(IReadOnlyList<Billed> all) => all.Sum(o => (long)o.LandArea);
        var (was, now) = (Worth(before), Worth(after));
        return now * Area(before) < was * Area(after) && (before.Count + after.Count == 2 || now < was);
    }

    private static long? ValueOf(Billed of, IReadOnlyList<LandValue> zones, int year) => of.LandValue
        ?? zones.Where(z => z.TaxCode == of.Nop.Village && z.Zone == of.LandZone && z.TaxYear <= year)
            .MaxBy(z => (z.TaxYear, z.Version))?.PerMetre;

    private async Task<IReadOnlyList<LandValue>> ZonesAsync(RegionCode region, IReadOnlyList<Billed> of, CancellationToken cancel)
    {
        var villages = of.Select(o => o.Nop.Village).Distinct().ToList();
        var names = of.Where(o => o.LandValue is null).Select(o => o.LandZone).Distinct().ToList();
        return await db.In<LandValue>(RegionScope.Of(region)).AsNoTracking()
            .Where(v => villages.Contains(v.TaxCode) && names.Contains(v.Zone)).ToListAsync(cancel);
    }

    /// <summary>True where the rules compute less, as classes of a mean value may; false where they cannot compute.</summary>
    private async Task<bool> IsBilledLowerAsync(
        RegionCode region, (Billed Before, Billed After) of, IReadOnlyList<LandValue> zones, DateOnly from, CancellationToken cancel)
    {
        var year = from is { Month: 1, Day: 1 } ? from.Year : from.Year + 1;
        var set = await rules.InForceAsync(region, new DateOnly(year, 1, 1), cancel);
        var pbb = set.Failed ? Outcome.Fail<PbbRules>(set.Problems) : PbbRules.Compile(set.Value, year, estimate: true);
        if (pbb.Failed || ValueOf(of.Before, zones, year) is not { } was || ValueOf(of.After, zones, year) is not { } now)
        {
            return false;
        }

        var (before, after) = (pbb.Value.Assess(of.Before.Facts(was)), pbb.Value.Assess(of.After.Facts(now)));
        return before.Refusal == PbbRefusal.None && (after.Refusal != PbbRefusal.None || after.Payable < before.Payable);
    }

    /// <summary>What an object is billed by.</summary>
    private sealed record Billed
    {
        public required Nop Nop { get; init; }

        public required int LandArea { get; init; }

        public required string LandZone { get; init; }

        public required long? LandValue { get; init; }

        public required int LandKind { get; init; }

        public required int LandUse { get; init; }

        public required int BuildingArea { get; init; }

        public required long BuildingValue { get; init; }

        public required int Buildings { get; init; }

        public required long CommonValue { get; init; }

        public required bool TakesDeduction { get; init; }

        public static Billed Of(TaxObject of, int buildings) => new()
        {
            Nop = of.Nop, LandArea = of.LandArea, LandZone = of.LandZone, LandValue = of.LandValue, LandKind = of.LandKind,
            LandUse = of.LandUse, BuildingArea = of.BuildingArea, BuildingValue = of.BuildingValue, Buildings = buildings,
            CommonValue = of.CommonValue, TakesDeduction = of.TakesDeduction,
        };

        public static Billed Of(Nop nop, ObjectInput of) => new()
        {
            Nop = nop, LandArea = of.LandArea, LandZone = of.LandZone, LandValue = of.LandValue, LandKind = of.LandKind,
            LandUse = of.LandUse, BuildingArea = checked(of.Buildings.Sum(b => b.Area)),
            BuildingValue = checked(of.Buildings.Sum(b => b.Total)), Buildings = of.Buildings.Count, CommonValue = of.CommonValue,
            TakesDeduction = of.TakesDeduction,
        };

        public PbbFacts Facts(long landValue) => new(
            LandArea, landValue, LandUse, BuildingArea, TaxObject.PerMetre(BuildingValue, BuildingArea), CommonValue, TakesDeduction, -1,
            0);
    }
}

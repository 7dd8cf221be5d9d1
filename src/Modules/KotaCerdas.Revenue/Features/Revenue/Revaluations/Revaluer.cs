using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Revaluations;

/// <summary>
/// A building as it is from a date on: what it was worth, and by what valuation, or by what attributes that were taken over, it is worth
/// something else now.
/// </summary>
internal sealed record RevaluedPart(Building Building, BuildingValuation? By, BuildingFacts? Taken, long After)
{
    public bool Changed => After != Building.Total;

    /// <summary>A building that keeps its value.</summary>
    public static RevaluedPart Kept(Building building) => new(building, null, null, building.Total);
}

/// <summary>A version of an object to be recorded.</summary>
internal sealed record RevaluedObject(TaxObject Of, int Version, DateOnly ValidFrom, IReadOnlyList<RevaluedPart> Parts)
{
    /// <summary>What recording needs of it; all else is copied from the version it follows.</summary>
    public ChangedVersion Change => new(
        Of.Nop.Value, Of.Version, Version, ValidFrom, Parts.Count == 0 ? Of.BuildingValue : Parts.Sum(p => p.After),
        [.. Parts.Where(p => p.Changed).Select(p => new ChangedPart(p.Building.Number, p.After, p.By?.Version ?? 0, p.Taken))]);
}

/// <summary>A revaluation as it was computed from the rows that were there.</summary>
internal sealed record RevaluationResult(
    RevaluationSummary Summary, string Hash, IReadOnlyList<ChangedVersion> Versions, RowsRead Read);

/// <summary>
/// Values the buildings of a region by the tables of a year, village by village. Of an object counts what it is on 1 January, and what it
/// becomes later: a version that begins later would otherwise bring the old values back. A building needs the attributes by which
/// the tables valued it last, or those that were taken over while it still is as it was then; one that has none, or was appraised, keeps
/// its value.
/// </summary>
internal sealed class Revaluer(KotaDb db)
{
    /// <summary>Computes without writing: what it comes to, and the versions to be recorded.</summary>
    public async Task<RevaluationResult> RunAsync(
        Revaluation of, DbkbRules rules, Action<int, int> report, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (tally, versions, rows) = (new Tally(), new List<ChangedVersion>(), default(RowsRead));
        var tables = new Tables(of, rules, BuildingCodes.Of(rules));
        var villages = await VillagesAsync(of.RegionCode, cancel);
        foreach (var (index, village) in villages.Index())
        {
            report(index, villages.Count);
            var (found, read) = await ReadAsync(of.RegionCode, village, cancel);
            rows += read;
            List<RevaluedObject> changed = [.. found.SelectMany(f => Value(tables, f, tally))];
            foreach (var line in changed.SelectMany(o => o.Parts.Where(p => p.Changed).Select(p => LineOf(o, p))))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(line));
            }

            tally.Close(village, changed.Count);
            versions.AddRange(changed.Select(o => o.Change));
        }

        report(villages.Count, villages.Count);
        return new(tally.Summary, Convert.ToHexStringLower(hash.GetHashAndReset()), versions, rows);
    }

    /// <summary>What is approved of a building: its values, and the attributes that were taken over which the record will have.</summary>
    private static string LineOf(RevaluedObject of, RevaluedPart part) => string.Create(
        CultureInfo.InvariantCulture,
        $"{of.Of.Nop.Value:D18};{of.ValidFrom:yyyy-MM-dd};{part.Building.Number};{part.Building.Total};{part.After}{FactsOf(part)}\n");

    private static string FactsOf(RevaluedPart part) => part.Taken is null ? string.Empty : ";" + JsonSerializer.Serialize(part.Taken);

    private async Task<List<long>> VillagesAsync(RegionCode region, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        return await db.Database.SqlQueryRaw<long>(
            """select distinct nop / 100000000 as "Value" from revenue_object where region_code = {0} order by 1""", region.Value)
            .ToListAsync(cancel);
    }

    private async Task<(IEnumerable<Found> Found, RowsRead Read)> ReadAsync(RegionCode region, long village, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var (first, last) = (Model.Nop.In(village).First.Value, Model.Nop.In(village).Last.Value);
        var objects = await db.In<TaxObject>(scope).AsNoTracking()
            .Where(o => (long)(object)o.Nop >= first && (long)(object)o.Nop <= last).ToListAsync(cancel);
        var buildings = (await db.In<Building>(scope).AsNoTracking()
            .Where(o => (long)(object)o.Nop >= first && (long)(object)o.Nop <= last).ToListAsync(cancel)).ToLookup(b => (b.Nop, b.Version));
        var valued = (await db.In<BuildingValuation>(scope).AsNoTracking()
            .Where(o => (long)(object)o.Nop >= first && (long)(object)o.Nop <= last).ToListAsync(cancel)).ToLookup(v => (v.Nop, v.Number));
        var taken = await db.In<TakenBuilding>(scope).AsNoTracking()
            .Where(o => (long)(object)o.Nop >= first && (long)(object)o.Nop <= last).ToDictionaryAsync(t => (t.Nop, t.Number), cancel);
        var facilities = (await db.In<TakenFacility>(scope).AsNoTracking()
            .Where(o => (long)(object)o.Nop >= first && (long)(object)o.Nop <= last).ToListAsync(cancel)).ToLookup(t => (t.Nop, t.Number));
        return (
            objects.GroupBy(o => o.Nop).OrderBy(g => g.Key.Value).Select(g => new Found([.. g], buildings, valued, new(taken, facilities))),
            new(objects.Count, valued.Sum(v => v.Count()), taken.Count, facilities.Sum(f => f.Count())));
    }

    private static IEnumerable<RevaluedObject> Value(Tables tables, Found found, Tally tally)
    {
        var day = new DateOnly(tables.Of.TaxYear, 1, 1);
        var current = TaxObject.On(day, found.Versions);
        var later = found.Versions.Where(v => v.ValidFrom > day).GroupBy(v => v.ValidFrom)
            .OrderBy(g => g.Key).Select(g => g.MaxBy(v => v.Version)!);
        var (next, written) = (found.Versions.Max(v => v.Version), false);
        foreach (var version in (current is null ? [] : (TaxObject[])[current]).Concat(later))
        {
            var active = version.State == ObjectState.Active;
            var counted = version == current && active ? tally : new Tally();
            List<RevaluedPart> parts =
            [
                .. found.Buildings[(version.Nop, version.Version)].OrderBy(b => b.Number)
                    .Select(b => active ? Value(tables, (found, b), counted) : RevaluedPart.Kept(b)),
            ];
            counted.Add(parts);

            // What begins later is recorded once more behind it, whatever it says: the version recorded last stays the one that holds last.
            written |= parts.Exists(p => p.Changed);
            if (written)
            {
                yield return new(version, ++next, version.ValidFrom < day ? day : version.ValidFrom, parts);
            }
        }
    }

    private static RevaluedPart Value(Tables tables, (Found Found, Building Building) at, Tally tally)
    {
        var building = at.Building;
        var valuation = ValuationReading.Of(building, at.Found.Valuations[(building.Nop, building.Number)]);
        var taken = valuation is null && at.Found.TakenOf(building) is { } known
            ? tables.Codes.Facts(building, known, at.Found.Taken.Facilities[(building.Nop, building.Number)]) : null;
        var facts = valuation is null ? taken : ValuationReading.FactsOf(valuation);
        if (facts is null || facts.Appraised > 0)
        {
            tally.Unknown += facts is null ? 1 : 0;
            tally.Appraised += facts is null ? 0 : 1;
            return RevaluedPart.Kept(building);
        }

        if (valuation is not null && valuation.TaxYear == tables.Of.TaxYear && valuation.RuleHash == tables.Of.RulesHash)
        {
            return RevaluedPart.Kept(building);
        }

        var value = tables.Rules.Value(facts);
        if (value.Failed)
        {
            tally.Refuse(building, value.Problem);
            return RevaluedPart.Kept(building);
        }

        return new(building, valuation, taken, value.Value.Total);
    }

    /// <summary>What was taken over of the buildings of a village.</summary>
    private sealed record Taken(
        Dictionary<(Model.Nop Nop, int Number), TakenBuilding> Buildings, ILookup<(Model.Nop Nop, int Number), TakenFacility> Facilities);

    /// <summary>What buildings are valued by.</summary>
    private sealed record Tables(Revaluation Of, DbkbRules Rules, BuildingCodes Codes);

    /// <summary>An object with all that is recorded of its buildings.</summary>
    private sealed record Found(
        IReadOnlyList<TaxObject> Versions, ILookup<(Model.Nop Nop, int Version), Building> Buildings,
        ILookup<(Model.Nop Nop, int Number), BuildingValuation> Valuations,
        Taken Taken)
    {
        /// <summary>What was taken over of a building, or null where there is nothing or the building is another one since.</summary>
        public TakenBuilding? TakenOf(Building building) => Taken.Buildings.GetValueOrDefault((building.Nop, building.Number)) is { } taken
            && TakenBuilding.Holds(building, Buildings[(building.Nop, 1)].FirstOrDefault(b => b.Number == building.Number)) ? taken : null;
    }

    /// <summary>Sums as they grow.</summary>
    private sealed class Tally
    {
        private readonly List<RevaluedVillage> _villages = [];
        private readonly List<RefusedBuilding> _refusals = [];
        private readonly Dictionary<string, KeptReason> _reasons = new(StringComparer.Ordinal);
        private readonly PriorityQueue<RevaluedBuilding, long> _largest = new();
        private (int Objects, int Changed, long Before, long After) _village;
        private int _buildings;
        private int _refused;
        private int _versions;

        public int Unknown { get; set; }

        public int Appraised { get; set; }

        public RevaluationSummary Summary => new()
        {
            Objects = _villages.Sum(v => v.Objects), Buildings = _buildings, Changed = _villages.Sum(v => v.Changed), Unknown = Unknown,
            Appraised = Appraised, Refused = _refused, Versions = _versions, Before = _villages.Sum(v => v.Before),
            After = _villages.Sum(v => v.After), Villages = _villages, Refusals = _refusals,
            Reasons =
            [
                .. _reasons.OrderByDescending(r => r.Value.Buildings).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value)
                    .Take(RevaluationSummary.Listed),
            ],
            Largest =
            [
                .. _largest.UnorderedItems.Select(i => i.Element).OrderByDescending(c => Math.Abs(c.After - c.Before)).ThenBy(c => c.Nop)
                    .ThenBy(c => c.Number),
            ],
        };

        public void Refuse(Building building, Problem problem)
        {
            _refused++;
            string[] args = [.. problem.Args.Select(a => a.ToString() ?? string.Empty)];
            var key = string.Join('\n', args.Prepend(problem.Code));
            _reasons[key] = new(problem.Code, args, (_reasons.GetValueOrDefault(key)?.Buildings ?? 0) + 1);
            if (_refusals.Count < RevaluationSummary.Listed)
            {
                _refusals.Add(new(building.Nop.Value, building.Number, problem.Code, args));
            }
        }

        public void Add(List<RevaluedPart> parts)
        {
            _buildings += parts.Count;
            _village.Objects++;
            _village.Before += parts.Sum(p => p.Building.Total);
            _village.After += parts.Sum(p => p.After);
            foreach (var part in parts.Where(p => p.Changed))
            {
                _village.Changed++;
                _largest.Enqueue(
                    new(part.Building.Nop.Value, part.Building.Number, part.Building.Total, part.After),
                    Math.Abs(part.After - part.Building.Total));
                if (_largest.Count > RevaluationSummary.Listed)
                {
                    _largest.Dequeue();
                }
            }
        }

        public void Close(long village, int versions)
        {
            _villages.Add(new(village, _village.Objects, _village.Changed, _village.Before, _village.After));
            _village = default;
            _versions += versions;
        }
    }
}

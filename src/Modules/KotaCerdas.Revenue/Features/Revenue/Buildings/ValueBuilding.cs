using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Buildings;

/// <summary>Values a building by the DBKB tables and records it as a further version of its object, with what it was valued by.</summary>
internal sealed class ValueBuilding(RegisterDesk desk, ObjectReading reading, SaveObject save, RuleStore rules)
{
    /// <summary>Values and records.</summary>
    /// <param name="code">The region.</param>
    /// <param name="of">The object, and the latest version that was seen.</param>
    /// <param name="number">The building; one more than there are for a new one.</param>
    /// <param name="facts">Its attributes.</param>
    /// <param name="note">From when it is so, and by which form.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<int>> RunAsync(
        RegionCode code, (Nop Nop, int Seen) of, int number, BuildingFacts facts, (DateOnly From, string Reason) note,
        CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (await reading.FindAsync(code, of.Nop, note.From, cancel) is not { } file)
        {
            return RegisterDesk.NotFound;
        }

        var input = ObjectInput.From(file, note.From, note.Reason);
        var buildings = file.Buildings[file.Current.Version].ToList();
        var at = number == buildings.Count + 1 ? buildings.Count : buildings.FindIndex(b => b.Number == number);
        if (at < 0)
        {
            return RegisterDesk.NotFound;
        }

        var valued = await ValueAsync(code, facts, note.From.Year, cancel);
        if (valued.Failed)
        {
            return Outcome.Fail<int>(valued.Problems);
        }

        List<BuildingInput> changed = [.. input.Buildings];
        changed.RemoveRange(at, at < changed.Count ? 1 : 0);
        changed.Insert(at, valued.Value);
        return await save.ChangeAsync(code, of.Nop, of.Seen, input with { Buildings = changed }, cancel);
    }

    /// <summary>The building with its value by the tables in force on 1 January of a year.</summary>
    public async Task<Outcome<BuildingInput>> ValueAsync(RegionCode code, BuildingFacts facts, int year, CancellationToken cancel)
    {
        var set = await rules.InForceAsync(code, new DateOnly(year, 1, 1), cancel);
        var tables = set.Failed ? Outcome.Fail<DbkbRules>(set.Problems) : DbkbRules.Of(set.Value, year, estimate: false);
        var value = tables.Failed ? Outcome.Fail<DbkbValue>(tables.Problems) : tables.Value.Value(facts);
        if (value.Failed)
        {
            return Outcome.Fail<BuildingInput>(value.Problems);
        }

        var (hash, version) = (set.Value.Hash, set.Value.Head.Version);
        return new BuildingInput(
            facts.Area, facts.Use, facts.Floors, facts.BuiltYear, Model.Registers.Valuation.Individual, value.Value.Total,
            $"DBKB {code}/{ObjectWords.Plain(version)} {hash[..12]}")
        {
            Dbkb = new(year, version, hash, JsonSerializer.Serialize(facts)),
        };
    }
}

/// <summary>Reads by what buildings were valued.</summary>
internal sealed class ValuationReading(KotaDb db, RuleStore rules)
{
    /// <summary>The buildings of a version of an object with what is known of them, in the words of the rules of a day.</summary>
    public async Task<KnownBuildings> KnownAsync(ObjectFile file, TaxObject version, DateOnly day, CancellationToken cancel)
    {
        List<Building> buildings = [.. file.Buildings[version.Version]];
        if (buildings.Count == 0)
        {
            return new([], BuildingCodes.Of(null, day));
        }

        var (nop, scope) = (file.Nop, RegionScope.Of(version.RegionCode));
        var valuations = (await db.In<BuildingValuation>(scope).AsNoTracking().Where(v => v.Nop == nop).ToListAsync(cancel))
            .ToLookup(v => v.Number);
        var taken = await db.In<TakenBuilding>(scope).AsNoTracking().Where(t => t.Nop == nop).ToDictionaryAsync(t => t.Number, cancel);
        var facilities = (await db.In<TakenFacility>(scope).AsNoTracking().Where(t => t.Nop == nop).ToListAsync(cancel))
            .ToLookup(t => t.Number);
        var set = await rules.InForceAsync(version.RegionCode, day, cancel);
        var codes = BuildingCodes.Of(set.Failed ? null : set.Value, day);
        KnownBuilding Known(Building building)
        {
            var first = file.Buildings[1].FirstOrDefault(b => b.Number == building.Number);
            return Of(building, valuations[building.Number]) is { } valuation ? new(building, FactsOf(valuation), false)
                : taken.TryGetValue(building.Number, out var codesOf) && TakenBuilding.Holds(building, first)
                    ? new(building, codes.Facts(building, codesOf, facilities[building.Number]), true) : new(building, null, false);
        }

        return new([.. buildings.Select(Known)], codes);
    }

    /// <summary>The valuation that a building's value comes from, or null.</summary>
    public async Task<BuildingValuation?> FindAsync(RegionCode region, Building building, CancellationToken cancel)
    {
        var latest = await db.In<BuildingValuation>(RegionScope.Of(region)).AsNoTracking()
            .Where(v => v.Nop == building.Nop && v.Number == building.Number && v.Version <= building.Version)
            .OrderByDescending(v => v.Version).FirstOrDefaultAsync(cancel);
        return latest is null ? null : Of(building, [latest]);
    }

    /// <summary>The valuation that a building's value comes from, of all those of its number, or null.</summary>
    public static BuildingValuation? Of(Building building, IEnumerable<BuildingValuation> valuations) =>
        valuations.Where(v => v.Version <= building.Version).MaxBy(v => v.Version) is { } latest && latest.Value == building.Total
        && building.ValueSource.Contains(latest.RuleHash[..12], StringComparison.Ordinal) ? latest : null;

    /// <summary>Its steps, computed again by the same rules from the same attributes.</summary>
    public async Task<DbkbValue?> ExplainAsync(BuildingValuation valuation, CancellationToken cancel)
    {
        var content = await db.In<RuleContent>(RegionScope.Of(valuation.RegionCode)).AsNoTracking()
            .FirstOrDefaultAsync(c => c.Version == valuation.RuleVersion && c.Hash == valuation.RuleHash, cancel);
        if (content is null)
        {
            return null;
        }

        var again = DbkbRules.Of(RuleStore.SetOf(content), valuation.TaxYear, estimate: false).Value.Value(FactsOf(valuation)).Value;
        Check.That(again.Total == valuation.Value);
        return again;
    }

    public static BuildingFacts FactsOf(BuildingValuation valuation) => JsonSerializer.Deserialize<BuildingFacts>(valuation.Facts)!;
}

/// <summary>What the valuation of buildings adds to the module.</summary>
internal static class ValuationSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } = ["revenue_building_valuation"];

    public static IServiceCollection AddValuation(this IServiceCollection services) => services
        .AddScoped<ValueBuilding>().AddScoped<ValuationReading>();

    public static ModelBuilder MapValuation(this ModelBuilder model)
    {
        BuildingValuation.Map(model);
        return model;
    }
}

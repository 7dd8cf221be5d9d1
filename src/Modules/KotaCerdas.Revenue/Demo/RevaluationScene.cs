using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Revaluations;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// Some houses were visited and valued by the tables; then all buildings are valued anew for next year, those that were taken over by their
/// codes. The head of the office has approved the result, the head of the region has not yet.
/// </summary>
internal sealed class RevaluationScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    private const int Houses = 12;
    private const int Looked = 1_000;
    private const int Year = 2027;
    private const string Housing = "01";

    private static readonly DateOnly Visited = new(2026, 11, 20);

    public async Task PlayAsync()
    {
        stage.Clock.Set(Visited, 9);
        foreach (var (house, facts) in await HousesAsync())
        {
            await ValueAsync(house, facts);
        }

        stage.Clock.Set(new DateOnly(2026, 11, 23), 9);
        var made = await stage.AsAsync(cast.Assessor, (RevaluationDesk d) => d.MakeAsync(region, Year, stage.Cancel));

        // Not all that is due: by the clock of this day the lease of the play itself may be over.
        await stage.RunAsync(cast.Assessor, ComputeRevaluation.Kind, region, new RevaluationWork(made.Id));
        var known = (await stage.ReadAsync((RevaluationReading r) => r.FindAsync(region, made.Id, stage.Cancel)))!;
        if (known.State == BatchState.Simulated)
        {
            stage.Clock.Set(new DateOnly(2026, 11, 25), 10);
            var approval = new ApprovalInput(
                known.Hash, stage.Say("Revenue.Demo.RevaluationDecree"), new DateOnly(2026, 11, 25), true);
            await stage.AsAsync(cast.Head, (RevaluationDesk d) => d.ApproveAsync(region, made.Id, approval, stage.Cancel));
        }
    }

    /// <summary>
    /// The last houses of the register, which no other scene visits, one building each, of those whose age another row of the tables has
    /// next year.
    /// </summary>
    private async Task<IReadOnlyList<(Building Of, BuildingFacts Facts)>> HousesAsync()
    {
        var scope = RegionScope.Of(region);
        var set = (await stage.ReadAsync((RuleStore s) => s.InForceAsync(region, Visited, stage.Cancel))).Value;
        var (now, next) = (DbkbRules.Of(set, Visited.Year, estimate: false).Value, DbkbRules.Of(set, Year, estimate: false).Value);
        var houses = await stage.ReadAsync((KotaDb db) => db.In<Building>(scope).AsNoTracking()
            .Where(b => b.Version == 1 && b.Number == 1 && b.UseCode == Housing && b.Floors > 0 && b.BuiltYear > 0
                && !db.In<TaxObject>(scope).Any(o => o.Nop == b.Nop && o.Version > 1))
            .OrderByDescending(b => b.Nop).Take(Looked).ToListAsync(stage.Cancel));
        return
        [
            .. houses.Select(h => (h, FactsOf(h)))
                .Where(h => now.Value(h.Item2) is { Failed: false, Value.Total: var was }
                    && next.Value(h.Item2) is { Failed: false, Value.Total: var becomes } && was != becomes)
                .Take(Houses),
        ];
    }

    private static BuildingFacts FactsOf(Building house) => new()
    {
        Use = Housing, Type = "sedang", Area = house.Area, Floors = house.Floors, BuiltYear = house.BuiltYear, Condition = "baik",
        Wall = "bata", Floor = "keramik", Roof = "genteng", Ceiling = "gipsum",
    };

    private Task<int> ValueAsync(Building house, BuildingFacts facts) => stage.AsAsync(cast.Surveyor, (ValueBuilding o) => o.RunAsync(
        region, (house.Nop, 1), house.Number, facts, (Visited, stage.Say("Revenue.Demo.Form")), stage.Cancel));
}

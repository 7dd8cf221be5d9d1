using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Surveys;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// Objects are to be visited: one was found otherwise than registered and is recorded so, one contradicts what the office changed
/// meanwhile, of one a smaller area waits for a second officer, the others still wait for the surveyor. Land without a number was found
/// twice: one find waits for the desk, one was refused.
/// </summary>
internal sealed class SurveyScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    private const int Tasks = 8;

    public async Task PlayAsync()
    {
        stage.Clock.Set(new DateOnly(2026, 11, 9), 9);
        var numbers = await stage.ReadAsync((KotaDb db) => db.In<TaxObject>(RegionScope.Of(region)).AsNoTracking()
            .Where(o => o.Version == 1 && o.BuildingArea > 0).OrderBy(o => o.Nop).Take(Tasks).Select(o => o.Nop).ToListAsync(stage.Cancel));
        await stage.AsAsync(cast.Assessor, (AssignSurvey o) => o.RunAsync(
            region, string.Join('\n', numbers), cast.Surveyor.ToString(),
            (stage.Say("Revenue.Demo.Visit"), new DateOnly(2026, 12, 18)), stage.Cancel));
        var tasks = await stage.ReadAsync((KotaDb db) => db.In<SurveyTask>(RegionScope.Of(region)).AsNoTracking()
            .OrderBy(t => t.Nop).ToListAsync(stage.Cancel));
        if (tasks.Count > 1)
        {
            stage.Clock.Set(new DateOnly(2026, 11, 12), 10);
            await ReportAsync(tasks[0], 1, ("address", stage.Say("Revenue.Demo.Address", 901)));
            stage.Clock.Set(new DateOnly(2026, 11, 16), 11);
            await ChangeAsync(tasks[1].Nop);
            stage.Clock.Set(new DateOnly(2026, 11, 17), 15);
            await ReportAsync(tasks[1], 1, ("address", stage.Say("Revenue.Demo.Address", 903)));
        }

        if (numbers.Count > 0)
        {
            stage.Clock.Set(new DateOnly(2026, 11, 18), 9);
            await FindAsync(numbers[0], 904);
            await ShrinkAsync(numbers[^1]);
            var outside = await FindAsync(numbers[0], 905);
            stage.Clock.Set(new DateOnly(2026, 11, 19), 14);
            await stage.AsAsync(cast.Assessor, (SettleFind o) => o.RefuseAsync(region, outside, stage.Say("Revenue.Demo.Outside"),
                stage.Cancel));
        }
    }

    /// <summary>Land near an object that has no number yet.</summary>
    private async Task<Guid> FindAsync(Nop near, int house)
    {
        static string Plain(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["village"] = Plain(near.Village), ["block"] = Plain(near.Value / 100_000 % 1_000),
            ["address"] = stage.Say("Revenue.Demo.Address", house), ["owner"] = stage.Say("Revenue.Demo.Finder", house),
            ["owner_kind"] = nameof(TaxpayerKind.Person), ["owner_address"] = stage.Say("Revenue.Demo.Address", house),
            ["land_area"] = "140", ["land_kind"] = "3", ["place"] = "-4.025000, 103.250000",
        };
        var id = Ids.New(stage.Clock);
        await stage.AsAsync(cast.Surveyor, (SubmitFind o) => o.RunAsync(
            region, new(id, facts, stage.Say("Revenue.Demo.NoNumber"), null), stage.Cancel));
        return id;
    }

    /// <summary>What the form would send: all fields as they were seen, and the one that is different.</summary>
    private async Task ReportAsync(SurveyTask task, int seen, (string Field, string Value) found)
    {
        var facts = await stage.ReadAsync(async (SurveyReading reading) =>
        {
            var visit = (await reading.VisitAsync(task, DateOnly.FromDateTime(stage.Clock.GetUtcNow().UtcDateTime), stage.Cancel))!;
            return await reading.FactsAsync(visit.File, visit.File.Versions[seen - 1], stage.Cancel);
        });
        facts[found.Field] = found.Value;
        var id = Ids.New(stage.Clock);
        await stage.AsAsync(cast.Surveyor, (SubmitReport o) => o.RunAsync(
            region, new(id, task.Id, seen, facts, stage.Say("Revenue.Demo.Found"), null), stage.Cancel));
    }

    /// <summary>The office proposes a smaller area; it waits for a second officer.</summary>
    private async Task ShrinkAsync(Nop nop)
    {
        var day = new DateOnly(2027, 1, 1);
        var file = (await stage.ReadAsync((ObjectReading r) => r.FindAsync(region, nop, day, stage.Cancel)))!;
        var input = ObjectInput.From(file, day, stage.Say("Revenue.Demo.Form")) with { LandArea = file.Current.LandArea * 9 / 10 };
        await stage.AsAsync(cast.Surveyor, (SaveObject o) => o.ChangeAsync(region, nop, file.Versions[^1].Version, input, stage.Cancel));
    }

    /// <summary>The office records another address of the object that is being visited.</summary>
    private async Task ChangeAsync(Nop nop)
    {
        var day = new DateOnly(2026, 11, 16);
        var file = (await stage.ReadAsync((ObjectReading r) => r.FindAsync(region, nop, day, stage.Cancel)))!;
        var input = ObjectInput.From(file, day, stage.Say("Revenue.Demo.Form")) with { Address = stage.Say("Revenue.Demo.Address", 902) };
        await stage.AsAsync(cast.Surveyor, (SaveObject o) => o.ChangeAsync(region, nop, 1, input, stage.Cancel));
    }
}

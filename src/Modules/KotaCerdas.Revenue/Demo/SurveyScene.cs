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
/// meanwhile, the others still wait for the surveyor.
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

    /// <summary>The office records another address of the object that is being visited.</summary>
    private async Task ChangeAsync(Nop nop)
    {
        var day = new DateOnly(2026, 11, 16);
        var file = (await stage.ReadAsync((ObjectReading r) => r.FindAsync(region, nop, day, stage.Cancel)))!;
        var input = ObjectInput.From(file, day, stage.Say("Revenue.Demo.Form")) with { Address = stage.Say("Revenue.Demo.Address", 902) };
        await stage.AsAsync(cast.Surveyor, (SaveObject o) => o.ChangeAsync(region, nop, 1, input, stage.Cancel));
    }
}

using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Revenue.Demo;

/// <summary>Directs the generated years of local taxes.</summary>
internal sealed class RevenueDemo(IServiceScopeFactory scopes, Texts texts, IOptions<StorageOptions> storage) : IRevenueDemo
{
    public async Task<Outcome<RevenueDemoFigures>> PlayAsync(
        RevenueDemoPlan plan, RevenueDemoCast cast, SeededClock clock, IProgress<OperationProgress> progress, CancellationToken cancel)
    {
        // Sentences that operations keep are Indonesian, whatever the machine speaks; it holds for this call only.
        CultureInfo.CurrentUICulture = DemoStage.Indonesian;
        var stage = new DemoStage(scopes, texts, clock, cancel);
        try
        {
            await new RuleScene(stage, cast, plan.Region).ApproveAsync();
            progress.Report(new OperationProgress(1, 10, "Revenue.Demo.StepRegister", []));
            await new RegisterScene(stage, cast, plan).TakeOverAsync(storage.Value.PathOf("demo"));
            await new DeductionScene(stage, cast, plan.Region).SettleAsync();
            progress.Report(new OperationProgress(6, 10, "Revenue.Demo.StepKinds", []));
            var objects = await new LevyScene(stage, cast, plan.Region).RegisterAsync();
            progress.Report(new OperationProgress(7, 10, "Revenue.Demo.StepAssess", []));
            await new AssessmentScene(stage, cast, plan).PlayAsync();
            progress.Report(new OperationProgress(9, 10, "Revenue.Demo.StepAssess", []));
            await new ChargeScene(stage, cast, plan.Region).PlayAsync(objects);
            await new DecisionScene(stage, cast, plan.Region).PlayAsync();
            await new ShapeScene(stage, cast, plan.Region).PlayAsync();
            await new SurveyScene(stage, cast, plan.Region).PlayAsync();
            await new DeductionScene(stage, cast, plan.Region).MergeAsync();
            await new RevaluationScene(stage, cast, plan.Region).PlayAsync();
            await new CitizenScene(stage, cast, plan.Region).PlayAsync(objects);
            await new ClosingScene(stage, cast, plan.Region).PlayAsync();
            progress.Report(new OperationProgress(10, 10, "Revenue.Demo.StepAssess", []));
            return await stage.ReadAsync((KotaDb db) => FiguresAsync(db, plan.Region, cancel));
        }
        catch (DemoStoppedException stopped)
        {
            return stopped.Problem;
        }
    }

    private static async Task<RevenueDemoFigures> FiguresAsync(KotaDb db, RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        return new(
            await db.In<TaxObject>(scope).CountAsync(o => o.Version == 1, cancel),
            await db.In<Taxpayer>(scope).CountAsync(t => t.Version == 1, cancel),
            await db.In<LegacyBill>(scope).CountAsync(cancel));
    }
}

/// <summary>
/// The sample rules of the region come into force: loaded and tried by the officer who prepares, approved by the heads of the office and
/// the region.
/// </summary>
internal sealed class RuleScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    public async Task ApproveAsync()
    {
        stage.Clock.Set(new DateOnly(2025, 1, 7), 9);
        var tables = ShippedRules.Folders().Select(f => TableBook.Folder(f).Value)
            .First(t => t.First(s => s.Name == "set").Rows.Any(r => r["key"] == "region" && r["value"] == region.Value));
        var set = await stage.AsAsync(cast.Assessor, (LoadRules o) => o.RunAsync(region, tables, "data/tariffs", stage.Cancel));
        await stage.AsAsync(cast.Assessor, (TryRules o) => o.RunAsync(region, set.Version, stage.Cancel));
        foreach (var (approver, day) in new[] { (cast.Head, 8), (cast.RegionHead, 9) })
        {
            stage.Clock.Set(new DateOnly(2025, 1, day), 10);
            await stage.AsAsync(
                approver, (ApproveRules o) => o.RunAsync(region, set.Version, set.Hash, stage.Say("Revenue.Demo.Decree"), stage.Cancel));
        }
    }
}

/// <summary>The office maps its villages and takes the data of its old system over.</summary>
internal sealed class RegisterScene(DemoStage stage, RevenueDemoCast cast, RevenueDemoPlan plan)
{
    private const string Mask = "C.9999999";

    // Zones of a village, and what the values of the first one are raised to, in thousandths of a per cent.
    private const int MostZones = 500;
    private const int Raised = 110_000;

    private static readonly DateOnly MaskFrom = new(2024, 1, 5);

    /// <summary>Maps, writes the generated export and imports it.</summary>
    /// <param name="folder">Where the export lies meanwhile.</param>
    public async Task TakeOverAsync(string folder)
    {
        stage.Clock.Set(new DateOnly(2026, 1, 5), 9);
        var set = (await stage.ReadAsync((RuleStore s) => s.InForceAsync(plan.Region, new DateOnly(2025, 1, 1), stage.Cancel))).Value;
        var villages = await VillagesAsync(set);
        var map = new MemoryStream(Encoding.UTF8.GetBytes(DemoVillage.MapOf(villages)));
        await stage.AsAsync(cast.Surveyor, (VillageMap m) => m.ImportAsync(plan.Region, map, stage.Cancel));
        await stage.AsAsync(
            cast.Surveyor,
            (VillageMap m) => m.SetMaskAsync(plan.Region, MaskFrom, Mask, stage.Say("Revenue.Demo.MaskSource"), stage.Cancel));
        Directory.CreateDirectory(folder);
        try
        {
            Write(folder, villages, set);
            stage.Clock.Set(new DateOnly(2026, 1, 6), 14);
            await stage.RunAsync(
                cast.Surveyor, ImportSismiop.Kind, plan.Region,
                new ImportSismiopInput(folder, Check: false, SismiopImports.BuildingUnit, Upload: false));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await RaiseAsync();
    }

    /// <summary>The first village gets higher values for the year to be assessed, by the office's own file.</summary>
    private async Task RaiseAsync()
    {
        stage.Clock.Set(new DateOnly(2026, 1, 12), 10);
        var villages = await stage.ReadAsync((VillageMap m) => m.RowsAsync(plan.Region, stage.Cancel));
        var filter = new LandValueFilter { Village = villages[0].TaxCode, Year = 2026 };
        var values = await stage.ReadAsync(
            (LandValueRows r) => r.PageAsync(plan.Region, filter, (null, null), MostZones, stage.Cancel));
        var lines = values.Rows.Select(v => string.Create(
            CultureInfo.InvariantCulture,
            $"{v.TaxCode};{v.Zone};{v.TaxYear};{LandValueDesk.Times(v.PerMetre, Raised)};{stage.Say("Revenue.Demo.LandValues")}\n"));
        var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join(';', LandValueDesk.Columns) + "\n" + string.Concat(lines)));
        await stage.AsAsync(cast.Surveyor, (LandValueDesk d) => d.ImportAsync(plan.Region, file, stage.Cancel));
    }

    private void Write(string folder, IReadOnlyList<DemoVillage> villages, RuleSet set)
    {
        var bills = DemoBills.Of(set, plan.Seed);
        if (bills.Failed)
        {
            throw new DemoStoppedException(bills.Problem);
        }

        using var export = new DemoExport(folder, bills.Value, plan.Seed);
        foreach (var village in villages)
        {
            stage.Cancel.ThrowIfCancellationRequested();
            export.Write(village);
        }
    }

    private async Task<IReadOnlyList<DemoVillage>> VillagesAsync(RuleSet set)
    {
        var prefix = plan.Region.Value + ".";
        var (name, places) = await stage.ReadAsync(async (KotaDb db) =>
        {
            var districts = await db.Shared<District>().AsNoTracking().Where(d => d.RegencyCode == plan.Region)
                .ToDictionaryAsync(d => d.Code, d => d.Name, stage.Cancel);
            var all = await db.Shared<Village>().AsNoTracking().Where(v => v.Code.StartsWith(prefix)).ToListAsync(stage.Cancel);
            return (await db.Shared<Region>().AsNoTracking().Where(r => r.Code == plan.Region).Select(r =>
                r.Name).SingleAsync(stage.Cancel),
                all.ConvertAll(v => (v, districts[v.DistrictCode])));
        });
        var edges = set.Classes.Where(c => c.Table == "land" && c.To is > 5_000 and < 1_000_000).Select(c => c.To).ToList();
        return DemoVillage.Spread(name, places, (plan.Region, plan.Seed, plan.Objects), edges);
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>Runs the import through the same operation as the page.</summary>
internal sealed class SismiopImports(OperationRunner runner, ImportReading reading, Texts texts) : ISismiopImports
{
    /// <summary>SISMIOP keeps values of buildings in thousands of rupiah, as it does NIR.</summary>
    public const long BuildingUnit = 1_000;

    public Task<OperationRow> RunAsync(
        RegionCode region, string path, bool check, IProgress<OperationProgress>? watcher, CancellationToken cancel) =>
        runner.RunNowAsync(
            Actor.Platform("kotacerdas import sismiop"), ImportSismiop.Kind, region,
            new ImportSismiopInput(Path.GetFullPath(path), check, BuildingUnit, Upload: false), watcher, cancel);

    public async Task<SismiopReport?> ReportAsync(RegionCode region, OperationRow run, CancellationToken cancel)
    {
        if (run.Result is null || OperationResult.FromJson(run.Result).Link is not { } link
            || !Guid.TryParse(link[(link.LastIndexOf('/') + 1)..], out var id)
            || await reading.FindAsync(region, id, cancel) is not { } found)
        {
            return null;
        }

        return new(
            found.Import.Result == ImportResult.Refused,
            [
                .. found.Rules.Select(r => texts[
                    "Revenue.Import.RuleLine", texts[$"Revenue.ImportEffect.{ImportRules.Of(r.Rule)}"], ImportWords.Rule(r.Rule, texts),
                    r.Count]),
            ],
            link);
    }
}

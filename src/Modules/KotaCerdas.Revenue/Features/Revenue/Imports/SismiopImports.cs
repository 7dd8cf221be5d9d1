using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>Runs the import through the same operation as the page.</summary>
internal sealed class SismiopImports(OperationRunner runner) : ISismiopImports
{
    /// <summary>SISMIOP keeps values of buildings in thousands of rupiah, as it does NIR.</summary>
    public const long BuildingUnit = 1_000;

    public Task<OperationRow> RunAsync(
        RegionCode region, string path, bool check, IProgress<OperationProgress>? watcher, CancellationToken cancel) =>
        runner.RunNowAsync(
            Actor.Platform("kotacerdas import sismiop"), ImportSismiop.Kind, region,
            new ImportSismiopInput(Path.GetFullPath(path), check, BuildingUnit, Upload: false), watcher, cancel);
}

using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Contracts;

/// <summary>Takes over an export of SISMIOP, for the command line.</summary>
public interface ISismiopImports
{
    /// <summary>
    /// Checks a folder or ZIP of CSV files and SQL dumps, or one dump, and, unless it is only a check, imports it; here and now.
    /// </summary>
    /// <param name="region">Whose data it is.</param>
    /// <param name="path">The folder, ZIP or dump.</param>
    /// <param name="check">True to check only.</param>
    /// <param name="watcher">Told how far it is.</param>
    /// <param name="cancel">Stops; nothing is changed then.</param>
    /// <returns>The record of the run with its result or error.</returns>
    Task<OperationRow> RunAsync(
        RegionCode region, string path, bool check, IProgress<OperationProgress>? watcher, CancellationToken cancel);

    /// <summary>What a run that ended found, or null where it left no report.</summary>
    /// <param name="region">Whose data it is.</param>
    /// <param name="run">The record of the run.</param>
    /// <param name="cancel">Stops.</param>
    Task<SismiopReport?> ReportAsync(RegionCode region, OperationRow run, CancellationToken cancel);
}

/// <summary>What a run found.</summary>
/// <param name="Refused">True where something has to be repaired before anything is imported.</param>
/// <param name="Lines">A sentence for each rule that rows broke, with how many; what stops the import first.</param>
/// <param name="Path">Page of the whole report, row by row.</param>
public sealed record SismiopReport(bool Refused, IReadOnlyList<string> Lines, string Path);

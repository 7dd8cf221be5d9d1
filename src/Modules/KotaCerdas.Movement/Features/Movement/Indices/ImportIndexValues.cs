using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Indices;

/// <summary>Input of <see cref="ImportIndexValues"/>.</summary>
/// <param name="File">The stored spreadsheet, of the country.</param>
internal sealed record ImportIndexValuesInput(Guid File);

/// <summary>
/// Writes the values of a spreadsheet that was checked when it was uploaded, and checks it again: all rows or none. Running it again
/// changes nothing.
/// </summary>
internal sealed class ImportIndexValues(FileStore files, ImportIndices import) : IOperation<ImportIndexValuesInput>
{
    public const string PagePath = "/indeks/impor";

    public static readonly OperationKind<ImportIndexValuesInput> Kind = OperationKind.For<ImportIndexValues, ImportIndexValuesInput>(
        "movement.import-indices", "Movement.Index.Operation", CallPermissions.ImportIndices, page: _ => PagePath);

    public async Task<Outcome<OperationResult>> RunAsync(
        OperationContext context, ImportIndexValuesInput input, CancellationToken cancel)
    {
        if (await files.FindAsync(RegionCode.National, new FileId(input.File), cancel) is not { } stored)
        {
            return new Problem("Movement.Index.FileGone");
        }

        await using var content = files.Open(stored);
        var done = await import.RunAsync(
            content, dryRun: false, generated: false, cancel,
            (rows, all) => context.Report(rows, all, "Movement.Index.Progress", rows, all));
        return done.Failed ? done.Problem
            : done.Value.Problems is [var first, ..] ? new Problem("Movement.Index.NowBad", null, done.Value.BadRows, first.Row)
            : new OperationResult("Movement.Index.Written", Paths.Calls, done.Value.Rows);
    }
}

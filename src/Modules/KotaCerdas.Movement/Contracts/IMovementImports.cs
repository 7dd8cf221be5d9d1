using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Contracts;

/// <summary>What an import did, or would do.</summary>
/// <param name="Rows">Rows in the file that hold something.</param>
/// <param name="Added">Rows that are new.</param>
/// <param name="Changed">Rows that say something else than what is known.</param>
/// <param name="Same">Rows that say what is known already.</param>
/// <param name="Problems">Rows that cannot be used; with any of them nothing is written.</param>
/// <param name="Written">True where the rows are in the database now.</param>
public sealed record ImportReport(int Rows, int Added, int Changed, int Same, IReadOnlyList<RowProblem> Problems, bool Written);

/// <summary>Imports of the movement's own data from a spreadsheet (CSV or XLSX): all rows or none, harmless to repeat.</summary>
public interface IMovementImports
{
    /// <summary>What can be imported: <c>cohorts</c>, <c>cohort-members</c>.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Checks a file and, unless it is a trial, imports it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="file">The file; seekable.</param>
    /// <param name="trial">True to check only.</param>
    /// <param name="actor">Who imports.</param>
    /// <param name="progress">Told the share that is done, 0 to 1; or null.</param>
    /// <param name="cancel">Stops; nothing is changed then.</param>
    /// <returns>What came of it, or the problem of the whole file.</returns>
    Task<Outcome<ImportReport>> RunAsync(
        string name, Stream file, bool trial, Actor actor, IProgress<double>? progress, CancellationToken cancel);
}

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// Where a row stands, as the one number by which the checks know it: of a CSV file its line, of a dump also which dump it is and the
/// how-manieth row of its line, for a dump may hold many rows in one line.
/// </summary>
internal static class DumpPlace
{
    /// <summary>Dumps of one export.</summary>
    public const int MostDumps = 1_000;

    private const long Rows = 1L << 22;
    private const long Lines = 1L << 31;

    /// <summary>The number of a row.</summary>
    /// <param name="source">Number of the dump, from 1.</param>
    /// <param name="line">Its line.</param>
    /// <param name="row">Rows of the table before it in the same line.</param>
    public static long Of(int source, int line, int row) =>
        row < Rows ? (source * Lines * Rows) + (line * Rows) + row : throw new DumpException(line, "LongLine");

    /// <summary>The line of such a number, in SQL.</summary>
    public static string Line(string place) =>
        $"cast(case when {place} < {Lines} then {place} else {place} / {Rows} % {Lines} end as integer)";

    /// <summary>The dump of such a number, in SQL; 0 for a CSV file.</summary>
    public static string Source(string place) => $"{place} / {Lines * Rows}";
}

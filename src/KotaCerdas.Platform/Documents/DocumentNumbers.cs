using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform;

/// <summary>The last number given in a series.</summary>
internal sealed class DocumentNumber : ITenantRow
{
    public required RegionCode RegionCode { get; init; }

    public required string Kind { get; init; }

    public required int Year { get; init; }

    public required int Last { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<DocumentNumber>(e =>
    {
        e.ToTable("platform_document_number");
        e.HasKey(n => new { n.RegionCode, n.Kind, n.Year });
    });
}

/// <summary>
/// Numbers without gaps. The row of the series is locked from the moment a number is taken until the caller's write ends: who comes
/// second waits, and a write that rolls back gives its number back.
/// </summary>
public sealed class DocumentNumbers(KotaDb db)
{
    /// <summary>Takes the next number inside the caller's write.</summary>
    /// <param name="write">The open write.</param>
    /// <param name="region">Whose series.</param>
    /// <param name="kind">Kind of document.</param>
    /// <param name="year">Year of the document's date.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>1 for the first of the year.</returns>
    public async Task<int> TakeAsync(WriteScope write, RegionCode region, string kind, int year, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(write);
        Check.That(write.Scope.Includes(region));
        var rows = await db.Database.SqlQuery<int>(
            $"""
            insert into platform_document_number (region_code, kind, year, last) values ({region.Value}, {kind}, {year}, 1)
            on conflict (region_code, kind, year) do update set last = platform_document_number.last + 1
            returning last as "Value"
            """).ToListAsync(cancel);
        return rows[0];
    }
}

/// <summary>The form of a number, from the template: <c>{seq:000}/NK/{unit}/{romanMonth}/{year}</c>.</summary>
internal static partial class NumberFormat
{
    private static readonly string[] Roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

    /// <summary>What a number is made of beside the fields of the template.</summary>
    public static IReadOnlySet<string> Own { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "seq", "year", "month", "romanMonth", "region",
    };

    /// <summary>Names that stand in braces.</summary>
    public static IEnumerable<string> Names(string format) => Part().Matches(format).Select(m => m.Groups["name"].Value);

    /// <summary>The number as printed.</summary>
    /// <param name="format">Its form.</param>
    /// <param name="sequence">Place in the series.</param>
    /// <param name="date">Date of the document.</param>
    /// <param name="region">Whose document.</param>
    /// <param name="field">Text of a field.</param>
    public static string Write(string format, int sequence, DateOnly date, RegionCode region, Func<string, string> field) =>
        Part().Replace(format, m => m.Groups["name"].Value switch
        {
            "seq" => sequence.ToString(m.Groups["digits"].Value, CultureInfo.InvariantCulture),
            "year" => date.Year.ToString(CultureInfo.InvariantCulture),
            "month" => date.Month.ToString("00", CultureInfo.InvariantCulture),
            "romanMonth" => Roman[date.Month - 1],
            "region" => region.Value,
            var name => field(name),
        });

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<digits>0+))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}

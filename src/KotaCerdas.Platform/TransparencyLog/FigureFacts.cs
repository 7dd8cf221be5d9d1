using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>Published figures as facts of the log.</summary>
internal sealed class FigureFacts(KotaDb db) : ILogFacts
{
    public static readonly LogKind Figure = new("platform.figure", "Platform.Log.Figure", IsPublic: true)
    {
        Fields =
        [
            new("measure", "Platform.Log.Measure", Name), new("period", "Platform.Log.Period"), new("value", "Platform.Log.Value", Number),
            new("revision", "Platform.Log.Revision"), new("rows", "Platform.Log.Rows"),
        ],
        PathOf = figure => $"/ukuran/{figure.Content["measure"]}/{figure.Region}/{figure.Content["period"]}",
    };

    public LogKind Kind => Figure;

    public static LogEntry Of(MeasureValue value)
    {
        var revision = value.Revision.ToString(CultureInfo.InvariantCulture);
        var subject = $"{value.MeasureCode}/{value.Period}/{revision}";
        return new LogEntry(Figure, subject, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["measure"] = value.MeasureCode,
            ["period"] = value.Period,
            ["revision"] = revision,
            ["value"] = value.Value,
            ["numerator"] = value.Numerator,
            ["denominator"] = value.Denominator,
            ["rows"] = value.RowCount.ToString(CultureInfo.InvariantCulture),
            ["rowsSha256"] = value.RowsHash,
        });
    }

    /// <summary>With the decimals it was logged with, as the reader's language writes them.</summary>
    private static string Number(string value, IServiceProvider services) =>
        decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? Formats.Decimal(number, number.Scale) : value;

    private static string Name(string code, IServiceProvider services) =>
        services.GetRequiredService<MeasureCatalogue>().Find(code) is { } measure
            ? services.GetRequiredService<Texts>()[measure.NameKey] : code;

    public async IAsyncEnumerable<LogFact> ReadAsync(RegionScope scope, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = db.In<MeasureValue>(scope).AsNoTracking().OrderBy(f => f.RegionCode);
        await foreach (var value in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return new LogFact(value.RegionCode, Of(value));
        }
    }
}

using System.Globalization;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Indices;

/// <summary>One value as read from a file.</summary>
/// <param name="ValueMicro">In millionths; null where only a class is given.</param>
internal sealed record IndexRow(int Number, RegionCode Region, string Index, int Year, long? ValueMicro, string Class, string Source);

/// <summary>
/// Reads index values from rows: <c>region_code, index, year, value, class, source</c>. Each bad row is named; none is guessed.
/// </summary>
internal static class IndexFile
{
    public static IReadOnlyList<string> Columns { get; } = ["region_code", "index", "year", "value", "class", "source"];

    public static TableReading<IndexRow> Read(IEnumerable<TableRow> rows, IReadOnlySet<RegionCode> known)
    {
        var seen = new Dictionary<(RegionCode, string, int), int>();
        List<IndexRow> good = [];
        List<RowProblem> problems = [];
        foreach (var row in rows)
        {
            var told = problems.Count;
            var read = ReadRow(row, known, problem => problems.Add(new(row.Number, problem)));
            if (KeyOf(row) is { } key && !seen.TryAdd(key, row.Number))
            {
                problems.Add(new(
                    row.Number, new("Movement.Index.Twice", "region_code", row["region_code"], row["index"], row["year"], seen[key])));
            }

            if (read is not null && problems.Count == told)
            {
                good.Add(read);
            }
        }

        return new(good, problems);
    }

    private static (RegionCode, string, int)? KeyOf(TableRow row) =>
        RegionCode.TryParse(row["region_code"], out var region)
        && int.TryParse(row["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? (region, row["index"], year) : null;

    /// <summary>The row, or null where something is wrong with it; everything that is wrong is told.</summary>
    private static IndexRow? ReadRow(TableRow row, IReadOnlySet<RegionCode> known, Action<Problem> tell)
    {
        var good = true;
        if (!RegionCode.TryParse(row["region_code"], out var region) || !known.Contains(region))
        {
            Tell(new("Movement.Index.UnknownRegion", "region_code", row["region_code"]));
        }

        if (!int.TryParse(row["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 2000 or > 2100)
        {
            Tell(new("Movement.Index.BadYear", "year", row["year"]));
        }

        var source = row.Optional("source");
        if (source is null)
        {
            Tell(new("Movement.Index.NoSource", "source"));
        }

        if (IndexCatalogue.Find(row["index"]) is not { } index)
        {
            Tell(new("Movement.Index.UnknownIndex", "index", row["index"], string.Join(", ", IndexCatalogue.All.Select(i => i.Code))));
            return null;
        }

        var measured = Measure(row, index);
        if (measured.Failed)
        {
            Tell(measured.Problem);
        }

        return good ? new IndexRow(
            row.Number, region, index.Code, year, measured.Value.Value is { } v ? (long)(v * 1_000_000) : null, measured.Value.Class,
            source!) : null;

        void Tell(Problem problem)
        {
            good = false;
            tell(problem);
        }
    }

    /// <summary>Value and class; what is wrong with the class is judged by the value, so only one of them can be told.</summary>
    private static Outcome<(decimal? Value, string Class)> Measure(TableRow row, ExternalIndex index)
    {
        var value = ValueOf(row.Optional("value"), index);
        if (value.Failed)
        {
            return value.Problem;
        }

        var @class = ClassOf(row.Optional("class"), value.Value, index);
        return @class.Failed ? @class.Problem
            : value.Value is null && @class.Value.Length == 0 ? new Problem("Movement.Index.NothingGiven", "value")
            : (value.Value, @class.Value);
    }

    private static Outcome<decimal?> ValueOf(string? text, ExternalIndex index)
    {
        if (text is null)
        {
            return Outcome.Of<decimal?>(null);
        }

        var plain = text.Replace(',', '.');
        var readable = decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var value);
        if (!readable || Math.Abs(value) > 1_000_000_000)
        {
            return new Problem("Movement.Index.BadValue", "value", text);
        }

        return value < index.ScaleMin || value > index.ScaleMax
            ? new Problem("Movement.Index.OffScale", "value", Formats.Typed(plain), index.ScaleMin ?? 0, index.ScaleMax ?? 0)
            : Outcome.Of<decimal?>(value);
    }

    /// <summary>The class as given; where none is given, the one the value falls in, if the bounds are known.</summary>
    private static Outcome<string> ClassOf(string? text, decimal? value, ExternalIndex index)
    {
        if (text is null)
        {
            return value is { } v ? index.BandOf(v)?.Name ?? string.Empty : string.Empty;
        }

        var band = index.Bands.FirstOrDefault(b => b.Name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (band is null && index.Bands.Count > 0)
        {
            return new Problem("Movement.Index.UnknownClass", "class", text, string.Join(", ", index.Bands.Select(b => b.Name)));
        }

        return value is { } known && index.BandOf(known) is { } right && band is not null && right.Name != band.Name
            ? new Problem("Movement.Index.ClassDiffers", "class", text, right.Name)
            : band?.Name ?? text;
    }
}

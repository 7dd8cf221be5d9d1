using System.Globalization;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// What a reader asks the list of regions for; it lives in the address. A value that stands for nothing matches no region: a wrong link
/// must not look like an answer.
/// </summary>
internal sealed record CountryFilter
{
    public const string Kabupaten = "kabupaten";
    public const string Kota = "kota";
    public const string Provinces = "provinsi";

    private static readonly (string Word, Standing Standing)[] Words =
    [
        ("anggota", Standing.Member), ("mungkin", Standing.Likely), ("dievaluasi", Standing.Evaluated),
        ("belum-diketahui", Standing.Unknown),
        ("belum-ikut", Standing.Outside),
    ];

    public string? Year { get; init; }

    /// <summary>Code of a province.</summary>
    public string? Province { get; init; }

    public string? Group { get; init; }

    public string? Kind { get; init; }

    public string? State { get; init; }

    public string? Search { get; init; }

    /// <summary>Key of the last region before the page.</summary>
    public string? After { get; init; }

    /// <summary>Key of the first region after the page.</summary>
    public string? Before { get; init; }

    /// <summary>True where something narrows the list.</summary>
    public bool Narrows => FirstPage() != new CountryFilter();

    /// <summary>The year, or null where none or nonsense is asked for.</summary>
    public int? YearNumber => int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    /// <summary>Reads a page's address.</summary>
    public static CountryFilter From(IQueryCollection query)
    {
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        return new()
        {
            Year = Text("tahun"),
            Province = Text("provinsi"),
            Group = Text("pulau"),
            Kind = Text("jenis"),
            State = Text("keadaan"),
            Search = Text("cari"),
            After = Text("setelah"),
            Before = Text("sebelum"),
        };
    }

    public static string Word(Standing standing) => Array.Find(Words, w => w.Standing == standing).Word;

    /// <summary>Regions that match, best known first, then by code; all pages.</summary>
    public IReadOnlyList<RegionLine> Of(CountryView country) =>
        [.. (Kind == Provinces ? country.Provinces : country.Regions).Where(Matches).OrderBy(r => r.Key, StringComparer.Ordinal)];

    /// <summary>The address of a page with this filter.</summary>
    public string Href(string path)
    {
        var values = new (string Name, string? Value)[]
        {
            ("tahun", Year), ("provinsi", Province), ("pulau", Group), ("jenis", Kind), ("keadaan", State), ("cari", Search),
            ("setelah", After), ("sebelum", Before),
        };
        var query = string.Join('&', values.Where(v => v.Value is not null).Select(v => $"{v.Name}={Uri.EscapeDataString(v.Value!)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    /// <summary>The same filter from its first page.</summary>
    public CountryFilter FirstPage() => this with { After = null, Before = null };

    private bool Matches(RegionLine region) =>
        (Year is null || region.Cohorts.Any(c => c.Year == YearNumber))
        && (Province is null || region.Code.Province.Value == Province)
        && (Group is null || region.IslandGroup == Group)
        && (Kind is null || IsKind(region.Kind))
        && (State is null || State == Word(region.Standing))
        && (Search is null || region.Name.Contains(Search, StringComparison.OrdinalIgnoreCase));

    private bool IsKind(RegionKind kind) => Kind == kind switch
    {
        RegionKind.Kabupaten => Kabupaten,
        RegionKind.Kota => Kota,
        _ => Provinces,
    };
}

/// <summary>A page of a list that is ordered by <see cref="RegionLine.Key"/>.</summary>
/// <param name="Rows">Rows of this page.</param>
/// <param name="Previous">Filter of the page before, or null.</param>
/// <param name="Next">Filter of the page after, or null.</param>
/// <param name="Total">Rows of all pages.</param>
internal sealed record RegionPage(IReadOnlyList<RegionLine> Rows, CountryFilter? Previous, CountryFilter? Next, int Total)
{
    /// <summary>Cuts a page out of all matching rows.</summary>
    public static RegionPage Of(IReadOnlyList<RegionLine> all, CountryFilter filter, int size)
    {
        var (start, end) = Bounds(all, filter, size);
        var rows = all.Skip(start).Take(end - start).ToList();
        var first = filter.FirstPage();
        return new(
            rows,
            start > 0 && rows.Count > 0 ? first with { Before = rows[0].Key } : null,
            end < all.Count && rows.Count > 0 ? first with { After = rows[^1].Key } : null,
            all.Count);
    }

    private static (int Start, int End) Bounds(IReadOnlyList<RegionLine> all, CountryFilter filter, int size)
    {
        if (filter.Before is { } before)
        {
            var end = all.Count(r => string.CompareOrdinal(r.Key, before) < 0);
            return (Math.Max(0, end - size), end);
        }

        var start = filter.After is { } after ? all.Count(r => string.CompareOrdinal(r.Key, after) <= 0) : 0;
        return (start, Math.Min(all.Count, start + size));
    }
}

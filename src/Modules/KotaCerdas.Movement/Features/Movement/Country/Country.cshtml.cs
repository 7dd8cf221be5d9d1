using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>The home page: the country, its regions and its cohorts.</summary>
internal sealed class CountryModel(CountryQueries queries, Actor actor, TimeProvider clock) : ProductPage
{
    private const int PageSize = 25;

    public CountryView Country { get; private set; } = null!;

    public CountryFilter Filter { get; private set; } = new();

    public new RegionPage Page { get; private set; } = null!;

    public IReadOnlyList<Call> OpenCalls { get; private set; } = [];

    /// <summary>The last day as it was promised first, of calls whose last day was moved.</summary>
    public IReadOnlyDictionary<CallId, DateOnly> Promised { get; private set; } = new Dictionary<CallId, DateOnly>();

    /// <summary>Regions that the filter leaves.</summary>
    public IReadOnlySet<RegionCode> Shown { get; private set; } = new HashSet<RegionCode>();

    public int ThisYear => RegionZone.WIB.DateAt(clock.GetUtcNow()).Year;

    public bool MayImport => actor.May(CountryImports.Permission, RegionCode.National);

    /// <summary>The cohort that the filter asks for, on the track that it asks for.</summary>
    public Cohort? CohortChosen => Country.Cohorts.FirstOrDefault(c => c.Year == Filter.YearNumber && c.Track == TrackChosen);

    /// <summary>Its place in the running total; provinces are few and all known.</summary>
    public CohortStep? Step => TrackChosen == Track.City && Filter.YearNumber is { } year ? Country.Step(year) : null;

    private Track TrackChosen => Filter.Kind == CountryFilter.Provinces ? Track.Province : Track.City;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Filter = CountryFilter.From(Request.Query);
        Country = await queries.LoadAsync(cancel);
        OpenCalls = await queries.OpenCallsAsync(cancel);
        Promised = OpenCalls.Count == 0 ? Promised : await queries.PromisedAsync(cancel);
        var all = Filter.Of(Country);
        Shown = all.Select(r => r.Code).ToHashSet();
        Page = RegionPage.Of(all, Filter, PageSize);
    }

    /// <summary>Until when regions may apply, and where that was moved, until when it was before.</summary>
    public string UntilOf(Call call, Texts texts)
    {
        var until = texts["Movement.Country.CallUntil", call.SubmitBy];
        return Promised.TryGetValue(call.Id, out var first) ? $"{until} {texts["Movement.Call.MovedFrom", first]}" : until;
    }

    /// <summary>The address of exactly this list as a file.</summary>
    public string FileHref(string format) => Filter.FirstPage().Href("/negara/daerah." + format);

    /// <summary>The filter as a sentence.</summary>
    public FilterSentenceOptions Sentence(Texts texts) => new()
    {
        Action = "/",
        Parts =
        [
            FilterPart.Words(texts["Movement.Country.Filter.Show"]),
            FilterPart.Choice("jenis", texts["Movement.Country.Filter.Kind"], Kinds(texts), Filter.Kind),
            FilterPart.Words(texts["Movement.Country.Filter.In"]),
            FilterPart.Choice("provinsi", texts["Movement.Country.Column.Province"], Provinces(texts), Filter.Province),
            FilterPart.Choice("pulau", texts["Movement.Country.Filter.Group"], Groups(texts), Filter.Group),
            FilterPart.Words(texts["Movement.Country.Filter.Cohort"]),
            FilterPart.Choice("tahun", texts["Movement.Country.Column.Year"], Years(texts), Filter.Year),
            FilterPart.Words(texts["Movement.Country.Filter.With"]),
            FilterPart.Choice("keadaan", texts["Movement.Country.Column.State"], States(texts), Filter.State),
            FilterPart.Words(texts["Movement.Country.Filter.Named"]),
            FilterPart.Search("cari", texts["Movement.Country.Filter.Search"], Filter.Search),
        ],
    };

    private static List<Choice> Kinds(Texts texts) =>
    [
        new(string.Empty, texts["Movement.Country.Filter.BothKinds"]),
        new(CountryFilter.Kabupaten, texts["Movement.Country.Kind.Kabupaten"]),
        new(CountryFilter.Kota, texts["Movement.Country.Kind.Kota"]),
        new(CountryFilter.Provinces, texts["Movement.Country.Kind.Province"]),
    ];

    private static List<Choice> Groups(Texts texts) =>
    [
        new(string.Empty, texts["Movement.Country.Filter.AllGroups"]),
        .. IslandNames.Codes.Select(code => new Choice(code, IslandNames.Of(code))),
    ];

    private static List<Choice> States(Texts texts) =>
    [
        new(string.Empty, texts["Movement.Country.Filter.AllStates"]),
        .. Enum.GetValues<Standing>().Select(s => new Choice(CountryFilter.Word(s), texts[$"Movement.Country.Standing.{s}"])),
    ];

    private List<Choice> Provinces(Texts texts) =>
    [
        new(string.Empty, texts["Movement.Country.Filter.AllProvinces"]),
        .. Country.Provinces.Select(p => new Choice(p.Code.Value, p.Name)),
    ];

    private List<Choice> Years(Texts texts) =>
    [
        new(string.Empty, texts["Movement.Country.Filter.AllYears"]),
        .. Country.Cohorts.Select(c => CountryTables.Year(c.Year)).Distinct().Select(year => new Choice(year, year)),
    ];
}

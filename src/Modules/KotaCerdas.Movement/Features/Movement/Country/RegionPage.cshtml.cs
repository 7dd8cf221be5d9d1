using System.Globalization;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>The public page of a region or a province.</summary>
internal sealed class RegionPageModel(
    CountryQueries queries, RegionQueries regions, RegionPromisesReader agreements, PublicMentoring mentoring) : ProductPage
{
    public RegionLine? Line { get; private set; }

    public RegionFacts? Facts { get; private set; }

    /// <summary>Mentoring and bodies of a kabupaten or kota; null for a province.</summary>
    public PublicMentoringView? Mentoring { get; private set; }

    public IReadOnlyList<RegionSighting> Sightings { get; private set; } = [];

    /// <summary>Agreements in force and how they are kept.</summary>
    public RegionPromises? Promises { get; private set; }

    /// <summary>The regions of a province.</summary>
    public IReadOnlyList<RegionLine> Parts { get; private set; } = [];

    /// <summary>What was asked for where no such region exists.</summary>
    public string Typed { get; private set; } = string.Empty;

    /// <summary>Regions with a similar name, where there is none with this one.</summary>
    public IReadOnlyList<RegionLine> Nearest { get; private set; } = [];

    /// <summary>Members of the movement whose names are not known.</summary>
    public int Unnamed { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        var country = await queries.LoadAsync(cancel);
        Line = country.All.FirstOrDefault(r => r.Slug == slug);
        Facts = Line is null ? null : await regions.FindAsync(slug, cancel);
        if (Line is null || Facts is null)
        {
            Typed = slug.Replace('-', ' ');
            Nearest = NearestNames.Of(slug, country.All, r => r.Name, 5);
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        Promises = await agreements.OfAsync(Facts.Region, cancel);
        Sightings = CountryQueries.SightingsOf(Line.Code);
        Parts = Line.Kind == RegionKind.Province ? [.. country.Regions.Where(r => r.Code.Province == Line.Code)] : [];
        Mentoring = Line.Kind == RegionKind.Province ? null : await mentoring.OfAsync(Facts.Region, cancel);
        Unnamed = country.Unnamed;
        return Page();
    }

    public PageHead Head(Texts texts) => Line is null || Facts is null
        ? new() { Title = texts["Movement.Country.NoRegion.Title"], Lead = texts["Movement.Country.NoRegion.Text", Typed] }
        : new()
        {
            Title = Line.Name,
            Caption = texts[$"Movement.Country.Kind.{Line.Kind}"],
            State = CountryTables.State(Line.Standing, texts),
            Lead = Since(texts),
            Breadcrumbs = Way(texts),
        };

    private List<FrameLink> Way(Texts texts)
    {
        var way = new List<FrameLink> { new(texts["Movement.Country.Indonesia"], "/") };
        if (Line!.Kind != RegionKind.Province)
        {
            way.Add(new(Line.Province, $"/daerah/{RegionNames.Slug("provinsi " + Line.Province)}"));
        }

        return way;
    }

    /// <summary>Memoranda of the demo that a call led to: shown as what they are, counted nowhere.</summary>
    private IEnumerable<PublicAgreement> OfDemo =>
        Promises!.InForce.Concat(Promises.Past).Where(a => a is { Generated: true, Call: not null }).OrderBy(a => a.Call!.Year);

    /// <summary>Since when, in a sentence, and what the demo adds to it.</summary>
    private string Since(Texts texts) => string.Join(' ', OfDemo.Take(1)
        .Select(a => texts["Movement.Country.Region.SinceDemo", CountryTables.Year(a.Call!.Year)]).Prepend(Known(texts)));

    private string Known(Texts texts)
    {
        var years = Line!.Cohorts.Where(c => c.Status != MemberStatus.Attendance).Select(c => CountryTables.Year(c.Year)).ToList();
        return Line.Standing switch
        {
            Standing.Member when years.Count > 1 => texts["Movement.Country.Region.SinceAgain", years[0], string.Join(", ", years.Skip(1))],
            Standing.Member => texts["Movement.Country.Region.Since1", years[0]],
            Standing.Likely => texts["Movement.Country.Region.SinceLikely", CountryTables.Year(Line.Cohorts[0].Year)],
            Standing.Evaluated => texts["Movement.Country.Region.SinceEvaluated"],
            Standing.Outside => texts["Movement.Country.Region.SinceOutside"],
            _ => texts["Movement.Country.Region.SinceUnknown"],
        };
    }

    /// <summary>What it means that no source names the region.</summary>
    public string NothingFound(Texts texts) =>
        Line!.Standing == Standing.Outside
            ? texts["Movement.Country.Region.NotNamed"]
            : texts["Movement.Country.Region.NothingFound", Unnamed];

    /// <summary>Cohorts and sightings, each with its sources, and the season of the demo.</summary>
    public List<TimelineEvent> History(Texts texts) =>
    [
        .. Line!.Cohorts.Select(c => new TimelineEvent(
            texts[$"Movement.Country.Status.{c.Status}", CountryTables.Year(c.Year)], CountryTables.Year(c.Year),
            c.Status == MemberStatus.Attendance ? EventState.Next : EventState.Done)
        {
            Text = texts["Movement.Country.Region.SourcesAre", string.Join("; ", c.Sources)],
            Href = c.Status == MemberStatus.Signed ? "#kesepakatan" : $"/?tahun={CountryTables.Year(c.Year)}",
        }),
        .. Sightings.Select(s => new TimelineEvent(
            s.Year is null ? texts["Movement.Country.Region.WasEvaluated"] : texts["Movement.Country.Region.WasAssessed"],
            s.Year is { } year ? CountryTables.Year(year) : texts["Movement.Country.Region.YearUnknown"])
        {
            Text = s.Sources.Count == 0
                ? texts["Movement.Country.Region.NoSource"]
                : texts["Movement.Country.Region.SourcesAre", string.Join("; ", s.Sources.Select(CountryQueries.SourceTitle))],
        }),
        .. OfDemo.Select(a => new TimelineEvent(
            texts["Movement.Country.Region.DemoSelected", CountryTables.Year(a.Call!.Year)], CountryTables.Year(a.Call.Year))
        {
            Text = texts["Movement.Country.Region.DemoSelectedText", a.Agreement.SignedOn!.Value],
            Href = "#kesepakatan",
        }),
    ];

    public List<Fact> Who(Texts texts)
    {
        var region = Facts!.Region;
        var facts = new List<Fact> { new(texts["Movement.Country.Column.Code"], region.Code.Value) };
        if (region.Kind != RegionKind.Province)
        {
            facts.Add(new(texts["Movement.Country.Column.Province"], Line!.Province));
            var standing = region.Administrative ? "Movement.Country.Administrative" : "Movement.Country.Autonomous";
            facts.Add(new(texts["Movement.Country.Region.Autonomy"], texts[standing]));
        }

        facts.Add(new(texts["Movement.Country.Filter.Group"], IslandNames.Of(region.IslandGroup)));
        facts.Add(new(texts["Movement.Country.Region.Zone"], region.Zone.ToString()));
        facts.Add(new(texts["Movement.Country.Region.Districts"], Formats.Number(Facts.Districts)));
        facts.Add(new(texts["Movement.Country.Region.Villages"], Formats.Number(Facts.Villages)));
        Cell since = region.ValidFrom is { } from ? Formats.Date(from) : CountryTables.NotFound(texts);
        facts.Add(new(texts["Movement.Country.Region.CodeSince"], since));
        facts.Add(new(texts["Movement.Country.Column.Sources"], region.Source));
        return facts;
    }
}

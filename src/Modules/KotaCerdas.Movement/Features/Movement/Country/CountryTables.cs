using System.Globalization;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>Tables and facts that several pages of the country show.</summary>
internal static class CountryTables
{
    /// <summary>The state of a region as word, shape and colour.</summary>
    public static IHtmlContent State(Standing standing, Texts texts)
    {
        var tone = standing switch
        {
            Standing.Member => Tone.Positive,
            Standing.Likely => Tone.Warning,
            Standing.Evaluated => Tone.Info,
            _ => Tone.Neutral,
        };
        return Tag.Render(texts[$"Movement.Country.Standing.{standing}"], tone);
    }

    /// <summary>What nobody has found yet.</summary>
    public static Cell NotFound(Texts texts) =>
        new HtmlBuilder().Element("span", texts["Movement.Country.NotFound"], ("class", "k-missing"));

    /// <summary>Regions, each with its state and its cohorts.</summary>
    public static IHtmlContent Regions(IReadOnlyList<RegionLine> rows, string caption, Texts texts) => Table.Render(new()
    {
        Caption = caption,
        CaptionHidden = true,
        Columns =
        [
            new(texts["Movement.Country.Column.Region"]), new(texts["Movement.Country.Column.Province"]),
            new(texts["Movement.Country.Column.State"]), new(texts["Movement.Country.Column.Cohorts"]),
            new(texts["Movement.Country.Column.Code"]),
        ],
        Rows = rows.Select(IReadOnlyList<Cell> (r) =>
            [Cell.Link(r.Name, r.Href), r.Province, Cell.Of(State(r.Standing, texts)), Cell.Of(Years(r.Cohorts)), r.Code.Value]),
        Empty = EmptyState.Render(new()
        {
            Icon = IconName.Search,
            Title = texts["Movement.Country.Empty"],
            Text = texts["Movement.Country.EmptyText"],
            Action = Button.Render(new() { Text = texts["Movement.Country.ShowAll"], Href = "/", Kind = ButtonKind.Secondary }),
        }),
    });

    /// <summary>All cohorts of kabupaten and kota with the running total and where each row comes from.</summary>
    public static IHtmlContent Cohorts(CountryView country, Texts texts) => Table.Render(new()
    {
        Caption = texts["Movement.Country.CohortTable"],
        CaptionHidden = true,
        Columns =
        [
            new(texts["Movement.Country.Column.Year"]), new(texts["Movement.Country.Column.Invited"], Numeric: true),
            new(texts["Movement.Country.Column.Selected"], Numeric: true), new(texts["Movement.Country.Column.Repeats"], Numeric: true),
            new(texts["Movement.Country.Column.Total"], Numeric: true), new(texts["Movement.Country.Column.Named"], Numeric: true),
            new(texts["Movement.Country.Column.Signed"]), new(texts["Movement.Country.Column.Sources"]),
        ],
        Rows = from cohort in country.Cohorts
               where cohort.Track == Track.City
               let step = country.Step(cohort.Year)
               select (IReadOnlyList<Cell>)
               [
                   Cell.Link(Year(cohort.Year), "/?tahun=" + Year(cohort.Year)), Number(cohort.Invited, texts),
                   Formats.Number(cohort.Selected), Formats.Number(cohort.Repeats), Formats.Number(step.Total), Named(step, texts),
                   Signed(cohort, texts), Cell.Of(Sources(cohort.Sources)),
               ],
    });

    /// <summary>What is known of one cohort.</summary>
    public static IHtmlContent CohortFacts(Cohort cohort, CohortStep? step, Texts texts)
    {
        var facts = new List<Fact>
        {
            new(texts["Movement.Country.Column.Invited"], Number(cohort.Invited, texts)),
            new(texts["Movement.Country.Cohort.Attended"], Number(cohort.Applied ?? cohort.Attended, texts)),
            new(texts["Movement.Country.Cohort.Assessors"], Number(cohort.Assessors, texts)),
            new(texts["Movement.Country.Cohort.Assessed"], Days(cohort.AssessedFrom, cohort.AssessedTo, texts)),
            new(texts["Movement.Country.Column.Signed"], Signed(cohort, texts)),
            new(texts["Movement.Country.Cohort.Focus"], Focus(cohort) is { } focus ? focus : NotFound(texts)),
        };
        if (step is not null)
        {
            facts.Insert(0, new(texts["Movement.Country.Column.Named"], Named(step, texts)));
        }

        facts.Add(new(texts["Movement.Country.Column.Sources"], Cell.Of(Sources(cohort.Sources))));
        return SummaryList.Render(facts, texts);
    }

    /// <summary>A year as text: it has no thousands separator.</summary>
    public static string Year(int year) => year.ToString(CultureInfo.InvariantCulture);

    /// <summary>Sources, one a line.</summary>
    public static IHtmlContent Sources(IReadOnlyList<string> sources)
    {
        var html = new HtmlBuilder();
        foreach (var source in sources)
        {
            html.Element("div", source, ("class", "k-small"));
        }

        return html;
    }

    /// <summary>Links to the same rows as files.</summary>
    public static IHtmlContent Downloads(string label, string csv, string json) => new HtmlBuilder().Start("p", ("class", "k-row k-small"))
        .Add(Icon.Render(IconName.Download)).Text(label).Element("a", "CSV", ("href", csv)).Element("a", "JSON", ("href", json)).End();

    private static HtmlBuilder Years(IReadOnlyList<CohortMember> cohorts)
    {
        var html = new HtmlBuilder();
        foreach (var cohort in cohorts)
        {
            html.Text(ReferenceEquals(cohort, cohorts[0]) ? null : ", ")
                .Element("a", Year(cohort.Year), ("href", "/?tahun=" + Year(cohort.Year)));
        }

        return html;
    }

    private static Cell Number(int? number, Texts texts) => number is { } known ? Formats.Number(known) : NotFound(texts);

    private static Cell Named(CohortStep step, Texts texts) =>
        step.Selected == 0
            ? texts["Movement.Country.Year.None"]
            : Cell.Link(texts["Movement.Country.NamedOf", step.Known, step.Selected], "/?tahun=" + Year(step.Year) + "#daftar");

    private static Cell Signed(Cohort cohort, Texts texts)
    {
        var days = Days(cohort.SignedFrom, cohort.SignedTo, texts);
        return cohort is { SignedFrom: { } from, Place: { } place }
            ? texts["Movement.Country.SignedAt", Span(from, cohort.SignedTo), place]
            : days;
    }

    private static Cell Days(DateOnly? from, DateOnly? to, Texts texts) => from is { } first ? Span(first, to) : NotFound(texts);

    private static string Span(DateOnly from, DateOnly? to) =>
        to is { } last && last != from ? $"{Formats.Date(from)} – {Formats.Date(last)}" : Formats.Date(from);

    private static string? Focus(Cohort cohort) => Languages.IsEnglish(CultureInfo.CurrentUICulture) ? cohort.FocusEn : cohort.FocusId;
}

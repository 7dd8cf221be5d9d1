using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>What falls due across agreements, the nearest last day first.</summary>
[Needs]
internal sealed class DueModel(ObligationRows rows, Actor actor, Texts texts) : ProductPage
{
    private const int TitleLength = 300;

    public DueFilter Filter { get; private set; } = new();

    public DuePage Result { get; private set; } = null!;

    public DateOnly Today => rows.Today;

    public IReadOnlyList<Choice> Times =>
        [.. Enum.GetValues<DueWhen>().Select(w => new Choice(w.ToString(), texts[$"Movement.DueWhen.{w}"]))];

    public IReadOnlyList<Choice> Owners =>
    [
        new("", texts["Movement.Obligation.AnyOwner"]), new(nameof(DueOwner.Region), texts["Movement.Obligation.ByRegion"]),
        new(nameof(DueOwner.Other), texts["Movement.Obligation.ByOther"]),
    ];

    /// <summary>What was promised in what the rest of the filter leaves; the one asked for always.</summary>
    public IReadOnlyList<Choice> Promises { get; private set; } = [];

    public string? PreviousHref => Result.Before is { } place ? AgreementPaths.Due + Query("sebelum", place) : null;

    public string? NextHref => Result.After is { } place ? AgreementPaths.Due + Query("setelah", place) : null;

    public async Task<IActionResult> OnGetAsync(string? setelah, string? sebelum, CancellationToken cancel)
    {
        if (!actor.MayAnywhere(AgreementPermissions.Read) && !actor.MayAnywhere(AgreementPermissions.Partner))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        var name = Request.Query["cari"].ToString().Trim();
        Filter = new(
            Named.TryRead<DueWhen>(Request.Query["kapan"], out var when) ? when : DueWhen.Open,
            name.Length <= 100 ? name : name[..100],
            Named.TryRead<DueOwner>(Request.Query["oleh"], out var owner) ? owner : null,
            Request.Query["janji"].ToString() is { Length: <= TitleLength } promise ? promise : string.Empty);
        var titles = (await rows.KindsAsync(Filter with { Promise = string.Empty }, cancel)).Select(k => k.Title);
        Promises =
        [
            new("", texts["Movement.Obligation.AnyPromise"]),
            .. titles.Append(Filter.Promise).Where(t => t.Length > 0).Distinct().Order(NaturalOrder.Instance).Select(t => new Choice(t, t)),
        ];
        Result = await rows.PageAsync(Filter, (setelah, sebelum), cancel);
        return Page();
    }

    private string Query(string cursor, string place)
    {
        var query = QueryString.Create("kapan", Filter.When.ToString());
        query = Filter.Owner is { } owner ? query.Add("oleh", owner.ToString()) : query;
        query = Filter.Promise.Length > 0 ? query.Add("janji", Filter.Promise) : query;
        query = Filter.Name.Length > 0 ? query.Add("cari", Filter.Name) : query;
        return query.Add(cursor, place).ToUriComponent();
    }
}

/// <summary>Obligations with what is left of their time, the same table on every page.</summary>
internal static class DueTable
{
    /// <summary>The part of a first screen: how many are late, soon due and waiting, and the nearest.</summary>
    public static IHtmlContent Section(DueSummary summary, DateOnly today, Texts texts)
    {
        var html = new HtmlBuilder().Start("section").Element("h2", texts["Movement.Obligation.SectionTitle"]);
        html.Add(Stats.Render(
            [
                Count("Movement.Obligation.CountLate", summary.Late, DueWhen.Late, texts),
                Count("Movement.Obligation.CountSoon", summary.Soon, DueWhen.Soon, texts),
                Count("Movement.Obligation.CountReported", summary.Reported, DueWhen.Reported, texts),
            ],
            texts));
        if (summary.LateKinds.Count > 0)
        {
            html.Start("div", ("id", "terlambat")).Element("h3", texts["Movement.Obligation.LateKinds"])
                .Add(Kinds(summary.LateKinds, texts)).End().Element("h3", texts["Movement.Obligation.Earliest"]);
        }

        return html.Add(Render(summary.Rows, today, texts)).End();
    }

    private static IHtmlContent Kinds(IReadOnlyList<DueKindRow> kinds, Texts texts) => Table.Render(new()
    {
        Caption = texts["Movement.Obligation.LateKinds"], CaptionHidden = true,
        Columns =
        [
            new(texts["Movement.Obligation.What"]), new(texts["Movement.Obligation.CountLate"], true),
            new(texts["Movement.Obligation.LateSince"]),
        ],
        Rows = kinds.Select(k => (IReadOnlyList<Cell>)
        [
            Cell.Link(k.Title, $"{AgreementPaths.Due}?kapan={DueWhen.Late}&janji={Uri.EscapeDataString(k.Title)}"),
            Formats.Number(k.Count), Cell.Date(k.Oldest),
        ]),
    });

    private static StatOptions Count(string key, long number, DueWhen when, Texts texts) => new()
    {
        Label = texts[key], Value = Formats.Number(number), ExplainHref = $"{AgreementPaths.Due}?kapan={when}",
    };

    public static IHtmlContent Render(IReadOnlyList<DueRow> rows, DateOnly today, Texts texts) => Table.Render(new()
    {
        Caption = texts["Movement.Obligation.DueTitle"], CaptionHidden = true,
        Columns =
        [
            new(texts["Movement.Obligation.What"]), new(texts["Movement.Agreement.Region"]), new(texts["Movement.Obligation.Who"]),
            new(texts["Movement.Obligation.DueOn"]), new(texts["Movement.Agreement.State"]),
        ],
        Rows = rows.Select(r => (IReadOnlyList<Cell>)
        [
            Cell.Link(r.Title, r.Href), r.RegionName, $"{r.Owner} ({r.PartyName})", Cell.Of(AgreementWords.Due(r.DueOn, today, texts)),
            Cell.Of(AgreementWords.Of(r.StateValue, late: false, texts)),
        ]),
        Empty = EmptyState.Render(new() { Title = texts["Movement.Obligation.NothingDue"],
            Text = texts["Movement.Obligation.NothingDueText"],
            Icon = IconName.Check }),
    });
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>An own object of PBB-P2: all years of both systems, letters, requests; bills open without typing a code.</summary>
[Needs]
internal sealed class MyObjectPageModel(
    MyObjects objects, MyFigures figures, MyLetters letters, CorrectionDesk corrections, ConnectTaxpayer connections, Actor actor)
    : ProductPage
{
    public ParcelFigures Figures { get; private set; } = null!;

    public MyParcel Thing => Figures.Thing;

    /// <summary>Years whose bill was made out to the owner of today.</summary>
    public IReadOnlySet<int> OwnYears { get; private set; } = new HashSet<int>();

    /// <summary>Those of them whose papers are opened.</summary>
    public IReadOnlySet<int> OpenedYears { get; private set; } = new HashSet<int>();

    public IReadOnlyList<MyLetter> Letters { get; private set; } = [];

    public IReadOnlyList<CorrectionFile> Requests { get; private set; } = [];

    public string Path => MinePaths.Of(Thing.Code, Thing.Nop);

    public async Task<IActionResult> OnGetAsync(string region, string nop, CancellationToken cancel)
    {
        if (await FindAsync(region, nop, cancel) is not { } parcel)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = MineWords.NotKept;
        Figures = (await figures.OfAsync([parcel], cancel))[0];
        OwnYears = await figures.OwnYearsAsync(parcel, cancel);
        OpenedYears = await figures.OpenedYearsAsync(parcel, cancel);
        Letters = await letters.OfAsync(parcel, OpenedYears, cancel);
        Requests = await corrections.AskedByAsync(parcel.Code, actor.User!.Value, parcel.Nop, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostHapusAsync(string region, string nop, CancellationToken cancel)
    {
        if (await FindAsync(region, nop, cancel) is not { Claim: { } claim } parcel)
        {
            return NotFound();
        }

        await connections.LeaveAsync(parcel.Code, claim, cancel);
        return this.SeeOther(MinePaths.Start);
    }

    public IReadOnlyList<Cell> Row(BilledYear year, Texts t) =>
    [
        Cell.Of(new HtmlBuilder().Text(BillWords.Year(year.Year)).Add(Ways(year, t))), Cell.Money(year.Principal),
        year.LastPaidOn is { } last ? Cell.Of(new HtmlBuilder().Text(Formats.Money(year.Paid)).Element("div", Formats.Date(last),
            ("class", "k-soft"))) : Cell.Money(year.Paid),
        year.DueOn is { } due ? Cell.Date(due) : t["Revenue.Bill.NotSent"], BillCheckPageModel.Interest(year, t),
        BillCheckPageModel.ToPay(year), Cell.Of(BillWords.State(year, Thing.Where.Today, t)),
    ];

    /// <summary>
    /// What can be done with a year's bill: only one that went out, was made out to the owner of today and is known to be in the person's
    /// hands is opened.
    /// </summary>
    private HtmlBuilder Ways(BilledYear year, Texts t)
    {
        var html = new HtmlBuilder();
        if (!year.Own)
        {
            return html;
        }

        if (!OwnYears.Contains(year.Year))
        {
            return html.Element("div", t["Revenue.Mine.EarlierOwner"], ("class", "k-soft"));
        }

        if (year.DueOn is null)
        {
            return html.Element("div", t["Revenue.Bill.NotSent"], ("class", "k-soft"));
        }

        if (!OpenedYears.Contains(year.Year))
        {
            return html.Start("div").Add(Markup.Link(
                t["Revenue.Mine.ShowCode", BillWords.Year(year.Year)], MinePaths.AddOf(Thing.Code, Thing.Nop))).End();
        }

        var code = figures.CodeOf(Thing, year.Year);
        var bill = BillPaths.Public(Thing.Where.Region.Slug, Thing.Nop, year.Year);
        var name = BillWords.Year(year.Year);
        html.Start("ul", ("class", "govuk-list"));
        foreach (var (key, part) in new[]
        {
            ("Revenue.Mine.Explain", string.Empty), ("Revenue.Mine.Sppt", "/sppt"), ("Revenue.Mine.AskCorrection", "/perbaikan"),
        })
        {
            html.Start("li").Start("a", ("href", $"{bill}{part}?kode={code}")).Text(t[key])
                .Element("span", " " + name, ("class", "govuk-visually-hidden")).End(2);
        }

        html.Start("li").Start("a", ("href", MinePaths.Ask(Thing.Code, ChargeId.Of(Thing.Nop, year.Year))))
            .Text(t["Revenue.MyRequest.Title"]).Element("span", " " + name, ("class", "govuk-visually-hidden")).End(2);
        return html.End();
    }

    private async Task<MyParcel?> FindAsync(string region, string nop, CancellationToken cancel) =>
        RegionCode.TryParse(region, out var code) && Nop.TryParse(nop, out var number)
            ? await objects.FindAsync(actor.User!.Value, code, number, cancel) : null;
}

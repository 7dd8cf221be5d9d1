using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>What the pages of a person's own objects say alike.</summary>
internal static class MineWords
{
    /// <summary>Cache header of these pages: whoever uses the device next does not find them kept.</summary>
    public const string NotKept = "no-cache, no-store";

    /// <summary>What became of this year's bill on paper.</summary>
    public static Cell Delivery(ParcelFigures f, Texts t) => f switch
    {
        { Delivery: { } delivery } => t["Revenue.Mine.DeliveredOn", t[$"Revenue.DeliveryOutcome.{delivery.Outcome}"], delivery.HappenedOn],
        { ThisYear: { Own: true, IssuedOn: { } sent } } => t["Revenue.Mine.SentOn", sent],
        { ThisYear.Own: true } => t["Revenue.Bill.NotSent"],
        _ => "–",
    };

    /// <summary>What has to be paid today, with what is told apart from it.</summary>
    public static Cell Owed((long Now, long Later, long Expired) rupiah, bool interestUnknown, Texts t)
    {
        var now = Formats.Money(rupiah.Now);
        var html = new HtmlBuilder().Text(interestUnknown ? t["Revenue.Mine.WithoutInterest", now] : now);
        foreach (var (key, apart) in new[] { ("Revenue.Mine.NotYetDue", rupiah.Later), ("Revenue.Mine.Expired", rupiah.Expired) })
        {
            html = apart == 0 ? html : html.Element("div", t[key, Formats.Money(apart)], ("class", "k-soft"));
        }

        return Cell.Of(html);
    }

    /// <summary>Requests with their answers.</summary>
    public static IReadOnlyList<Cell> Request(CorrectionFile file, Cell about, Texts t) =>
    [
        file.Request.Name, about, t[$"Revenue.CorrectionKind.{file.Request.Kind}"],
        Cell.Of(Markup.Join(
            BillWords.State(file.State, t), file.Steps.Count == 0 ? null : new HtmlBuilder().Element("p", file.Steps[^1].Note))),
    ];

    /// <summary>Leads to what can be asked for about a charge.</summary>
    public static HtmlBuilder Ask(RegionCode region, Charge charge, Texts t) => new HtmlBuilder()
        .Start("div", ("class", "k-under")).Start("a", ("href", MinePaths.Ask(region, charge.ChargeId))).Text(t["Revenue.MyRequest.Title"])
        .Element("span", " " + charge.Number, ("class", "govuk-visually-hidden")).End().End();

    public static IReadOnlyList<Column> RequestColumns(Texts t) =>
    [
        new(t["Revenue.Correction.Number"]), new(t["Revenue.Mine.Bill"]), new(t["Revenue.Correction.Kind"]), new(t["Revenue.Mine.Answer"]),
    ];
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What the pages of letters share.</summary>
internal static class ChargeTabs
{
    /// <summary>The views of a region's returns and letters.</summary>
    public static IHtmlContent Of(RegionCode region, string current, Actor actor, Texts texts) => Tabs.Render(
        [
            new(texts["Revenue.Desk.Title"], ChargePaths.Desk(region)), new(texts["Revenue.Return.ListTitle"], ChargePaths.Returns(region)),
            new(texts["Revenue.Charge.ListTitle"], ChargePaths.All(region)),
            .. actor.May(ChargePermissions.Deliver, region)
                ? new FrameLink[] { new(texts["Revenue.LetterDelivery.Title"], ChargePaths.Letters(region)) } : [],
            new(texts["Revenue.Radar.Title"], ChargePaths.Radar(region)),
            new(texts["Revenue.BillRadar.Tab"], ChargePaths.BillRadar(region)),
        ],
        current, texts["Revenue.Charge.Views"]);

    /// <summary>What is to be paid today, with the interest; what a bill of sanctions asks for already is named beside it.</summary>
    public static IEnumerable<Fact> Owed(ChargeOwed owed, Texts texts)
    {
        yield return new(texts["Revenue.Bill.InterestToday"], owed.Expired ? "–" : owed.InterestUnknown ? Cell.NotRecorded(texts)
            : Cell.Of(new HtmlBuilder().Text(Formats.Money(owed.Interest)).Add(Billed(owed.InterestBilled, texts))));
        foreach (var fact in BillWords.Owed((owed.Now, owed.Later, owed.ExpiredOpen), texts))
        {
            yield return fact;
        }
    }

    /// <summary>That a bill of sanctions asks for interest already; nothing where none does.</summary>
    public static IHtmlContent Billed(long rupiah, Texts texts) => rupiah == 0 ? new HtmlBuilder()
        : new HtmlBuilder().Element("div", texts["Revenue.Bill.InterestBilled", Formats.Money(rupiah)], ("class", "k-soft"));

    /// <summary>How something that is owed stands on a day.</summary>
    public static IHtmlContent State(ChargeFileOf file, DateOnly day, Texts texts) =>
        file.Standing.Open > 0 && day > file.ExpiresOn ? BillWords.State(BillState.Expired, texts)
            : State(file.Standing.State, file.IsOverdue(day), texts);

    public static IHtmlContent State(ChargeState state, bool overdue, Texts texts) => overdue
        ? Tag.Render(texts["Revenue.ChargeState.Overdue"], Tone.Danger)
        : Tag.Render(texts[$"Revenue.ChargeState.{state}"], state switch
        {
            ChargeState.Paid => Tone.Positive,
            ChargeState.Issued => Tone.Info,
            ChargeState.PartlyPaid => Tone.Warning,
            _ => Tone.Neutral,
        });
}

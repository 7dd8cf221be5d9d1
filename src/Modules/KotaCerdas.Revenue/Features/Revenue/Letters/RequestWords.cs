using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What pages say of requests alike.</summary>
internal static class RequestWords
{
    /// <summary>Who brought it in: the taxpayer's account, or the counter.</summary>
    public static string Source(LetterRequest request, Texts texts) => request.Channel == ReturnChannel.Account
        ? texts["Revenue.Request.ByAccount"] : texts["Revenue.Request.ByCounter", request.RecordedByName];

    /// <summary>Columns of a person's own requests.</summary>
    public static IReadOnlyList<Column> Columns(Texts t) =>
    [
        new(t["Revenue.MyRequest.Kind"]), new(t["Revenue.Request.ReceivedOn"]), new(t["Revenue.Letter.DecideBy"]),
        new(t["Revenue.Mine.Answer"]),
    ];

    /// <summary>A row of a person's own requests: the letter that answers it can be opened.</summary>
    public static IReadOnlyList<Cell> Row(RequestFile file, BillRegion where, Texts t)
    {
        var html = new HtmlBuilder().Add(State(file, t));
        if (file.DocumentId is { } document)
        {
            html.Start("div").Add(Markup.Link(
                t["Revenue.MyRequest.SeeDecision"], MinePaths.Paper(where.Code, file.Request.ChargeId, document))).End();
        }
        else if (file is { IsOpen: true, Request.DecideBy: { } by })
        {
            var left = new LegalClock(file.Request.ReceivedOn, by).DaysLeft(where.Today);
            html.Element("div", left < 0 ? t["Revenue.Desk.ClockLate", -left] : t["Revenue.MyRequest.DaysLeft", left], ("class", "k-soft"));
        }

        return
        [
            Cell.Of(new HtmlBuilder().Text(file.Request.Rule.Title.In()).Element("div", file.Request.Reason, ("class", "k-soft"))),
            Cell.Date(file.Request.ReceivedOn), file.Request.DecideBy is { } last ? Cell.Date(last) : "–", Cell.Of(html),
        ];
    }

    public static IHtmlContent State(RequestFile file, Texts texts) => file.State switch
    {
        RequestState.Deemed => Tag.Render(texts["Revenue.Letter.StateDeemed", file.Deemed!.Since], Tone.Positive),
        RequestState.Closed => Tag.Render(
            texts["Revenue.Letter.StateClosed", file.Closed!.ClosedOn, LetterRules.Of(file.Closed.Cause).InSentence()], Tone.Neutral),
        RequestState.Granted => Tag.Render(texts["Revenue.Letter.StateGranted"], Tone.Positive),
        RequestState.Refused => Tag.Render(texts["Revenue.Letter.StateRefused"], Tone.Neutral),
        RequestState.Examined => Tag.Render(texts["Revenue.Request.StateExamined"], Tone.Info),
        _ => Tag.Render(texts["Revenue.Letter.StateAsked", file.Request.ReceivedOn], Tone.Info),
    };
}

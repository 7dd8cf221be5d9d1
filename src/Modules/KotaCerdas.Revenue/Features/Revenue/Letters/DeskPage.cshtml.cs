using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What waits for whom in the revenue office: decisions, requests with their clocks, returns that did not come.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class DeskPageModel(
    RegisterDesk desk, ProposalReading reading, ReturnCalendar calendar, ExpiryRadar radar, DeskElsewhere elsewhere) : RegisterPage(desk)
{
    private const int MostShown = 20;
    private static readonly string Estimate = LetterRules.All.First(l => l.Basis == LetterBasis.Estimate).Code;
    private readonly RegisterDesk _desk = desk;

    public IReadOnlyList<ProposalFile> Waiting { get; private set; } = [];

    /// <summary>What was proposed for one charge or object.</summary>
    public IEnumerable<ProposalFile> Single => Waiting.Where(w => w.Proposal.BatchId is null);

    /// <summary>What was proposed together.</summary>
    public IEnumerable<(ProposalFile First, int Count, long Sum)> Batches => Waiting.Where(w => w.Proposal.BatchId is not null)
        .GroupBy(w => w.Proposal.BatchId).Select(g => (g.First(), g.Count(), g.Sum(w => w.Proposal.Amount)));

    public bool MayPropose => _desk.Actor.May(ChargePermissions.Propose, Code);

    public IReadOnlyList<RequestFile> Requests { get; private set; } = [];

    public DateOnly Month { get; private set; }

    public string MonthText => LetterText.PeriodOf(Month, Month.AddMonths(1).AddDays(-1));

    public IReadOnlyList<DueReturn> NotFiled { get; private set; } = [];

    public int NotFiledCount { get; private set; }

    /// <summary>Debts whose right to collect ends soon.</summary>
    public int Endangered { get; private set; }

    /// <summary>What waits on other pages.</summary>
    public IReadOnlyList<WaitingElsewhere> Elsewhere { get; private set; } = [];

    public static string KindOf(string kind) => RevenueKinds.Find(kind)?.Title.In() ?? kind;

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        Waiting = [.. (await reading.WaitingAsync(Code, cancel)).OrderBy(p => p.Proposal.DecideBy ?? DateOnly.MaxValue)];
        Requests = await reading.OpenRequestsAsync(Code, cancel);
        Month = await calendar.LatestDueAsync(Code, Today, cancel);
        var missing = (await calendar.OfAsync(Code, Month, string.Empty, cancel)).Where(r => r.Filed is null).ToList();
        (NotFiledCount, NotFiled) = (missing.Count, [.. missing.Take(MostShown)]);
        Endangered = (await radar.ReadAsync(Code, Today, cancel)).Count(r => r.IsEndangered);
        Elsewhere = await elsewhere.OfAsync(_desk.Actor, Code, Today, cancel);
        return Page();
    }

    public DateOnly DayOf(DateTime utc) => Region.Zone.DateAt(new DateTimeOffset(utc, TimeSpan.Zero));

    /// <summary>How far the clock of a request has run.</summary>
    public IHtmlContent Clock(LetterRequest request, Texts texts)
    {
        if (request.DecideBy is not { } by)
        {
            return new HtmlBuilder().Text("–");
        }

        var clock = new LegalClock(request.ReceivedOn, by);
        var stage = clock.StageOn(Today);
        if (request.IsDeemed(Today))
        {
            return new HtmlBuilder().Add(Tag.Render(texts["Revenue.Desk.ClockDeemed", by.AddDays(1)], Tone.Danger))
                .Element("div", texts["Revenue.Desk.DeemedBy", request.Rule.Article], ("class", "k-soft"))
                .Element(
                    "div", texts[request.Facts is null ? "Revenue.Desk.DeemedByHand" : "Revenue.Desk.DeemedSoon"], ("class", "k-soft"));
        }

        return Tag.Render(
            stage == ClockStage.Late ? texts["Revenue.Desk.ClockLate", -clock.DaysLeft(Today)]
                : texts["Revenue.Desk.ClockLeft", clock.DaysLeft(Today), clock.PercentElapsed(Today)],
            stage switch
            {
                ClockStage.Late or ClockStage.LastDay => Tone.Danger,
                ClockStage.Nearly => Tone.Warning,
                ClockStage.Half => Tone.Info,
                _ => Tone.Neutral,
            });
    }

    public IHtmlContent ActionsOf(DueReturn row, Texts texts)
    {
        var html = new HtmlBuilder();
        if (!_desk.Actor.May(ChargePermissions.File, Code) && !MayPropose)
        {
            return html.Text("–");
        }

        if (_desk.Actor.May(ChargePermissions.File, Code))
        {
            html.Add(Markup.Link(texts["Revenue.Return.FileNow"],
                $"{ChargePaths.Returns(Code)}/baru?objek={row.Object.ObjectId}&masa={ReturnForm.MonthText(Month)}"));
        }

        if (_desk.Actor.May(ChargePermissions.Propose, Code))
        {
            var (from, to) = (Month, Month.AddMonths(1).AddDays(-1));
            html.Text(" · ").Add(Markup.Link(texts["Revenue.Desk.Estimate"],
                $"{ChargePaths.Proposals(Code)}/baru?surat={Estimate}&objek={row.Object.ObjectId}&dari={from:yyyy-MM-dd}"
                    + $"&sampai={to:yyyy-MM-dd}"));
        }

        return html;
    }
}

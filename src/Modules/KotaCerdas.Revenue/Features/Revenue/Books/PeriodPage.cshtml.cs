using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>A month of a book: what was done to it; close it softly or for good, or reopen it by a decision.</summary>
[Needs(LedgerPermissions.ReadCode)]
internal sealed class PeriodPageModel(RegisterDesk desk, Periods periods, Actor actor, Texts texts) : RegisterPage(desk)
{
    public PeriodMonth Known { get; private set; } = null!;

    public IReadOnlyList<TimelineEvent> History { get; private set; } = [];

    [BindProperty]
    public string? Decision { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public string Path => LedgerPaths.Period(Known.Period);

    public bool IsOver => Known.Period.Month < LedgerMonths.Of(Today);

    public bool MayClose => IsOver && Known.State != PeriodState.Closed && actor.May(Periods.Close, Code);

    public bool MaySoftClose => MayClose && Known.State == PeriodState.Open;

    public bool MayReopen => Known.State != PeriodState.Open && actor.May(Periods.Reopen, Code);

    public async Task<IActionResult> OnGetAsync(string region, string buku, string bulan, CancellationToken cancel) =>
        await LoadAsync(region, buku, bulan, cancel) ?? Page();

    public Task<IActionResult> OnPostSementaraAsync(string region, string buku, string bulan, CancellationToken cancel) =>
        RunAsync((region, buku, bulan), period => periods.SoftCloseAsync(actor, period, cancel), cancel);

    public Task<IActionResult> OnPostTutupAsync(string region, string buku, string bulan, CancellationToken cancel) =>
        RunAsync((region, buku, bulan), period => periods.CloseAsync(actor, period, cancel), cancel);

    public Task<IActionResult> OnPostBukaAsync(string region, string buku, string bulan, CancellationToken cancel) =>
        RunAsync((region, buku, bulan), period => periods.ReopenAsync(
            actor, period, new(Decision ?? string.Empty, Reason ?? string.Empty), cancel), cancel);

    private async Task<IActionResult> RunAsync(
        (string Region, string Book, string Month) at, Func<Period, Task<Outcome<Nothing>>> change, CancellationToken cancel)
    {
        if (await LoadAsync(at.Region, at.Book, at.Month, cancel) is { } closed)
        {
            return closed;
        }

        var done = await change(Known.Period);
        return done.Failed ? this.Invalid([.. done.Problems.Select(Tie)]) : this.SeeOther(Path);
    }

    /// <summary>A problem of the ledger, tied to the field of the form where it is about one.</summary>
    private static Problem Tie(Problem problem) => problem.Field switch
    {
        "decision" => problem.On(nameof(Decision)),
        "reason" => problem.On(nameof(Reason)),
        _ => problem with { Field = null },
    };

    private async Task<IActionResult?> LoadAsync(string region, string book, string month, CancellationToken cancel)
    {
        if (await OpenAsync(region, LedgerPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (!Named.TryRead<Book>(book, out var named) || named.ToString() != book
            || LedgerMonths.Read(month, 0) is not (> 0 and var number))
        {
            return NotFound();
        }

        Known = (await periods.YearAsync(Code, number / 100, cancel)).Single(m => m.Period == new Period(Code, named, number));
        History =
        [
            .. (await periods.HistoryAsync(Code, cancel)).Where(s => s.Period == Known.Period).Select(s => new TimelineEvent(
                texts[$"Revenue.PeriodStep.{s.State}"], Formats.Instant(s.At, Region.Zone))
                {
                    By = s.By,
                    Text = s.State == PeriodState.Open ? texts["Revenue.Periods.Why", s.Decision, s.Reason]
                        : texts["Revenue.Periods.Held", Formats.Number(s.Entries), Formats.Money(s.Debit)],
                }),
        ];
        return null;
    }
}

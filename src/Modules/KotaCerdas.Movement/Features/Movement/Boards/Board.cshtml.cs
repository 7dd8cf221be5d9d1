using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>The ministry's morning board: what waits, oldest first, then how far each call is.</summary>
[Needs(CallPermissions.BoardCode)]
internal sealed class BoardModel(
    BoardRows rows, CallSteps steps, AgreementWaiting agreements, ObligationRows obligations, Actor actor, TimeProvider clock) : ProductPage
{
    private readonly List<(Call Call, CallStep Step)> _steps = [];
    private IReadOnlyList<Waiting> _toVerify = [];
    private IReadOnlyList<Waiting> _volunteers = [];
    private IReadOnlyList<Waiting> _returned = [];
    private IReadOnlyList<AgreementWait> _agreements = [];
    private IReadOnlyDictionary<CallId, Completeness> _completeness = new Dictionary<CallId, Completeness>();

    public IReadOnlyList<Call> Calls { get; private set; } = [];

    /// <summary>Obligations of all agreements in force.</summary>
    public DueSummary Due { get; private set; } = null!;

    /// <summary>What keeps agreements that are to be signed from coming into force, each with how many it stops.</summary>
    public IReadOnlyList<(Problem Problem, int Agreements)> Stopped { get; private set; } = [];

    public bool MayManage => actor.May(CallPermissions.Manage, RegionCode.National);

    public DateOnly Today => RegionZone.WIB.DateAt(clock.GetUtcNow());

    public async Task<IActionResult> OnGetAsync([FromServices] AgreementClocks clocks, CancellationToken cancel)
    {
        if (!actor.May(CallPermissions.Board, RegionCode.National))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        Calls = await rows.RunningAsync(cancel);
        _toVerify = actor.May(CallPermissions.Verify, RegionCode.National) ? await rows.ToVerifyAsync(cancel) : [];
        _volunteers = await rows.VolunteersAsync(cancel);
        _returned = actor.May(CallPermissions.Verify, RegionCode.National) ? await rows.ReturnedAsync(cancel) : [];
        _completeness = await rows.CompletenessAsync(cancel);
        foreach (var call in await rows.SteppingAsync(cancel))
        {
            _steps.AddRange((await steps.OfAsync(call, CompletenessOf(call).Counts, cancel)).Select(s => (call, s)));
        }

        _agreements = await agreements.OfReaderAsync(cancel);
        Due = await obligations.SummaryAsync(cancel);
        Stopped = await clocks.ComingAsync(cancel);
        return Page();
    }

    public Completeness CompletenessOf(Call call) => _completeness.GetValueOrDefault(call.Id, new(0, 0, 0, 0, 0));

    public string ClockOf(Call call, Texts texts) => call.Status == CallStatus.Open && Today < call.OpensOn
        ? texts["Movement.Board.OpensOn", call.OpensOn]
        : call.Status == CallStatus.Open && call.SubmissionEnded(clock.GetUtcNow()) ? texts["Movement.Board.SubmitEnded", call.SubmitBy]
        : call.Status == CallStatus.Open
            ? texts["Movement.Board.SubmitUntil", call.SubmitBy, States.DaysLeft(call.SubmitBy, Today, texts).Text]
            : texts["Movement.Board.AssessFrom", call.AssessFrom, call.AssessTo];

    /// <summary>Rows of what waits, each with the one action that ends it.</summary>
    public IEnumerable<IReadOnlyList<Cell>> Needs(Texts texts)
    {
        foreach (var call in Calls.Where(c => c.Status == CallStatus.Open && c.SubmissionEnded(clock.GetUtcNow())))
        {
            yield return Row(texts["Movement.Board.ToClose"], call.Title, Clock(call.SubmitBy, texts),
                (texts["Movement.Call.Close"], Paths.Of(call.Id)));
        }

        // What has rows of its own here, one a region, and the closing above, is not said twice.
        var others = _steps.Where(s => s.Step.Urgent && s.Step.TextKey is not ("Movement.Next.Verify" or "Movement.Next.Close"));
        foreach (var (call, step) in others.Where(s => actor.May(s.Step.Needs, RegionCode.National)))
        {
            yield return Row(texts[step.TextKey, [.. step.Args]], call.Title, string.Empty, (texts[step.ActionKey], step.Href));
        }

        // Texts of the memoranda of a season are one step of its call.
        var waiting = _agreements.Where(w => w.Kind != WaitKind.Confirm).ToList();
        foreach (var wait in waiting.Take(BoardRows.Most))
        {
            yield return Row(texts[wait.TextKey], wait.Region.Length > 0 ? wait.Region : wait.Title,
                wait.On is { } on ? Clock(on, texts) : wait.Title, (texts[wait.ActionKey], wait.Href));
        }

        if (waiting.Count > BoardRows.Most)
        {
            yield return Row(texts["Movement.Board.More", waiting.Count - BoardRows.Most], string.Empty, string.Empty,
                (texts["Movement.Board.MoreAction"], AgreementPaths.List));
        }

        foreach (var one in _toVerify)
        {
            yield return Row(texts["Movement.Board.ToVerify"], one.Name, Since(one, texts),
                (texts["Movement.Board.Open"], Path(one) + "/lihat"));
        }

        foreach (var one in _volunteers.Where(_ => actor.May(CallPermissions.Invite, RegionCode.National)))
        {
            yield return Row(texts["Movement.Board.ToAnswer"], one.Name, Since(one, texts),
                (texts["Movement.Board.Answer"], $"{Paths.Of(new CallId(one.CallId))}/undangan"));
        }

        foreach (var one in _returned.Where(r => r.Deadline is { } due && due.DayNumber - Today.DayNumber <= 2))
        {
            var what = one.Deadline < Today ? texts["Movement.Board.ReturnEnded"] : texts["Movement.Board.ReturnEnds"];
            yield return Row(what, one.Name, Clock(one.Deadline!.Value, texts),
                (texts["Movement.Board.Open"], Path(one) + "/lihat"));
        }
    }

    private static string Path(Waiting one) => Paths.Of(new CallId(one.CallId), RegionCode.Parse(one.Region));

    private static IReadOnlyList<Cell> Row(string what, string who, Cell clock, (string Text, string Href) action) =>
        [what, who, clock, Cell.Of(
            Button.Render(new() { Text = action.Text, Href = action.Href, Small = true, Kind = ButtonKind.Secondary, About = who }))];

    private Cell Clock(DateOnly due, Texts texts)
    {
        var (text, tone) = States.DaysLeft(due, Today, texts);
        return Cell.Of(Tag.Render(text, tone));
    }

    private Cell Since(Waiting one, Texts texts)
    {
        var days = Today.DayNumber - RegionZone.WIB.DateAt(new DateTimeOffset(one.Since, TimeSpan.Zero)).DayNumber;
        return days == 0 ? texts["Movement.Board.SinceToday"] : texts["Movement.Board.Since", days];
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>
/// The ministry's morning board: what waits, the overdue and then the oldest first, and how far each call is. <c>?perlu=</c> shows all that
/// waits of one sort instead.
/// </summary>
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

    /// <summary>The one sort whose rows are shown all, or empty for the board.</summary>
    [BindProperty(SupportsGet = true, Name = "perlu")]
    public string? Asked { get; set; }

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

    /// <summary>Address of the list of all that waits of one sort.</summary>
    public static string PathOf(string kind) => "/papan" + QueryString.Create("perlu", kind).ToUriComponent();

    /// <summary>What waits, the overdue first.</summary>
    public IReadOnlyList<Need> Needs(Texts texts) => new BoardNeeds(Today, texts).Ordered(
        [.. ToClose(texts), .. Steps(texts), .. Agreements(texts), .. Applications(texts)]);

    private IEnumerable<Need> ToClose(Texts texts) => Calls
        .Where(c => c.Status == CallStatus.Open && c.SubmissionEnded(clock.GetUtcNow()))
        .Select(c => new Need("tutup", texts["Movement.Board.ToClose"], c.Title, (texts["Movement.Call.Close"], Paths.Of(c.Id)))
        {
            Due = c.SubmitBy,
        });

    // What has rows of its own here, one a region, and the closing above, is not said twice.
    private IEnumerable<Need> Steps(Texts texts) => _steps
        .Where(s => s.Step.Urgent && s.Step.TextKey is not ("Movement.Next.Verify" or "Movement.Next.Close")
            && actor.May(s.Step.Needs, RegionCode.National))
        .Select(s => new Need("langkah", texts[s.Step.TextKey, [.. s.Step.Args]], s.Call.Title, (texts[s.Step.ActionKey], s.Step.Href)));

    // Texts of the memoranda of a season are one step of its call.
    private IEnumerable<Need> Agreements(Texts texts) => _agreements.Where(w => w.Kind != WaitKind.Confirm).Select(w => new Need(
        KindOf(w.Kind), texts[w.TextKey], w.Region.Length > 0 ? $"{w.Region} · {w.Title}" : w.Title, (texts[w.ActionKey], w.Href))
    {
        Due = w.Due, Since = w.Since,
    });

    private IEnumerable<Need> Applications(Texts texts)
    {
        var open = texts["Movement.Board.Open"];
        foreach (var one in _toVerify)
        {
            yield return new("verifikasi", texts["Movement.Board.ToVerify"], one.Name, (open, Path(one) + "/lihat")) { Since = Since(one) };
        }

        foreach (var one in _volunteers.Where(_ => actor.May(CallPermissions.Invite, RegionCode.National)))
        {
            yield return new(
                "permintaan", texts["Movement.Board.ToAnswer"], one.Name,
                (texts["Movement.Board.Answer"], $"{Paths.Of(new CallId(one.CallId))}/undangan")) { Since = Since(one) };
        }

        foreach (var one in _returned.Where(r => r.Deadline is { } due && due.DayNumber - Today.DayNumber <= 2))
        {
            var what = texts[one.Deadline < Today ? "Movement.Board.ReturnEnded" : "Movement.Board.ReturnEnds"];
            yield return new("perbaikan", what, one.Name, (open, Path(one) + "/lihat")) { Due = one.Deadline };
        }
    }

    private static string KindOf(WaitKind kind) => kind switch
    {
        WaitKind.Sign => "tanda-tangan",
        WaitKind.Delegate => "kuasa",
        WaitKind.Protocol => "berita-acara",
        WaitKind.Ceremony => "upacara",
        _ => "jawaban",
    };

    private static string Path(Waiting one) => Paths.Of(new CallId(one.CallId), RegionCode.Parse(one.Region));

    private static DateOnly Since(Waiting one) => RegionZone.WIB.DateAt(new DateTimeOffset(one.Since, TimeSpan.Zero));
}

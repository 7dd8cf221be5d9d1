using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>A session or a meeting: who came, what was handed out, what was decided, the minutes.</summary>
[Needs]
[OpensFiles]
internal sealed class MeetingPageModel(MeetingDesk desk, PlanMeeting plan, KeepMeeting keep, DecideInMeeting decide, TimeProvider clock)
    : ProductPage
{
    public MeetingView View { get; private set; } = null!;

    [BindProperty]
    public MeetingForm Form { get; set; } = new();

    [BindProperty]
    public string? Party { get; set; }

    [BindProperty]
    public string? Office { get; set; }

    [BindProperty]
    public string? People { get; set; }

    [BindProperty]
    public string? FileKind { get; set; }

    [BindProperty]
    public string? FileTitle { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? OwnerOffice { get; set; }

    [BindProperty]
    public DateFields DueOn { get; set; } = new();

    [BindProperty]
    public Guid? Decision { get; set; }

    [BindProperty]
    public string? Outcome { get; set; }

    [BindProperty]
    public string? State { get; set; }

    [BindProperty]
    public string? Minutes { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public DateOnly Today => View.Access.Region.Zone.DateAt(clock.GetUtcNow());

    public string Path => MentoringPaths.Meeting(Code, View.Meeting.Id);

    public bool MayHold => View.Keeps && View.Meeting.State != MeetingState.Cancelled && View.Meeting.FromOn <= Today;

    public bool MayChange => View.Keeps && View.Meeting.State == MeetingState.Planned;

    /// <summary>True for the form that was just refused: it shows what to put right.</summary>
    public bool Opens(string handler) => HttpMethods.IsPost(Request.Method) && Request.Query["handler"] == handler;

    private RegionCode Code => View.Access.Region.Code;

    private Guid Id => View.Meeting.Id;

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        Form = MeetingForm.From(View.Meeting);
        Minutes = View.Meeting.State == MeetingState.Held ? View.Meeting.Minutes : null;
        return Page();
    }

    public Task<IActionResult> OnPostCountAsync(string region, Guid id, CancellationToken cancel) => RunAsync(
        region, id, async () => await keep.CountAsync(
            Code, Id, (Party ?? "", Office ?? ""), int.TryParse(People, out var people) ? people : -1, cancel), cancel);

    public Task<IActionResult> OnPostFileAsync(string region, Guid id, CancellationToken cancel) => RunAsync(
        region, id, async () =>
        {
            if (Upload is null)
            {
                return new Problem("Movement.Evidence.FileNeeded", nameof(Upload));
            }

            await using var content = Upload.OpenReadStream();
            var added = await keep.AttachAsync(Code, Id, FileInput(), (content, Upload.FileName), cancel);
            return added.Failed ? added.Problem.On(added.Problem.Field == "Title" ? nameof(FileTitle) : nameof(Upload))
                : Platform.Outcome.Done;
        }, cancel);

    public Task<IActionResult> OnPostDecideAsync(string region, Guid id, CancellationToken cancel) => RunAsync(
        region, id, async () =>
        {
            var due = DueOn.Read(nameof(DueOn));
            var done = due.Failed ? due.Problem : await decide.RunAsync(Code, Id, new(Body ?? "", OwnerOffice ?? "", due.Value), cancel);
            return done.Failed ? Platform.Outcome.Fail<Nothing>(done.Problems) : Platform.Outcome.Done;
        }, cancel);

    public Task<IActionResult> OnPostCloseAsync(string region, Guid id, CancellationToken cancel) => RunAsync(
        region, id, async () => await decide.CloseAsync(
            Code, (Id, Decision ?? Guid.Empty), State == "Dropped" ? MeetingDecisionState.Dropped : MeetingDecisionState.Done,
                Outcome ?? "",
            cancel), cancel);

    public Task<IActionResult> OnPostHoldAsync(string region, Guid id, CancellationToken cancel) =>
        RunAsync(region, id, async () => await keep.HoldAsync(Code, Id, Minutes ?? "", cancel), cancel);

    public Task<IActionResult> OnPostCancelAsync(string region, Guid id, CancellationToken cancel) =>
        RunAsync(region, id, async () => await keep.CancelAsync(Code, Id, Reason ?? "", cancel), cancel);

    public Task<IActionResult> OnPostChangeAsync(string region, Guid id, CancellationToken cancel) => RunAsync(
        region, id, async () =>
        {
            var input = Form.Read();
            var done = input.Failed ? input.Problem : await plan.ChangeAsync(Code, Id, input.Value, cancel);
            return done.Failed ? Platform.Outcome.Fail<Nothing>(MeetingForm.Tie(done.Problems)) : done;
        }, cancel);

    private MeetingFileInput FileInput()
    {
        var material = View.Access.Guide.Materials.FirstOrDefault(m => m.Code == FileKind);
        var kind = FileKind == nameof(MeetingFileKind.Minutes) ? MeetingFileKind.Minutes : MeetingFileKind.Material;
        return new(kind, material?.Code ?? string.Empty, string.IsNullOrWhiteSpace(FileTitle) ? material?.Name.In() ?? "" : FileTitle);
    }

    private async Task<IActionResult> RunAsync(
        string region, Guid id, Func<Task<Outcome<Nothing>>> run, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var done = await run();
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return NotFound();
        }

        var read = await desk.ReadAsync(code, id, cancel);
        if (read.Failed)
        {
            return MentoringPages.Closed(read.Problem);
        }

        View = read.Value;
        return null;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>Plans a session of a stage, or a meeting of the forum, the council or the team.</summary>
[Needs]
internal sealed class PlanPageModel(InstitutionDesk desk, PlanMeeting plan) : ProductPage
{
    [BindProperty(SupportsGet = true, Name = "jenis")]
    public string? KindName { get; set; }

    [BindProperty(SupportsGet = true, Name = "musim")]
    public Guid? Season { get; set; }

    [BindProperty(SupportsGet = true, Name = "tahap")]
    public string? Stage { get; set; }

    [BindProperty]
    public MeetingForm Form { get; set; } = new();

    public InstitutionAccess Access { get; private set; } = null!;

    public string Back => Season is { } call && Kind == MeetingKind.Session
        ? MentoringPaths.Of(new CallId(call), Access.Region.Code)
        : MentoringPaths.Institutions(Access.Region.Code);

    private MeetingKind Kind { get; set; }

    public string Caption(Texts texts) => Kind == MeetingKind.Session
        ? $"{Access.Region.Name} · {Access.Guide.StageOf(Stage!).Name.In()}"
        : $"{Access.Region.Name} · {MeetingTexts.Kind(Kind, texts)}";

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) => await LoadAsync(region, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var input = Form.Read();
        if (input.Failed)
        {
            return this.Invalid(input.Problems);
        }

        (CallId, string)? session = Kind == MeetingKind.Session ? (new CallId(Season!.Value), Stage!) : null;
        var planned = await plan.RunAsync(Access.Region.Code, Kind, session, input.Value, cancel);
        return planned.Failed
            ? this.Invalid(MeetingForm.Tie(planned.Problems))
            : this.SeeOther(MentoringPaths.Meeting(Access.Region.Code, planned.Value));
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code) || !Named.TryRead<MeetingKind>(KindName, out var kind, ignoreCase: true))
        {
            return NotFound();
        }

        var opened = await desk.OpenAsync(code, cancel);
        if (opened.Failed)
        {
            return MentoringPages.Closed(opened.Problem);
        }

        (Access, Kind) = (opened.Value, kind);
        var known = kind != MeetingKind.Session
            || (Access.Mentorings.Any(m => m.CallId.Value == Season) && Access.Guide.Stages.Any(s => s.Code == Stage));
        return !known ? NotFound() : Access.Keeps(kind) ? null : new StatusCodeResult(StatusCodes.Status403Forbidden);
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Panels;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>Proposal, acceptance and change by hand of who assesses which region. Whoever decides or audits reads it.</summary>
[Needs("movement.score.see")]
internal sealed class AssignmentPage(
    AssignmentView view, ProposeAssignment propose, AcceptAssignment accept, SwapAssessor swap, Actor actor, Texts texts)
    : ProductPage
{
    private AssignmentState _state = null!;

    [BindProperty]
    public string? Seed { get; set; } = "1";

    [BindProperty]
    public Guid RunId { get; set; }

    [BindProperty]
    public string? Leaves { get; set; }

    [BindProperty]
    public string? Enters { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty(SupportsGet = true, Name = "wilayah")]
    public string? RegionCode { get; set; }

    public Call Call => _state.Call;

    public bool MayManage => Call.Status != CallStatus.Withdrawn
        && actor.May(AssessmentPermissions.ManagePanel, Platform.RegionCode.National);

    public AssignmentRun? Run => _state.Run;

    public bool Assigned => _state.Assigned;

    /// <summary>Conflicts that members declared.</summary>
    public IHtmlContent Conflicts { get; private set; } = new HtmlBuilder();

    /// <summary>Members who have not answered yet.</summary>
    public int Silent => Assigned ? 0 : _state.Silent;

    public IReadOnlyList<PanelRow> Panels => _state.Panels;

    public ListPage<PanelRow> Listed => ListPages.Of(HttpContext, Panels, p => p.Region.Code.Value, beside: "wilayah");

    public IReadOnlyList<LoadRow> Loads => _state.Loads;

    public IReadOnlyList<Obstacle> Obstacles => _state.Obstacles;

    public Region? SwapRegion => Assigned && MayManage ? _state.Regions.Find(r => r.Code.Value == RegionCode) : null;

    public string Lead => texts["Movement.Assess.AssignmentLead", _state.Regions.Count, _state.Loads.Count, Call.Assessors.PerRegion];

    public IHtmlContent ObstacleList
    {
        get
        {
            var html = new HtmlBuilder().Start("ul");
            foreach (var obstacle in Obstacles)
            {
                html.Element("li", texts[obstacle.Code, [.. obstacle.Args]]);
            }

            return html.End();
        }
    }

    public IReadOnlyList<Choice> Leaving =>
        [.. _state.Sheets.Where(s => s.RegionCode.Value == RegionCode)
            .Select(s => new Choice(s.UserId.ToString(), _state.OfficeOf(s.UserId.ToString())))];

    public IReadOnlyList<Choice> Entering =>
        [.. _state.Loads.OrderBy(l => l.Load)
            .Select(l => new Choice(l.Member.UserId.ToString(), texts["Movement.Assess.OfficeWithLoad", l.Member.Office, l.Load]))];

    public string SwapHref(PanelRow panel) => ListQuery.Beside(HttpContext, "wilayah", panel.Region.Code.Value) + "#ganti";

    public async Task<IActionResult> OnGetAsync(Guid id, [FromServices] DeclaredConflicts declared, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Conflicts = declared.Render(await declared.OfAsync(Call.Id, cancel));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (!int.TryParse(Seed, out var seed) || seed < 0)
        {
            return this.Invalid(new Problem("Movement.Assess.SeedRange", "Seed"));
        }

        var outcome = await propose.RunAsync(Call.Id, seed, cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther(CallTabs.PathOf(Call.Id, "penugasan"));
    }

    public async Task<IActionResult> OnPostAcceptAsync(Guid id, CancellationToken cancel)
    {
        var outcome = await accept.RunAsync(new CallId(id), RunId, cancel);
        return !await LoadAsync(id, cancel) ? NotFound()
            : outcome.Failed ? this.Invalid(outcome.Problems)
            : this.SeeOther(CallTabs.PathOf(Call.Id, "penugasan"));
    }

    public async Task<IActionResult> OnPostSwapAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || SwapRegion is not { } region)
        {
            return NotFound();
        }

        if (!Guid.TryParse(Enters, out var enters))
        {
            return this.Invalid(new Problem("Movement.Assess.ChoosePerson", "Enters"));
        }

        UserId? leaves = Guid.TryParse(Leaves, out var leaving) ? new UserId(leaving) : null;
        var outcome = await swap.RunAsync(new(Call.Id, region.Code, leaves, new UserId(enters), Reason ?? string.Empty), cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther(CallTabs.PathOf(Call.Id, "penugasan"));
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        var state = await view.OfAsync(new CallId(id), cancel);
        _state = state ?? _state;
        return state is not null;
    }
}

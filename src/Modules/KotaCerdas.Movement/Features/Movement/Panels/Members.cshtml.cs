using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Panels;

/// <summary>A member with what they declared and carry.</summary>
internal sealed record MemberRow(PanelMember Member, string? Home, int Declared, int Load, int Cap);

/// <summary>The panel of a call, and inviting to it. Whoever decides or audits reads it.</summary>
[Needs("movement.score.see")]
internal sealed class MembersPage(
    AssessmentDesk desk, InviteMember invite, PanelCandidates candidates, KotaDb db, Actor actor, Texts texts)
    : ProductPage
{
    [BindProperty]
    public string? Person { get; set; }

    [BindProperty]
    public string? Sector { get; set; }

    [BindProperty]
    public string? Institution { get; set; }

    [BindProperty]
    public string? HomeRegion { get; set; }

    [BindProperty]
    public string? LoadCap { get; set; }

    public Call Call { get; private set; } = null!;

    public bool MayManage => Call.Status != CallStatus.Withdrawn
        && actor.May(AssessmentPermissions.ManagePanel, RegionCode.National);

    public int Applicants { get; private set; }

    public IReadOnlyList<MemberRow> Rows { get; private set; } = [];

    /// <summary>Conflicts that members declared.</summary>
    public IHtmlContent Conflicts { get; private set; } = new HtmlBuilder();

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public IReadOnlyList<Choice> Sectors =>
        [.. Enum.GetValues<SectorKind>().Select(s => new Choice(s.ToString(), texts[SectorTexts.Of(s)]))];

    public static string StateKey(PanelInvitation state) => state switch
    {
        PanelInvitation.Accepted => "Movement.Assess.Accepted",
        PanelInvitation.Declined => "Movement.Assess.Declined",
        _ => "Movement.Assess.Invited",
    };

    public static Tone ToneOf(PanelInvitation state) => state switch
    {
        PanelInvitation.Accepted => Tone.Positive,
        PanelInvitation.Declined => Tone.Neutral,
        _ => Tone.Warning,
    };

    public async Task<IActionResult> OnGetAsync(Guid id, [FromServices] DeclaredConflicts declared, CancellationToken cancel)
    {
        if (!await LoadAsync(new CallId(id), cancel))
        {
            return NotFound();
        }

        Conflicts = declared.Render(await declared.OfAsync(Call.Id, cancel));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(new CallId(id), cancel))
        {
            return NotFound();
        }

        var problems = new List<Problem>();
        var person = People.FirstOrDefault(p => p.Value == Person);
        if (person is null)
        {
            problems.Add(new("Movement.Assess.ChoosePerson", "Person"));
        }

        if (!Named.TryRead<SectorKind>(Sector, out var sector))
        {
            problems.Add(new("Movement.Assess.ChooseSector", "Sector"));
        }

        var cap = 0;
        if (!string.IsNullOrWhiteSpace(LoadCap) && !int.TryParse(LoadCap, out cap))
        {
            problems.Add(new("Movement.Assess.LoadCapRange", "LoadCap"));
        }

        if (problems.Count > 0)
        {
            return this.Invalid(problems);
        }

        var outcome = await invite.RunAsync(
            new(
                Call.Id, new UserId(Guid.Parse(person!.Value)), person.Text, sector, Institution ?? "", HomeRegion?.Trim() ?? "",
                string.IsNullOrWhiteSpace(LoadCap) ? null : cap),
            cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther(CallTabs.PathOf(Call.Id, "panel"));
    }

    private async Task<bool> LoadAsync(CallId id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(id, cancel);
        if (call.Failed)
        {
            return false;
        }

        Call = call.Value;
        var applicants = (await desk.ApplicantsAsync(id, cancel)).Select(r => r.Code).ToHashSet();
        Applicants = applicants.Count;
        var members = await desk.MembersAsync(id, cancel);
        var declared = (await desk.DeclarationsAsync(id, cancel)).Keys.Where(k => applicants.Contains(k.Region)).ToLookup(k => k.User);
        var loads = (await desk.SheetsAsync(id, AssessmentDesk.AllRegions, cancel)).ToLookup(s => s.UserId);
        var names = await db.Shared<Region>().AsNoTracking().Where(r => r.ValidTo == null)
            .ToDictionaryAsync(r => r.Code.Value, r => r.Name, cancel);
        Rows =
        [
            .. members.Select(m => new MemberRow(
                m, names.GetValueOrDefault(m.HomeRegion), declared[m.UserId].Count(), loads[m.UserId].Count(),
                Math.Min(m.LoadCap ?? Call.Assessors.LoadCap, Call.Assessors.LoadCap))),
        ];
        People = MayManage ? await candidates.ChoicesAsync(cancel) : [];
        return true;
    }
}

/// <summary>Names of the sectors.</summary>
internal static class SectorTexts
{
    public static string Of(SectorKind sector) => sector switch
    {
        SectorKind.Government => "Movement.Assess.Government",
        SectorKind.University => "Movement.Assess.University",
        _ => "Movement.Assess.Practitioner",
    };
}

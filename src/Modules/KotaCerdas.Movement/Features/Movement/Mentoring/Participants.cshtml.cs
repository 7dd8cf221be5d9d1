using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>The ministry begins the mentoring of selected regions and gives them mentors.</summary>
[Needs(MentoringPermissions.OpenCode)]
internal sealed class ParticipantsModel(
    KotaDb db, SeasonRows rows, OpenMentoring open, AssignMentor assign, Texts texts, Actor actor) : ProductPage
{
    [BindProperty]
    public string[] Begin { get; set; } = [];

    [BindProperty]
    public DateFields StartOn { get; set; } = new();

    [BindProperty]
    public string[] Assign { get; set; } = [];

    [BindProperty]
    public string? Mentor { get; set; }

    public CallId Call { get; private set; }

    public string Title { get; private set; } = string.Empty;

    /// <summary>Selected regions that are not in mentoring.</summary>
    public IReadOnlyList<Choice> Waiting { get; private set; } = [];

    public IReadOnlyList<Choice> Regions { get; private set; } = [];

    public IReadOnlyList<Choice> Mentors { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid call, CancellationToken cancel) => await LoadAsync(call, cancel) ?? Page();

    public async Task<IActionResult> OnPostBeginAsync(Guid call, CancellationToken cancel)
    {
        if (await LoadAsync(call, cancel) is { } closed)
        {
            return closed;
        }

        var on = StartOn.Read(nameof(StartOn));
        if (on.Failed || Begin.Length == 0)
        {
            return this.Invalid(on.Failed ? on.Problem : new Problem("Movement.Season.ChooseRegions", nameof(Begin)));
        }

        return await EachAsync(Begin, region => open.RunAsync(region, Call, on.Value, cancel));
    }

    public async Task<IActionResult> OnPostAssignAsync(Guid call, CancellationToken cancel)
    {
        if (await LoadAsync(call, cancel) is { } closed)
        {
            return closed;
        }

        if (!Guid.TryParse(Mentor, out var mentor) || Assign.Length == 0)
        {
            return this.Invalid(new Problem("Movement.Season.ChooseBoth", nameof(Mentor)));
        }

        return await EachAsync(Assign, region => assign.RunAsync(region, Call, new UserId(mentor), cancel));
    }

    /// <summary>One region after the other; what is done stays done when a later one is refused.</summary>
    private async Task<IActionResult> EachAsync<T>(IEnumerable<string> regions, Func<RegionCode, Task<Outcome<T>>> run)
    {
        foreach (var text in regions)
        {
            if (RegionCode.TryParse(text, out var region) && await run(region) is { Failed: true } refused)
            {
                return this.Invalid(refused.Problems);
            }
        }

        return this.SeeOther(MentoringPaths.Season(Call));
    }

    private async Task<IActionResult?> LoadAsync(Guid call, CancellationToken cancel)
    {
        if (!actor.May(MentoringPermissions.Open, RegionCode.National))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        Call = new CallId(call);
        if (await rows.CallAsync(Call, cancel) is not { } found)
        {
            return NotFound();
        }

        Title = found.Title;
        var inside = await rows.OfSeasonAsync(Call, cancel);
        var begun = inside.Select(r => r.Region.Code).ToHashSet();
        var waiting = (await open.SelectedAsync(Call, cancel)).Where(c => !begun.Contains(c)).ToList();
        var names = await db.Shared<Region>().AsNoTracking().Where(r => waiting.Contains(r.Code)).OrderBy(r => r.Code).ToListAsync(cancel);
        Waiting = [.. names.Select(r => new Choice(r.Code.Value, r.Name))];
        Regions = [.. inside.OrderBy(r => r.Mentoring.MentorUser is not null)
            .Select(r => new Choice(r.Region.Code.Value, r.Region.Name, Hint(r)))];
        Mentors = [.. (await assign.CandidatesAsync(cancel)).Select(p => new Choice(p.User.ToString(), p.DisplayName))];
        return null;
    }

    private string Hint(SeasonRow row) =>
        row.Mentoring.MentorUser is null ? texts["Movement.Season.NoMentorYet"] : row.Mentoring.MentorName;
}

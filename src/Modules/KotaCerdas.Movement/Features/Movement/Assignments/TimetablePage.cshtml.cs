using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>
/// The interviews by day, slot and room, on working days. It follows from the assignment and the two numbers in the address, so it can be
/// printed and linked; without numbers it shows what regions and assessors were told.
/// </summary>
[Needs("movement.score.see")]
internal sealed class TimetablePage(AssignmentView view, InterviewPlan plan, Actor actor, Texts texts) : ProductPage
{
    private const int Usual = 8;
    private const int Most = 60;

    private AssignmentState _state = null!;
    private IReadOnlyList<Interview> _told = [];

    // Working days of the assessment that are still to come; all of them before it begins and after it ended, none where not known.
    private IReadOnlyList<DateOnly> _days = [];

    [BindProperty(SupportsGet = true, Name = "slot")]
    public string? Slots { get; set; }

    [BindProperty(SupportsGet = true, Name = "ruang")]
    public string? Rooms { get; set; }

    public Call Call => _state.Call;

    public bool HasPanels => _state.Panels.Count > 0;

    /// <summary>From when to when the assessment is, and on how many working days until when interviews can still be placed.</summary>
    public string Lead
    {
        get
        {
            var period = texts["Movement.Assess.TimetablePeriod", Call.AssessFrom, Call.AssessTo];
            return _days is [var first, .., var last] ? $"{period} {texts["Movement.Assess.TimetableDays", _days.Count, first, last]}"
                : _days is [var only] ? $"{period} {texts["Movement.Assess.TimetableDay", only]}" : period;
        }
    }

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public IReadOnlyList<IGrouping<DateOnly, Interview>> ByDay { get; private set; } = [];

    /// <summary>True where what is shown is what regions and assessors see.</summary>
    public bool Told { get; private set; }

    public bool EverTold => _told.Count > 0;

    /// <summary>True where panels changed since: somebody would sit in two rooms, or a region has no panel or no place.</summary>
    public bool Outdated { get; private set; }

    /// <summary>True as long as anybody is still to be heard.</summary>
    public bool Runs => Call.Status == CallStatus.Assessing;

    /// <summary>True where the timetable shown can be told.</summary>
    public bool MayTell => !Told && ByDay.Count > 0 && Runs
        && actor.May(AssessmentPermissions.ManagePanel, RegionCode.National);

    public string NameOf(RegionCode region) => _state.Regions.Find(r => r.Code == region)?.Name ?? region.Value;

    public string OfficesOf(RegionCode region) => _state.Panels.FirstOrDefault(p => p.Region.Code == region)?.Offices ?? "";

    /// <summary>Why a field was refused, or null.</summary>
    public string? ErrorOf(string field) =>
        ModelState.TryGetValue(field, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var numbers = Numbers();
        return !await LoadAsync(id, numbers.Failed ? null : numbers.Value, cancel) ? NotFound()
            : numbers.Failed ? this.Invalid(numbers.Problems)
            : Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        var numbers = Numbers();
        if (numbers.Failed)
        {
            return await LoadAsync(id, null, cancel) ? this.Invalid(numbers.Problems) : NotFound();
        }

        var outcome = await plan.TellAsync(new CallId(id), numbers.Value.Slots, numbers.Value.Rooms, cancel);
        return !await LoadAsync(id, numbers.Value, cancel) ? NotFound()
            : outcome.Failed ? this.Invalid(outcome.Problems)
            : this.SeeOther(CallTabs.PathOf(Call.Id, "jadwal"));
    }

    private Outcome<(int Slots, int Rooms)> Numbers()
    {
        var (slots, rooms) = (Number(Slots), Number(Rooms));
        var problems = new List<Problem>();
        if (slots is null)
        {
            problems.Add(new("Movement.Assess.SlotsRange", "slot", Most));
        }

        if (rooms is null)
        {
            problems.Add(new("Movement.Assess.RoomsRange", "ruang", Most));
        }

        return problems.Count > 0 ? problems : (slots!.Value, rooms!.Value);
    }

    private static int? Number(string? text) => string.IsNullOrWhiteSpace(text) ? Usual
        : int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most ? number
        : null;

    private async Task<bool> LoadAsync(Guid id, (int Slots, int Rooms)? numbers, CancellationToken cancel)
    {
        if (await view.OfAsync(new CallId(id), cancel) is not { } state)
        {
            return false;
        }

        _state = state;
        _told = await plan.ToldAsync(Call.Id, cancel);
        var asked = Slots is not null || Rooms is not null;
        (Slots, Rooms) = (Slots ?? Plain(Usual), Rooms ?? Plain(Usual));
        var days = await plan.DaysAsync(Call, cancel);
        _days = days.Failed ? [] : days.Value;
        if (_told.Count > 0 && !asked)
        {
            Show(_told);
            Outdated = !InterviewPlan.Fits(_told, AssessmentDesk.PlanOf(state.Sheets));
        }
        else if (days.Failed)
        {
            Problems = [texts.Of(days.Problem)];
        }
        else if (state.Assigned && numbers is { } given)
        {
            Place(new(days.Value, given.Slots, given.Rooms));
        }

        return true;
    }

    private void Place(TimetableFrame frame)
    {
        var placed = Timetable.Place(AssessmentDesk.PlanOf(_state.Sheets), frame);
        Problems = [.. placed.Problems
            .Select(p => texts.Of(p with { Args = [.. p.Args.Select(a => a is string user ? _state.OfficeOf(user) : a)] }))];
        Show(placed.Failed ? [] : placed.Value);
    }

    private void Show(IReadOnlyList<Interview> interviews)
    {
        Told = interviews.Count > 0 && interviews.ToHashSet().SetEquals(_told);
        ByDay = [.. interviews.OrderBy(i => i.Slot).ThenBy(i => i.Room).GroupBy(i => i.Day).OrderBy(g => g.Key)];
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}

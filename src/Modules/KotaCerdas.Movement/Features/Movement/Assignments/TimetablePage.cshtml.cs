using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>
/// The interviews by day, slot and room. It follows from the assignment and the two numbers in the address, so it can be printed and
/// linked.
/// </summary>
[Needs("movement.panel.manage")]
internal sealed class TimetablePage(AssignmentView view, Texts texts) : PageModel
{
    private const int MostDays = 31;
    private const int Most = 60;

    private AssignmentState _state = null!;

    [BindProperty(SupportsGet = true, Name = "slot")]
    public int Slots { get; set; } = 8;

    [BindProperty(SupportsGet = true, Name = "ruang")]
    public int Rooms { get; set; } = 8;

    public Call Call => _state.Call;

    public bool HasPanels => _state.Panels.Count > 0;

    public int Days => Math.Min(MostDays, Call.AssessTo.DayNumber - Call.AssessFrom.DayNumber + 1);

    public IReadOnlyList<string> Problems { get; private set; } = [];

    public IReadOnlyList<IGrouping<DateOnly, Interview>> ByDay { get; private set; } = [];

    public string NameOf(RegionCode region) => _state.Regions.Find(r => r.Code == region)?.Name ?? region.Value;

    public string OfficesOf(RegionCode region) => _state.Panels.First(p => p.Region.Code == region).Offices;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await view.OfAsync(new CallId(id), cancel) is not { } state)
        {
            return NotFound();
        }

        _state = state;
        (Slots, Rooms) = (Math.Clamp(Slots, 1, Most), Math.Clamp(Rooms, 1, Most));
        if (state.Assigned)
        {
            var frame = new TimetableFrame([.. Enumerable.Range(0, Days).Select(Call.AssessFrom.AddDays)], Slots, Rooms);
            var placed = Timetable.Place(AssessmentDesk.PlanOf(state.Sheets), frame);
            Problems = [.. placed.Problems
                .Select(p => texts.Of(p with { Args = [.. p.Args.Select(a => a is string user ? state.OfficeOf(user) : a)] }))];
            ByDay = placed.Failed ? [] : [.. placed.Value.OrderBy(i => i.Slot).ThenBy(i => i.Room).GroupBy(i => i.Day).OrderBy(g => g.Key)];
        }

        return Page();
    }
}

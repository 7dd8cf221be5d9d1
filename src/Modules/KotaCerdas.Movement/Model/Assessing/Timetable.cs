using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>The days of the interviews, as data of the call.</summary>
/// <param name="Days">Days, in order.</param>
/// <param name="SlotsPerDay">Interviews one after the other on a day.</param>
/// <param name="Rooms">Interviews at the same time.</param>
internal sealed record TimetableFrame(IReadOnlyList<DateOnly> Days, int SlotsPerDay, int Rooms)
{
    public int Slots => Days.Count * SlotsPerDay;
}

/// <summary>The place of one interview; slot and room count from 1.</summary>
internal sealed record Interview(RegionCode Region, DateOnly Day, int Slot, int Room);

/// <summary>
/// Places each region's interview so that no assessor is in two rooms at once: a colouring of the graph whose edges are shared assessors.
/// The region with the fewest slots left goes first (Brélaz 1979), with backtracking up to a bound; whatever is found is right, and what
/// cannot be is named where it is plain.
/// </summary>
internal sealed class Timetable
{
    private const int MostSteps = 200_000;

    private readonly RegionCode[] _regions;
    private readonly IReadOnlyList<string>[] _panels;
    private readonly TimetableFrame _frame;
    private readonly Dictionary<string, bool[]> _busy = new(StringComparer.Ordinal);
    private readonly int[] _used;
    private readonly int[] _slot;
    private int _steps;

    private Timetable(PanelPlan plan, TimetableFrame frame)
    {
        _regions = [.. plan.Panels.Keys.Order()];
        _panels = Array.ConvertAll(_regions, r => plan.Panels[r]);
        _frame = frame;
        _used = new int[frame.Slots];
        _slot = new int[_regions.Length];
        Array.Fill(_slot, -1);
        foreach (var assessor in _panels.SelectMany(p => p).Distinct(StringComparer.Ordinal))
        {
            _busy[assessor] = new bool[frame.Slots];
        }
    }

    public static Outcome<IReadOnlyList<Interview>> Place(PanelPlan plan, TimetableFrame frame)
    {
        var problems = new List<Problem>();
        if (plan.Panels.Count > frame.Slots * frame.Rooms)
        {
            problems.Add(new("Movement.Panel.TooFewRooms", null, plan.Panels.Count, frame.Slots * frame.Rooms));
        }

        problems.AddRange(plan.Loads.Where(l => l.Value > frame.Slots).OrderBy(l => l.Key, StringComparer.Ordinal)
            .Select(l => new Problem("Movement.Panel.TooFewSlots", null, l.Key, l.Value, frame.Slots)));
        if (problems.Count > 0)
        {
            return problems;
        }

        var timetable = new Timetable(plan, frame);
        return timetable.Search()
            ? Outcome.Of(timetable.Interviews())
            : new Problem(timetable._steps > MostSteps ? "Movement.Panel.TimetableNotFound"
                : "Movement.Panel.TimetableImpossible", null, frame.Slots);
    }

    private bool Search()
    {
        if (++_steps > MostSteps)
        {
            return false;
        }

        var (region, slots) = Tightest();
        if (region < 0)
        {
            return true;
        }

        foreach (var slot in slots.OrderBy(s => _used[s]).ThenBy(s => s))
        {
            Set(region, slot, taken: true);
            if (Search())
            {
                return true;
            }

            Set(region, slot, taken: false);
        }

        return false;
    }

    /// <summary>The region still to be placed that has the fewest slots, and these slots; −1 where all are placed.</summary>
    private (int Region, List<int> Slots) Tightest()
    {
        var (best, bestSlots) = (-1, new List<int>());
        for (var r = 0; r < _regions.Length; r++)
        {
            if (_slot[r] >= 0)
            {
                continue;
            }

            var slots = Free(r);
            if (best < 0 || slots.Count < bestSlots.Count)
            {
                (best, bestSlots) = (r, slots);
            }
        }

        return (best, bestSlots);
    }

    private List<int> Free(int region)
    {
        var slots = new List<int>(_used.Length);
        for (var s = 0; s < _used.Length; s++)
        {
            if (_used[s] < _frame.Rooms && _panels[region].All(a => !_busy[a][s]))
            {
                slots.Add(s);
            }
        }

        return slots;
    }

    private void Set(int region, int slot, bool taken)
    {
        _slot[region] = taken ? slot : -1;
        _used[slot] += taken ? 1 : -1;
        foreach (var assessor in _panels[region])
        {
            _busy[assessor][slot] = taken;
        }
    }

    private IReadOnlyList<Interview> Interviews() =>
    [
        .. _regions.Select((region, i) => (region, slot: _slot[i])).GroupBy(x => x.slot).OrderBy(g => g.Key)
            .SelectMany(g => g.Select((x, room) => new Interview(
                x.region, _frame.Days[x.slot / _frame.SlotsPerDay], (x.slot % _frame.SlotsPerDay) + 1, room + 1))),
    ];
}

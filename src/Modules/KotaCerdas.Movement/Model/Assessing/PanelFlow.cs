using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>
/// The flow network of an assignment: assessor → (region, sector) → region → sink. The sector nodes carry the rule of different kinds: with
/// two kinds asked no sector may fill the whole panel, with all three asked each sector has a seat of its own. A flow that fills every
/// seat exists exactly where an assignment by all rules exists.
/// </summary>
internal sealed class PanelFlow
{
    private const int Kinds = 3;

    private readonly int _assessors;
    private readonly int _sink;
    private readonly List<int>[] _edges;
    private readonly List<int> _to = [];
    private readonly List<int> _left = [];
    private readonly int[] _cameBy;

    public PanelFlow(PanelProblemSet problem)
    {
        _assessors = problem.Assessors.Count;
        var regions = problem.Regions.Count;
        _sink = _assessors + (regions * (Kinds + 1));
        _edges = [.. Enumerable.Range(0, _sink + 1).Select(_ => new List<int>())];
        _cameBy = new int[_sink + 1];
        Loads = new int[_assessors];
        Caps = [.. problem.Assessors.Select(a => problem.Rules.MostFor(a))];
        for (var r = 0; r < regions; r++)
        {
            AddRegion(problem, r);
        }
    }

    /// <summary>Regions per assessor.</summary>
    public int[] Loads { get; }

    public int[] Caps { get; }

    /// <summary>
    /// Adds one seat after the other, always from the least loaded assessor from whom a free seat can be reached. The load vectors of flows
    /// form a polymatroid, so this greedy is exact: it fills the most seats, with the least greatest load and the smallest differences
    /// (Federgruen and Groenevelt 1986).
    /// </summary>
    public int Fill()
    {
        var open = new PriorityQueue<int, (int Load, int Index)>();
        for (var a = 0; a < _assessors; a++)
        {
            open.Enqueue(a, (0, a));
        }

        var seats = 0;
        while (open.TryDequeue(out var a, out _))
        {
            // An assessor from whom no free seat can be reached now will never reach one later.
            if (Loads[a] >= Caps[a] || !Augment(a))
            {
                continue;
            }

            seats++;
            Loads[a]++;
            open.Enqueue(a, (Loads[a], a));
        }

        return seats;
    }

    /// <summary>Pairs of assessor and region that the flow has chosen.</summary>
    public IEnumerable<(int Assessor, int Region)> Chosen()
    {
        for (var a = 0; a < _assessors; a++)
        {
            foreach (var e in _edges[a].Where(e => e % 2 == 0 && _left[e] == 0))
            {
                yield return (a, (_to[e] - _assessors) / (Kinds + 1));
            }
        }
    }

    /// <summary>Seats of a region that stayed empty.</summary>
    public int Empty(int region) => Enumerable.Range(0, Kinds + 1).Sum(k => LeftToSink(Sector(region, k)));

    /// <summary>
    /// What the empty seats of a region compete with: every assessor who could be moved there by changes, all of them at their ceiling, and
    /// every region they serve.
    /// </summary>
    public (IReadOnlyList<int> Assessors, IReadOnlyList<int> Regions) Violator(int region)
    {
        var reached = new bool[_sink + 1];
        var queue = new Queue<int>();
        foreach (var start in Enumerable.Range(0, Kinds + 1).Select(k => Sector(region, k)).Where(n => LeftToSink(n) > 0))
        {
            reached[start] = true;
            queue.Enqueue(start);
        }

        while (queue.TryDequeue(out var node))
        {
            // Backwards: an edge can bring more flow here where something is left on it.
            foreach (var from in _edges[node].Where(e => _left[e ^ 1] > 0).Select(e => _to[e]).Where(n => n != _sink && !reached[n]))
            {
                reached[from] = true;
                queue.Enqueue(from);
            }
        }

        var assessors = Enumerable.Range(0, _assessors).Where(a => reached[a]).ToList();
        var served = Chosen().Where(c => reached[c.Assessor]).Select(c => c.Region).Append(region).Distinct().Order().ToList();
        return (assessors, served);
    }

    private void AddRegion(PanelProblemSet problem, int r)
    {
        var (seats, kinds) = (problem.Rules.PerRegion, problem.Rules.LeastKinds);
        for (var k = 0; k < Kinds; k++)
        {
            if (kinds == Kinds)
            {
                AddEdge(Sector(r, k), _sink, 1);
            }

            AddEdge(Sector(r, k), Seats(r), kinds == 1 ? seats : kinds == 2 ? seats - 1 : seats - Kinds);
        }

        AddEdge(Seats(r), _sink, kinds == Kinds ? seats - Kinds : seats);
        for (var a = 0; a < _assessors; a++)
        {
            if (problem.MayScore(a, r))
            {
                AddEdge(a, Sector(r, (int)problem.Assessors[a].Kind), 1);
            }
        }
    }

    private bool Augment(int assessor)
    {
        Array.Fill(_cameBy, -1);
        var queue = new Queue<int>();
        queue.Enqueue(assessor);
        while (_cameBy[_sink] < 0 && queue.TryDequeue(out var node))
        {
            foreach (var e in _edges[node])
            {
                if (_left[e] > 0 && _cameBy[_to[e]] < 0 && _to[e] != assessor)
                {
                    _cameBy[_to[e]] = e;
                    queue.Enqueue(_to[e]);
                }
            }
        }

        if (_cameBy[_sink] < 0)
        {
            return false;
        }

        for (var node = _sink; node != assessor; node = _to[_cameBy[node] ^ 1])
        {
            _left[_cameBy[node]]--;
            _left[_cameBy[node] ^ 1]++;
        }

        return true;
    }

    private int LeftToSink(int node) => _edges[node].Where(e => _to[e] == _sink).Sum(e => _left[e]);

    private int Sector(int region, int kind) => _assessors + (region * (Kinds + 1)) + kind;

    private int Seats(int region) => Sector(region, Kinds);

    private void AddEdge(int from, int to, int capacity)
    {
        _edges[from].Add(_to.Count);
        _to.Add(to);
        _left.Add(capacity);
        _edges[to].Add(_to.Count);
        _to.Add(from);
        _left.Add(0);
    }
}

/// <summary>Regions and assessors in the order in which the flow takes them, and who may score whom.</summary>
internal sealed record PanelProblemSet(IReadOnlyList<Assessor> Assessors, IReadOnlyList<RegionCode> Regions, PanelRules Rules)
{
    public bool MayScore(int assessor, int region) => !Rules.Bars(Assessors[assessor], Regions[region]);
}

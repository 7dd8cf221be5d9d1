using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Decree;

/// <summary>The objects of a region as they were read for trying figures.</summary>
/// <param name="Table">The objects.</param>
/// <param name="Rules">The rules in force, whose result is compared with.</param>
/// <param name="KnownAt">When they were read, UTC.</param>
/// <param name="Now">What the rules in force give.</param>
internal sealed record DecreeObjects(FactTable Table, PbbRules Rules, DateTime KnownAt, DecreeResult Now);

/// <summary>
/// Keeps the objects of the regions that somebody tries figures for, about 120 bytes each: so many objects in all, the longest unused
/// given up first.
/// </summary>
internal sealed class DecreeCache(int most = DecreeCache.MostObjects)
{
    /// <summary>Most objects of all regions together.</summary>
    public const int MostObjects = 3_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(RegionCode Region, int Year, string Rules), (DecreeObjects Base, DateTime Used)> _known = [];

    public DecreeObjects? Find((RegionCode Region, int Year, string Rules) key, DateTime now)
    {
        lock (_gate)
        {
            if (!_known.TryGetValue(key, out var found))
            {
                return null;
            }

            _known[key] = found with { Used = now };
            return found.Base;
        }
    }

    public void Keep((RegionCode Region, int Year, string Rules) key, DecreeObjects facts, DateTime now)
    {
        lock (_gate)
        {
            foreach (var old in _known.Where(k => k.Key.Region == key.Region && k.Key.Year == key.Year).Select(k => k.Key).ToList())
            {
                _known.Remove(old);
            }

            while (_known.Count > 0 && _known.Values.Sum(v => (long)v.Base.Table.Count) + facts.Table.Count > most)
            {
                _known.Remove(_known.MinBy(k => k.Value.Used).Key);
            }

            _known[key] = (facts, now);
        }
    }
}

/// <summary>Reads the objects of a region once and keeps them for trying figures.</summary>
internal sealed class DecreeFacts(RegisterDesk desk, RuleStore store, AssessmentFacts facts, DecreeCache cache)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The objects with the rules in force on 1 January of the year; read again after half an hour or where it is asked for.
    /// </summary>
    public async Task<Outcome<DecreeObjects>> OpenAsync(RegionCode region, int year, bool again, CancellationToken cancel)
    {
        var set = await store.InForceAsync(region, new DateOnly(year, 1, 1), cancel);
        if (set.Failed)
        {
            return set.Problem;
        }

        var now = desk.Now;
        var key = (region, year, set.Value.Hash);
        if (!again && cache.Find(key, now) is { } known && now - known.KnownAt < Fresh)
        {
            return known;
        }

        var rules = PbbRules.Compile(set.Value, year, estimate: true);
        if (rules.Failed)
        {
            return Outcome.Fail<DecreeObjects>(rules.Problems);
        }

        var table = await facts.LoadAsync(new FactsQuery(region, year, now, null), rules.Value, null, cancel);
        var made = new DecreeObjects(table, rules.Value, now, DecreeRun.Run(rules.Value, table));
        cache.Keep(key, made, now);
        return made;
    }
}

using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>Why a region stands where it stands.</summary>
internal enum SelectionReason
{
    /// <summary>Selected, within the quota by rank alone.</summary>
    ByRank,

    /// <summary>Selected although others rank higher, because of a territorial rule.</summary>
    ByTerritory,

    /// <summary>Not selected although its rank is within the quota, because of a territorial rule.</summary>
    PassedByTerritory,

    /// <summary>On the reserve list.</summary>
    Reserve,

    /// <summary>Below the quota and the reserve list.</summary>
    BelowQuota,

    /// <summary>Not ranked, because values are missing.</summary>
    Incomplete,

    /// <summary>Changed after an objection of the region, by a decision that corrects the first.</summary>
    ByObjection,

    /// <summary>Gave its place up after the announcement.</summary>
    Withdrew,

    /// <summary>Selected from the reserve list in the place of another.</summary>
    FromReserve,
}

/// <summary>The place of a region in a selection.</summary>
/// <param name="ReservePlace">Place on the reserve list from 1, or null.</param>
/// <param name="Territories">Territorial rules the region counts for.</param>
internal sealed record SelectedRegion(RankedRegion Ranked, SelectionReason Reason, int? ReservePlace, IReadOnlyList<string> Territories)
{
    public bool IsSelected => Reason is SelectionReason.ByRank or SelectionReason.ByTerritory;
}

/// <summary>
/// Takes regions in order of rank while the territorial rules can still be met. Because territories are nested or apart, this gives the
/// selection that is best by rank, place by place, among all that keep the rules.
/// </summary>
internal sealed class Selection
{
    private const int Nowhere = -1;

    private readonly RankingRule _rule;
    private readonly List<TerritoryRule> _territories;
    private readonly List<RankedRegion> _candidates;

    /// <summary>The smallest territory around each territory, and around each candidate, or <see cref="Nowhere"/>.</summary>
    private readonly int[] _around;
    private readonly int[] _homes;

    /// <summary>Candidates from an index on whose smallest territory is this one; the last column counts those in none.</summary>
    private readonly int[][] _left;

    private Selection(RankingRule rule, List<RankedRegion> candidates)
    {
        _rule = rule;
        _candidates = candidates;

        // Smallest first: each territory's children are then known before it.
        _territories = [.. rule.Territories.OrderBy(t => t.Provinces.Count)];
        _around = [.. _territories.Select((t, i) => _territories.FindIndex(i + 1, o => o.Provinces.IsSupersetOf(t.Provinces)))];
        _homes = [.. candidates.Select(c => _territories.FindIndex(t => t.Provinces.Contains(c.Region.Province)))];
        _left = new int[candidates.Count + 1][];
        _left[candidates.Count] = new int[_territories.Count + 1];
        for (var i = candidates.Count - 1; i >= 0; i--)
        {
            _left[i] = [.. _left[i + 1]];
            _left[i][_homes[i] == Nowhere ? _territories.Count : _homes[i]]++;
        }
    }

    /// <summary>The place of every region, in the order of the ranking.</summary>
    public static Outcome<IReadOnlyList<SelectedRegion>> Of(IReadOnlyList<RankedRegion> ranking, RankingRule rule)
    {
        var selection = new Selection(rule, [.. ranking.Where(r => r.Rank is not null)]);
        return selection.Take() is { } taken ? Outcome.Of<IReadOnlyList<SelectedRegion>>(selection.Reasons(ranking, taken))
            : Outcome.Fail<IReadOnlyList<SelectedRegion>>(selection.Shortfall());
    }

    /// <summary>Regions selected, or null where the territorial rules cannot be met.</summary>
    private HashSet<RegionCode>? Take()
    {
        var taken = new HashSet<RegionCode>();
        var within = new int[_territories.Count];
        var seats = Math.Min(_rule.Quota, MostPossible(within, 0).Most);
        if (!Completes(taken.Count, within, 0, seats))
        {
            return null;
        }

        for (var i = 0; i < _candidates.Count && taken.Count < seats; i++)
        {
            Count(within, _homes[i], 1);
            if (Completes(taken.Count + 1, within, i + 1, seats))
            {
                taken.Add(_candidates[i].Region);
            }
            else
            {
                Count(within, _homes[i], -1);
            }
        }

        return taken;
    }

    private void Count(int[] within, int home, int change)
    {
        for (; home != Nowhere; home = _around[home])
        {
            within[home] += change;
        }
    }

    private bool Completes(int taken, int[] within, int from, int seats)
    {
        var (least, most) = MostPossible(within, from);
        return least >= 0 && taken + least <= seats && taken + most >= seats;
    }

    /// <summary>Least and most regions that the candidates from an index on must and can still give; least −1 where a rule is already
    /// broken.</summary>
    /// <param name="within">Regions taken so far in each territory.</param>
    /// <param name="from">The first candidate that is still open.</param>
    private (int Least, int Most) MostPossible(int[] within, int from)
    {
        Span<int> least = stackalloc int[_territories.Count + 1];
        Span<int> most = stackalloc int[_territories.Count + 1];
        _left[from].CopyTo(most);
        for (var t = 0; t < _territories.Count; t++)
        {
            least[t] = Math.Max(least[t], _territories[t].AtLeast - within[t]);
            most[t] = Math.Min(most[t], (_territories[t].AtMost ?? int.MaxValue) - within[t]);
            if (least[t] > most[t])
            {
                return (-1, 0);
            }

            var outer = _around[t] == Nowhere ? _territories.Count : _around[t];
            least[outer] += least[t];
            most[outer] += most[t];
        }

        return (least[^1], most[^1]);
    }

    private List<SelectedRegion> Reasons(IReadOnlyList<RankedRegion> ranking, HashSet<RegionCode> taken)
    {
        var reserve = 0;
        var result = new List<SelectedRegion>();
        foreach (var region in ranking)
        {
            var withinQuota = region.Rank <= _rule.Quota;
            var reason = region.Rank is null ? SelectionReason.Incomplete
                : taken.Contains(region.Region) ? (withinQuota ? SelectionReason.ByRank : SelectionReason.ByTerritory)
                : withinQuota ? SelectionReason.PassedByTerritory
                : reserve < _rule.Reserve ? SelectionReason.Reserve
                : SelectionReason.BelowQuota;
            var onReserve = reason is SelectionReason.Reserve || (reason == SelectionReason.PassedByTerritory && reserve < _rule.Reserve);
            var territories = _rule.Territories.Where(t => t.Provinces.Contains(region.Region.Province)).Select(t => t.Code).ToList();
            result.Add(new(region, reason, onReserve ? ++reserve : null, territories));
        }

        return result;
    }

    private List<Problem> Shortfall()
    {
        var short_ = _territories.Where(t => _candidates.Count(c => t.Provinces.Contains(c.Region.Province)) < t.AtLeast)
            .Select(t => new Problem(
                "Movement.Panel.TerritoryShort", null, t.Code, t.AtLeast, _candidates.Count(c => t.Provinces.Contains(c.Region.Province))))
            .ToList();
        return short_.Count > 0 ? short_ : [new("Movement.Panel.TerritoryQuota", null, _rule.Quota)];
    }
}

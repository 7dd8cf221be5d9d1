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
    private readonly RankingRule _rule;
    private readonly List<TerritoryRule> _territories;
    private readonly List<RankedRegion> _candidates;

    private Selection(RankingRule rule, List<RankedRegion> candidates)
    {
        _rule = rule;
        _candidates = candidates;

        // Smallest first: each territory's children are then known before it.
        _territories = [.. rule.Territories.OrderBy(t => t.Provinces.Count)];
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
        var seats = Math.Min(_rule.Quota, MostPossible(taken, 0).Most);
        if (!Completes(taken, 0, seats))
        {
            return null;
        }

        for (var i = 0; i < _candidates.Count && taken.Count < seats; i++)
        {
            taken.Add(_candidates[i].Region);
            if (!Completes(taken, i + 1, seats))
            {
                taken.Remove(_candidates[i].Region);
            }
        }

        return taken;
    }

    private bool Completes(HashSet<RegionCode> taken, int from, int seats)
    {
        var (least, most) = MostPossible(taken, from);
        return least >= 0 && taken.Count + least <= seats && taken.Count + most >= seats;
    }

    /// <summary>
    /// Least and most regions that the candidates from an index on must and can still give; least −1 where a rule is already broken.
    /// </summary>
    private (int Least, int Most) MostPossible(HashSet<RegionCode> taken, int from)
    {
        var rest = _candidates.Skip(from).Select(c => c.Region.Province).ToList();
        var pieces = rest.CountBy(p => p)
            .Select(p => (Provinces: (IReadOnlySet<RegionCode>)new HashSet<RegionCode> { p.Key }, Least: 0, Most: p.Value)).ToList();
        foreach (var territory in _territories)
        {
            var inside = pieces.Where(p => territory.Provinces.IsSupersetOf(p.Provinces)).ToList();
            var have = taken.Count(r => territory.Provinces.Contains(r.Province));
            var least = Math.Max(inside.Sum(p => p.Least), territory.AtLeast - have);
            var most = Math.Min(inside.Sum(p => p.Most), (territory.AtMost ?? int.MaxValue) - have);
            if (least > most)
            {
                return (-1, 0);
            }

            pieces.RemoveAll(p => territory.Provinces.IsSupersetOf(p.Provinces));
            pieces.Add((territory.Provinces, least, most));
        }

        return (pieces.Sum(p => p.Least), pieces.Sum(p => p.Most));
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

using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>Raw → normalised → weighted → total → rank, in decimal arithmetic, with the whole way kept.</summary>
internal static class Ranking
{
    /// <summary>The mark for ties that only the region's code decides.</summary>
    public const string ByCode = "code";

    /// <summary>All regions, ranked ones first in order of rank, then those that cannot be ranked by code.</summary>
    public static Outcome<IReadOnlyList<RankedRegion>> Of(IEnumerable<RankedInput> inputs, RankingRule rule)
    {
        var problems = rule.Problems();
        return problems.Count > 0 ? Outcome.Fail<IReadOnlyList<RankedRegion>>(problems)
            : Outcome.Of(Order(inputs.Select(i => Score(i, rule)), rule));
    }

    /// <summary>
    /// The same regions under a rule that differs in weights only. Parts keep their normalised values, which no weight changes;
    /// their weights and contributions stay those of the ranking they come from.
    /// </summary>
    public static Outcome<IReadOnlyList<RankedRegion>> Reweighed(IReadOnlyList<RankedRegion> ranked, RankingRule rule)
    {
        var problems = rule.Problems();
        return problems.Count > 0 ? Outcome.Fail<IReadOnlyList<RankedRegion>>(problems)
            : Outcome.Of(Order(ranked.Select(r => Reweigh(r, rule)), rule));
    }

    private static RankedRegion Reweigh(RankedRegion region, RankingRule rule)
    {
        var (sum, known, complete) = (0m, 0L, true);
        for (var i = 0; i < rule.Criteria.Count; i++)
        {
            Check.That(region.Parts[i].Criterion == rule.Criteria[i].Code);
            if (region.Parts[i].Normalised is { } value)
            {
                sum += value * rule.Criteria[i].Weight;
                known += rule.Criteria[i].Weight;
            }
            else
            {
                complete = false;
            }
        }

        var exact = known > 0 && (complete || rule.Missing == MissingRule.LeaveOut) ? sum / known : (decimal?)null;
        return region with { Exact = exact, Total = exact is { } total ? rule.Round(total) : null, Rank = null, TieBrokenBy = null };
    }

    private static RankedRegion Score(RankedInput input, RankingRule rule)
    {
        var values = rule.Criteria.Select(c =>
        {
            var raw = input.Raw.GetValueOrDefault(c.Code);
            return (Criterion: c, Raw: raw, Normalised: raw is { } known ? c.Normalisation.Apply(known) : null);
        }).ToList();
        var known = values.Where(v => v.Normalised is not null).Sum(v => (long)v.Criterion.Weight);
        var ranked = known > 0 && (rule.Missing == MissingRule.LeaveOut || values.TrueForAll(v => v.Normalised is not null));
        var parts = values.ConvertAll(v =>
        {
            var weight = v.Normalised is null || known == 0 ? 0
                : v.Criterion.Weight * 100m / (rule.Missing == MissingRule.LeaveOut ? known : InstrumentLimits.WholeWeight);
            return new RankedPart(v.Criterion.Code, v.Raw, v.Normalised, weight, v.Normalised * weight / 100);
        });
        var exact = ranked ? values.Sum(v => (v.Normalised ?? 0) * v.Criterion.Weight) / known : (decimal?)null;
        return new(input.Region, parts, exact, exact is { } total ? rule.Round(total) : null, null, null);
    }

    private static IReadOnlyList<RankedRegion> Order(IEnumerable<RankedRegion> scored, RankingRule rule)
    {
        var all = scored.ToList();
        var ranked = all.Where(r => r.Total is not null).ToList();
        ranked.Sort((a, b) => Compare(a, b, rule).Order);
        for (var i = 0; i < ranked.Count; i++)
        {
            var tie = i > 0 && ranked[i - 1].Total == ranked[i].Total ? Compare(ranked[i - 1], ranked[i], rule).By : null;
            ranked[i] = ranked[i] with { Rank = i + 1, TieBrokenBy = tie };
        }

        return [.. ranked, .. all.Where(r => r.Total is null).OrderBy(r => r.Region)];
    }

    private static (int Order, string? By) Compare(RankedRegion a, RankedRegion b, RankingRule rule)
    {
        var byTotal = b.Total!.Value.CompareTo(a.Total!.Value);
        if (byTotal != 0)
        {
            return (byTotal, null);
        }

        foreach (var criterion in rule.TieBreaks)
        {
            var order = Value(b, criterion).CompareTo(Value(a, criterion));
            if (order != 0)
            {
                return (order, criterion);
            }
        }

        return (a.Region.CompareTo(b.Region), ByCode);
    }

    private static decimal Value(RankedRegion region, string criterion) =>
        region.Parts.First(p => p.Criterion == criterion).Normalised ?? -1;
}

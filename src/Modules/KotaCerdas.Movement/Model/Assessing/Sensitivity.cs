using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Model.Assessing;

/// <summary>What happens to the selection when one weight moves and the others keep their proportions.</summary>
/// <param name="Criterion">The criterion whose weight moves.</param>
/// <param name="Points">Change in percentage points, as far as the weight can go.</param>
internal sealed record WeightShift(string Criterion, decimal Points, IReadOnlyList<RegionCode> Enters, IReadOnlyList<RegionCode> Leaves);

/// <summary>Best and worst rank of a region over all shifts.</summary>
internal sealed record RankRange(RegionCode Region, int Rank, int Best, int Worst);

/// <summary>
/// The smallest change of one weight, in percentage points, at which two regions have the same total; null where none within 0 and 100 %
/// does.
/// </summary>
internal sealed record FlipPoint(RegionCode Above, RegionCode Below, string Criterion, decimal? Points);

/// <summary>How firm a ranking is.</summary>
internal sealed record SensitivityReport(
    IReadOnlyList<WeightShift> Shifts, IReadOnlyList<RankRange> Ranges, IReadOnlyList<FlipPoint> Flips);

/// <summary>
/// Varies each weight by ± points, the others rescaled in proportion, and finds the changes that turn pairs at the border.
/// </summary>
internal static class Sensitivity
{
    private const int FlipDigits = 4;

    /// <param name="selection">The selection under the published weights.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="points">Change of each weight in percentage points.</param>
    /// <param name="border">Regions looked at on each side of the border of the selection.</param>
    public static SensitivityReport Of(IReadOnlyList<SelectedRegion> selection, RankingRule rule, decimal points, int border)
    {
        var regions = selection.Select(s => s.Ranked).ToList();
        var ranges = selection.Where(s => s.Ranked.Rank is not null)
            .ToDictionary(s => s.Ranked.Region, s =>
                new RankRange(s.Ranked.Region, s.Ranked.Rank!.Value, s.Ranked.Rank.Value, s.Ranked.Rank.Value));
        var before = selection.Where(s => s.IsSelected).Select(s => s.Ranked.Region).ToHashSet();
        var shifts = new List<WeightShift>();
        foreach (var criterion in rule.Criteria)
        {
            foreach (var change in new[] { -points, points })
            {
                var shifted = Shift(rule, criterion, change);
                var ranking = Ranking.Reweighed(regions, shifted).Value;
                Widen(ranges, ranking);
                var after = Selection.Of(ranking, shifted)
                    .Match(s => s.Where(x => x.IsSelected).Select(x => x.Ranked.Region).ToHashSet(), _ => []);
                var moved = (shifted.Criteria.First(c => c.Code == criterion.Code).Weight - criterion.Weight) / 10_000m;
                shifts.Add(new(criterion.Code, moved, [.. after.Except(before).Order()], [.. before.Except(after).Order()]));
            }
        }

        return new(shifts, [.. ranges.Values.OrderBy(r => r.Rank)], Flips(selection, rule, border));
    }

    /// <summary>The rule with one weight moved and the others in their old proportions, in whole millionths that sum exactly.</summary>
    internal static RankingRule Shift(RankingRule rule, RankedCriterion moved, decimal points)
    {
        var whole = InstrumentLimits.WholeWeight;
        var target = (int)Math.Clamp(moved.Weight + (points * 10_000), 0, whole);
        var others = whole - moved.Weight;
        if (others == 0)
        {
            return rule;
        }

        // Largest remainder: what rounding down leaves over goes to the greatest fractions.
        var exact = rule.Criteria.Select(c => c.Code == moved.Code ? target : (decimal)c.Weight * (whole - target) / others).ToList();
        var weights = exact.ConvertAll(w => (int)decimal.Floor(w));
        foreach (var i in Enumerable.Range(0, exact.Count).OrderByDescending(i => exact[i] - weights[i]).Take(whole - weights.Sum()))
        {
            weights[i]++;
        }

        return rule with { Criteria = [.. rule.Criteria.Select((c, i) => c with { Weight = weights[i] })] };
    }

    private static void Widen(Dictionary<RegionCode, RankRange> ranges, IReadOnlyList<RankedRegion> ranking)
    {
        foreach (var region in ranking.Where(r => r.Rank is not null))
        {
            if (ranges.TryGetValue(region.Region, out var range))
            {
                ranges[region.Region] =
                    range with { Best = Math.Min(range.Best, region.Rank!.Value), Worst = Math.Max(range.Worst, region.Rank.Value) };
            }
        }
    }

    /// <summary>The changes of each weight that turn pairs at the border.</summary>
    public static IReadOnlyList<FlipPoint> Flips(IReadOnlyList<SelectedRegion> selection, RankingRule rule, int border)
    {
        var ranked = selection.Where(s => s.Ranked.Rank is not null).ToList();
        var inside = ranked.Where(s => s.IsSelected).TakeLast(border);
        var outside = ranked.Where(s => !s.IsSelected).Take(border).ToList();
        var flips =
            from a in inside
            from b in outside
            from c in rule.Criteria
            select new FlipPoint(a.Ranked.Region, b.Ranked.Region, c.Code, Flip(a.Ranked, b.Ranked, rule, c));
        return [.. flips];
    }

    /// <summary>
    /// With weight w of the criterion moved by t and the others scaled by (1−w−t)/(1−w), a region's total is a quotient of two linear
    /// functions of t (the divisor is 1 where nothing is missing). Two totals are equal where a polynomial of degree two at most is zero.
    /// </summary>
    private static decimal? Flip(RankedRegion above, RankedRegion below, RankingRule rule, RankedCriterion moved)
    {
        var w = moved.Weight / (double)InstrumentLimits.WholeWeight;
        if (w >= 1)
        {
            return null;
        }

        // A root where all the weight lies on what a region lacks is none: there is no total then.
        var (a, b) = (Lines(above, rule, moved, w), Lines(below, rule, moved, w));
        var (p, q) = (a.Sum * b.Known, b.Sum * a.Known);
        var roots = Roots(p.Square - q.Square, p.Slope - q.Slope, p.Start - q.Start)
            .Where(t => w + t >= -1e-12 && w + t <= 1 + 1e-12 && a.Known.At(t) > 1e-9 && b.Known.At(t) > 1e-9).OrderBy(Math.Abs).ToList();
        return roots.Count == 0 ? null : Math.Round((decimal)roots[0] * 100, FlipDigits);
    }

    private static (Line Sum, Line Known) Lines(RankedRegion region, RankingRule rule, RankedCriterion moved, double w)
    {
        var (sum, known) = (new Line(0, 0), new Line(0, 0));
        foreach (var (criterion, part) in rule.Criteria.Zip(region.Parts).Where(x => x.Second.Normalised is not null))
        {
            var weight = criterion.Weight / (double)InstrumentLimits.WholeWeight;
            var line = criterion.Code == moved.Code ? new Line(weight, 1) : new Line(weight, -weight / (1 - w));
            sum = new(sum.Start + (line.Start * (double)part.Normalised!.Value), sum.Slope + (line.Slope * (double)part.Normalised.Value));
            known = new(known.Start + line.Start, known.Slope + line.Slope);
        }

        return (sum, known);
    }

    private static IEnumerable<double> Roots(double square, double slope, double start)
    {
        if (Math.Abs(square) < 1e-9)
        {
            return Math.Abs(slope) < 1e-12 ? [] : [-start / slope];
        }

        var under = (slope * slope) - (4 * square * start);
        return under < 0 ? [] : [(-slope + Math.Sqrt(under)) / (2 * square), (-slope - Math.Sqrt(under)) / (2 * square)];
    }

    private sealed record Line(double Start, double Slope)
    {
        public double At(double t) => Start + (Slope * t);

        public static Parabola operator *(Line a, Line b) =>
            new(a.Start * b.Start, (a.Start * b.Slope) + (a.Slope * b.Start), a.Slope * b.Slope);
    }

    private sealed record Parabola(double Start, double Slope, double Square);
}

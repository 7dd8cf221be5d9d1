using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>What a figure of a decree is.</summary>
internal enum DecreePart
{
    /// <summary>A figure of the whole tax.</summary>
    Parameter,

    /// <summary>The rate of a tier.</summary>
    Rate,

    /// <summary>The share of the value that is taxed in a tier.</summary>
    Njkp,

    /// <summary>Up to which value a tier goes, inclusive; the next one begins above it.</summary>
    Bound,
}

/// <summary>A figure of PBB-P2 that a decree may change.</summary>
/// <param name="Name">Name in addresses: <c>njoptkp</c>, <c>rate3</c>, <c>njkp3</c>, <c>bound3</c>.</param>
/// <param name="Unit">Per cent or rupiah.</param>
/// <param name="Value">As the rules have it; null where they have none.</param>
/// <param name="Part">What it is.</param>
/// <param name="Tier">The tier it belongs to; null where it belongs to the whole tax.</param>
internal sealed record DecreeFigure(
    string Name, RuleUnit Unit, Fraction? Value, DecreePart Part = DecreePart.Parameter, TierRule? Tier = null)
{
    /// <summary>True where empty means that there is none: no limit on growth, no rise.</summary>
    public bool Optional => Name is "growth_cap" or "adjustment";
}

/// <summary>
/// The figures of a set that a decree may change, and the set with some of them changed. Classes and the order of steps stay: they are
/// not a decree's to choose.
/// </summary>
internal static class DecreeFigures
{
    private static readonly (string Name, RuleUnit Unit)[] Parameters =
    [
        ("njoptkp", RuleUnit.Money), ("njkp", RuleUnit.Percent), ("minimum", RuleUnit.Money), ("growth_cap", RuleUnit.Percent),
        ("adjustment", RuleUnit.Percent),
    ];

    /// <summary>The figures, tiers first.</summary>
    public static IReadOnlyList<DecreeFigure> Of(RuleSet set, int year)
    {
        var day = new DateOnly(year, 1, 1);
        var tiers = set.Tiers.Where(t => t.Citation.IsInForce(day)).ToList();
        return
        [
            .. tiers.Select((t, i) => new DecreeFigure(
                Name("rate", i), RuleUnit.Percent, t.Rate is { } rate ? Fraction.Millionths(rate) : null, DecreePart.Rate, t)),
            .. tiers.Select((t, i) => (t, i)).Where(t => t.t.Njkp is not null).Select(t => new DecreeFigure(
                Name("njkp", t.i), RuleUnit.Percent, Fraction.Millionths(t.t.Njkp!.Value), DecreePart.Njkp, t.t)),
            .. tiers.Select((t, i) => (t, i)).Where(t => t.t.To is not null).Select(t => new DecreeFigure(
                Name("bound", t.i), RuleUnit.Money, Fraction.Of(t.t.To!.Value), DecreePart.Bound, t.t)),
            .. Parameters.Where(p => p.Name != "njkp" || tiers.Any(t => t.Njkp is null)).Select(p => new DecreeFigure(
                p.Name, p.Unit, set.Find(RevenueKinds.Pbb, p.Name, day)?.Value)),
        ];
    }

    /// <summary>The set with figures changed, or a problem for each figure that cannot be.</summary>
    /// <param name="set">As it is.</param>
    /// <param name="year">Tax year.</param>
    /// <param name="typed">What was typed, by name; what is not in it stays as it is.</param>
    /// <param name="plain">Makes digits of a number as it was typed.</param>
    /// <param name="title">Names a figure in a message.</param>
    public static Outcome<RuleSet> Change(
        RuleSet set, int year, IReadOnlyDictionary<string, string> typed, Func<string, string> plain, Func<DecreeFigure, string> title)
    {
        var problems = new List<Problem>();
        var day = new DateOnly(year, 1, 1);
        var inForce = set.Tiers.Where(t => t.Citation.IsInForce(day)).ToList();
        var tiers = inForce.ToList();
        var parameters = set.Parameters.ToList();
        foreach (var figure in Of(set, year))
        {
            if (!typed.TryGetValue(figure.Name, out var text))
            {
                continue;
            }

            var value = Read(figure, text.Trim(), plain, title, problems);
            if (figure.Tier is null)
            {
                Put(parameters, figure, value, day);
            }
            else if (value is { } given)
            {
                Put(tiers, inForce, figure, given);
            }
        }

        CheckBounds(set, year, tiers, title, problems);
        return problems.Count > 0 ? problems : set with { Tiers = tiers, Parameters = parameters };
    }

    private static void Put(List<TierRule> tiers, IReadOnlyList<TierRule> inForce, DecreeFigure figure, Fraction value)
    {
        var tier = figure.Tier!;
        var at = tiers.FindIndex(t => t.Row == tier.Row);
        if (figure.Part != DecreePart.Bound)
        {
            var millionths = (int)value.InMillionths()!.Value;
            tiers[at] = figure.Part == DecreePart.Rate ? tiers[at] with { Rate = millionths } : tiers[at] with { Njkp = millionths };
            return;
        }

        // The next tier begins where this one ends.
        var bound = value.Whole()!.Value;
        tiers[at] = tiers[at] with { To = bound };
        if (inForce.FirstOrDefault(t => t.Use == tier.Use && t.Above == tier.To) is { } next)
        {
            at = tiers.FindIndex(t => t.Row == next.Row);
            tiers[at] = tiers[at] with { Above = bound };
        }
    }

    private static void CheckBounds(
        RuleSet set, int year, List<TierRule> tiers, Func<DecreeFigure, string> title, List<Problem> problems)
    {
        foreach (var figure in Of(set, year).Where(f => f.Part == DecreePart.Bound))
        {
            var tier = tiers.Find(t => t.Row == figure.Tier!.Row)!;
            if (tier.To <= tier.Above && problems.TrueForAll(p => p.Field != figure.Name)) // one that is no number has been named
            {
                problems.Add(new(
                    "Revenue.Decree.BoundOrder", figure.Name, title(figure), RuleFigures.Show(Fraction.Of(tier.Above), RuleUnit.Money)));
            }
        }
    }

    private static string Name(string kind, int index) =>
        kind + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Fraction? Read(
        DecreeFigure figure, string text, Func<string, string> plain, Func<DecreeFigure, string> title, List<Problem> problems)
    {
        if (text.Length == 0)
        {
            if (!figure.Optional)
            {
                problems.Add(new("Revenue.Calculator.NotGiven", figure.Name, title(figure)));
            }

            return null;
        }

        // A rate is at most the whole; a limit on growth may be several times it, a stimulus is below nothing.
        var (least, most) = figure switch
        {
            { Name: "growth_cap" } => (Fraction.Zero, Fraction.Of(10)),
            { Name: "adjustment" } => (-Fraction.Of(1), Fraction.Of(10)),
            { Unit.IsPercent: true } => (Fraction.Zero, Fraction.Of(1)),
            _ => (Fraction.Zero, Fraction.Of(1_000_000_000_000)),
        };
        if (!figure.Unit.TryRead(plain(text), out var value) || (figure.Unit.IsPercent ? value.InMillionths() : value.Whole()) is null)
        {
            problems.Add(new("Revenue.Calculator.NotANumber", figure.Name, title(figure)));
            return null;
        }

        if (Fraction.Compare(value, least) < 0 || Fraction.Compare(value, most) > 0)
        {
            var low = Fraction.Compare(value, least) < 0;
            problems.Add(new(low ? "Revenue.Calculator.TooSmall" : "Revenue.Calculator.TooBig", figure.Name, title(figure),
                RuleFigures.Show(low ? least : most, figure.Unit)));
            return null;
        }

        return value;
    }

    private static void Put(List<Parameter> parameters, DecreeFigure figure, Fraction? value, DateOnly day)
    {
        var at = parameters.FindIndex(p => p.Kind == RevenueKinds.Pbb && p.Name == figure.Name && p.Citation.IsInForce(day));
        if (value is null)
        {
            if (at >= 0 && figure.Optional)
            {
                parameters.RemoveAt(at);
            }
        }
        else if (at >= 0)
        {
            parameters[at] = parameters[at] with { Value = value };
        }
        else
        {
            parameters.Add(new(
                RevenueKinds.Pbb, figure.Name, new(figure.Name, figure.Name), figure.Unit, value, string.Empty,
                new(string.Empty, Confidence.Assumed, string.Empty, null, null)));
        }
    }
}

using System.Globalization;
using KotaCerdas.Movement.Features.Indices;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Invitations;

/// <summary>One condition of a rule: an index of a year reaches a value or a class.</summary>
/// <param name="Index">Code of the index.</param>
/// <param name="Year">Year of the value.</param>
/// <param name="AtLeast">True for a lower bound, false for an upper one; the bound itself counts.</param>
/// <param name="Bound">A number, or the name of a class.</param>
internal sealed record Condition(string Index, int Year, bool AtLeast, string Bound);

/// <summary>Who is invited: regions that meet every condition, of some island groups or of all.</summary>
internal sealed record InvitationRule(IReadOnlyList<string> IslandGroups, IReadOnlyList<Condition> Conditions)
{
    /// <summary>What is wrong with the rule, each part by itself; empty where it can be applied.</summary>
    public List<Problem> Check()
    {
        List<Problem> problems = [];
        if (Conditions.Count == 0)
        {
            problems.Add(new("Movement.Invite.NoCondition"));
        }

        foreach (var condition in Conditions)
        {
            var index = IndexCatalogue.Find(condition.Index);
            if (index is null)
            {
                problems.Add(new("Movement.Invite.UnknownIndex", null, condition.Index));
            }

            if (condition.Year is < 2000 or > 2100)
            {
                problems.Add(new("Movement.Invite.BadYear", null, index is null ? condition.Index : IndexCatalogue.NameOf(index)));
            }

            if (index is not null && Number(condition.Bound) is null && BandOf(index, condition.Bound) is null)
            {
                problems.Add(new("Movement.Invite.BadBound", null, condition.Bound, IndexCatalogue.NameOf(index),
                    index.Bands.Count == 0 ? "–" : string.Join(", ", index.Bands.Select(b => b.Name))));
            }
        }

        return problems;
    }

    /// <summary>Judges one region.</summary>
    public Verdict Judge(string islandGroup, IReadOnlyDictionary<(string Index, int Year), IndexFact> facts)
    {
        var findings = Conditions.Select(c =>
            new Finding(c, facts.GetValueOrDefault((c.Index, c.Year)), Holds(c, facts.GetValueOrDefault((c.Index, c.Year))))).ToList();
        var inside = IslandGroups.Count == 0 || IslandGroups.Contains(islandGroup);
        return new(inside, findings);
    }

    /// <summary>Null where the region has no value: missing is neither met nor failed, and does not invite.</summary>
    private static bool? Holds(Condition condition, IndexFact? fact)
    {
        var index = IndexCatalogue.Find(condition.Index);
        if (fact is null || index is null)
        {
            return null;
        }

        if (Number(condition.Bound) is { } bound)
        {
            return fact.Value is { } value ? Compare(value.CompareTo(bound), condition.AtLeast) : null;
        }

        var (have, want) = (BandOf(index, fact.Class), BandOf(index, condition.Bound));
        return have is null || want is null ? null : Compare(have.Position.CompareTo(want.Position), condition.AtLeast);
    }

    private static bool Compare(int order, bool atLeast) => atLeast ? order >= 0 : order <= 0;

    private static IndexBand? BandOf(ExternalIndex index, string name) =>
        index.Bands.FirstOrDefault(b => b.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));

    internal static decimal? Number(string text) => decimal.TryParse(
        text.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number) ? number : null;
}

/// <summary>What is known of a region's index in a year.</summary>
internal sealed record IndexFact(decimal? Value, string Class, string Source);

/// <summary>What one condition found.</summary>
internal sealed record Finding(Condition Condition, IndexFact? Fact, bool? Holds);

/// <summary>What a rule says of one region, and why.</summary>
internal sealed record Verdict(bool InArea, IReadOnlyList<Finding> Findings)
{
    public bool Invites => InArea && Findings.Count > 0 && Findings.All(f => f.Holds == true);
}

/// <summary>A rule as a sentence.</summary>
internal static class RuleSentence
{
    public static string Of(InvitationRule rule, Texts texts)
    {
        var area = rule.IslandGroups.Count == 0 ? texts["Movement.Invite.Everywhere"]
            : string.Join(", ", rule.IslandGroups.Select(IslandNames.Of));
        return texts["Movement.Invite.Sentence", area,
            string.Join(texts["Movement.Invite.And"], rule.Conditions.Select(c => Of(c, texts)))];
    }

    public static string Of(Condition condition, Texts texts)
    {
        var name = IndexCatalogue.Find(condition.Index) is { } index ? IndexCatalogue.NameOf(index) : condition.Index;
        return texts[condition.AtLeast ? "Movement.Invite.AtLeast"
            : "Movement.Invite.AtMost", name, condition.Year.ToString(), BoundOf(condition)];
    }

    /// <summary>A number as the reader's language writes it; the name of a class as it is.</summary>
    private static string BoundOf(Condition condition) => InvitationRule.Number(condition.Bound) is { } number
        ? Formats.Typed(number.ToString(CultureInfo.InvariantCulture)) : condition.Bound;

    /// <summary>What was found for a condition: the value with its class, or that nothing is known.</summary>
    public static string Of(Finding finding, Texts texts) => finding.Fact is not { } fact
        ? texts["Movement.Invite.NoValue", finding.Condition.Year.ToString()]
        : string.Join(", ",
            new[] { fact.Value is { } value ? Formats.Decimal(value, 2) : string.Empty, fact.Class }.Where(p => p.Length > 0));
}

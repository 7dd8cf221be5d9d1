using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Changes;

/// <summary>
/// Finds by what a change of an object lowers its tax or levy. Rules compute from facts that stay the same and from others that are asked
/// each time; those are tried in several sizes. A change of facts that no rules can compare counts as lower.
/// </summary>
internal static class KindLowering
{
    private static readonly string[] Sizes = ["1", "30", "1000", "1000000"];

    /// <summary>By what an object would owe less than by the version that counts on the day; empty where by nothing.</summary>
    /// <param name="before">The version, or null where none counts then.</param>
    /// <param name="input">What is to be recorded.</param>
    /// <param name="rules">The rules of its kind, or null where there are none.</param>
    public static IReadOnlyList<Lowered> Of(KindObject? before, KindObjectInput input, KindRules? rules)
    {
        if (before is not { State: ObjectState.Active })
        {
            return [];
        }

        var found = new List<Lowered>();
        if (input.ValidTo is { } end && (before.ValidTo is not { } last || end < last))
        {
            found.Add(Lowered.Period);
        }

        if (Facts.Write(input.Facts) != before.Facts && (rules is null || IsLess(rules, Facts.Read(before.Facts), input.Facts)))
        {
            found.Add(Lowered.Facts);
        }

        return found;
    }

    private static bool IsLess(KindRules rules, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var compared = false;
        foreach (var asked in Trials(rules, rules.Inputs.Where(i => !before.ContainsKey(i.Name) || !after.ContainsKey(i.Name))))
        {
            var was = Facts.Compute(rules, Joined(before, asked));
            var now = Facts.Compute(rules, Joined(after, asked));
            if (was.Failed)
            {
                continue;
            }

            compared = true;
            if (now.Failed || now.Value.Amount < was.Value.Amount)
            {
                return true;
            }
        }

        return !compared;
    }

    /// <summary>What could be asked: each size with each row of the choices in turn.</summary>
    private static IEnumerable<Dictionary<string, string>> Trials(KindRules rules, IEnumerable<InputRule> open)
    {
        var asked = open.Select(i => (i.Name, Rows: RowsOf(rules, i))).ToList();
        var turns = asked.Select(a => a.Rows?.Count ?? 1).DefaultIfEmpty(1).Max();
        return from size in Sizes
               from turn in Enumerable.Range(0, turns)
               select asked.ToDictionary(
                   a => a.Name, a => a.Rows is { Count: > 0 } rows ? rows[turn % rows.Count] : size, StringComparer.Ordinal);
    }

    /// <summary>The rows of a choice, or null for a number.</summary>
    private static List<string>? RowsOf(KindRules rules, InputRule input) =>
        input.IsTruth ? ["no", "yes"] : input.Unit is null ? [.. rules.Choices(input).Select(c => c.Row)] : null;

    private static Dictionary<string, string> Joined(IReadOnlyDictionary<string, string> facts, Dictionary<string, string> asked)
    {
        var all = new Dictionary<string, string>(asked, StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            all[name] = value;
        }

        return all;
    }
}

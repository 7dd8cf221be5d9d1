using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>Reads what a person or a worked example gives for the inputs of a kind.</summary>
internal static class InputText
{
    /// <summary>The values by name, or a problem for each field.</summary>
    /// <param name="rules">The rules of the kind.</param>
    /// <param name="text">What was typed, by name.</param>
    /// <param name="plain">Makes digits of a number as it was typed; worked examples are plain already.</param>
    public static Outcome<IReadOnlyDictionary<string, RuleValue>> Read(
        KindRules rules, IReadOnlyDictionary<string, string> text, Func<string, string> plain)
    {
        var values = new Dictionary<string, RuleValue>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var input in rules.Inputs)
        {
            var given = text.GetValueOrDefault(input.Name, string.Empty).Trim();
            var value = input.IsTruth ? RuleValue.Of(given == "yes")
                : input.Unit is null ? Row(rules, input, given, problems)
                : Figure(input, given.Length == 0 ? given : plain(given), problems);
            if (value is { } known)
            {
                values[input.Name] = known;
            }
        }

        return problems.Count == 0 ? Outcome.Of<IReadOnlyDictionary<string, RuleValue>>(values)
            : Outcome.Fail<IReadOnlyDictionary<string, RuleValue>>(problems);
    }

    private static RuleValue? Row(KindRules rules, InputRule input, string given, List<Problem> problems)
    {
        if (rules.Choices(input).Any(c => c.Row == given))
        {
            return RuleValue.Of(given);
        }

        problems.Add(new(given.Length == 0 ? "Revenue.Calculator.NotChosen" : "Revenue.Calculator.UnknownChoice", input.Name,
            input.Title));
        return null;
    }

    private static RuleValue? Figure(InputRule input, string given, List<Problem> problems)
    {
        if (given.Length == 0)
        {
            problems.Add(new("Revenue.Calculator.NotGiven", input.Name, input.Title));
        }
        else if (!input.Unit!.TryRead(given, out var value))
        {
            problems.Add(new("Revenue.Calculator.NotANumber", input.Name, input.Title));
        }
        else if (Fraction.Compare(value, input.Least ?? Fraction.Zero) < 0)
        {
            problems.Add(new("Revenue.Calculator.TooSmall", input.Name, input.Title, Shown(input, input.Least ?? Fraction.Zero)));
        }
        else if (input.Most is { } most && Fraction.Compare(value, most) > 0)
        {
            problems.Add(new("Revenue.Calculator.TooBig", input.Name, input.Title, Shown(input, most)));
        }
        else
        {
            return RuleValue.Of(value);
        }

        return null;
    }

    private static string Shown(InputRule input, Fraction value) => RuleFigures.Show(value, input.Unit!);
}

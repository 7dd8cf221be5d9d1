using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>Terms of a letter that rules of a region may say otherwise than the table that ships.</summary>
internal static class LetterTerms
{
    public const string AskWithin = "ask_within";
    public const string DecideWithin = "decide_within";
    public const string Pay = "pay";
    public const string Wait = "wait";

    public static IReadOnlyList<string> All { get; } = [AskWithin, DecideWithin, Pay, Wait];

    /// <summary>True where the letter has such a term: rules change a term and do not bring a new one about.</summary>
    public static bool Has(LetterRule letter, string term) => letter.Group is not ("return" or "bill-of-pbb") && term switch
    {
        AskWithin => letter.AskWithin is not null,
        DecideWithin => letter.DecideWithin is not null,
        Pay => letter.Pay.Length > 0,
        Wait => letter.Wait is not null,
        _ => false,
    };

    /// <summary>True for <c>21:days</c>; of a day to pay also for a parameter of the sanctions with its unit.</summary>
    public static bool IsTerm(string term, string value, RuleSet set) => value.Split(':') is [var count, "days" or "working" or "months"
        or "years"] && (Count(count) is not null
            || (term == Pay && set.Parameters.Any(p => p.Kind == RevenueKinds.Sanctions && p.Name == count)));

    /// <summary>The letter with the terms that rules give it on a day; what they do not name stays as it ships.</summary>
    /// <param name="letter">As it ships.</param>
    /// <param name="set">Rules of the region, null where there are none.</param>
    /// <param name="day">The legal date.</param>
    public static LetterRule Under(this LetterRule letter, RuleSet? set, DateOnly day)
    {
        foreach (var row in set?.Letters.Where(t => t.Letter == letter.Code && t.Citation.IsInForce(day)) ?? [])
        {
            var (count, unit) = row.Value.Split(':') is [var number, var of] ? (Count(number) ?? 0, of) : throw new BugException(row.Value);
            var term = new LetterTerm(count, unit);
            letter = row.Term switch
            {
                AskWithin => letter with { AskWithin = term },
                DecideWithin => letter with { DecideWithin = term },
                Pay => letter with { Pay = row.Value },
                Wait => letter with { Wait = term, WaitConfidence = row.Citation.Confidence },
                _ => throw new BugException(row.Term),
            };
            letter = letter.Article.Contains(row.Citation.Article, StringComparison.Ordinal) ? letter
                : letter with { Article = $"{letter.Article}; {row.Citation.Article}" };
        }

        return letter;
    }

    private static int? Count(string text) =>
        text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
}

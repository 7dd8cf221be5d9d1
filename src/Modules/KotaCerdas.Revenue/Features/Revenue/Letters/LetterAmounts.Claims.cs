using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <content>What a reminder or a warrant asks for beside what is open.</content>
internal static partial class LetterAmounts
{
    /// <summary>What a letter of collection asks for until its day, and what follows it; nothing for other letters.</summary>
    private static Problem? Claim(LetterCase at, out ReminderClaim? claim)
    {
        claim = null;
        if (at is not { Letter.Basis: LetterBasis.Overdue, Parent: { } parent })
        {
            return null;
        }

        var payBy = at.Letter.Wait?.After(at.On, at.Calendar);
        if (payBy is { Failed: true } refused)
        {
            return refused.Problem;
        }

        var rules = InterestRules.Of(at.Today, at.On);
        var interest = DebtInterest.Unbilled(DebtInterest.Accrued(
            Math.Min(parent.Standing.Open, parent.Current.Principal), parent.Last.PaidOfIt, parent.Last.DueOn, parent.Last.Terms,
            rules.Failed ? null : rules.Value, at.On), at.Billed.Interest);
        var next = LetterRules.All.FirstOrDefault(
            l => l.Group == at.Letter.Group && l.Follows.Contains(at.Letter.Code) && l.AppliesTo(at.Topic.Kind));
        claim = new(
            parent.Last.DueOn, interest is { Refused: false } known ? known.Amount : null, payBy?.Value, next);
        return null;
    }
}

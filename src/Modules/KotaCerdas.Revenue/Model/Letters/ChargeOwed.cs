using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>
/// What is to be paid of a charge on a day: the same for who holds its letter, for its owner and for officers. Rupiah.
/// </summary>
/// <param name="Open">What is open, sanctions of its own included.</param>
/// <param name="Late">Interest that no bill of sanctions asks for; null where no rule in force says how much.</param>
/// <param name="InterestBilled">Interest that a bill of sanctions asks for already: it is paid by that bill.</param>
/// <param name="DueOn">The day after which it is late, null where nothing is asked for.</param>
internal sealed record ChargeOwed(long Open, InterestAmount? Late, long InterestBilled, DateOnly? DueOn)
{
    public bool InterestUnknown => Late is null or { Refused: true };

    /// <summary>Interest as of the day, as far as the rules say how much.</summary>
    public long Interest => Late is { Refused: false } late ? late.Amount : 0;

    /// <summary>What is to be paid on the day.</summary>
    public long Total => Open + Interest;

    /// <summary>How a charge stands.</summary>
    /// <param name="charge">The cycle that counts.</param>
    /// <param name="last">What happened last.</param>
    /// <param name="billed">What bills of sanctions ask for of it.</param>
    /// <param name="rules">Rules of interest in force on the day, or null.</param>
    /// <param name="day">The day.</param>
    public static ChargeOwed Of(Charge charge, ChargeEvent last, BilledSanctions billed, InterestRules? rules, DateOnly day)
    {
        var accrued = DebtInterest.Accrued(
            Math.Min(last.OpenAfter, charge.Principal), last.PaidOfIt, last.DueOn, last.Terms, rules, day);
        return new(last.OpenAfter, DebtInterest.Unbilled(accrued, billed.Interest), billed.Interest, last.DueOn);
    }
}

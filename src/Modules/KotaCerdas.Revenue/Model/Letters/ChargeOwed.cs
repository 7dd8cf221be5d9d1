using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>
/// What is to be paid of a charge on a day: the same for who holds its letter, for its owner and for officers. Rupiah.
/// </summary>
/// <param name="Open">What is open, sanctions of its own included.</param>
/// <param name="Late">Interest that no bill of sanctions asks for; null where no rule in force says how much.</param>
/// <param name="InterestBilled">Interest that a bill of sanctions asks for already: it is paid by that bill.</param>
/// <param name="Expired">True where the right to collect it has ended: nobody is asked for it.</param>
internal sealed record ChargeOwed(long Open, InterestAmount? Late, long InterestBilled, bool Expired)
{
    /// <summary>What of <see cref="Total"/> may be paid after the day as well: it is not due yet.</summary>
    public long Later { get; private init; }

    public bool InterestUnknown => Late is null or { Refused: true };

    /// <summary>Interest as of the day, as far as the rules say how much.</summary>
    public long Interest => Late is { Refused: false } late ? late.Amount : 0;

    /// <summary>All that can be paid on the day.</summary>
    public long Total => Expired ? 0 : Open + Interest;

    /// <summary>What has to be paid on the day: it is due.</summary>
    public long Now => Total - Later;

    /// <summary>What is open and nobody is asked for any more.</summary>
    public long ExpiredOpen => Expired ? Open : 0;

    /// <summary>How a charge stands.</summary>
    /// <param name="charge">The cycle that counts.</param>
    /// <param name="last">What happened last.</param>
    /// <param name="billed">What bills of sanctions ask for of it.</param>
    /// <param name="rules">Rules of interest in force on the day, or null.</param>
    /// <param name="day">The day.</param>
    public static ChargeOwed Of(Charge charge, ChargeEvent last, BilledSanctions billed, InterestRules? rules, DateOnly day)
    {
        var (open, paid) = (last.OpenAfter, last.PaidOfIt);
        var expired = open > 0 && last.ExpiresFrom.AddYears(LetterRules.ExpiryOf(RevenueKinds.Find(charge.Kind)!).Years) < day;
        var accrued = expired ? new InterestAmount(0, 0, 0, false)
            : DebtInterest.Accrued(Math.Min(open, charge.Principal), paid, last.DueOn, last.Terms, rules, day);
        var owed = new ChargeOwed(open, DebtInterest.Unbilled(accrued, billed.Interest), billed.Interest, expired);
        return owed with
        {
            Later = expired ? 0 : last.DueOn is not { } due || due > day ? owed.Total : last.Terms?.LaterThan(day, open, paid) ?? 0,
        };
    }
}

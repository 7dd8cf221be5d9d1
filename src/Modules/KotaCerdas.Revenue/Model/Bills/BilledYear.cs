using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Bills;

/// <summary>How a bill stands on a day.</summary>
internal enum BillState
{
    /// <summary>It has not gone out: nothing is due.</summary>
    NotSent,

    /// <summary>Nothing is open.</summary>
    Paid,

    /// <summary>Something is open, and the due day is not over.</summary>
    Open,

    /// <summary>Something is open, and the due day is over.</summary>
    Overdue,
}

/// <summary>What is owed of an object for a year, as of a day. Rupiah.</summary>
/// <param name="Year">Tax year.</param>
/// <param name="Principal">What was billed.</param>
/// <param name="Paid">Principal that was paid.</param>
/// <param name="IssuedOn">When it went out, null before.</param>
/// <param name="DueOn">Last day without interest, null before it went out.</param>
/// <param name="Late">Interest if the open principal were paid on the day; null where no rule in force says how much.</param>
/// <param name="Own">True for a bill of this system: it can be explained. False for one of the system before.</param>
internal sealed record BilledYear(
    int Year, long Principal, long Paid, DateOnly? IssuedOn, DateOnly? DueOn, InterestAmount? Late, bool Own)
{
    /// <summary>When the last payment came, null where there was none.</summary>
    public DateOnly? LastPaidOn { get; init; }

    public long Open => Math.Max(0, Principal - Paid);

    /// <summary>Open principal with interest.</summary>
    public long Total => Open + (Late is { Refused: false } late ? late.Amount : 0);

    /// <summary>True where interest is due and no rule says how much.</summary>
    public bool InterestUnknown => Late is null or { Refused: true };

    public BillState On(DateOnly day) => Open == 0 ? BillState.Paid
        : DueOn is null ? BillState.NotSent : DueOn < day ? BillState.Overdue : BillState.Open;

    /// <summary>Interest on what is open, on a day.</summary>
    public static InterestAmount? Interest(long open, DateOnly? due, InterestRules? rules, DateOnly day) =>
        open == 0 || due is not { } last || day <= last ? new InterestAmount(0, 0, 0, false)
            : rules is null ? null : Rules.Interest.Of(open, last, day, rules);
}

/// <summary>All that a citizen may see of an object with its number alone.</summary>
/// <param name="Nop">The object.</param>
/// <param name="Name">Name on the newest bill; only masked to a stranger. Null where there is no bill.</param>
/// <param name="Years">Newest first.</param>
internal sealed record ObjectBills(Nop Nop, string? Name, IReadOnlyList<BilledYear> Years)
{
    public long Total => Years.Sum(y => y.DueOn is null ? 0 : y.Total);
}

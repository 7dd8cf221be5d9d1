using KotaCerdas.Revenue.Model.Letters;
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

    /// <summary>Something is open, and the right to collect it has ended: nobody is asked for it.</summary>
    Expired,

    /// <summary>Nothing is open, because what was not paid was written off.</summary>
    WrittenOff,
}

/// <summary>What is owed of an object for a year, as of a day. Rupiah.</summary>
/// <param name="Year">Tax year.</param>
/// <param name="Principal">What was billed.</param>
/// <param name="Paid">Principal that was paid.</param>
/// <param name="IssuedOn">When it went out, null before.</param>
/// <param name="DueOn">Last day without interest, null before it went out.</param>
/// <param name="Late">
/// Interest if the open principal were paid on the day, without what a bill of sanctions asks for; null where no rule in force says how
/// much.
/// </param>
/// <param name="Own">True for a bill of this system: it can be explained. False for one of the system before.</param>
internal sealed record BilledYear(
    int Year, long Principal, long Paid, DateOnly? IssuedOn, DateOnly? DueOn, InterestAmount? Late, bool Own)
{
    /// <summary>When the last payment came, null where there was none.</summary>
    public DateOnly? LastPaidOn { get; init; }

    /// <summary>What is no longer collected, rupiah.</summary>
    public long WrittenOff { get; init; }

    /// <summary>Interest that a bill of sanctions (STPD) asks for already, rupiah: it is paid by that bill.</summary>
    public long InterestBilled { get; init; }

    /// <summary>Which issue of the bill counts: 1 unless decisions changed it.</summary>
    public int Cycle { get; init; } = 1;

    /// <summary>Code of the decision that gave it this amount, null where it is the amount of the assessment.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>The day of that decision.</summary>
    public DateOnly? ChangedOn { get; init; }

    /// <summary>Terms of a consent to pay later, or null; <see cref="DueOn"/> is then the next day by which to pay something.</summary>
    public DueTerms? Terms { get; init; }

    /// <summary>What was paid more than was owed, rupiah; it is not in <see cref="Paid"/> of a bill of this system.</summary>
    public long Overpaid { get; init; }

    /// <summary>True where something is open and the right to collect it has ended; see <see cref="Ended"/>.</summary>
    public bool Expired { get; private init; }

    public long Open => Math.Max(0, Principal - Paid - WrittenOff);

    /// <summary>Open principal with interest.</summary>
    public long Total => Open + (Late is { Refused: false } late ? late.Amount : 0);

    /// <summary>What is to be paid on the day: nothing before the bill went out, nor once the right to collect it has ended.</summary>
    public long ToPay => DueOn is null || Expired ? 0 : Total;

    /// <summary>Open principal that nobody is asked for any more.</summary>
    public long ExpiredOpen => Expired ? Open : 0;

    /// <summary>True where interest is due and no rule says how much.</summary>
    public bool InterestUnknown => Late is null or { Refused: true };

    public BillState On(DateOnly day) => Open == 0 ? WrittenOff > 0 ? BillState.WrittenOff : BillState.Paid
        : DueOn is null ? BillState.NotSent : Expired ? BillState.Expired : DueOn < day ? BillState.Overdue : BillState.Open;

    /// <summary>The same year where the right to collect it is over: it bears no interest that anybody would pay.</summary>
    public BilledYear Ended(bool over) =>
        over && Open > 0 && DueOn is not null ? this with { Expired = true, Late = new InterestAmount(0, 0, 0, false) } : this;

    /// <summary>What of <see cref="ToPay"/> may be paid after the day as well: it is not due yet.</summary>
    public long LaterThan(DateOnly day) => ToPay == 0 ? 0 : DueOn > day ? ToPay : Terms?.LaterThan(day, Open, Paid) ?? 0;

    /// <summary>The same year after something was billed of its interest.</summary>
    public BilledYear Less(long billed) =>
        billed == 0 ? this : this with { Late = DebtInterest.Unbilled(Late, billed), InterestBilled = billed };
}

/// <summary>All that a citizen may see of an object with its number alone.</summary>
/// <param name="Nop">The object.</param>
/// <param name="Name">Name on the newest bill; only masked to a stranger. Null where there is no bill.</param>
/// <param name="Years">Newest first.</param>
internal sealed record ObjectBills(Nop Nop, string? Name, IReadOnlyList<BilledYear> Years)
{
    /// <summary>True where letters follow bills of the object, such as bills of sanctions.</summary>
    public bool Followed { get; init; }

    public long Total => Years.Sum(y => y.ToPay);
}

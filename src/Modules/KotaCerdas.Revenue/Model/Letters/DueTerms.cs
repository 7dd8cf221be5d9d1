using System.Runtime.InteropServices;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>What is to be paid by a day under a consent.</summary>
/// <param name="Number">From 1.</param>
/// <param name="DueOn">The day.</param>
/// <param name="Principal">What is to be paid of the debt, rupiah.</param>
/// <param name="Left">What is still to be paid of it, rupiah.</param>
/// <param name="Interest">Interest of the plan up to the day, rupiah.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DuePart(int Number, DateOnly DueOn, long Principal, long Left, long Interest);

/// <summary>
/// Terms of a consent to pay later: in equal monthly parts, or all of it on a later day. They say nothing of amounts, so that they hold as
/// well for a debt that a decision changes afterwards.
/// </summary>
/// <param name="From">The day from which months count: that of the consent, or the due day where that is later.</param>
/// <param name="Count">Parts; 1 for a deferral.</param>
/// <param name="Rate">Interest a month on what is still open, in millionths.</param>
/// <param name="Until">The later day of a deferral, null for parts.</param>
/// <param name="PaidBefore">What had been paid before, rupiah.</param>
/// <param name="Accrued">Interest on what had been late until then, rupiah; the consent does not forgive it.</param>
internal sealed record DueTerms(DateOnly From, int Count, int Rate, DateOnly? Until, long PaidBefore, long Accrued)
{
    /// <summary>The day on which all should be paid.</summary>
    public DateOnly LastDueOn => Until ?? From.AddMonths(Count);

    /// <summary>
    /// The same terms after a decision gave the debt another amount: interest goes with what was owed, so that what was never owed leaves
    /// none behind.
    /// </summary>
    public DueTerms After(long before, long amount) =>
        amount >= before ? this : this with { Accrued = Rounding.Divide((Int128)Accrued * amount, before, RoundingMode.Down) };

    public string Write() => JsonSerializer.Serialize(this);

    public static DueTerms? Read(string? text) => text is null ? null : JsonSerializer.Deserialize<DueTerms>(text);

    /// <summary>The parts of what is open, earliest first; what was paid since pays the earliest ones.</summary>
    public IReadOnlyList<DuePart> Parts(long open, long paid)
    {
        var since = Math.Max(0, paid - PaidBefore);
        var debt = checked(open + since);
        if (debt == 0)
        {
            return [];
        }

        if (Until is { } until)
        {
            return [new(1, until, debt, open, Monthly(open, Interest.MonthsLate(From, until)))];
        }

        // A debt that a decision made smaller than a rupiah a part is paid in fewer.
        var count = (int)Math.Min(Count, debt);
        var parts = new List<DuePart>(count);
        foreach (var part in Instalments.Plan(debt, count, Rate, count).Value)
        {
            var used = Math.Min(since, part.Principal);
            since -= used;
            parts.Add(new(part.Number, From.AddMonths(part.Number), part.Principal, part.Principal - used, part.Interest));
        }

        return parts;
    }

    /// <summary>What parts after a day ask for.</summary>
    public long LaterThan(DateOnly day, long open, long paid) => Parts(open, paid).Where(p => p.DueOn > day).Sum(p => p.Left);

    /// <summary>The next day by which something must be paid, null where nothing is open.</summary>
    public DateOnly? NextDueOn(long open, long paid)
    {
        foreach (var part in Parts(open, paid))
        {
            if (part.Left > 0)
            {
                return part.DueOn;
            }
        }

        return null;
    }

    /// <summary>Interest of the plan up to a day: of the parts that are not paid and whose month has begun.</summary>
    public long PlannedOn(long open, long paid, DateOnly day)
    {
        if (Until is { } until)
        {
            return Monthly(open, Interest.MonthsLate(From, day < until ? day : until));
        }

        return Parts(open, paid).Where(p => p.Left > 0 && day > From.AddMonths(p.Number - 1)).Sum(p => p.Interest);
    }

    private long Monthly(long open, int months) => Rounding.Divide((Int128)open * Rate * months, 1_000_000, RoundingMode.Down);
}

/// <summary>
/// Interest on a debt, with or without a consent to pay it later. The one place where a due day becomes interest, and the one where what a
/// bill of sanctions asks for already is taken off.
/// </summary>
internal static class DebtInterest
{
    /// <summary>
    /// What is asked for besides the open principal: interest that no bill of sanctions (STPD, STRD) asks for. What such a bill asks for is
    /// owed by that bill, and nobody is to pay it twice. Where something was billed, the rest is for no whole months.
    /// </summary>
    /// <param name="accrued">Interest by the rules, see <see cref="Accrued"/>.</param>
    /// <param name="billed">Interest that was billed, see <see cref="BilledSanctions"/>.</param>
    public static InterestAmount? Unbilled(InterestAmount? accrued, long billed) =>
        billed == 0 || accrued is not { Refused: false } known ? accrued
            : known with { Months = 0, Rate = 0, Amount = Math.Max(0, known.Amount - billed) };

    /// <summary>
    /// Interest on the open principal if it were paid on a day, billed or not; null where no rule in force says how much.
    /// </summary>
    /// <param name="open">Open principal.</param>
    /// <param name="paid">What was paid of it.</param>
    /// <param name="due">Last day without interest; null where nothing was asked for yet.</param>
    /// <param name="terms">Terms of a consent, or null.</param>
    /// <param name="rules">Rules of interest in force on the day, or null.</param>
    /// <param name="day">The day.</param>
    public static InterestAmount? Accrued(long open, long paid, DateOnly? due, DueTerms? terms, InterestRules? rules, DateOnly day)
    {
        if (open == 0 || due is not { } last)
        {
            return new InterestAmount(0, 0, 0, false);
        }

        if (terms is null)
        {
            return day <= last ? new InterestAmount(0, 0, 0, false) : rules is null ? null : Interest.Of(open, last, day, rules);
        }

        var (sum, months) = (checked(terms.Accrued + terms.PlannedOn(open, paid, day)), 0);
        foreach (var part in terms.Parts(open, paid).Where(p => p.Left > 0 && p.DueOn < day))
        {
            if (rules is null)
            {
                return null;
            }

            var late = Interest.Of(part.Left, part.DueOn, day, rules);
            if (late.Refused)
            {
                return late;
            }

            (sum, months) = (checked(sum + late.Amount), Math.Max(months, late.Months));
        }

        return new InterestAmount(months, 0, sum, false);
    }
}

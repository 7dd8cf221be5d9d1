using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What a letter comes to, by the basis that its row of the table names.</summary>
internal static partial class LetterAmounts
{
    /// <summary>Name of the figure that says what was paid too much.</summary>
    public const string Overpaid = "over";

    private const int Whole = 1_000_000;
    private const string Correction = "pembetulan";

    /// <summary>The letter as it would be issued on the day of the case.</summary>
    /// <param name="at">The case.</param>
    /// <param name="values">Plain facts, or what the basis asks for.</param>
    /// <param name="reason">Why.</param>
    public static Outcome<ChargeDraft> Of(LetterCase at, IReadOnlyDictionary<string, string> values, string reason)
    {
        if (LetterOrder.Refuse(at) is { } refused)
        {
            return refused;
        }

        var result = at.Letter.Basis switch
        {
            LetterBasis.Facts or LetterBasis.Amounts or LetterBasis.Share or LetterBasis.Nil when at.OfBill => OfBill(at, values),
            LetterBasis.Rules => FileReturn.Compute(at.Set, at.Topic, values, at.RuleDay),
            LetterBasis.Audit => Audit(at, values),
            LetterBasis.Estimate => Estimate(at, values),
            LetterBasis.Further => Further(at, values),
            LetterBasis.Late => Late(at),
            LetterBasis.Facts when at.FromFacts => Corrected(at, values),
            LetterBasis.Facts or LetterBasis.Amounts => Amounts(at, values),
            LetterBasis.Share => Share(at, values),
            LetterBasis.Years => Years(at, values),
            LetterBasis.Plan => Plan(at, values),
            LetterBasis.Nil => Same(at, default),
            _ => Same(at, at.Parent!.Current.Parts),
        };
        return result.Failed ? Outcome.Fail<ChargeDraft>(result.Problems)
            : Raised(at, result.Value) is { } raised ? raised : Dated(at, result.Value, values, reason);
    }

    /// <summary>What an audit assessed beside a charge would be owed twice where the charge itself became more.</summary>
    private static Problem? Raised(LetterCase at, ChargeResult result) =>
        at is { Letter.Effect: LetterEffect.Amend, Parent: { } parent } && result.Parts.Principal > parent.Current.Principal
            && at.Audited.FirstOrDefault(c => c.Follows == parent.Id) is { } audited
                ? new("Revenue.Letter.RaisedAudited", null, parent.Current.Number, audited.Number,
                    LetterRules.FurtherTo(audited).Title.In())
                : null;

    private static Outcome<ChargeDraft> Dated(
        LetterCase at, ChargeResult result, IReadOnlyDictionary<string, string> values, string reason)
    {
        DateOnly? due = null;
        DueTerms? terms = null;
        if (at.Letter.Pay.Length > 0 && (at.Letter.Effect != LetterEffect.Amend || result.Parts.Total > at.Parent!.Current.Amount))
        {
            var asked = at.Letter.DueOn(at.Today, at.On, at.Calendar);
            if (asked.Failed)
            {
                return asked.Problem;
            }

            due = asked.Value;
        }

        if (at.Letter.Effect == LetterEffect.Amend && due is { } asks)
        {
            var more = More(at, asks);
            if (more.Failed)
            {
                return more.Problem;
            }

            (terms, due) = more.Value;
        }

        if (at.Letter.Effect == LetterEffect.Defer)
        {
            var later = Later(at, values);
            if (later.Failed)
            {
                return later.Problem;
            }

            var standing = at.Parent!.Standing;
            (terms, due) = (later.Value, later.Value.NextDueOn(standing.Open, standing.Paid - standing.Over));
        }

        return Claim(at, out var claim) is { } refused ? refused : new ChargeDraft
        {
            Claim = claim, Objection = LetterRules.ObjectionTo(at.Letter.Code)?.Under(at.Today, at.On),
            Letter = at.Letter, Topic = at.Relief is null ? at.Topic : TopicOf(at.Topic, result.Facts), Result = result,
            Reference = ReferenceOf(at), IssuedOn = at.On, DueOn = due, Terms = terms, KnownAt = at.KnownAt, Before = at.Parent,
            Follows = at.Letter.Effect == LetterEffect.Charge ? at.Parent?.Id : at.Parent?.Current.Follows, Reason = reason,
        };
    }

    /// <summary>What a letter is about, once in a region. A bill of sanctions may come again on another day.</summary>
    private static string ReferenceOf(LetterCase at) => at switch
    {
        { Letter.Effect: not LetterEffect.Charge, Parent: { } parent } => parent.Current.Reference,
        { Letter.Basis: LetterBasis.Late, Parent: { } parent } => string.Create(
            CultureInfo.InvariantCulture, $"{at.Letter.Code}/{parent.Id}/{at.On:yyyyMMdd}"),
        { Relief: { } relief } => $"{at.Letter.Code}/{relief.Nop}",
        { Parent: { } parent } => $"{at.Letter.Code}/{parent.Id}/{at.Followers.Count(f => f.FirstLetter == at.Letter.Code) + 1}",
        _ => string.Create(
            CultureInfo.InvariantCulture, $"{at.Letter.Code}/{at.Topic.Subject}/{at.Topic.From:yyyyMMdd}-{at.Topic.To:yyyyMMdd}"),
    };

    private static Outcome<ChargeResult> Audit(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        var found = FileReturn.Compute(at.Set, at.Topic, values, at.RuleDay);
        if (found.Failed)
        {
            return found;
        }

        var before = at.Parent!.Current.Parts;
        var (found1, shortBy) = (found.Value, found.Value.Parts.Principal - before.Principal);
        var wants = at.Letter.Effect switch
        {
            LetterEffect.Charge => 1,
            LetterEffect.Amend => -1,
            _ => 0,
        };
        // What was returned too high and is not paid either is no overpayment: it becomes less by a correction.
        var (paid, owed) = (at.Parent.Standing.Paid, found1.Parts.Total + before.Sanction);
        if (Math.Sign(shortBy) != wants)
        {
            var says = Math.Sign(shortBy) switch
            {
                1 => "skpdkb",
                -1 => paid > owed ? "skpdlb" : Correction,
                _ => "skpdn",
            };
            return new Problem("Revenue.Letter.OtherResult", null, Formats.Money(shortBy), LetterRules.Of(says).Title.In());
        }

        if (wants < 0 && paid <= owed)
        {
            return new Problem(
                "Revenue.Letter.NothingOverpaid", null, Formats.Money(paid), Formats.Money(owed), LetterRules.Of(Correction).Title.In());
        }

        return wants switch
        {
            1 => Sanctioned(
                at, found1 with { More = [Step(at, "before", before.Principal), Step(at, "short", shortBy)] },
                (shortBy, Math.Max(0, found1.Parts.Province - before.Province)), "skpdkb"),
            -1 => found1 with
            {
                Parts = found1.Parts with { Sanction = before.Sanction },
                More = [Step(at, "before", before.Principal), Step(at, "paid", paid), Step(at, Overpaid, paid - owed)],
            },
            _ => found1 with { Parts = before },
        };
    }

    private static Outcome<ChargeResult> Estimate(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        var found = FileReturn.Compute(at.Set, at.Topic, values, at.RuleDay);
        return found.Failed ? found
            : Sanctioned(at, found.Value, (found.Value.Parts.Principal, found.Value.Parts.Province), at.Letter.Code);
    }

    private static Outcome<ChargeResult> Further(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        var found = FileReturn.Compute(at.Set, at.Topic, values, at.RuleDay);
        if (found.Failed)
        {
            return found;
        }

        // What was returned or estimated, and all that audits have assessed since.
        var before = (at.Grandparent ?? at.Parent!).Current.Principal + at.Audited.Sum(c => c.Principal);
        var extra = found.Value.Parts.Principal - before;
        if (extra <= 0)
        {
            return new Problem("Revenue.Letter.NothingMore", null, Formats.Money(before));
        }

        var raised = Rounding.Divide((Int128)extra * at.Letter.Rate!.Value, Whole, RoundingMode.Down);
        return found.Value with
        {
            Parts = new(extra, raised, 0),
            More = [Step(at, "before", before), Step(at, "extra", extra), Step(at, "raised", raised)],
        };
    }

    /// <summary>The sanction of the rules on a tax that was not paid in time.</summary>
    private static Outcome<ChargeResult> Sanctioned(
        LetterCase at, ChargeResult found, (long Principal, long Province) owed, string kind)
    {
        var rules = KindRules.Of(at.Today, kind, at.On, estimate: false);
        if (rules.Failed)
        {
            return rules.Problem;
        }

        var since = at.Parent is { } parent ? parent.Cycles[0].DueOn ?? at.Topic.To : DueOfPeriod(at);
        if (since is not { } due)
        {
            return new Problem("Revenue.Letter.NoDue", null, LetterText.PeriodOf(at.Topic.From, at.Topic.To));
        }

        var months = Interest.MonthsLate(due, at.On);
        var computed = Facts.Compute(rules.Value, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["short"] = owed.Principal.ToString(CultureInfo.InvariantCulture),
            ["months"] = months.ToString(CultureInfo.InvariantCulture),
        });
        return computed.Failed ? Outcome.Fail<ChargeResult>(computed.Problems) : found with
        {
            Computations = [.. found.Computations, computed.Value],
            Parts = new(owed.Principal, computed.Value.Amount - owed.Principal, owed.Province),
        };
    }

    private static DateOnly? DueOfPeriod(LetterCase at)
    {
        var due = LetterRules.ReturnOf(at.Topic.Kind)?.DueOn(at.Set, at.Topic.To, at.Calendar);
        return due is { Failed: false } known ? known.Value : null;
    }

    /// <summary>Interest on what is open, less what was billed already, and once the fine for a late return.</summary>
    private static Outcome<ChargeResult> Late(LetterCase at)
    {
        var (parent, current) = (at.Parent!, at.Parent!.Current);
        var rules = InterestRules.Of(at.Today, at.On);
        if (rules.Failed)
        {
            return rules.Problem;
        }

        var open = Math.Min(parent.Standing.Open, current.Principal);
        var interest = DebtInterest
            .Accrued(open, parent.Last.PaidOfIt, parent.Last.DueOn, parent.Last.Terms, rules.Value, at.On)!.Value;
        if (interest.Refused)
        {
            return RuleSet.MissingTable(RevenueKinds.Sanctions, "interest");
        }

        var (billed, fine) = (at.Billed.Interest, 0L);
        if (at.Billed.Fines == 0 && parent.Cycles[0] is { FileDueOn: { } fileBy, FiledOn: { } filed })
        {
            var late = LateFiling.Fine(at.Today, fileBy, filed);
            if (late.Failed)
            {
                return late.Problem;
            }

            fine = late.Value;
        }

        var more = DebtInterest.Unbilled(interest, billed)!.Value.Amount;
        return more + fine == 0 ? new Problem("Revenue.Letter.NothingLate", null, current.Number)
            : new ChargeResult(at.Today, Facts.Read(Facts.None), [], new(0, more + fine, 0))
            {
                More =
                [
                    Step(at, "open", open), new(at.Letter.Article, "months", interest.Months.ToString(CultureInfo.InvariantCulture)),
                    Step(at, "interest", interest.Amount), Step(at, "billed", billed), Step(at, "fine", fine),
                ],
            };
    }

    private static Outcome<ChargeResult> Corrected(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        var found = FileReturn.Compute(at.Set, at.Topic, values, at.RuleDay);
        return found.Failed ? found : found.Value with { Parts = found.Value.Parts with { Sanction = at.Parent!.Current.Sanction } };
    }

    private static Outcome<ChargeResult> Amounts(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        var before = at.Parent!.Current.Parts;
        var (principal, sanction) = (Number(values, "principal"), Number(values, "sanction"));
        List<Problem> problems = [];
        if (principal is null || (at.Letter.Basis == LetterBasis.Amounts && principal > before.Principal))
        {
            problems.Add(new("Revenue.Letter.AmountWrong", FactFields.Prefix + "principal", Formats.Money(before.Principal)));
        }

        if (sanction is null || (at.Letter.Basis == LetterBasis.Amounts && sanction > before.Sanction))
        {
            problems.Add(new("Revenue.Letter.AmountWrong", FactFields.Prefix + "sanction", Formats.Money(before.Sanction)));
        }

        return problems.Count > 0 ? problems : Same(at, new(principal!.Value, sanction!.Value, Part(before, principal.Value)));
    }

    private static Outcome<ChargeResult> Share(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        var before = at.Parent!.Current.Parts;
        var (principal, sanction) = (Share(values, "principal_share"), Share(values, "sanction_share"));
        List<Problem> problems = [];
        if (principal is null)
        {
            problems.Add(new("Revenue.Letter.ShareWrong", FactFields.Prefix + "principal_share"));
        }

        if (sanction is null)
        {
            problems.Add(new("Revenue.Letter.ShareWrong", FactFields.Prefix + "sanction_share"));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        if (principal == 0 && sanction == 0)
        {
            return new Problem("Revenue.Letter.ShareNone", FactFields.Prefix + "principal_share");
        }

        var (left, rest) = (Less(before.Principal, principal!.Value), Less(before.Sanction, sanction!.Value));
        return Same(at, new(left, rest, Part(before, left)));
    }

    private static Outcome<ChargeResult> Same(LetterCase at, ChargeParts parts) =>
        new ChargeResult(at.Set, Facts.Read(at.Parent!.Current.Facts), [], parts);

    private static TraceStep Step(LetterCase at, string name, long value) =>
        new(at.Letter.Article, name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The province's part of a lower principal.</summary>
    private static long Part(ChargeParts before, long principal) => before.Principal == 0 ? before.Province
        : Rounding.Divide((Int128)before.Province * principal, before.Principal, RoundingMode.Down);

    private static long Less(long amount, int share) => amount - Rounding.Divide((Int128)amount * share, Whole, RoundingMode.Down);

    private static long? Number(IReadOnlyDictionary<string, string> values, string name) =>
        long.TryParse(values.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Share(IReadOnlyDictionary<string, string> values, string name) =>
        RuleUnit.Percent.TryRead(values.GetValueOrDefault(name, "0"), out var share)
        && share.InMillionths() is { } part and >= 0 and <= Whole ? (int)part : null;
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <content>By when something is to be paid after a consent, or after a decision that makes more of it.</content>
internal static partial class LetterAmounts
{
    private static Outcome<ChargeResult> Plan(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        var sanctions = RevenueKinds.Sanctions;
        if (at.Today.Find(sanctions, "instalment_rate", at.On)?.Value?.InMillionths() is not { } rate)
        {
            return at.Today.Lacks(sanctions, "instalment_rate");
        }

        if (at.Today.Find(sanctions, "instalment_most", at.On)?.Value?.Whole() is not { } most)
        {
            return at.Today.Lacks(sanctions, "instalment_most");
        }

        var plan = Instalments.Plan(at.Parent!.Standing.Open, (int)Math.Min(Number(values, "count") ?? 0, int.MaxValue), (int)rate,
            (int)most);
        if (plan.Failed)
        {
            return plan.Problem.On(FactFields.Prefix + "count");
        }

        var from = PlanFrom(at);
        var steps = plan.Value.Select(p => Step(at, ChargeSteps.Instalment(p.Number, from.AddMonths(p.Number)), p.Total));
        return new ChargeResult(at.Today, Facts.Read(Facts.None), [], at.Parent.Current.Parts) { More = [.. steps] };
    }

    /// <summary>The day from which a plan counts: that of the consent, or the due day where that is later.</summary>
    private static DateOnly PlanFrom(LetterCase at) =>
        at.Parent!.Last.DueOn is { } due && due > at.On ? due : at.On;

    /// <summary>The terms of paying later: in parts, or on the day asked for. What is late by now stays owed.</summary>
    private static Outcome<DueTerms> Later(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        if (at.Today.Find(RevenueKinds.Sanctions, "instalment_rate", at.On)?.Value?.InMillionths() is not { } rate)
        {
            return at.Today.Lacks(RevenueKinds.Sanctions, "instalment_rate");
        }

        var accrued = Accrued(at);
        if (accrued.Failed)
        {
            return accrued.Problem;
        }

        var terms = new DueTerms(PlanFrom(at), 1, (int)rate, null, at.Parent!.Last.PaidOfIt, accrued.Value);
        if (at.Letter.Basis == LetterBasis.Plan)
        {
            return terms with { Count = (int)Number(values, "count")!.Value };
        }

        var most = at.Today.Find(RevenueKinds.Sanctions, "instalment_most", at.On)?.Value?.Whole();
        return DateOnly.TryParseExact(values.GetValueOrDefault("due"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var due) && due > at.On && due > at.Parent.LastDueOn && (most is null || due <= at.On.AddMonths((int)most))
            ? terms with { Until = due } : new Problem("Revenue.Letter.DueWrong", FactFields.Prefix + "due", most ?? 0);
    }

    /// <summary>
    /// When a higher amount is to be paid: nobody is late with what nobody asked for. A plan goes on and an earlier day never comes of it;
    /// what is late by now stays owed.
    /// </summary>
    private static Outcome<(DueTerms? Terms, DateOnly? DueOn)> More(LetterCase at, DateOnly asked)
    {
        var last = at.Parent!.Last;
        if (last.Terms is not null || last.DueOn is not { } due || asked <= due)
        {
            return (null, null);
        }

        if (last.OpenAfter == 0 || at.On <= due)
        {
            return (null, asked);
        }

        var accrued = Accrued(at);
        return accrued.Failed ? accrued.Problem : (new DueTerms(at.On, 1, 0, asked, last.PaidOfIt, accrued.Value), null);
    }

    /// <summary>Interest on what is late on the day of the case.</summary>
    private static Outcome<long> Accrued(LetterCase at)
    {
        var last = at.Parent!.Last;
        var rules = InterestRules.Of(at.Today, at.On);
        var accrued = DebtInterest.Accrued(
            Math.Min(last.OpenAfter, at.Parent.Current.Principal), last.PaidOfIt, last.DueOn, last.Terms, rules.Failed ? null : rules.Value,
            at.On);
        return accrued is { Refused: false } known ? known.Amount
            : rules.Failed ? rules.Problem : RuleSet.MissingTable(RevenueKinds.Sanctions, "interest");
    }
}

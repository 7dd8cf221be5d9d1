using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Letters;

/// <content>What decisions on PBB-P2 come to: before the assessment, and on its bills.</content>
internal static partial class LetterAmounts
{
    // Years that a day can be made of, whatever somebody types.
    private const long FirstReduced = 2000;
    private const long LastReduced = 2200;

    /// <summary>A share of the tax of years that have no bill yet; nothing is owed by it.</summary>
    private static Outcome<ChargeResult> Years(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        var (relief, share) = (at.Relief!, Share(values, BillChange.PrincipalShare));
        List<Problem> problems = [];
        if (share is null)
        {
            problems.Add(new("Revenue.Letter.ShareWrong", FactFields.Prefix + BillChange.PrincipalShare));
        }

        var (first, last) = (Number(values, ReductionCase.First), Number(values, ReductionCase.Last));
        if (first is not (>= FirstReduced and <= LastReduced))
        {
            problems.Add(new("Revenue.Reduction.YearWrong", FactFields.Prefix + ReductionCase.First, at.On.Year + 1));
        }

        if (last is not (>= FirstReduced and <= LastReduced) || last < first)
        {
            problems.Add(new("Revenue.Reduction.LastWrong", FactFields.Prefix + ReductionCase.Last));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        if (relief.Billed.Where(y => first <= y && y <= last).Order().ToList() is [var billed, ..])
        {
            return new Problem("Revenue.Reduction.Billed", FactFields.Prefix + ReductionCase.First, Plain(billed));
        }

        var granted = relief.Granted.Any(r => r.FirstYear <= last && first <= r.LastYear);
        return share == 0 && !granted ? new Problem("Revenue.Letter.ShareNone", FactFields.Prefix + BillChange.PrincipalShare)
            : new ChargeResult(at.Set, values, [], default);
    }

    private static ChargeTopic TopicOf(ChargeTopic topic, IReadOnlyDictionary<string, string> values) => topic with
    {
        From = new((int)Number(values, ReductionCase.First)!.Value, 1, 1), To = new((int)Number(values, ReductionCase.Last)!.Value, 12, 31),
    };

    private static string Plain(int year) => year.ToString(CultureInfo.InvariantCulture);

    /// <summary>The next cycle of a PBB-P2 bill.</summary>
    private static Outcome<ChargeResult> OfBill(LetterCase at, IReadOnlyDictionary<string, string> values)
    {
        var (bill, rules) = (at.Parent!.Bill!.Bill, at.Parent.Bill.Rules);
        var next = BillChange.Next(at.Letter.Basis, bill, rules, values, (at.Registered, at.Parent.IsCancelled));
        if (next.Failed)
        {
            return Outcome.Fail<ChargeResult>(
                [.. next.Problems.Select(p => p.Field is { } field ? p.On(FactFields.Prefix + field) : p)]);
        }

        return new ChargeResult(rules.Set, Facts.Read(Facts.None), [], new(next.Value.Amount, 0, 0))
        {
            Bill = next.Value,
            More =
            [
                Step(at, "billBefore", bill.Amount), .. Held(at, next.Value, rules),
                Step(at, "billChange", next.Value.Amount - bill.Amount), Step(at, "billAfter", next.Value.Amount),
            ],
        };
    }

    /// <summary>What a reduction would leave, and the smallest amount that is billed all the same; nothing where it leaves more.</summary>
    private static IEnumerable<TraceStep> Held(LetterCase at, NextBill next, PbbRules rules)
    {
        var left = next.Figures.Limited - next.Figures.Reduced;
        return at.Letter.Basis == LetterBasis.Share && next.Amount == next.Figures.Payable && rules.TakesMinimum(left)
            ? [Step(at, "billAsked", left), Step(at, "billMinimum", rules.Minimum)] : [];
    }
}

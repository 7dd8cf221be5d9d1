using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Demo;

/// <summary>A payment of a generated bill.</summary>
internal sealed record DemoPayment(DateOnly On, long Amount, long Penalty);

/// <summary>A generated bill of an earlier year, as the rules of the region give it, and how it was paid.</summary>
internal sealed record DemoBill(int Year, PbbAmount Amount, string LandClass, string BuildingClass, DemoPayment? Payment)
{
    public DateOnly Due => new(Year, 9, 30);
}

/// <summary>
/// Makes the bills of the years before the product from the rules of the region, and lets most owners pay. Of still earlier years the old
/// system has only some bills, which nobody paid.
/// </summary>
internal sealed class DemoBills
{
    // The right to collect bills of this year runs out soon, that of the year before is over: of one house in so many.
    private const int OldYear = 2022;
    private const int Endangered = 50;
    private const int Expired = 100;

    private static readonly DateOnly Taken = new(2025, 12, 31);

    private readonly int _seed;
    private readonly List<(int Year, PbbRules Rules)> _years = [];
    private readonly Dictionary<(string Table, long Value), string> _classes = [];
    private readonly InterestRules _interest;
    private readonly PbbRules _old;

    private DemoBills(RuleSet set, int seed, InterestRules interest, PbbRules old)
    {
        (_seed, _interest, _old) = (seed, interest, old);
        foreach (var known in set.Classes)
        {
            _classes.TryAdd((known.Table, known.Value), known.Code);
        }
    }

    /// <summary>The years that the old system has whole.</summary>
    public static IReadOnlyList<int> Years { get; } = [2024, 2025];

    /// <summary>Compiles the rules of the years, or says what they lack.</summary>
    public static Outcome<DemoBills> Of(RuleSet set, int seed)
    {
        var interest = InterestRules.Of(set, Taken);
        if (interest.Failed)
        {
            return interest.Problem;
        }

        var old = PbbRules.Compile(set, OldYear, estimate: false);
        if (old.Failed)
        {
            return Outcome.Fail<DemoBills>(old.Problems);
        }

        var bills = new DemoBills(set, seed, interest.Value, old.Value);
        foreach (var year in Years)
        {
            var rules = PbbRules.Compile(set, year, estimate: false);
            if (rules.Failed)
            {
                return Outcome.Fail<DemoBills>(rules.Problems);
            }

            bills._years.Add((year, rules.Value));
        }

        return bills;
    }

    /// <summary>The bills of an object; public land has none.</summary>
    /// <param name="parcel">The object.</param>
    /// <param name="takesDeduction">True where its owner's deduction is used on it.</param>
    public IEnumerable<DemoBill> Of(DemoParcel parcel, bool takesDeduction)
    {
        if (parcel.LandKind == 4)
        {
            yield break;
        }

        int? old = parcel.House % Expired == 7 ? OldYear - 1 : parcel.House % Endangered == 3 ? OldYear : null;
        if (old is { } unpaid && Amount(_old, parcel, takesDeduction, -1) is { Payable: > 0 } owed)
        {
            yield return Of(unpaid, owed, null);
        }

        var before = -1L;
        foreach (var (year, rules) in _years)
        {
            var amount = Amount(rules, parcel, takesDeduction, before);
            before = amount.Payable;
            yield return Of(year, amount, Paid(parcel.Nop, year, amount.Payable));
        }
    }

    private static PbbAmount Amount(PbbRules rules, DemoParcel parcel, bool takesDeduction, long before)
    {
        var (area, value) = (parcel.BuildingArea, parcel.BuildingThousands * 1_000);
        return rules.Assess(new(
            parcel.LandArea, parcel.Zone.PerMetre, 1, area, Model.Registers.TaxObject.PerMetre(value, area), 0, takesDeduction, before, 0));
    }

    private DemoBill Of(int year, PbbAmount amount, DemoPayment? payment) =>
        new(year, amount, ClassOf("land", amount.LandUnit), ClassOf("building", amount.BuildingUnit), payment);

    private string ClassOf(string table, long value) => value == 0 ? string.Empty
        : _classes.GetValueOrDefault((table, value), string.Empty);

    /// <summary>
    /// 55 of a hundred pay by the due day, a third of them in its last three days; 12 later in the year, 8 in the year after, the rest not.
    /// </summary>
    private DemoPayment? Paid(long nop, int year, long amount)
    {
        var chance = new DemoRandom(_seed, "pays", nop, year);
        var (how, due) = (chance.Unit(), new DateOnly(year, 9, 30));
        DateOnly? on = how switch
        {
            < 0.18 => due.AddDays(-chance.Below(3)),
            < 0.55 => new DateOnly(year, 3, 10).AddDays(chance.Below(200)),
            < 0.67 => due.AddDays(1 + chance.Below(90)),
            < 0.75 => new DateOnly(year + 1, 2, 1).AddDays(chance.Below(300)),
            _ => null,
        };
        if (on is not { } day || day > Taken)
        {
            return null;
        }

        var penalty = Interest.Of(amount, due, day, _interest).Amount;
        return new(day, amount + penalty, penalty);
    }
}

using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>
/// The DBKB tables of a region for a year. <c>use</c>: ways of valuing by use (<c>standard</c>, <c>special</c>, <c>by_size</c>, or
/// <c>none</c> for what is not taxed); <c>main</c> and <c>special</c>: rupiah per m² by use (the basis), area and storeys; <c>wall</c>,
/// <c>floor</c>, <c>roof</c>, <c>ceiling</c>: rupiah per m²; <c>facility</c>: charged <c>per_area</c>, by the piece before depreciation
/// (<c>worn</c>) or after (<c>lasting</c>), or by 1,000 VA (<c>kva</c>); <c>depreciation</c>: per cent by condition, age and cost.
/// </summary>
internal sealed class DbkbRules
{
    public const string Use = "use";
    public const string Main = "main";
    public const string Special = "special";
    public const string Facility = "facility";
    public const string Depreciation = "depreciation";

    private readonly RuleSet _set;
    private readonly DateOnly _day;
    private readonly bool _estimate;

    private DbkbRules(RuleSet set, int year, bool estimate)
    {
        (_set, Year, _estimate) = (set, year, estimate);
        _day = new DateOnly(year, 1, 1);
    }

    /// <summary>All tables with the unit of their figures.</summary>
    public static IReadOnlyDictionary<string, string> Tables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Use] = "1", [Main] = "rp/m2", [Special] = "rp/m2", ["wall"] = "rp/m2", ["floor"] = "rp/m2", ["roof"] = "rp/m2",
        ["ceiling"] = "rp/m2", [Facility] = "rp", [Depreciation] = "%",
    };

    /// <summary>Materials, in the order of forms.</summary>
    public static IReadOnlyList<string> Materials { get; } = ["wall", "floor", "roof", "ceiling"];

    /// <summary>Tax year.</summary>
    public int Year { get; }

    /// <summary>The set they are part of.</summary>
    public RuleSet Set => _set;

    /// <summary>The tables of a set, or the refusal that names them.</summary>
    /// <param name="set">The set.</param>
    /// <param name="year">Tax year: what is in force on its first day counts.</param>
    /// <param name="estimate">True where figures that nobody published may be used, because nothing is billed.</param>
    public static Outcome<DbkbRules> Of(RuleSet set, int year, bool estimate) =>
        set.Dbkb.Count == 0 ? RuleSet.MissingTable(RevenueKinds.Pbb, "dbkb") : new DbkbRules(set, year, estimate);

    /// <summary>Rows of a table that one can choose, each once.</summary>
    public IEnumerable<DbkbRule> Choices(string table) => InForce(table).DistinctBy(r => r.Row);

    /// <summary>Rows of a table that one can choose for a use, each once.</summary>
    public IReadOnlyList<DbkbRule> Choices(string table, string use) =>
        [.. InForce(table).Where(r => r.Basis == use).DistinctBy(r => r.Row)];

    /// <summary>Values a building, or refuses and names what is missing.</summary>
    public Outcome<DbkbValue> Value(BuildingFacts facts)
    {
        try
        {
            return new DbkbRun(this, facts).Run();
        }
        catch (RefusalException refusal)
        {
            return refusal.Problem;
        }
        catch (OverflowException)
        {
            return new Problem("Revenue.Rules.TooLarge");
        }
    }

    /// <summary>The row that a choice means; a refusal where the table has none.</summary>
    public DbkbRule Chosen(string table, string row) =>
        InForce(table).FirstOrDefault(r => r.Row == row) ?? throw Missing(table, row);

    /// <summary>The row of a banded table, with a figure; a refusal where there is none.</summary>
    public DbkbRule Banded(string table, (string Row, string Basis) key, long amount, int floors) => Known(
        InForce(table).FirstOrDefault(r => r.Row == key.Row && r.Basis == key.Basis && r.Covers(amount, floors)), table, key.Row);

    /// <summary>The depreciation of a condition at an age and cost.</summary>
    public DbkbRule Worn(string condition, int age, long perMetre) => Known(
        InForce(Depreciation).Where(r => r.Row == condition && r.Age >= age && r.Covers(perMetre, 1)).MinBy(r => r.Age),
        Depreciation, condition);

    /// <summary>A row with its figure; a refusal where nobody knows it, or where only estimates may use it.</summary>
    public DbkbRule Known(DbkbRule? row, string table, string name) =>
        row?.Value is null || (!_estimate && row.Citation.Confidence == Confidence.Assumed)
            ? throw Missing(table, row?.Title.In() ?? name) : row;

    /// <summary>A parameter of the valuation with its figure.</summary>
    public (Fraction Value, Parameter Rule) Parameter(string name)
    {
        var found = _set.Find(RevenueKinds.Pbb, name, _day);
        return found?.Value is { } value && (_estimate || found.Citation.Confidence != Confidence.Assumed)
            ? (value, found) : throw new RefusalException(_set.Lacks(RevenueKinds.Pbb, name));
    }

    private IEnumerable<DbkbRule> InForce(string table) => _set.Dbkb.Where(r => r.Table == table && r.Citation.IsInForce(_day));

    private static RefusalException Missing(string table, string row) => new(RuleSet.Missing(RevenueKinds.Pbb, $"dbkb {table}: {row}"));
}

using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>Collects what is wrong in the tables of a set; each problem carries sheet, row and column before its details.</summary>
internal sealed class RuleFlaws
{
    private const int Most = 200;
    private readonly List<Problem> _problems = [];

    public List<Problem> Problems => _problems;

    public bool Any => _problems.Count > 0;

    public void Add(string code, string sheet, int row, string column, params object[] args)
    {
        if (_problems.Count < Most)
        {
            var number = row.ToString(CultureInfo.InvariantCulture);
            _problems.Add(new(code, $"{sheet}!{number}!{column}", [sheet, number, column, .. args]));
        }
    }
}

/// <summary>Reads the cells of one row; what cannot be read is reported and stands in for itself with a default.</summary>
internal sealed class RuleRow(string sheet, TableRow row, RuleFlaws flaws)
{
    // Ten times the whole, in millionths.
    private const int MostRate = 10_000_000;

    public int Number => row.Number;

    public string this[string column] => row[column];

    public void Wrong(string code, string column, params object[] args) => flaws.Add(code, sheet, row.Number, column, args);

    public string Needed(string column)
    {
        if (row[column].Length == 0)
        {
            Wrong("Revenue.Rules.File.Empty", column);
        }

        return row[column];
    }

    /// <summary>A short name: lower-case letters, digits, underscores and hyphens.</summary>
    public string Code(string column)
    {
        var code = Needed(column);
        if (code.Length > 60 || code.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('_' or '-' or '.')))
        {
            Wrong("Revenue.Rules.File.BadCode", column, code);
        }

        return code;
    }

    public string Kind()
    {
        var kind = Needed("kind");
        if (kind.Length > 0 && kind != RevenueKinds.Sanctions && RevenueKinds.Find(kind) is null)
        {
            Wrong("Revenue.Rules.File.UnknownKind", "kind", kind);
        }

        return kind;
    }

    public Platform.Instruments.Bilingual Title(string prefix) => new(Needed(prefix + "_id"), Needed(prefix + "_en"));

    public Platform.Instruments.Bilingual Text(string prefix) => new(row[prefix + "_id"], row[prefix + "_en"]);

    public RuleUnit Unit(string column)
    {
        if (RuleUnit.TryParse(Needed(column), out var unit))
        {
            return unit;
        }

        Wrong("Revenue.Rules.File.BadUnit", column, row[column], string.Join(", ", RuleUnit.Names));
        return RuleUnit.Count;
    }

    /// <summary>A figure in a unit, or null where the cell is empty: nobody knows it.</summary>
    public Fraction? Figure(string column, RuleUnit unit)
    {
        if (row[column].Length == 0)
        {
            return null;
        }

        if (unit.TryRead(row[column], out var value))
        {
            return value;
        }

        Wrong("Revenue.Rules.File.BadNumber", column, row[column]);
        return Fraction.Zero;
    }

    public long Rupiah(string column) =>
        Figure(column, RuleUnit.Money) is { } value && value.Above >= 0 ? value.Whole()!.Value : Bad(column);

    public long? OptionalRupiah(string column) => row[column].Length == 0 ? null : Rupiah(column);

    public int? Rate(string column)
    {
        if (Figure(column, RuleUnit.Percent) is not { } rate)
        {
            return null;
        }

        return rate.InMillionths() is { } millionths && Math.Abs(millionths) <= MostRate ? (int)millionths : (int)Bad(column);
    }

    public int? Year(string column)
    {
        if (row[column].Length == 0)
        {
            return null;
        }

        if (int.TryParse(row[column], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200)
        {
            return year;
        }

        return (int)Bad(column);
    }

    public DateOnly? Day(string column)
    {
        if (row[column].Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(row[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        Wrong("Revenue.Rules.File.BadDate", column, row[column]);
        return null;
    }

    public Citation Citation(IReadOnlySet<string> sources)
    {
        Confidence? confidence = Needed("confidence") switch
        {
            "read" => Confidence.Read,
            "general" => Confidence.General,
            "uncertain" => Confidence.Uncertain,
            "assumed" => Confidence.Assumed,
            "placeholder" => Confidence.Placeholder,
            _ => null,
        };
        if (confidence is null && row["confidence"].Length > 0)
        {
            Wrong("Revenue.Rules.File.BadConfidence", "confidence", row["confidence"]);
        }

        var source = Needed("source");
        if (source.Length > 0 && !sources.Contains(source))
        {
            Wrong("Revenue.Rules.File.UnknownSource", "source", source);
        }

        return new(Needed("article"), confidence ?? Confidence.Uncertain, source, Day("from"), Day("to"));
    }

    private long Bad(string column)
    {
        Wrong("Revenue.Rules.File.BadNumber", column, row[column]);
        return 0;
    }
}

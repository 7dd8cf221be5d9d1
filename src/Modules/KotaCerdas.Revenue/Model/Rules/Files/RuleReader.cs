using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>
/// Turns tables into a rule set. Any input gives a set whose formulas, units, tiers and classes are sound, or problems with sheet, row and
/// column.
/// </summary>
internal sealed class RuleReader
{
    private readonly RuleFlaws _flaws = new();
    private readonly IReadOnlyList<TableSheet> _tables;
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);

    private RuleReader(IReadOnlyList<TableSheet> tables) => _tables = tables;

    /// <summary>Reads a folder of <c>data/tariffs</c>.</summary>
    public static Outcome<RuleSet> Folder(string path)
    {
        var tables = TableBook.Folder(path);
        return tables.Failed ? Outcome.Fail<RuleSet>(tables.Problems) : Read(tables.Value);
    }

    /// <summary>Reads a stored set.</summary>
    public static RuleSet Stored(byte[] canonical) => Read(RuleSheets.Read(canonical)).Value;

    /// <summary>Reads tables.</summary>
    public static Outcome<RuleSet> Read(IReadOnlyList<TableSheet> tables)
    {
        var reader = new RuleReader(tables);
        reader.CheckSheets();
        if (reader._flaws.Any)
        {
            return reader._flaws.Problems;
        }

        var set = reader.Build() with { Hash = RuleSheets.Hash(RuleSheets.Write(tables)) };
        RuleChecks.Run(set, reader._flaws);
        return reader._flaws.Any ? reader._flaws.Problems : set;
    }

    private void CheckSheets()
    {
        foreach (var table in _tables)
        {
            var sheet = RuleSheets.All.FirstOrDefault(s => s.Name == table.Name);
            if (sheet is null)
            {
                _flaws.Add("Revenue.Rules.File.UnknownSheet", table.Name, 1, "–", string.Join(", ", RuleSheets.All.Select(s => s.Name)));
                continue;
            }

            foreach (var column in sheet.Columns.Where(c => table.Rows.Count > 0 && !table.Columns.Contains(c)))
            {
                _flaws.Add("Revenue.Rules.File.NoColumn", table.Name, 1, column);
            }

            foreach (var column in table.Columns.Where(c => !sheet.Columns.Contains(c)))
            {
                _flaws.Add("Revenue.Rules.File.UnknownColumn", table.Name, 1, column);
            }
        }

        foreach (var sheet in RuleSheets.All.Where(s => s.Needed && !_tables.Any(t => t.Name == s.Name)))
        {
            _flaws.Add("Revenue.Rules.File.NoSheet", sheet.Name, 1, "–");
        }

        foreach (var twice in _tables.GroupBy(t => t.Name).Where(g => g.Count() > 1))
        {
            _flaws.Add("Revenue.Rules.File.SheetTwice", twice.Key, 1, "–");
        }
    }

    private RuleSet Build()
    {
        var sources = Rows("sources").Select(r => new RuleSource(r.Needed("code"), r.Needed("title"))).ToList();
        _sources.UnionWith(sources.Select(s => s.Code));
        return new(Head())
        {
            Sources = sources,
            Parameters = [.. Rows("parameters").Select(Parameter)],
            Inputs = [.. Rows("inputs").Select(Input)],
            Cells = [.. Rows("tables").Select(Cell)],
            Steps = [.. Rows("steps").Select(Step)],
            Tiers = [.. Rows("tiers").Select(Tier)],
            Classes = [.. Rows("classes").Select(Class)],
            Interest = [.. Rows("interest").Select(r => new InterestRegime(r.Day("begins") ?? default, r.Rate("rate") ?? 0,
                r.Citation(_sources)))],
            Books = [.. Rows("books").Select(r => new BookRule(r.Needed("book"), r.Rupiah("above"), r.OptionalRupiah("upto"),
                r.Citation(_sources)))],
            Dbkb = [.. Rows("dbkb").Select(Dbkb)],
            Codes = [.. Rows("codes").Select(Meaning)],
            Letters = [.. Rows("letters").Select(r => new LetterTermRule(
                r.Code("letter"), r.Code("term"), r.Needed("value"), r.Citation(_sources), r.Number))],
            Open = [.. Rows("open").Select(r => new OpenPoint(r.Kind(), r["name"], r.Title("text")))],
            Golden = [.. Rows("golden").Select(Golden)],
        };
    }

    private IEnumerable<RuleRow> Rows(string sheet) =>
        _tables.FirstOrDefault(t => t.Name == sheet)?.Rows.Select(r => new RuleRow(sheet, r, _flaws)) ?? [];

    private RuleHead Head()
    {
        var cells = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var last = 1;
        foreach (var row in Rows("set"))
        {
            cells[row.Needed("key")] = row["value"];
            last = row.Number;
        }

        // The keys of the first sheet become the columns of one row, so that they are read and refused like any other cell.
        var head = new RuleRow("set", new TableRow(last, cells), _flaws);
        if (!RegionCode.TryParse(head["region"], out var region))
        {
            head.Wrong("Revenue.Rules.File.BadRegion", "region", head["region"]);
        }

        var version = (int)Math.Min(head.Rupiah("version"), 100_000);
        if (version < 1)
        {
            head.Wrong("Revenue.Rules.File.BadNumber", "version", head["version"]);
        }

        head.Needed("valid_from");
        var (from, to) = (head.Day("valid_from") ?? default, head.Day("valid_to"));
        if (to < from)
        {
            head.Wrong("Revenue.Rules.File.BadPeriod", "valid_to");
        }

        return new(region, version, head.Title("title"), head.Needed("instrument"), from, to, head["placeholder"] == "yes",
            head.Text("note"));
    }

    private Parameter Parameter(RuleRow row)
    {
        var unit = row["unit"] == "word" ? null : row.Unit("unit");
        return new(row.Kind(), row.Code("name"), row.Title("title"), unit, unit is null ? null : row.Figure("value", unit),
            unit is null ? row["value"] : string.Empty, row.Citation(_sources));
    }

    private InputRule Input(RuleRow row)
    {
        var unit = row["unit"] == "yesno" || row["choices"].Length > 0 ? null : row.Unit("unit");
        return new(row.Kind(), row.Code("name"), row.Title("title"), unit, row["choices"],
            unit is null ? null : row.Figure("least", unit), unit is null ? null : row.Figure("most", unit), row.Text("hint"));
    }

    private TableCell Cell(RuleRow row)
    {
        var unit = row.Unit("unit");
        return new(
            row.Kind(), row.Code("table"), row.Code("row"), row.Title("title"), unit, row.Figure("value", unit), row.Citation(_sources));
    }

    private TierRule Tier(RuleRow row) => new(
        row.Needed("use"), row.Rupiah("above"), row.OptionalRupiah("upto"), row.Rate("rate"), row.Rate("njkp"), row.Citation(_sources),
        row.Number);

    private ClassRule Class(RuleRow row) => new(
        row.Needed("table"), row.Needed("class"), row.Rupiah("above"), row.Rupiah("upto"), row.Rupiah("value"),
        row.Year("first_year") ?? 0, row.Year("last_year"), row.Citation(_sources), row.Number);

    private DbkbRule Dbkb(RuleRow row)
    {
        var unit = row.Unit("unit");
        return new(
            row.Code("table"), row.Code("row"), row.Title("title"), row["basis"], (int?)row.OptionalRupiah("age"),
                row.OptionalRupiah("above"),
            row.OptionalRupiah("upto"), (int?)row.OptionalRupiah("floors_above"), (int?)row.OptionalRupiah("floors_upto"), unit,
            row.Figure("value", unit), row.Citation(_sources), row.Number);
    }

    private CodeRule Meaning(RuleRow row) => new(
        row.Code("column"), BuildingCodes.Normal(row["code"]), row.Code("attribute"), row["row"], row.Title("title"),
        row.Citation(_sources), row.Number);

    private StepRule Step(RuleRow row)
    {
        if (!Rounding.TryParse(row["rounding"], out var rounding))
        {
            row.Wrong("Revenue.Rules.File.BadRounding", "rounding", row["rounding"]);
        }

        if (row["payee"] is not ("" or "region" or "province"))
        {
            row.Wrong("Revenue.Rules.File.BadPayee", "payee", row["payee"]);
        }

        return new(row.Kind(), row.Code("name"), row.Title("title"), row.Unit("unit"), row.Needed("formula"), rounding, row["payee"],
            row.Citation(_sources), row.Number);
    }

    private static GoldenRow Golden(RuleRow row)
    {
        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in row["inputs"].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=');
            if (at < 1 || !inputs.TryAdd(part[..at].Trim(), part[(at + 1)..].Trim()))
            {
                row.Wrong("Revenue.Rules.File.BadInputs", "inputs", part);
            }
        }

        // A minus stands for: must be refused, because a rule is missing.
        return new(row.Kind(), row.Needed("case"), inputs, row.Needed("amount") == "-" ? null : row.Rupiah("amount"), row.Number);
    }
}

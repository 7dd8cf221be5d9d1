namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>What must hold in the DBKB tables of a set.</summary>
internal static class DbkbChecks
{
    private static readonly string[] Ways = ["standard", "special", "by_size", "none"];
    private static readonly string[] Charges = ["per_area", "worn", "lasting", "kva"];

    public static void Run(RuleSet set, RuleFlaws flaws)
    {
        var uses = set.Dbkb.Where(r => r.Table == DbkbRules.Use).Select(r => r.Row).ToHashSet(StringComparer.Ordinal);
        foreach (var row in set.Dbkb)
        {
            if (!DbkbRules.Tables.TryGetValue(row.Table, out var unit))
            {
                flaws.Add("Revenue.Rules.File.UnknownDbkbTable", "dbkb", row.FileRow, "table", row.Table,
                    string.Join(", ", DbkbRules.Tables.Keys));
                continue;
            }

            Basis(row, uses, flaws);
            if (row.Unit.Text != unit && !(row is { Table: DbkbRules.Facility, Basis: "per_area" } && row.Unit.Text == "rp/m2"))
            {
                flaws.Add("Revenue.Rules.File.DbkbUnit", "dbkb", row.FileRow, "unit", row.Unit.Text, unit);
            }

            if (row.Table == DbkbRules.Depreciation && row.Age is null)
            {
                flaws.Add("Revenue.Rules.File.Empty", "dbkb", row.FileRow, "age");
            }
        }

        Overlaps(set, flaws);
        foreach (var code in set.Codes)
        {
            Meaning(code, set, flaws);
        }
    }

    /// <summary>A code of a column that is read gives an attribute a row that the tables have.</summary>
    private static void Meaning(CodeRule code, RuleSet set, RuleFlaws flaws)
    {
        void Unless(IReadOnlyCollection<string> known, string column, string value)
        {
            if (!known.Contains(value))
            {
                flaws.Add("Revenue.Rules.File.DbkbBasis", "codes", code.FileRow, column, value, string.Join(", ", known));
            }
        }

        Unless([.. BuildingCodes.Columns.Keys], "column", code.Column);
        Unless([.. BuildingCodes.Attributes.Keys], "attribute", code.Attribute);
        if (!BuildingCodes.Attributes.ContainsKey(code.Attribute))
        {
            return;
        }

        string[] rows = code.Attribute == BuildingCodes.Wooden ? [BuildingCodes.Yes, BuildingCodes.No]
            : [.. set.Dbkb.Where(r => r.Table == BuildingCodes.Attributes[code.Attribute]).Select(r => r.Row).Distinct()];
        if (code.Row.Length > 0 || (code.Attribute != DbkbRules.Facility && !DbkbRules.Materials.Contains(code.Attribute)))
        {
            Unless(rows, "row", code.Row);
        }

        if (set.Codes.TakeWhile(c => c != code).Any(c => (c.Column, c.Code, c.Attribute) == (code.Column, code.Code, code.Attribute)
            && Meet(c.Citation, code.Citation)))
        {
            flaws.Add("Revenue.Rules.File.Twice", "codes", code.FileRow, "code", code.Code);
        }
    }

    private static void Basis(DbkbRule row, HashSet<string> uses, RuleFlaws flaws)
    {
        var known = row.Table switch
        {
            DbkbRules.Use => Ways.Contains(row.Basis),
            DbkbRules.Main or DbkbRules.Special => uses.Contains(row.Basis),
            DbkbRules.Facility => Charges.Contains(row.Basis),
            _ => row.Basis.Length == 0,
        };
        if (!known)
        {
            flaws.Add("Revenue.Rules.File.DbkbBasis", "dbkb", row.FileRow, "basis", row.Basis, row.Table switch
            {
                DbkbRules.Use => string.Join(", ", Ways),
                DbkbRules.Facility => string.Join(", ", Charges),
                DbkbRules.Main or DbkbRules.Special => string.Join(", ", uses.Order(StringComparer.Ordinal)),
                _ => "–",
            });
        }
    }

    /// <summary>No building may find two figures: rows of one key whose bands and periods meet are refused.</summary>
    private static void Overlaps(RuleSet set, RuleFlaws flaws)
    {
        foreach (var same in set.Dbkb.GroupBy(r => (r.Table, r.Row, r.Basis, r.Age)))
        {
            var rows = same.ToList();
            for (var i = 1; i < rows.Count; i++)
            {
                if (rows.Take(i).Any(r => Meet(r, rows[i])))
                {
                    flaws.Add("Revenue.Rules.File.Twice", "dbkb", rows[i].FileRow, "row", rows[i].Row);
                }
            }
        }
    }

    private static bool Meet(DbkbRule a, DbkbRule b) =>
        (a.Above ?? -1) < (b.To ?? long.MaxValue) && (b.Above ?? -1) < (a.To ?? long.MaxValue)
        && (a.FloorsAbove ?? -1) < (b.FloorsTo ?? int.MaxValue) && (b.FloorsAbove ?? -1) < (a.FloorsTo ?? int.MaxValue)
        && Meet(a.Citation, b.Citation);

    private static bool Meet(Citation a, Citation b) =>
        (a.From ?? DateOnly.MinValue) <= (b.To ?? DateOnly.MaxValue) && (b.From ?? DateOnly.MinValue) <= (a.To ?? DateOnly.MaxValue);
}

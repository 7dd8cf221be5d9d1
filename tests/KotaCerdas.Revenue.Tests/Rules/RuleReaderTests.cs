using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Tests.Rules;

public sealed class RuleReaderTests
{
    [Theory]
    [InlineData("parameters", 2, "kind", "pajak", "Revenue.Rules.File.UnknownKind")]
    [InlineData("parameters", 3, "value", "1,2", "Revenue.Rules.File.BadNumber")]
    [InlineData("parameters", 3, "unit", "parsec", "Revenue.Rules.File.BadUnit")]
    [InlineData("parameters", 2, "value", "25.1", "Revenue.Rules.File.AboveCeiling")]
    [InlineData("parameters", 2, "confidence", "sure", "Revenue.Rules.File.BadConfidence")]
    [InlineData("parameters", 2, "source", "S99", "Revenue.Rules.File.UnknownSource")]
    [InlineData("parameters", 2, "article", "", "Revenue.Rules.File.Empty")]
    [InlineData("parameters", 2, "from", "5/1/2024", "Revenue.Rules.File.BadDate")]
    [InlineData("parameters", 2, "name", "Tarif 1", "Revenue.Rules.File.BadCode")]
    [InlineData("parameters", 3, "name", "rate", "Revenue.Rules.File.Twice")]
    [InlineData("tables", 3, "row", "1", "Revenue.Rules.File.Twice")]
    [InlineData("tables", 3, "unit", "rp", "Revenue.Rules.File.OtherUnit")]
    [InlineData("tables", 2, "value", "13225.5", "Revenue.Rules.File.BadNumber")]
    [InlineData("inputs", 6, "choices", "jalan", "Revenue.Rules.File.NoTable")]
    [InlineData("steps", 2, "formula", "width + faces", "Revenue.Formula.UnitsDiffer")]
    [InlineData("steps", 5, "formula", "rate *", "Platform.Instrument.Formula.Incomplete")]
    [InlineData("steps", 5, "rounding", "sideways", "Revenue.Rules.File.BadRounding")]
    [InlineData("steps", 5, "rounding", "", "Revenue.Rules.File.NotAnAmount")]
    [InlineData("steps", 5, "payee", "village", "Revenue.Rules.File.BadPayee")]
    [InlineData("steps", 5, "name", "rate", "Revenue.Rules.File.Twice")]
    [InlineData("golden", 2, "inputs", "width", "Revenue.Rules.File.BadInputs")]
    [InlineData("set", 2, "value", "Bekasi", "Revenue.Rules.File.BadRegion")]
    [InlineData("set", 8, "value", "2023-12-31", "Revenue.Rules.File.BadPeriod")]
    public void A_wrong_cell_is_named(string sheet, int row, string column, string value, string code)
    {
        var problems = RuleReader.Read(Sets.Planted("kota-bekasi", sheet, row, column, value)).Problems;
        var problem = Assert.Single(problems, p => p.Code == code);
        if (sheet != "set")
        {
            Assert.StartsWith($"{sheet}!{row}!", problem.Field, StringComparison.Ordinal);
            Assert.Equal(row.ToString(System.Globalization.CultureInfo.InvariantCulture), problem.Args[1]);
        }
    }

    [Theory]
    [InlineData("tiers", 3, "above", "500000001", "Revenue.Rules.File.TierGap")]
    [InlineData("tiers", 3, "upto", "", "Revenue.Rules.File.TierGap")]
    [InlineData("tiers", 6, "upto", "99000000000", "Revenue.Rules.File.TierGap")]
    [InlineData("tiers", 3, "use", "hutan", "Revenue.Rules.File.UnknownUse")]
    [InlineData("tiers", 3, "rate", "0.51", "Revenue.Rules.File.AboveCeiling")]
    [InlineData("tiers", 3, "njkp", "19", "Revenue.Rules.File.NjkpRange")]
    [InlineData("classes", 10, "above", "1", "Revenue.Rules.File.ClassGap")]
    [InlineData("classes", 10, "table", "air", "Revenue.Rules.File.UnknownClassTable")]
    [InlineData("classes", 10, "value", "0", "Revenue.Rules.File.ClassGap")]
    [InlineData("parameters", 2, "value", "kelas", "Revenue.Rules.File.BadWord")]
    [InlineData("parameters", 7, "value", "sideways", "Revenue.Rules.File.BadWord")]
    public void Tiers_and_classes_leave_no_gap(string sheet, int row, string column, string value, string code) => Assert.Contains(
        RuleReader.Read(Sets.Planted("kabupaten-sidoarjo", sheet, row, column, value)).Problems, p => p.Code == code);

    [Fact]
    public void Unknown_and_missing_tables_and_columns_are_named()
    {
        var tables = TableBook.Folder(Sets.PathOf("kota-bekasi")).Value;
        Assert.Equal("Revenue.Rules.File.NoSheet", Assert.Single(RuleReader.Read([.. tables.Where(t => t.Name != "set")]).Problems).Code);
        Assert.Equal("Revenue.Rules.File.UnknownSheet", Assert.Single(RuleReader.Read([.. tables, new("lain", ["a"], [])]).Problems).Code);
        Assert.Equal("Revenue.Rules.File.SheetTwice", Assert.Single(RuleReader.Read([.. tables, tables[0]]).Problems).Code);
        Assert.Equal("Revenue.Rules.File.NoColumn", Assert.Single(RuleReader.Read(
            [.. tables.Select(t => t.Name == "steps" ? t with { Columns = [.. t.Columns.Where(c => c != "payee")] } : t)]).Problems).Code);
        Assert.Equal("Revenue.Rules.File.UnknownColumn", Assert.Single(RuleReader.Read(
            [.. tables.Select(t => t.Name == "steps" ? t with { Columns = [.. t.Columns, "catatan"] } : t)]).Problems).Code);
    }

    [Fact]
    public void Any_garbage_in_any_cell_ends_in_a_set_or_in_problems()
    {
        var random = new Random(20261129);
        string[] garbage =
            ["", "-", "9".PadLeft(40, '9'), "=1+1", "rp/rp/rp/rp/rp", "((((", "\u0000", "1e9", "nan", "-1", "%", "\"", "yes"];
        foreach (var slug in Sets.Slugs)
        {
            var tables = TableBook.Folder(Sets.PathOf(slug)).Value;
            for (var i = 0; i < 150; i++)
            {
                var table = tables[random.Next(tables.Count)];
                var row = table.Rows[random.Next(table.Rows.Count)];
                var column = table.Columns[random.Next(table.Columns.Count)];
                var read = RuleReader.Read(Sets.Planted(slug, table.Name, row.Number, column, garbage[random.Next(garbage.Length)]));
                if (!read.Failed)
                {
                    Assert.NotNull(RuleTrial.Run(read.Value with { Golden = [.. read.Value.Golden.Take(5)] }));
                }
                else
                {
                    Assert.All(read.Problems, p => Assert.Equal(3, p.Field!.Split('!').Length));
                }
            }
        }
    }
}

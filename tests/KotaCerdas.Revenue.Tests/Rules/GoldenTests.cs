using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Tests.Rules;

/// <summary>The worked examples that travel with the shipped sets; Vectors/golden.mjs computed them without the product's code.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Shipped()
    {
        var data = new TheoryData<string>();
        foreach (var slug in Sets.Slugs)
        {
            data.Add(slug);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_row_comes_out(string slug)
    {
        var failed = RuleTrial.Run(Sets.Of(slug)).Where(r => !r.Passed)
            .Select(r => $"{r.Row.Row} {r.Row.Case}: {r.Amount} instead of {r.Row.Amount} {r.Problem?.Code}").ToList();
        Assert.Empty(failed);
    }

    [Fact]
    public void Three_regions_have_more_than_300_rows()
    {
        var rows = Sets.Slugs.Where(s => s != "kota-pagar-alam").ToDictionary(s => s, s => Sets.Of(s).Golden.Count);
        Assert.All(rows.Values, n => Assert.True(n >= 50));
        Assert.True(rows.Values.Sum() >= 300);
    }

    [Theory]
    [InlineData("kabupaten-sidoarjo", "tiers", 3, "rate", "0.151")]
    [InlineData("kabupaten-sidoarjo", "classes", 38, "value", "10001")]
    [InlineData("kota-bekasi", "parameters", 3, "value", "14")]
    [InlineData("kota-bau-bau", "tables", 9, "value", "3001")]
    public void A_changed_figure_is_noticed(string slug, string sheet, int row, string column, string value)
    {
        var set = RuleReader.Read(Sets.Planted(slug, sheet, row, column, value)).Value;
        Assert.NotEqual(Sets.Of(slug).Hash, set.Hash);
        Assert.Contains(RuleTrial.Run(set), r => !r.Passed);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_set_lies_in_the_folder_of_its_region(string slug)
    {
        var names = TableFile.Shipped(ShippedData.PathOf("regions"), "regencies").ToDictionary(r => r["code"], r => r["name"]);
        Assert.Equal(slug, RegionNames.Slug(names[Sets.Of(slug).Head.Region.Value]));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_stored_set_is_the_same_set(string slug)
    {
        var bytes = RuleSheets.Write(TableBook.Folder(Sets.PathOf(slug)).Value);
        var stored = RuleReader.Stored(bytes);
        Assert.Equal(Sets.Of(slug).Hash, stored.Hash);
        Assert.Equal(Sets.Of(slug).Hash, RuleSheets.Hash(bytes));
        Assert.Equal(Sets.Of(slug).Steps.Select(s => s.Formula), stored.Steps.Select(s => s.Formula));
    }

    [Fact]
    public void Only_the_sample_of_Pagar_Alam_knows_everything()
    {
        Assert.All(Sets.Of("kota-pagar-alam").Parameters, p => Assert.False(p.IsOpen));
        Assert.True(Sets.Of("kota-pagar-alam").Head.Placeholder);
        Assert.Equal(RevenueKinds.All.Count, Sets.Of("kota-pagar-alam").Kinds.Count());
        Assert.All(Sets.Slugs.Where(s => s != "kota-pagar-alam"), s => Assert.NotEmpty(Sets.Of(s).Open));
    }

    [Fact]
    public void What_nobody_published_is_shown_as_an_estimate_and_never_billed()
    {
        var set = Sets.Of("kabupaten-sidoarjo");
        var billed = PbbRules.Compile(set, 2025, estimate: false);
        Assert.True(billed.Failed);
        Assert.All(billed.Problems, p => Assert.Equal("Revenue.Rules.Missing", p.Code));
        Assert.Contains(billed.Problems, p => p.Args.Contains("NJOPTKP"));
        Assert.Contains("NJOPTKP", Sets.Pbb("kabupaten-sidoarjo").Assumed);

        var bekasi = KindRules.Of(Sets.Of("kota-bekasi"), "reklame", new DateOnly(2026, 1, 1), estimate: false).Value;
        var inputs = InputText.Read(bekasi, Sets.Inputs(
            "width=4;height=6;faces=1;days=1;road=1;elevation=0;tobacco=no;indoor=no"), t => t).Value;
        Assert.Equal("Revenue.Rules.Missing", bekasi.Compute(inputs).Problem.Code);
        Assert.NotEmpty(Sets.Kind("kota-bekasi", "reklame").Compute(inputs).Value.Assumed);
    }
}

namespace KotaCerdas.Platform.Tests;

public sealed class RegionReferenceTests
{
    private static readonly RegionReference Reference = ShippedData.Regions;

    private static ReferenceRegency Regency(string code) => Reference.Regencies.Single(r => r.Code.Value == code);

    [Fact]
    public void The_country_has_38_provinces_and_514_regencies_and_cities()
    {
        Assert.Equal(38, Reference.Provinces.Count);
        Assert.Equal(514, Reference.Regencies.Count);
        Assert.Equal(98, Reference.Regencies.Count(r => r.Kind == RegencyKind.Kota));
        Assert.Equal(6, Reference.Regencies.Count(r => r.Administrative));
        Assert.Equal(514, Reference.Regencies.Select(r => r.Code).Distinct().Count());
        Assert.Equal(7, Reference.IslandGroups.Count);
    }

    [Fact]
    public void The_long_lists_stream_whole_and_hang_together()
    {
        var regencies = Reference.Regencies.Select(r => r.Code).ToHashSet();
        var districts = Reference.Districts().ToList();
        Assert.Equal(7_285, districts.Count);
        Assert.All(districts, d => Assert.Contains(d.Regency, regencies));
        var districtCodes = districts.Select(d => d.Code).ToHashSet(StringComparer.Ordinal);
        var villages = 0;
        foreach (var village in Reference.Villages())
        {
            villages++;
            Assert.Contains(village.District, districtCodes);
        }

        Assert.Equal(83_762, villages);
    }

    [Fact]
    public void Every_shipped_island_is_readable_and_inside_the_country()
    {
        var skipped = new List<RowProblem>();
        var islands = Reference.Islands(skipped.Add).ToList();
        Assert.Empty(skipped);
        Assert.Equal(17_373, islands.Count);
        Assert.Equal(56, islands.Count(i => i.Regency is null));
        Assert.All(islands, i => Assert.True(i.Place is { Latitude: > -11.5 and < 6.5, Longitude: > 94.5 and < 141.5 }, i.Code));
    }

    [Theory]
    [InlineData("16.72", "Kota Pagar Alam", "kota-pagar-alam", RegionZone.WIB, "sumatera")]
    [InlineData("34.04", "Kabupaten Sleman", "kabupaten-sleman", RegionZone.WIB, "jawa")]
    [InlineData("31.71", "Kota Administrasi Jakarta Pusat", "kota-administrasi-jakarta-pusat", RegionZone.WIB, "jawa")]
    [InlineData("61.72", "Kota Singkawang", "kota-singkawang", RegionZone.WIB, "kalimantan")]
    [InlineData("64.72", "Kota Samarinda", "kota-samarinda", RegionZone.WITA, "kalimantan")]
    [InlineData("73.10", "Kabupaten Pangkajene dan Kepulauan", "kabupaten-pangkajene-dan-kepulauan", RegionZone.WITA, "sulawesi")]
    [InlineData("72.04", "Kabupaten Toli-Toli", "kabupaten-toli-toli", RegionZone.WITA, "sulawesi")]
    [InlineData("94.04", "Kabupaten Mimika", "kabupaten-mimika", RegionZone.WIT, "papua")]
    public void A_region_has_its_name_slug_zone_and_island_group(string code, string name, string slug, RegionZone zone, string group)
    {
        var regency = Regency(code);
        Assert.Equal((name, slug, zone, group), (regency.Name, regency.Slug, regency.Zone, regency.IslandGroup));
    }

    [Theory]
    [InlineData("31", "DKI Jakarta", "provinsi-dki-jakarta")]
    [InlineData("32", "Jawa Barat", "provinsi-jawa-barat")]
    [InlineData("34", "DI Yogyakarta", "provinsi-di-yogyakarta")]
    [InlineData("96", "Papua Barat Daya", "provinsi-papua-barat-daya")]
    public void A_province_has_its_name_and_slug(string code, string name, string slug)
    {
        var province = Reference.Provinces.Single(p => p.Code.Value == code);
        Assert.Equal((name, slug), (province.Name, province.Slug));
    }

    [Fact]
    public void Codes_changed_by_the_laws_of_2022_lead_from_the_old_region_to_one_that_exists_now()
    {
        var current = Reference.Regencies.ToDictionary(r => r.Code);
        var recoded = Reference.CodeHistory.Where(c => c.Kind == CodeChangeKind.Recode).ToList();
        Assert.Equal(26, recoded.Count);
        Assert.All(recoded, c =>
        {
            Assert.Equal(current[c.NewCode].Name, c.NewName);
            Assert.DoesNotContain(c.OldCode, current.Keys);
            Assert.Equal(c.ValidFrom, current[c.NewCode].ValidFrom);
        });
        Assert.Equal(26, recoded.Select(c => c.OldCode).Distinct().Count());
        Assert.Equal(
            Reference.Regencies.Count(r => r.Province.ValidFrom is not null),
            recoded.Count);
        Assert.Equal(new DateOnly(2022, 7, 25), Regency("93.02").ValidFrom);
        Assert.Equal(new DateOnly(2022, 12, 8), Regency("96.71").ValidFrom);
        Assert.Null(Regency("16.72").ValidFrom);
    }

    [Fact]
    public void An_island_row_that_cannot_be_read_is_reported_with_its_number_and_skipped()
    {
        const string rows =
            "code,regency_code,coordinate,is_populated,is_outermost_small,name\n" +
            "11.01.40001,11.01,\"03°19'03.44\"\" N 097°07'41.73\"\" E\",0,1,Pulau Baik\n" +
            "11.01.40002,11.01,nowhere,0,0,Pulau Entah\n" +
            "11.01.40003,XX,\"03°19'03.44\"\" N 097°07'41.73\"\" E\",0,0,Pulau Salah\n" +
            "?,11.01,\"03°19'03.44\"\" N 097°07'41.73\"\" E\",0,0,Pulau Tanpa Kode\n" +
            "12.00.40002,,\"01°28'36.99\"\" N 098°10'41.00\"\" E\",1,0,Pulau Bersama\n";
        var skipped = new List<RowProblem>();
        var read = RegionReference.Islands(TableFile.Csv(new StringReader(rows)), skipped.Add).ToList();
        Assert.Equal(["Pulau Baik", "Pulau Bersama"], read.Select(i => i.Name));
        Assert.True(read[0].Outermost);
        Assert.Null(read[1].Regency);
        Assert.Equal(
            [(3, "Platform.Reference.IslandPlace"), (4, "Platform.Reference.IslandRegency"), (5, "Platform.Reference.IslandCode")],
            skipped.Select(p => (p.Row, p.Problem.Code)));
    }

    [Fact]
    public void A_reading_ends_where_the_caller_stops()
    {
        Assert.Single(Reference.Villages().Take(1));
        Assert.Equal("11.01.01.2001", Reference.Villages().First().Code);
    }
}

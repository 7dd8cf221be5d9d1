using System.Globalization;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Tests;

public sealed class CountryFilesTests
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    private static readonly CountryFiles Files = new(Path.Combine(Data, "movement"));

    private static readonly RegionReference Regions = RegionReference.Open(Path.Combine(Data, "regions"));

    [Fact]
    public void Every_member_is_a_region_that_exists_under_the_name_in_its_row()
    {
        var names = Regions.Regencies.ToDictionary(r => r.Code.Value, r => r.Name, StringComparer.Ordinal);
        foreach (var province in Regions.Provinces)
        {
            names.Add(province.Code.Value, province.Name);
        }

        foreach (var file in new[] { "cohort-members", "assessment-attendance", "evaluated-unknown-year" })
        {
            foreach (var row in TableFile.Shipped(Path.Combine(Data, "movement"), file).Where(r => r.Optional("region_code") is not null))
            {
                Assert.Equal(names[row["region_code"]], row["region_name"]);
            }
        }
    }

    [Theory]
    [InlineData(2024, "32.79")]
    [InlineData(2024, "36.04")]
    [InlineData(2023, "13.11")]
    [InlineData(2017, "94.04")]
    public void Names_that_two_regions_share_or_that_moved_province_have_the_right_code(int year, string code) =>
        Assert.Contains(Files.Members(), m => m.Year == year && m.Region.Value == code);

    [Fact]
    public void No_member_stands_twice_in_a_cohort() =>
        Assert.Equal(Files.Members().Count, Files.Members().DistinctBy(m => (m.Year, m.Track, m.Region)).Count());

    [Fact]
    public void Every_source_key_is_explained_and_every_row_of_a_cohort_has_one()
    {
        var known = Files.Sources().Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var used = Files.Cohorts().SelectMany(c => c.Sources).Concat(Files.Members().SelectMany(m => m.Sources))
            .Concat(Files.Indices().SelectMany(i => i.Sources)).Concat(Files.Evaluated().SelectMany(e => e.Sources))
            .Concat(Files.AssessmentAttendance().SelectMany(a => a.Sources));
        Assert.All(used, key => Assert.Contains(key, known));
        Assert.All(Files.Cohorts(), c => Assert.NotEmpty(c.Sources));
        Assert.All(Files.Members(), m => Assert.NotEmpty(m.Sources));
    }

    [Fact]
    public void Presenting_at_an_assessment_is_kept_apart_from_selection()
    {
        var attendance = Files.AssessmentAttendance();
        Assert.Equal(12, attendance.Count);
        Assert.Equal("Kupang", Assert.Single(attendance, a => a.Region is null).Name);
        Assert.DoesNotContain(Files.Members(), m => m.Year == 2019 && attendance.Any(a => a.Region == m.Region));
        Assert.Equal(11, Files.Evaluated().Count);
    }

    [Fact]
    public void What_is_not_known_of_a_cohort_is_empty_not_zero()
    {
        var cohort = Files.Cohorts().Single(c => c is { Year: 2022, Track: Track.City });
        Assert.Null(cohort.Invited);
        Assert.Equal(new DateOnly(2022, 4, 21), cohort.SignedFrom);
        var first = Files.Cohorts().Single(c => c.Year == 2017);
        Assert.Equal((80, 20, new DateOnly(2017, 5, 23)), (first.Invited, first.Assessors, first.SignedTo));
    }

    [Theory]
    [InlineData("spbe", "1.79", "Kurang")]
    [InlineData("spbe", "1.8", "Cukup")]
    [InlineData("spbe", "2.79", "Baik")]
    [InlineData("spbe", "3.12", "Baik")]
    [InlineData("spbe", "4.23", "Memuaskan")]
    [InlineData("ipm", "60", "Sedang")]
    [InlineData("ipm", "80", "Sangat Tinggi")]
    [InlineData("sakip", "90", "A")]
    [InlineData("sakip", "90.01", "AA")]
    [InlineData("sakip", "30", "D")]
    public void A_value_falls_into_its_class(string index, string value, string band) =>
        Assert.Equal(
            band,
            Files.Indices().Single(i => i.Code == index).BandOf(decimal.Parse(value, CultureInfo.InvariantCulture))!.Name);

    [Theory]
    [InlineData("fiscal-capacity", 5)]
    [InlineData("mcp", 0)]
    public void Without_known_bounds_a_value_has_no_class(string index, int classes)
    {
        var found = Files.Indices().Single(i => i.Code == index);
        Assert.Equal(classes, found.Bands.Count);
        Assert.Null(found.BandOf(1));
    }
}

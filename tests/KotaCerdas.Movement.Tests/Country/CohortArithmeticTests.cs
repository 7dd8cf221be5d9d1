using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Tests;

public sealed class CohortArithmeticTests
{
    private static readonly CountryFiles Files = new(Path.Combine(AppContext.BaseDirectory, "data", "movement"));

    private static IReadOnlyList<CohortStep> Steps(Track track) => CohortArithmetic.Steps(track, Files.Cohorts(), Files.Members()).Value;

    private static Cohort Made(int year, int selected, int repeats = 0) =>
        new() { Year = year, Track = Track.City, Selected = selected, Repeats = repeats, Sources = [] };

    private static CohortMember Member(int year, string code, MemberStatus status = MemberStatus.Found) =>
        new(year, Track.City, RegionCode.Parse(code), status, [], null);

    [Fact]
    public void The_running_total_of_kabupaten_and_kota_follows_from_the_rows() =>
        Assert.Equal(
            [(2017, 25), (2018, 75), (2019, 100), (2020, 100), (2021, 141), (2022, 191), (2023, 241), (2024, 251)],
            Steps(Track.City).Select(s => (s.Year, s.Total)));

    [Fact]
    public void Seven_of_the_48_regions_of_2021_had_joined_before_and_do_not_count_again()
    {
        var step = Steps(Track.City).Single(s => s.Year == 2021);
        Assert.Equal((48, 7, 141), (step.Selected, step.Repeats, step.Total));
        var without = CohortArithmetic.Steps(Track.City, Files.Cohorts().Select(c => c with { Repeats = 0 }), []).Value;
        Assert.Equal(258, without[^1].Total);
    }

    [Fact]
    public void Two_provinces_joined_in_2023_on_their_own_track()
    {
        var step = Assert.Single(Steps(Track.Province));
        Assert.Equal((2023, 2, 2, 0), (step.Year, step.Total, step.Known, step.Unknown));
        Assert.Equal(["32", "34"], Files.Members().Where(m => m.Track == Track.Province).Select(m => m.Region.Value).Order());
    }

    [Theory]
    [InlineData(2017, 25, 0, 0)]
    [InlineData(2018, 1, 0, 49)]
    [InlineData(2021, 4, 0, 44)]
    [InlineData(2022, 3, 1, 47)]
    [InlineData(2023, 5, 1, 45)]
    [InlineData(2024, 10, 0, 0)]
    public void Members_whose_names_are_not_known_are_counted_as_unknown(int year, int known, int likely, int unknown)
    {
        var step = Steps(Track.City).Single(s => s.Year == year);
        Assert.Equal((known, likely, unknown), (step.Known, step.Likely, step.Unknown));
    }

    [Fact]
    public void Sleman_is_the_only_repeat_known_by_name()
    {
        var repeat = Assert.Single(CohortArithmetic.KnownRepeats(Files.Members()));
        Assert.Equal((2021, "34.04"), (repeat.Year, repeat.Region.Value));
    }

    [Fact]
    public void More_names_than_members_are_refused() =>
        Assert.Equal(
            "Movement.Country.TooManyMembers",
            CohortArithmetic.Steps(Track.City, [Made(2017, 1)], [Member(2017, "16.72"), Member(2017, "34.04")]).Problem.Code);

    [Fact]
    public void Attendance_alone_does_not_make_a_member()
    {
        var members = new[] { Member(2017, "16.72"), Member(2017, "34.04", MemberStatus.Attendance) };
        var step = CohortArithmetic.Steps(Track.City, [Made(2017, 1)], members).Value[0];
        Assert.Equal((1, 1, 0), (step.Known, step.Likely, step.Unknown));
    }

    [Fact]
    public void A_region_that_came_again_must_be_counted_as_a_repeat() =>
        Assert.Equal(
            "Movement.Country.RepeatsDiffer",
            CohortArithmetic.Steps(
                Track.City, [Made(2017, 1), Made(2018, 1)], [Member(2017, "16.72"), Member(2018, "16.72")]).Problem.Code);

    [Theory]
    [InlineData(3, 4)]
    [InlineData(30, 26)]
    [InlineData(3, -1)]
    public void Repeats_beyond_what_there_can_be_are_refused(int selected, int repeats) =>
        Assert.Equal(
            "Movement.Country.TooManyRepeats",
            CohortArithmetic.Steps(Track.City, [Made(2017, 25), Made(2018, selected, repeats)], []).Problem.Code);

    [Fact]
    public void A_year_stands_once_on_a_track() =>
        Assert.Equal("Movement.Country.YearTwice", CohortArithmetic.Steps(Track.City, [Made(2017, 1), Made(2017, 1)], []).Problem.Code);
}

using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Tests.Assessing;

public sealed class TimetableTests
{
    private static readonly DateOnly[] ThreeDays = [new(2026, 3, 5), new(2026, 3, 6), new(2026, 3, 7)];

    [Fact]
    public void A_season_fits_three_days_and_no_assessor_is_in_two_rooms()
    {
        var (assessors, regions) = PanelAssignmentTests.Season();
        var plan = PanelAssignment.Assign(assessors, regions, new(2, 7, 2, false), 1).Value;
        var interviews = Timetable.Place(plan, new(ThreeDays, 4, 12)).Value;
        Assert.Equal(regions.Order(), interviews.Select(i => i.Region).Order());
        Assert.All(interviews.GroupBy(i => (i.Day, i.Slot)), slot =>
        {
            Assert.True(slot.Count() <= 12);
            Assert.Equal(slot.Count(), slot.Select(i => i.Room).Distinct().Count());
            var present = slot.SelectMany(i => plan.Panels[i.Region]).ToList();
            Assert.Equal(present.Count, present.Distinct().Count());
        });
    }

    [Fact]
    public void An_assessor_with_more_interviews_than_slots_is_named()
    {
        var problem = Assert.Single(Timetable.Place(Plan("a b", "a c", "a d"), new([ThreeDays[0]], 2, 3)).Problems);
        Assert.Equal("Movement.Panel.TooFewSlots", problem.Code);
        Assert.Equal(["a", 3, 2], problem.Args);
    }

    [Fact]
    public void Three_panels_that_share_in_a_ring_do_not_fit_two_slots() =>
        Assert.Equal("Movement.Panel.TimetableImpossible",
            Timetable.Place(Plan("a b", "b c", "c a"), new([ThreeDays[0]], 2, 3)).Problem.Code);

    [Fact]
    public void Too_few_rooms_are_named() =>
        Assert.Equal("Movement.Panel.TooFewRooms", Timetable.Place(Plan("a b", "c d", "e f"), new([ThreeDays[0]], 2, 1)).Problem.Code);

    private static PanelPlan Plan(params string[] panels) => new(
        panels.Select((p, i) => (Region: RegionCode.Parse($"16.{i + 1:00}"), Panel: (IReadOnlyList<string>)p.Split(' ')))
            .ToDictionary(x => x.Region, x => x.Panel));
}

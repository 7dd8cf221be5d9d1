using FsCheck;
using FsCheck.Fluent;

namespace KotaCerdas.Platform.Tests;

public sealed class LegalClockTests
{
    private static readonly LegalClock SixtyDays = new(new DateOnly(2026, 3, 1), new DateOnly(2026, 4, 30));

    [Theory]
    [InlineData(-5, 0, ClockStage.Running, 65)]
    [InlineData(0, 0, ClockStage.Running, 60)]
    [InlineData(29, 48, ClockStage.Running, 31)]
    [InlineData(30, 50, ClockStage.Half, 30)]
    [InlineData(47, 78, ClockStage.Half, 13)]
    [InlineData(48, 80, ClockStage.Nearly, 12)]
    [InlineData(60, 100, ClockStage.LastDay, 0)]
    [InlineData(61, 101, ClockStage.Late, -1)]
    [InlineData(90, 150, ClockStage.Late, -30)]
    public void A_clock_tells_how_far_it_has_run(int day, int percent, ClockStage stage, int left)
    {
        var today = SixtyDays.Start.AddDays(day);
        Assert.Equal((percent, stage, left), (SixtyDays.PercentElapsed(today), SixtyDays.StageOn(today), SixtyDays.DaysLeft(today)));
    }

    [Fact]
    public void A_promise_for_the_same_day_is_due_that_day_and_late_the_next()
    {
        var clock = new LegalClock(SixtyDays.Start, SixtyDays.Start);
        Assert.Equal(ClockStage.LastDay, clock.StageOn(clock.Start));
        Assert.Equal(ClockStage.Late, clock.StageOn(clock.Start.AddDays(1)));
        Assert.Equal([0, 100, 200], new[] { -1, 0, 1 }.Select(day => clock.PercentElapsed(clock.Start.AddDays(day))));
    }

    [Fact]
    public void Escalation_comes_on_the_first_day_that_reaches_the_share() =>
        Prop.ForAll(Gen.Choose(1, 400).Zip(Gen.Elements(50, 80, 100)).ToArbitrary(), c =>
        {
            var clock = new LegalClock(SixtyDays.Start, SixtyDays.Start.AddDays(c.Item1));
            var first = clock.FirstDayAt(c.Item2);
            return clock.PercentElapsed(first) >= c.Item2 && clock.PercentElapsed(first.AddDays(-1)) < c.Item2;
        }).QuickCheckThrowOnFailure();
}

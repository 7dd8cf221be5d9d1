using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class CallLifeTests
{
    [Theory, OnEachDatabase]
    public async Task A_call_cannot_open_without_its_instruments_and_each_is_named(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = Season.Over(database);
        var id = await season.DraftAsync(SomeCall.Input());

        var opened = await season.OpenCallAsync(id);

        Assert.Equal(["pendaftaran@1", "asesmen@1"], opened.Problems.Where(p => p.Code == "Movement.Call.NoInstrument")
            .Select(p => (string)p.Args[0]));
    }

    [Theory, OnEachDatabase]
    public async Task A_call_cannot_open_in_a_year_without_a_calendar(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = Season.Over(database);
        await season.PublishAsync(Season.Questionnaire());
        await season.PublishAsync(Season.Sheet());
        var later = SomeCall.Input() with
        {
            Year = 2031, LetterDate = null, OpensOn = new(2031, 3, 3), SubmitBy = new(2031, 3, 31),
            AssessFrom = new(2031, 4, 14), AssessTo = new(2031, 4, 15),
        };

        var opened = await season.OpenCallAsync(await season.DraftAsync(later));

        Assert.Equal(("Movement.Call.NoCalendar", "2031"), (opened.Problem.Code, opened.Problem.Args[0]));
    }

    [Theory, OnEachDatabase]
    public async Task A_year_has_one_running_call_of_a_track(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);

        var second = await season.OpenCallAsync(await season.DraftAsync(SomeCall.Input()));

        Assert.Equal("Movement.Call.YearTaken", second.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Two_officers_who_open_two_calls_of_a_year_at_once_open_one(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = Season.Over(database);
        await season.PublishAsync(Season.Questionnaire());
        await season.PublishAsync(Season.Sheet());
        var (one, two) = (await season.DraftAsync(SomeCall.Input()), await season.DraftAsync(SomeCall.Input()));

        var opened = await Task.WhenAll(season.OpenCallAsync(one), season.OpenCallAsync(two));

        Assert.Single(opened, o => !o.Failed);
        Assert.Single(opened, o => o.Failed && o.Problem.Code == "Movement.Call.YearTaken");
    }

    [Theory, OnEachDatabase]
    public async Task A_draft_changed_meanwhile_is_not_overwritten(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = Season.Over(database);
        var id = await season.DraftAsync(SomeCall.Input());
        var first = await season.AsAsync(season.Ministry, (SaveCall save) =>
            save.UpdateAsync(id, 1, SomeCall.Input() with { Quota = 40 }, default));
        var second = await season.AsAsync(season.Ministry, (SaveCall save) =>
            save.UpdateAsync(id, 1, SomeCall.Input() with { Quota = 30 }, default));

        Assert.False(first.Failed);
        Assert.Equal("Movement.Call.Changed", second.Problem.Code);
        Assert.Equal(40, (await season.AsAsync(season.Ministry, (CallRows rows) => rows.FindAsync(id, default)))!.Quota);
    }

    [Theory, OnEachDatabase]
    public async Task A_call_cannot_close_before_its_last_day_has_ended_in_the_west(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);

        // 31 March 2026 ends in WIB at 17.00 UTC.
        database.Clock.Set(new(2026, 3, 31, 16, 59, 59, TimeSpan.Zero));
        Assert.Equal("Movement.Call.CloseTooEarly", (await CloseAsync(season)).Problem.Code);
        database.Clock.Set(new(2026, 3, 31, 17, 0, 0, TimeSpan.Zero));
        Assert.False((await CloseAsync(season)).Failed);
        Assert.Equal(CallStatus.Closed, (await season.CallAsync())!.Status);
    }

    [Theory]
    [InlineData("region-head", "16.72")]
    [InlineData("assessor", "00")]
    [InlineData("ministry-director", "00")]
    public async Task Only_the_ministrys_officer_drafts_opens_and_closes(string role, string region)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var season = await Season.OpenAsync(database);
        var other = TestPeople.Office(role, region);

        Assert.Equal("Platform.Access.NotAllowed",
            (await season.AsAsync(other, (SaveCall s) => s.CreateAsync(SomeCall.Input(), false, default))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await season.AsAsync(other, (OpenCall s) => s.RunAsync(season.Call, 2, default))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await season.AsAsync(other, (CloseCall s) => s.RunAsync(season.Call, 2, default))).Problem.Code);
    }

    [Fact]
    public void Every_broken_rule_of_a_call_is_named_at_once()
    {
        var problems = (SomeCall.Input() with
        {
            Quota = 0, SubmitBy = new(2026, 3, 1), AssessFrom = new(2026, 2, 1), AssessTo = new(2026, 1, 1), TitleEn = "", ReturnDays = 0,
            Territory = new([new("jawa", 5, 2), new("papua", 60, null)], 0), Assessors = new(1, true, 0, 1),
        }).Check(new(508, 38));

        Assert.Equal(
            ["AssessFrom", "AssessTo", "Islands", "Islands", "LoadCap", "PerRegion", "ProvinceMax", "Quota", "ReturnDays", "SubmitBy",
                "TitleEn"],
            problems.Select(p => p.Field).Order(StringComparer.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task Implausible_values_are_each_refused_at_their_field(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = Season.Over(database);
        async Task<string> WrongAsync(CallInput input)
        {
            var saved = await season.AsAsync(season.Ministry, (SaveCall save) => save.CreateAsync(input, generated: false, default));
            return string.Join(' ', saved.Problems.Select(p => $"{p.Code["Movement.Call.".Length..]}@{p.Field}"));
        }

        var fine = SomeCall.Input();
        Assert.Equal("FarFromYear@OpensOn", await WrongAsync(fine with { OpensOn = new(2019, 3, 2) }));
        Assert.Equal("FarFromYear@AssessTo", await WrongAsync(fine with { AssessTo = new(2029, 4, 15) }));
        Assert.Equal("FarFromYear@LetterDate", await WrongAsync(fine with { LetterDate = new(2062, 2, 27) }));
        Assert.Equal("QuotaRange@Quota", await WrongAsync(fine with { Quota = 509 }));
        Assert.Equal("QuotaRange@Quota", await WrongAsync(fine with { Track = CallTrack.Province, Quota = 39 }));
        Assert.Equal("ReserveRange@ReserveSize", await WrongAsync(fine with { Track = CallTrack.Province, Quota = 38, ReserveSize = 1 }));
        Assert.Equal("LoadCapRange@LoadCap", await WrongAsync(fine with { Assessors = fine.Assessors with { LoadCap = 509 } }));
        Assert.Equal("LoadCapRange@LoadCap", await WrongAsync(fine with { Assessors = fine.Assessors with { LoadCap = 0 } }));
        Assert.Equal("PerRegionRange@PerRegion", await WrongAsync(fine with { Assessors = fine.Assessors with { PerRegion = 10 } }));
        Assert.Equal("GapRange@ModerationGap", await WrongAsync(fine with { Assessors = fine.Assessors with { ModerationGap = 500_001 } }));
        Assert.Equal("ReturnPastAssess@ReturnDays", await WrongAsync(fine with { ReturnDays = 42 }));
        Assert.Equal("", await WrongAsync(fine with { Quota = 498, ReturnDays = 41 }));
    }

    [Fact]
    public void A_call_takes_exactly_the_next_step()
    {
        foreach (var from in Enum.GetValues<CallStatus>().Where(s => s != CallStatus.Withdrawn))
        {
            foreach (var to in Enum.GetValues<CallStatus>())
            {
                var call = SomeCall.Draft(new FakeClock());
                for (var step = CallStatus.Open; step <= from; step++)
                {
                    Assert.Null(call.Advance(step, Actor.Platform("test"), default));
                }

                var refused = call.Advance(to, Actor.Platform("test"), default);
                var next = to == from + 1 && to != CallStatus.Withdrawn;
                Assert.Equal(next, refused is null);
                Assert.Equal(next ? to : from, call.Status);
            }
        }
    }

    private static Task<Outcome<Nothing>> CloseAsync(Season season) => season.AsAsync(season.Ministry, async (IServiceProvider scope) =>
    {
        var call = await scope.GetRequiredService<CallRows>().FindAsync(season.Call, default);
        return await scope.GetRequiredService<CloseCall>().RunAsync(season.Call, call!.Version, default);
    });
}

using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class MeetingTests
{
    private static readonly MeetingInput Plan = new(Start, Start.AddDays(1), false, "Balai Kota", "Kesiapan daerah");

    [Theory, OnEachDatabase]
    public async Task A_session_belongs_to_an_open_stage_and_is_planned_by_the_region_or_its_mentor(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);

        Ok(await SessionAsync(regions, regions.Mentor));
        Ok(await SessionAsync(regions, regions.Officer));
        Assert.Equal("Movement.Meeting.StageClosed", (await SessionAsync(regions, regions.Mentor, "stage-2")).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await SessionAsync(regions, regions.OtherMentor)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await ForumAsync(regions, Plan, regions.Mentor)).Problem.Code);
        var wrong = await ForumAsync(regions, new(Start, Start.AddDays(-1), true, " ", ""));
        Assert.Equal(["Movement.Meeting.Days", "Movement.Meeting.PlaceNeeded", "Movement.Meeting.AgendaNeeded"],
            wrong.Problems.Select(p => p.Code));
        foreach (var day in new[] { new DateOnly(1900, 1, 1), Start.AddYears(-1).AddDays(-1), Start.AddYears(2).AddDays(1) })
        {
            var far = await ForumAsync(regions, new(day, day, true, "Daring", "Rencana"));
            Assert.Equal(("Movement.Meeting.FarAway", "FromOn"), (far.Problem.Code, far.Problem.Field));
        }
    }

    [Theory, OnEachDatabase]
    public async Task Attendance_counts_offices_and_counting_one_again_corrects_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var id = Ok(await SessionAsync(regions, regions.Officer));

        Ok(await CountAsync(regions, id, "opd", "Dinas Kesehatan", 4));
        Ok(await CountAsync(regions, id, "bank", "Bank daerah", 2));
        Ok(await CountAsync(regions, id, "opd", "dinas kesehatan", 3));
        Assert.Equal("Movement.Meeting.ChooseParty", (await CountAsync(regions, id, "media", "Radio", 1)).Problem.Code);
        Assert.Equal("Movement.Meeting.PeopleNeeded", (await CountAsync(regions, id, "opd", "Bappeda", -1)).Problem.Code);
        Assert.Equal([("Dinas Kesehatan", 3), ("Bank daerah", 2)],
            (await ViewAsync(regions, id)).Attendance.Select(a => (a.Office, a.People)));

        Ok(await CountAsync(regions, id, "bank", "Bank daerah", 0));
        Assert.Single((await ViewAsync(regions, id)).Attendance);
    }

    [Theory, OnEachDatabase]
    public async Task A_meeting_is_held_with_minutes_and_not_before_its_day(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var id = Ok(await ForumAsync(regions, Plan with { FromOn = Start.AddDays(2), ToOn = Start.AddDays(2) }));

        Assert.Equal("Movement.Meeting.Ahead", (await HoldAsync(regions, id, "Notula")).Problem.Code);
        database.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("Movement.Meeting.MinutesNeeded", (await HoldAsync(regions, id, " ")).Problem.Code);
        Ok(await HoldAsync(regions, id, "Notula"));
        Assert.Equal("Movement.Meeting.NotPlanned",
            (await regions.AsAsync(regions.Officer, (PlanMeeting o) => o.ChangeAsync(PagarAlam, id, Plan, default))).Problem.Code);
        Assert.Equal("Movement.Meeting.NotPlanned",
            (await regions.AsAsync(regions.Officer, (KeepMeeting o) => o.CancelAsync(PagarAlam, id, "Batal", default))).Problem.Code);
        using var file = new MemoryStream(Pdf("notula"));
        Ok(await regions.AsAsync(regions.Officer, (KeepMeeting o) =>
            o.AttachAsync(PagarAlam, id, new(MeetingFileKind.Minutes, "", "Notula bertanda tangan"), (file, "notula.pdf"), default)));
        Assert.Equal(MeetingState.Held, (await ViewAsync(regions, id)).Meeting.State);
    }

    [Theory, OnEachDatabase]
    public async Task A_decision_has_an_owner_and_a_day_and_shows_late_until_it_is_closed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var id = Ok(await ForumAsync(regions, Plan));

        Assert.Equal("Movement.Meeting.DueBefore", (await DecideAsync(regions, id, Start.AddDays(-1))).Problem.Code);
        var decision = Ok(await DecideAsync(regions, id, Start.AddDays(10)));
        var row = Assert.Single((await ViewAsync(regions, id)).Decisions);
        Assert.Equal((false, true), (row.LateOn(Start.AddDays(10)), row.LateOn(Start.AddDays(11))));

        Ok(await CloseAsync(regions, (id, decision), "Selesai"));
        Assert.Equal("Movement.Meeting.DecisionClosed", (await CloseAsync(regions, (id, decision), "Lagi")).Problem.Code);
        Assert.False((await ViewAsync(regions, id)).Decisions[0].LateOn(Start.AddDays(90)));
        Assert.Empty(await regions.AsAsync(regions.Officer, (MeetingDesk d) => d.OpenDecisionsAsync(PagarAlam, default)));
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_of_another_region_sees_or_keeps_a_meeting(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var id = Ok(await ForumAsync(regions, Plan));
        foreach (var stranger in new[] { regions.Neighbour, regions.OtherMentor, Actor.Visitor })
        {
            var read = await regions.AsAsync(stranger, (MeetingDesk d) => d.ReadAsync(PagarAlam, id, default));
            Assert.Equal("Platform.Access.NotAllowed", read.Problem.Code);
        }

        var elsewhere = await regions.AsAsync(regions.Neighbour, (MeetingDesk d) => d.ReadAsync(Sleman, id, default));
        Assert.Equal("Movement.Institution.NotFound", elsewhere.Problem.Code);
    }

    [Fact]
    public void A_body_is_due_by_its_cadence_and_without_one_it_is_never_late()
    {
        var rules = new Guides().Of("2018-1").Rules;
        var since = new Dictionary<MeetingKind, DateOnly> { [MeetingKind.Forum] = Start, [MeetingKind.Team] = Start };

        var none = MeetingDesk.Cadences(rules, [], since).ToDictionary(c => c.Kind);
        Assert.Equal(Start.AddMonths(3), none[MeetingKind.Forum].NextDue);
        Assert.True(none[MeetingKind.Forum].LateOn(Start.AddMonths(3).AddDays(1)));
        Assert.Null(none[MeetingKind.Council].NextDue);
        Assert.False(none[MeetingKind.Team].LateOn(Start.AddYears(5)));
    }

    private static Task<Outcome<Guid>> SessionAsync(MentoredRegions regions, Actor actor, string stage = "stage-1") =>
        regions.AsAsync(actor, (PlanMeeting o) => o.RunAsync(PagarAlam, MeetingKind.Session, (regions.Call, stage), Plan, default));

    private static Task<Outcome<Guid>> ForumAsync(MentoredRegions regions, MeetingInput input, Actor? actor = null) =>
        regions.AsAsync(actor ?? regions.Officer, (PlanMeeting o) => o.RunAsync(PagarAlam, MeetingKind.Forum, null, input, default));

    private static Task<Outcome<Nothing>> CountAsync(MentoredRegions regions, Guid id, string party, string office, int people) =>
        regions.AsAsync(regions.Officer, (KeepMeeting o) => o.CountAsync(PagarAlam, id, (party, office), people, default));

    private static Task<Outcome<Nothing>> HoldAsync(MentoredRegions regions, Guid id, string minutes) =>
        regions.AsAsync(regions.Officer, (KeepMeeting o) => o.HoldAsync(PagarAlam, id, minutes, default));

    private static Task<Outcome<Guid>> DecideAsync(MentoredRegions regions, Guid id, DateOnly due) => regions.AsAsync(
        regions.Officer, (DecideInMeeting o) => o.RunAsync(PagarAlam, id, new("Menyusun Perwali", "Bagian Hukum", due), default));

    private static Task<Outcome<Nothing>> CloseAsync(MentoredRegions regions, (Guid, Guid) of, string outcome) => regions.AsAsync(
        regions.Officer, (DecideInMeeting o) => o.CloseAsync(PagarAlam, of, MeetingDecisionState.Done, outcome, default));

    private static async Task<MeetingView> ViewAsync(MentoredRegions regions, Guid id) =>
        Ok(await regions.AsAsync(regions.Officer, (MeetingDesk d) => d.ReadAsync(PagarAlam, id, default)));
}

using FsCheck;
using FsCheck.Fluent;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Application = KotaCerdas.Movement.Model.Application;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class ApplicationLifeTests
{
    [Theory, OnEachDatabase]
    public async Task An_application_goes_from_the_first_answer_to_verification(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);

        Assert.Equal(3, (await season.SaveAsync(season.Planner, Season.Complete)).Value.Written);
        var draft = (await season.DossierAsync()).Application!;
        Assert.Equal((ApplicationStatus.Draft, 3, 3), (draft.Status, draft.AnsweredCount, draft.RequiredCount));
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        Assert.False((await VerifyAsync(season)).Failed);

        var verified = (await season.DossierAsync()).Application!;
        Assert.Equal((ApplicationStatus.Verified, new DateOnly(2026, 3, 2)), (verified.Status, verified.SubmittedOn));
        Assert.Equal(1, await EventsAsync(database, "movement.application-submitted.v1"));
    }

    [Theory, OnEachDatabase]
    public async Task An_incomplete_application_is_refused_with_every_missing_thing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        await season.SaveAsync(season.Planner, new("punya_perwali", "true", "", 0), new("nomor_perwali", "Perwali 1/2025", "", 0));

        var refused = await season.SubmitAsync(season.Head);

        Assert.Equal(
            [("visi", "Movement.Application.AnswerMissing"), ("staf", "Movement.Application.AnswerMissing"),
                ("nomor_perwali", "Movement.Application.EvidenceMissing")],
            refused.Problems.Select(p => (p.Field!, p.Code)));
    }

    [Theory, OnEachDatabase]
    public async Task A_province_applies_for_itself_on_its_track_and_its_governor_does_nothing_for_its_regions(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        var (province, governor) = (RegionCode.Parse("16"), TestPeople.Office("province-head", "16"));
        Assert.Equal("Platform.Access.NotAllowed", (await season.SaveAsync(governor, Season.Complete)).Problem.Code);

        await season.OpenTrackAsync(CallTrack.Province);
        Assert.Equal("Movement.Invite.ForProvinces", (await season.InviteAsync(Season.PagarAlam)).Problem.Code);
        Assert.True((await season.InviteAsync(province)).Value);
        var office = TestPeople.Office("province-diskominfo", "16");
        Assert.Equal(3, (await season.SaveInAsync(office, province, Season.Complete)).Value.Written);
        Assert.Equal(
            "Platform.Access.NotAllowed",
            (await season.AsAsync(TestPeople.Office("province-head", "34"), (SubmitApplication o) =>
                o.RunAsync(province, season.Call, default))).Problem.Code);
        var submitted = await season.AsAsync(governor, (SubmitApplication o) => o.RunAsync(province, season.Call, default));
        Assert.Empty(submitted.Problems);
        Assert.Empty((await season.AsAsync(season.Ministry, (CheckApplication c) =>
            c.VerifyAsync(province, season.Call, default))).Problems);
    }

    [Theory, OnEachDatabase]
    public async Task A_planner_fills_in_but_does_not_submit(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        await season.SaveAsync(season.Planner, Season.Complete);

        Assert.Equal("Platform.Access.NotAllowed", (await season.SubmitAsync(season.Planner)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task No_operation_of_one_region_touches_another(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        var stranger = TestPeople.Office("region-head", "34.04");
        var (region, call) = (Season.PagarAlam, season.Call);

        Assert.Equal("Platform.Access.NotAllowed", (await season.SaveAsync(stranger, Season.Complete)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await season.SubmitAsync(stranger)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await season.AsAsync(stranger, (WithdrawApplication w) => w.RunAsync(region, call, "x", default))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await season.AsAsync(stranger, (AddEvidence e) => e.RemoveAsync(region, call, Guid.Empty, default))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await season.AsAsync(season.Head, (CheckApplication c) => c.VerifyAsync(region, call, default))).Problem.Code);
        Assert.Null((await season.DossierAsync()).Application);
    }

    [Theory, OnEachDatabase]
    public async Task A_region_that_was_not_invited_cannot_apply(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);

        var refused = await season.SaveInAsync(TestPeople.Office("region-head", "34.04"), Season.Sleman, Season.Complete);

        Assert.Equal("Movement.Application.NotInvited", refused.Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_returned_application_shows_its_reasons_and_has_its_own_deadline(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        await season.SaveAsync(season.Head, Season.Complete);
        await season.SubmitAsync(season.Head);
        database.Clock.Set(new(2026, 3, 31, 3, 0, 0, TimeSpan.Zero));

        var none = await ReturnAsync(season, []);
        var returned = await ReturnAsync(season, new() { ["visi"] = "terlalu singkat", [""] = "periksa lagi", ["staf"] = " " });

        Assert.Equal("Movement.Application.ReturnReasonNeeded", none.Problem.Code);

        // Five working days after 31 March 2026; Good Friday, 3 April, is a holiday.
        Assert.Equal(new DateOnly(2026, 4, 8), returned.Value);
        var dossier = await season.DossierAsync();
        Assert.Equal(["", "visi"], dossier.Reasons.Keys.Order(StringComparer.Ordinal));
        database.Clock.Set(new(2026, 4, 8, 16, 59, 59, TimeSpan.Zero));
        Assert.False((await season.SaveAsync(season.Head, new TypedAnswer("visi", "Kota cerdas yang adil", "", 1))).Failed);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        var again = (await season.DossierAsync()).Application!;
        Assert.Equal((new DateOnly(2026, 3, 2), new DateOnly(2026, 4, 8)), (again.FirstSubmittedOn, again.SubmittedOn));
    }

    [Theory, OnEachDatabase]
    public async Task Two_people_who_change_the_same_answer_see_each_other_and_nothing_is_lost(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        await season.SaveAsync(season.Planner, new TypedAnswer("visi", "Kota hijau", "", 0), new TypedAnswer("staf", "5", "", 0));

        var saved = await season.SaveAsync(
            season.Officer, new TypedAnswer("visi", "Kota terang", "", 0), new TypedAnswer("anggaran", "1.500.000", "", 0));

        var conflict = Assert.Single(saved.Value.Conflicts);
        Assert.Equal(("visi", "Kota terang", "Kota hijau"), (conflict.Item.Code, conflict.Mine.Value, conflict.Theirs.Value));
        var kept = (await season.DossierAsync()).Answers;
        Assert.Equal(("Kota hijau", "1500000", "5"), (kept["visi"].Value, kept["anggaran"].Value, kept["staf"].Value));
        Assert.Equal(1, (await season.SaveAsync(season.Officer, new TypedAnswer("visi", "Kota terang", "", 1))).Value.Written);
        Assert.Equal(2, await database.WithAsync<KotaDb,
            int>(db => db.In<AnswerHistory>(RegionScope.Of(Season.PagarAlam)).CountAsync(h => h.ItemCode == "visi")));
    }

    [Theory, OnEachDatabase]
    public async Task People_who_save_different_answers_at_the_same_instant_all_keep_theirs(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);

        var saved = await Task.WhenAll(
            season.SaveAsync(season.Planner, new TypedAnswer("visi", "Kota", "", 0)),
            season.SaveAsync(season.Officer, new TypedAnswer("staf", "7", "", 0)),
            season.SaveAsync(season.Head, new TypedAnswer("anggaran", "9", "", 0)));

        Assert.All(saved, s => Assert.Equal(1, s.Value.Written));
        var dossier = await season.DossierAsync();
        Assert.Equal(["anggaran", "staf", "visi"], dossier.Answers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, dossier.Application!.AnsweredCount);
    }

    [Fact]
    public async Task A_withdrawn_application_says_why_and_is_final()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var season = await Season.OpenAsync(database);
        await season.SaveAsync(season.Head, Season.Complete);
        var (region, call) = (Season.PagarAlam, season.Call);

        Assert.Equal("Reason",
            (await season.AsAsync(season.Head, (WithdrawApplication w) => w.RunAsync(region, call, " ", default))).Problem.Field);
        Assert.False((await season.AsAsync(season.Head, (WithdrawApplication w) =>
            w.RunAsync(region, call, "pergantian pimpinan", default))).Failed);
        Assert.Equal("Movement.Application.AlreadyWithdrawn", (await season.SaveAsync(season.Head, Season.Complete)).Problem.Code);
    }

    [Theory]
    [InlineData(RegionZone.WIB, "2026-03-31T16:59:59Z", true)]
    [InlineData(RegionZone.WIB, "2026-03-31T17:00:00Z", false)]
    [InlineData(RegionZone.WITA, "2026-03-31T15:59:59Z", true)]
    [InlineData(RegionZone.WITA, "2026-03-31T16:00:00Z", false)]
    [InlineData(RegionZone.WIT, "2026-03-31T14:59:59Z", true)]
    [InlineData(RegionZone.WIT, "2026-03-31T15:00:00Z", false)]
    [InlineData(RegionZone.WIT, "2026-03-01T14:59:59Z", false)]
    [InlineData(RegionZone.WIT, "2026-03-01T15:00:00Z", true)]
    public void The_call_is_open_from_midnight_to_midnight_of_the_regions_own_zone(RegionZone zone, string now, bool open)
    {
        var call = SomeCall.Draft(new FakeClock());
        call.Advance(CallStatus.Open, Actor.Platform("test"), default);

        Assert.Equal(open, ApplicationRules.RefuseEdit(
            DossierIn(call, zone), DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)) is null);
    }

    /// <summary>State machine of movement.md 1.10 up to verification: every sequence of actions stays inside it.</summary>
    [Fact]
    public void No_sequence_of_actions_leads_to_a_state_that_is_not_allowed()
    {
        (ApplicationStatus From, int Action, ApplicationStatus To)[] allowed =
        [
            (ApplicationStatus.Draft, 0, ApplicationStatus.Submitted), (ApplicationStatus.Returned, 0, ApplicationStatus.Submitted),
            (ApplicationStatus.Submitted, 1, ApplicationStatus.Verified), (ApplicationStatus.Submitted, 2, ApplicationStatus.Returned),
            (ApplicationStatus.Draft, 3, ApplicationStatus.Withdrawn), (ApplicationStatus.Submitted, 3, ApplicationStatus.Withdrawn),
            (ApplicationStatus.Returned, 3, ApplicationStatus.Withdrawn), (ApplicationStatus.Verified, 3, ApplicationStatus.Withdrawn),
            (ApplicationStatus.Verified, 2, ApplicationStatus.Returned),
        ];
        var actor = Actor.Platform("test");
        Prop.ForAll(Gen.ListOf(Gen.Choose(0, 3)).ToArbitrary(), actions =>
        {
            var application = new Application { RegionCode = Season.PagarAlam, CallId = default, StartedAt = default };
            foreach (var action in actions)
            {
                var before = application.Status;
                var refused = action switch
                {
                    0 => application.Submit(actor, default, new(2026, 3, 2)),
                    1 => application.Verify(actor, default),
                    2 => application.Return(actor, default, new(2026, 3, 9)),
                    _ => application.Withdraw(actor, default, "x"),
                };
                var step = allowed.FirstOrDefault(a => a.From == before && a.Action == action);
                var expected = step == default ? before : step.To;
                if (application.Status != expected || (refused is null) != (step != default))
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    private static Dossier DossierIn(Call call, RegionZone zone) => new(
        call,
        new Region
        {
            Code = Season.PagarAlam, Kind = RegionKind.Kota, Name = "Kota", Slug = "kota", ProvinceCode = Season.PagarAlam.Province,
                Zone = zone, IslandGroup = "sumatera",
            Source = "uji", Administrative = false,
        },
        KotaCerdas.Platform.Instruments.InstrumentEngine.Compile(Season.Questionnaire()).Value,
        null)
    {
        Answers = [],
        Evidence = Array.Empty<Evidence>().ToLookup(e => e.ItemCode),
        Reasons = new Dictionary<string, string>(StringComparer.Ordinal),
        Invitation = new()
        {
            RegionCode = Season.PagarAlam, CallId = call.Id, Kind = InvitationKind.Invited, Status = InvitationStatus.Invited, Reason = "",
                Basis = "", LetterNumber = "",
            InvitedAt = default,
        },
    };

    private static Task<Outcome<Nothing>> VerifyAsync(Season season) =>
        season.AsAsync(season.Ministry, (CheckApplication check) => check.VerifyAsync(Season.PagarAlam, season.Call, default));

    private static Task<Outcome<DateOnly>> ReturnAsync(Season season, Dictionary<string, string> reasons) =>
        season.AsAsync(season.Ministry, (CheckApplication check) => check.ReturnAsync(Season.PagarAlam, season.Call, reasons, default));

    private static Task<int> EventsAsync(TestDatabase database, string name) => database.WithAsync<KotaDb, int>(
        db => db.In<OutboxRow>(RegionScope.National("test")).CountAsync(o => o.Name == name));
}

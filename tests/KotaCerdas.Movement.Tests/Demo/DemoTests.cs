using KotaCerdas.Demo;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Demo;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Letters;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KotaCerdas.Movement.Tests.Demo;

public sealed class DemoTests(PlayedSeasons seasons)
{
    internal static readonly DemoSeason Small = new(7, 12, 8, 6, 3);
    private static readonly RegionScope Everywhere = RegionScope.National("test of the demo");

    [Theory, OnEachDatabase]
    public async Task A_small_season_is_played_to_its_answered_objections(DatabaseEngine engine)
    {
        Assert.Equal(new DemoFigures(12, 8, 6, 3), (await seasons.OnAsync(engine)).Figures);
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            var call = await db.Shared<Call>().SingleAsync(c => c.Year == 2026);
            Assert.True(call.Generated);
            Assert.Equal(CallStatus.Announced, call.Status);
            Assert.Equal(CallStatus.Open, (await db.Shared<Call>().SingleAsync(c => c.Year == 2027 && c.Track == CallTrack.City)).Status);
            Assert.Equal(2, await db.In<Model.Deciding.Objection>(Everywhere).CountAsync(o => o.CallId == call.Id));
            var letters = await db.In<IssuedDocument>(Everywhere).Where(d => d.Kind == LetterText.Kind && d.Number.EndsWith("2026"))
                .ToListAsync();
            Assert.Equal(Enumerable.Range(1, 8), letters.Select(l => l.Sequence).Order());
            Assert.All(letters, l => Assert.True(l is { Generated: true, State: DocumentState.Issued }));
        });
    }

    [Theory, OnEachDatabase]
    public async Task Regions_of_the_small_season_before_come_back_with_last_years_answers_and_the_shown_one_makes_it_the_second_time(
        DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            var calls = await db.Shared<Call>().Where(c => c.Status == CallStatus.Announced).OrderBy(c => c.Year).ToListAsync();
            Assert.Equal([2025, 2026], calls.Select(c => c.Year));
            var shown = RegionCode.Parse("16.72");
            var results = await db.In<Model.Deciding.DecisionLine>(RegionScope.Of(shown)).Where(l => l.RegionCode == shown)
                .ToDictionaryAsync(l => l.CallId, l => l.Result);
            Assert.NotEqual(Model.Deciding.SelectionResult.Selected, results[calls[0].Id]);
            Assert.Equal(Model.Deciding.SelectionResult.Selected, results[calls[1].Id]);
            var before = await db.In<Application>(Everywhere).Where(a => a.CallId == calls[0].Id && a.FirstSubmittedOn != null)
                .Select(a => a.RegionCode).ToListAsync();
            var again = await db.In<Application>(Everywhere).Where(a => a.CallId == calls[1].Id).Select(a => a.RegionCode).ToListAsync();
            Assert.Equal(3, before.Count);
            Assert.True(before.Intersect(again).Count() > 1);
        });
        await database.WithAsync(async (ApplicationDesk desk) =>
        {
            var call = await database.WithAsync((KotaDb db) => db.Shared<Call>().SingleAsync(c => c.Year == 2026));
            Assert.Equal(2025, (await desk.EarlierAsync(RegionCode.Parse("16.72"), call, CancellationToken.None)).Year);
        });
    }

    [Theory, OnEachDatabase]
    public async Task The_open_call_has_applications_in_every_state_and_the_shown_region_half_filled_in(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            var open = await db.Shared<Call>().SingleAsync(c => c.Status == CallStatus.Open && c.Track == CallTrack.City);
            var applications = await db.In<Application>(Everywhere).Where(a => a.CallId == open.Id).ToListAsync();
            Assert.Equal(
                [ApplicationStatus.Draft, ApplicationStatus.Submitted, ApplicationStatus.Returned, ApplicationStatus.Verified],
                applications.Select(a => a.Status).Distinct().Order());
            var shown = applications.Single(a => a.RegionCode.Value == "16.72");
            Assert.InRange(shown.AnsweredCount, 1, shown.RequiredCount - 1);
            var asking = db.In<Invitation>(Everywhere).Where(i => i.CallId == open.Id && i.Status == InvitationStatus.Requested);
            Assert.Equal(1, await asking.CountAsync());
        });
    }

    [Theory, OnEachDatabase]
    public async Task Provinces_are_called_too_and_one_has_applied_and_one_has_begun(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            var call = await db.Shared<Call>().SingleAsync(c => c.Track == CallTrack.Province);
            Assert.True(call is { Year: 2027, Status: CallStatus.Open, Generated: true });
            Assert.Equal(6, await db.In<Invitation>(Everywhere).CountAsync(i => i.CallId == call.Id));
            var applications = await db.In<Application>(Everywhere).Where(a => a.CallId == call.Id).OrderBy(a => a.RegionCode)
                .ToListAsync();
            Assert.Equal(
                [("34", ApplicationStatus.Submitted), ("51", ApplicationStatus.Draft)],
                applications.Select(a => (a.RegionCode.Value, a.Status)));
        });
    }

    [Theory, OnEachDatabase]
    public async Task The_selected_regions_are_mentored_and_the_shown_one_to_the_end(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            var regions = await db.In<RegionMentoring>(Everywhere).ToListAsync();
            Assert.Equal(Small.Selected, regions.Count);
            Assert.True(regions.Select(r => r.Stage).Distinct().Count() > 1);
            var shown = RegionCode.Parse("16.72");
            Assert.NotNull(regions.Single(r => r.RegionCode == shown).CompletedOn);
            Assert.Equal(2, await db.In<Decree>(RegionScope.Of(shown)).CountAsync(d => d.Step == WorkStep.Accepted));
            var made = await db.In<IssuedDocument>(RegionScope.Of(shown)).Where(d => d.Kind == DecreeDocument.Kind)
                .OrderBy(d => d.Sequence).ToListAsync();
            Assert.Equal([1, 2], made.Select(d => d.Sequence));
            Assert.All(made, d => Assert.True(d is { Generated: true, State: DocumentState.Issued }));
            Assert.StartsWith("a.n. Wali Kota Pagar Alam", made[1].SignaturePlaces.Single().Office, StringComparison.Ordinal);
            Assert.True(await db.In<Decree>(Everywhere).AnyAsync(d => d.Step == WorkStep.Accepted && d.DocumentId == null));
            Assert.Equal(3, await db.In<Meeting>(RegionScope.Of(shown)).CountAsync(m => m.Kind == MeetingKind.Forum));
            Assert.Equal(4, await db.In<MentorReport>(RegionScope.Of(shown)).CountAsync());
        });
    }

    [Theory, OnEachDatabase]
    public async Task The_selected_regions_sign_in_one_ceremony_and_the_shown_region_has_obligations_in_every_state(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            var agreements = await db.In<AgreementRecord>(Everywhere).ToListAsync();
            Assert.All(agreements, a => Assert.True(a.Generated));
            var memoranda = agreements.Where(a => a.CallId is not null).ToList();
            Assert.Equal(3, memoranda.Count);
            Assert.All(memoranda, a => Assert.Equal((AgreementState.InForce, new DateOnly(2026, 5, 12)), (a.State, a.SignedOn)));
            var documents = await db.In<IssuedDocument>(Everywhere)
                .Where(d => d.State == DocumentState.Issued && (d.Kind == "nota-kesepakatan" || d.Kind == "berita-acara")).ToListAsync();
            Assert.Equal(4, documents.Count);
            Assert.All(documents, d => Assert.True(d is { Generated: true, Sequence: 1 }));
            var signed = documents.ConvertAll(d => d.Id);
            Assert.Equal(7, await db.In<DocumentSignature>(Everywhere).CountAsync(s => signed.Contains(s.DocumentId)));
            var ceremony = await db.In<Ceremony>(Everywhere).SingleAsync(c => c.State == CeremonyState.Closed);
            Assert.Equal(3, await db.In<CeremonySeat>(Everywhere).CountAsync(s => s.CeremonyId == ceremony.Id));
            var bank = agreements.Single(a => a is { Template: "kerja-sama-bank", State: AgreementState.InForce });
            Assert.Equal(("16.72", new DateOnly(2026, 5, 4)), (bank.RegionCode.Value, bank.SignedOn));
            var obligations = await db.In<Obligation>(Everywhere).Where(o => o.AgreementId == bank.Id).ToListAsync();
            Assert.Equal(
                [ObligationState.Running, ObligationState.Reported, ObligationState.Returned, ObligationState.Met],
                obligations.Select(o => o.State).Distinct().Order());
            Assert.Contains(obligations, o => o.IsLate(new(2026, 11, 22)));
        });
    }

    [Theory, OnEachDatabase]
    public async Task The_shown_region_has_an_agreement_of_every_legal_form_signed_on_the_platform_and_one_being_negotiated(
        DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            var scope = RegionScope.Of(RegionCode.Parse("16.72"));
            var documents = await db.In<IssuedDocument>(scope).Where(d => d.SubjectKind == "movement.agreement" && d.Year == 2026)
                .ToListAsync();
            Assert.Equal(
                ["addendum", "kesepakatan-bersama", "nota-kesepakatan", "perjanjian-kerja-sama", "surat-kuasa"],
                documents.Select(d => d.Kind).Order(StringComparer.Ordinal));
            Assert.All(documents, d => Assert.True(d is { Generated: true, State: DocumentState.Issued }));
            var agreements = (await db.In<AgreementRecord>(scope).Where(a => a.SignedOn == null || a.State == AgreementState.InForce)
                .ToListAsync()).ToDictionary(a => a.Template);
            Assert.Equal(AgreementLink.FollowUp, agreements["pks-penerimaan-nontunai"].ParentLink);
            Assert.Equal(agreements[AgreementScene.Memorandum].EndsOn, agreements["adendum"].EndsOn);
            Assert.Equal(AgreementState.Negotiation, agreements["kesepakatan-bersama"].State);
            Assert.Equal(1, await db.In<ClauseVersion>(scope).CountAsync(c => c.State == ClauseState.Proposed));
        });
    }

    [Theory, OnEachDatabase]
    public async Task What_the_shown_region_agreed_before_is_over_lapsed_and_on_its_public_page_and_time_that_runs_out_was_told(
        DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        var shown = RegionCode.Parse("16.72");
        await database.WithAsync(async (KotaDb db) =>
        {
            var past = await db.In<AgreementRecord>(RegionScope.Of(shown))
                .Where(a => a.State == AgreementState.Ended || a.State == AgreementState.Renewed).OrderBy(a => a.SignedOn).ToListAsync();
            Assert.Equal(
                [("kerja-sama-bank", AgreementState.Renewed), ("perjanjian-kerja-sama", AgreementState.Ended)],
                past.Select(a => (a.Template, a.State)));
            var over = past.ConvertAll(a => a.Id);
            var promised = await db.In<Obligation>(Everywhere).Where(o => over.Contains(o.AgreementId)).ToListAsync();
            Assert.All(promised, o => Assert.Contains(o.State, new[] { ObligationState.Met, ObligationState.Lapsed }));
            Assert.Equal(over.ToHashSet(), promised.Where(o => o.State == ObligationState.Lapsed).Select(o => o.AgreementId).ToHashSet());
            Assert.Equal(
                promised.Count(o => o.State == ObligationState.Lapsed),
                await db.In<Obligation>(Everywhere).CountAsync(o => o.State == ObligationState.Lapsed));
            var told = await db.In<ObligationAlert>(Everywhere).Select(a => a.Percent).Distinct().ToListAsync();
            Assert.Equal([50, 80, 100], told.Order());
            Assert.True(await db.Shared<NotificationRow>().AnyAsync(n => n.TextKey == "Movement.Notice.ObligationLate"));
        });
        await using var app = await TestApp.OverAsync(database);
        using var visitor = app.Client();
        var main = (await visitor.PageAsync("/daerah/kota-pagar-alam")).QuerySelector("main")!;
        var cards = main.QuerySelectorAll("details section.k-card").ToList();
        Assert.Equal(["Diakhiri", "Diperpanjang"], cards.Select(c => c.QuerySelector("p")!.Children[0].TextContent.Trim()));
        foreach (var card in cards)
        {
            var check = await visitor.PageAsync(card.QuerySelector("a[href^='/periksa/']")!.GetAttribute("href")!);
            Assert.Contains("asli", check.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_ceremony_of_two_final_texts_is_still_to_come(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            var planned = await db.In<Ceremony>(Everywhere).SingleAsync(c => c.State == CeremonyState.Planned);
            Assert.True(planned.Generated && planned.HeldOn > new DateOnly(2026, 11, 30));
            var seats = await db.In<CeremonySeat>(Everywhere).Where(s => s.CeremonyId == planned.Id).ToListAsync();
            Assert.Equal(2, seats.Count);
            var ids = seats.ConvertAll(s => s.AgreementId);
            var texts = await db.In<AgreementRecord>(Everywhere).Where(a => ids.Contains(a.Id)).ToListAsync();
            Assert.All(texts, a => Assert.True(a is { FrozenSha256.Length: 64, SignedOn: null, DocumentId: not null }));
        });
    }

    [Theory, OnEachDatabase]
    public async Task Everything_generated_is_labelled(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            Assert.True(await db.Shared<Call>().AllAsync(c => c.Generated && c.TitleId.Contains("data buatan")));
            Assert.True(await db.In<Application>(Everywhere).AllAsync(a => a.Generated));
            Assert.True(await db.In<IndexValue>(Everywhere).AllAsync(v => v.Generated && v.Source.Contains("Data buatan")));
            Assert.True(await db.In<Evidence>(Everywhere).AllAsync(e => e.Title.Contains("data buatan")));
            Assert.Equal((true, (int?)null), await DemoRecord.StandAsync(db, CancellationToken.None));
        });
        Assert.Equal([PlayedSeasons.RealPerson], await DemoDigest.RowsAsync(
            database, "select display_name from people_account where not is_demo or display_name not like '%(demo)'"));
    }

    [Fact]
    public async Task Another_seed_gives_another_season()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await PlayAsync(database, Small with { Seed = 8 });
        Assert.NotEqual((await seasons.OnAsync(DatabaseEngine.Sqlite)).Digest, await DemoDigest.OfAsync(database));
    }

    /// <summary>Both engines are held against the season that a process of its own played on SQLite without a cut.</summary>
    [Theory, OnEachDatabase]
    public async Task Played_anew_after_a_cut_the_same_seed_gives_the_same_season_and_nothing_twice(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var cut = new CancellationTokenSource();
        var watcher = new CutAfter(60, cut);
        var row = await RunAsync(database, Small, watcher, cut.Token);
        Assert.NotEqual(OperationState.Done, row.State);
        Assert.Equal(new DemoFigures(12, 8, 6, 3), await PlayAsync(database, Small));
        Assert.Equal(4, await database.WithAsync((KotaDb db) => db.Shared<Call>().CountAsync()));
        var digest = await DemoDigest.OfAsync(database);
        Assert.Equal((await seasons.OnAsync(DatabaseEngine.Sqlite)).Digest, digest);
        Assert.Equal((await seasons.OnAsync(engine)).Digest, digest);
    }

    /// <summary>As <c>serve --demo</c> has it done; that it comes to the same season is what every other test rests on.</summary>
    [Theory, OnEachDatabase]
    public async Task A_process_of_its_own_stops_with_the_operation(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        database.Settings[PlayDemo.ApartSetting] = "true";
        using var cut = new CancellationTokenSource();
        var stopped = await RunAsync(database, Small, new CutAfter(20, cut), cut.Token);
        Assert.Equal(OperationState.Queued, stopped.State);
        var steps = await StepsAsync();
        Assert.True(steps > 0);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(steps, await StepsAsync());
        Task<int> StepsAsync() => database.WithAsync((KotaDb db) => db.In<TrailEntry>(Everywhere).CountAsync());
    }

    [Trait("Category", "Full")]
    [Theory, OnEachDatabase]
    public async Task The_full_season_has_165_invited_120_submitted_38_assessors_and_50_selected_with_Pagar_Alam(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        Assert.Equal(new DemoFigures(165, 120, 38, 50), await PlayAsync(database, DemoSeason.Standard));
        var shown = RegionScope.Of(RegionCode.Parse("16.72"));
        await database.WithAsync(async (KotaDb db) => Assert.NotNull((await db.In<RegionMentoring>(shown).SingleAsync()).CompletedOn));
        await database.WithAsync(async (KotaDb db) =>
        {
            var memoranda = await db.In<AgreementRecord>(Everywhere).Where(a => a.CallId != null).ToListAsync();
            Assert.Equal(50, memoranda.Select(a => a.RegionCode).Distinct().Count());
            Assert.Equal(50, memoranda.Count);
            Assert.All(memoranda, a => Assert.Equal(new DateOnly(2026, 5, 12), a.SignedOn));
            var documents = memoranda.ConvertAll(a => new DocumentId(a.DocumentId!.Value));
            var signatures = await db.In<DocumentSignature>(Everywhere).Where(s => documents.Contains(s.DocumentId)).ToListAsync();
            Assert.Equal(100, signatures.Count);
            Assert.All(signatures.GroupBy(s => s.DocumentId), g => Assert.Equal(2, g.Count()));
        });
    }

    internal static async Task<DemoFigures> PlayAsync(TestDatabase database, DemoSeason season)
    {
        var row = await RunAsync(database, season, null, CancellationToken.None);
        Assert.True(row.State == OperationState.Done, row.Error);
        return await database.Services.GetRequiredService<IMovementDemo>().FiguresAsync(CancellationToken.None);
    }

    private static Task<OperationRow> RunAsync(
        TestDatabase database, DemoSeason season, IProgress<OperationProgress>? watcher, CancellationToken stop) =>
        database.Services.GetRequiredService<OperationRunner>()
            .RunNowAsync(DemoRecord.Host, PlayDemo.Kind, RegionCode.National, season, watcher, stop);

    private sealed class CutAfter(int steps, CancellationTokenSource cut) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value)
        {
            if (value.Done >= steps)
            {
                cut.Cancel();
            }
        }
    }
}

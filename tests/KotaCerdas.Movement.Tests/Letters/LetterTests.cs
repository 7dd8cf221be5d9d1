using KotaCerdas.Documents.Signatures;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Letters;
using KotaCerdas.Movement.Features.Objections;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Movement.Tests.Assessment;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KotaCerdas.Movement.Tests.Letters;

/// <summary>The decision letters of a selection: numbered, sealed, logged and told, one for each region.</summary>
public sealed class LetterTests
{
    [Theory, OnEachDatabase]
    public async Task Every_applicant_gets_one_genuine_letter_and_its_people_are_told_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var notices = new Notices(database);
        var (season, _) = await DecisionTests.AnnouncedAsync(database);
        var head = await notices.AccountAsync("region-head", season.Regions[3].Value);
        var planner = await notices.AccountAsync("bappeda", season.Regions[0].Value);
        var outside = await notices.AccountAsync("region-head", "35.07");

        var done = await LetterBox.SendAsync(database, season.Call);
        await notices.DeliverTwiceAsync();

        Assert.Equal(OperationState.Done, done.State);
        Assert.Equal(4, await LetterBox.AssertSoundAsync(database.Services));
        var rows = await LetterBox.RowsAsync(database.Services, season.Call);
        Assert.Equal(4, rows.Select(r => r.Document!.Number).Distinct().Count());
        foreach (var row in rows)
        {
            var (_, answer) = await LetterBox.CheckAsync(database.Services, row.Document!);
            Assert.Equal(Verdict.Valid, answer.Verdict);
            Assert.Equal(DocumentSignature.SealRole, Assert.Single(await SealsAsync(database, row)).Role);
        }

        Assert.Contains("LetterSent", await notices.ToldAsync(head));
        Assert.Contains("LetterSent", await notices.ToldAsync(planner));
        Assert.Empty(await notices.ToldAsync(outside));
        var promised = await database.WithAsync<KotaDb, int>(db =>
        {
            db.Declare(RegionScope.National("test"));
            return db.Database.SqlQuery<int>(
                $"select count(*) as \"Value\" from platform_log_opening where kind in ('platform.signature', 'platform.document-number')")
                .SingleAsync();
        });
        Assert.Equal(8, promised);
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_that_cannot_be_printed_is_named_and_does_not_stop_the_others(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        // No font that ships has this letter.
        var (season, _) = await DecisionTests.AnnouncedAsync(database, async (s, draft) => Season.Ok(await s.AsAsync(
            s.Officer, (RemarkOnLine o) => o.RunAsync(s.Call, draft, s.Regions[1], "Catatan 漢", default))));

        for (var run = 0; run < 2; run++)
        {
            var ended = await LetterBox.SendAsync(database, season.Call);
            Assert.Equal(OperationState.Failed, ended.State);
            Assert.Equal("Movement.Letter.SomeFailed", OperationError.FromJson(ended.Error!).Code);
            Assert.Equal(3, await LetterBox.AssertSoundAsync(database.Services));
        }

        var failed = Assert.Single(await LetterBox.RowsAsync(database.Services, season.Call), r => r.State == LetterState.Failed);
        Assert.Equal(season.Regions[1], failed.Region.Code);
        Assert.Equal("Platform.Document.LetterUnknown", failed.Letter!.ProblemCode);
        Assert.Null(failed.Letter.DocumentId);
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_that_the_authority_refuses_keeps_its_number_and_is_sealed_by_the_next_run(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(database);
        var picky = new PickyAuthority(database.Services.GetRequiredService<ISigningAdapter>());
        await using var services = KotaCerdas.Web.KotaApp.Services(database.Settings, s =>
        {
            database.Adjust(s);
            s.Replace(ServiceDescriptor.Singleton<ISigningAdapter>(picky));
        });

        var first = await LetterBox.SendAsync(services, season.Call);
        Assert.Equal("Movement.Letter.SomeFailed", OperationError.FromJson(first.Error!).Code);
        Assert.Equal(3, await LetterBox.AssertSoundAsync(services));
        var refused = Assert.Single(await LetterBox.RowsAsync(services, season.Call), r => r.State == LetterState.Failed);
        Assert.Equal((PickyAuthority.Code, DocumentState.Prepared), (refused.Letter!.ProblemCode, refused.Document!.State));

        Assert.Equal(OperationState.Done, (await LetterBox.SendAsync(database, season.Call)).State);
        Assert.Equal(4, await LetterBox.AssertSoundAsync(services));
        var after = (await LetterBox.RowsAsync(services, season.Call)).Single(r => r.Region.Code == refused.Region.Code);
        Assert.Equal((refused.Document.Number, LetterState.Sent), (after.Document!.Number, after.State));
    }

    [Theory, OnEachDatabase]
    public async Task A_whole_batch_refused_for_one_reason_stops_the_run_with_it_and_the_next_run_goes_on(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        string[] twelve = ["11.71", "12.71", "13.71", "14.71", "16.72", "32.73", "33.22", "34.04", "35.78", "51.71", "64.71", "73.71"];
        var (season, _) = await DecisionTests.AnnouncedAsync(database, regions: twelve);
        foreach (var code in new[] { "Platform.Signing.Silent", "Platform.Signing.Refused" })
        {
            var shut = new ShutAuthority(database.Services.GetRequiredService<ISigningAdapter>(), code);
            await using var services = KotaCerdas.Web.KotaApp.Services(database.Settings, s =>
            {
                database.Adjust(s);
                s.Replace(ServiceDescriptor.Singleton<ISigningAdapter>(shut));
            });

            var ended = await LetterBox.SendAsync(services, season.Call);

            Assert.Equal((OperationState.Failed, code), (ended.State, OperationError.FromJson(ended.Error!).Code));
            Assert.Equal(0, await LetterBox.AssertSoundAsync(services));
            // Where the authority is silent nobody asks it again for each letter.
            Assert.Equal(code == "Platform.Signing.Silent" ? 1 : 11, shut.Asked);
            var rows = await LetterBox.RowsAsync(services, season.Call);
            Assert.Equal(10, rows.Count(r => r.Letter?.ProblemCode == code && r.Document!.State == DocumentState.Prepared));
            Assert.Equal(2, rows.Count(r => r.Letter is null));
        }

        var numbers = (await LetterBox.RowsAsync(database.Services, season.Call)).Where(r => r.Document is not null)
            .ToDictionary(r => r.Region.Code, r => r.Document!.Number);
        Assert.Equal(OperationState.Done, (await LetterBox.SendAsync(database, season.Call)).State);
        Assert.Equal(12, await LetterBox.AssertSoundAsync(database.Services));
        var after = await LetterBox.RowsAsync(database.Services, season.Call);
        Assert.All(numbers, n => Assert.Equal(n.Value, after.Single(r => r.Region.Code == n.Key).Document!.Number));
    }

    [Theory, OnEachDatabase]
    public async Task A_run_that_is_cut_short_goes_on_where_it_stopped(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(database);
        using var stop = new CancellationTokenSource();
        var seen = 0;
        var cut = await LetterBox.SendAsync(database.Services, season.Call, new Watcher(() =>
        {
            if (++seen == 3)
            {
                stop.Cancel();
            }
        }), stop.Token);

        Assert.Equal(OperationState.Queued, cut.State);
        Assert.Equal(0, await LetterBox.AssertSoundAsync(database.Services));
        Assert.Contains(await LetterBox.RowsAsync(database.Services, season.Call), r => r.State == LetterState.Numbered);

        Assert.True(await database.Services.GetRequiredService<OperationRunner>().RunNextAsync(default));
        Assert.Equal(4, await LetterBox.AssertSoundAsync(database.Services));
    }

    [Theory, OnEachDatabase]
    public async Task Asked_twice_it_runs_once_and_there_is_an_end_to_what_can_be_sent(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (season, _) = await DecisionTests.AnnouncedAsync(database);
        Task<Outcome<OperationId>> StartAsync(Actor actor) =>
            season.AsAsync(actor, (StartLetters o) => o.RunAsync(season.Call, default));

        Assert.Equal("Platform.Access.NotAllowed", (await StartAsync(season.Director)).Problem.Code);
        var first = Season.Ok(await StartAsync(season.Officer));
        Assert.Equal(first, Season.Ok(await StartAsync(season.Officer)));
        Assert.True(await database.Services.GetRequiredService<OperationRunner>().RunNextAsync(default));
        Assert.Equal("Movement.Letter.NothingToSend", (await StartAsync(season.Officer)).Problem.Code);
        Assert.Equal(4, await LetterBox.AssertSoundAsync(database.Services));
    }

    [Theory, OnEachDatabase]
    public async Task Before_the_announcement_nothing_is_sent(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await DecisionTests.AnnouncedAsync(database, async (s, _) =>
        {
            var early = await s.AsAsync(s.Officer, (StartLetters o) => o.RunAsync(s.Call, default));
            Assert.Equal("Movement.Letter.NothingToSend", early.Problem.Code);
        });
    }

    [Theory, OnEachDatabase]
    public async Task The_letter_of_a_correction_takes_the_place_of_the_earlier_one(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (season, draft) = await DecisionTests.AnnouncedAsync(database);
        await LetterBox.SendAsync(database, season.Call);
        var region = season.Regions[3];
        var before = (await LetterBox.RowsAsync(database.Services, season.Call)).Single(r => r.Region.Code == region).Document!;
        var objection = Season.Ok(await season.AsAsync(
            TestPeople.Office("region-head", region.Value), (FileObjection o) =>
                o.RunAsync(new(season.Call, region, new string('a', 40)), default)));
        Season.Ok(await season.AsAsync(season.Officer, (AnswerObjection o) => o.RunAsync(
            new(season.Call, region, objection, ObjectionResult.Changed, SelectionResult.Selected, new string('b', 40)), default)));
        var correction = await database.WithAsync<KotaDb, Guid>(
            db => db.Shared<Decision>().Where(d => d.CorrectsId == draft).Select(d => d.Id).SingleAsync());
        database.Clock.Advance(TimeSpan.FromHours(1));
        await DecisionTests.PublishAsync(season, correction);

        await LetterBox.SendAsync(database, season.Call);

        Assert.Equal(5, await LetterBox.AssertSoundAsync(database.Services));
        var after = await season.AsAsync(season.Officer, (LetterRows r) => r.SentToAsync(region, default));
        Assert.NotEqual(before.Id, after[season.Call].Id);
        var (_, old) = await LetterBox.CheckAsync(database.Services, before);
        Assert.Equal((Verdict.Superseded, after[season.Call].Number), (old.Verdict!.Value, old.Document!.ReplacedBy));
    }

    private static Task<IReadOnlyList<DocumentSignature>> SealsAsync(TestDatabase database, LetterRow row) =>
        database.WithAsync<DocumentSignatures, IReadOnlyList<DocumentSignature>>(
            s => s.OfAsync(RegionCode.National, row.Document!.Id, default));

    /// <summary>Seals nothing.</summary>
    private sealed class ShutAuthority(ISigningAdapter inner, string code) : ISigningAdapter
    {
        public int Asked { get; private set; }

        public string Name => inner.Name;

        public bool AsksForSecret => inner.AsksForSecret;

        public Task<Outcome<byte[]>> SignAsync(SigningRequest request, CancellationToken cancel) => inner.SignAsync(request, cancel);

        public Task<Outcome<Nothing>> StatusAsync(SignerIdentity signer, CancellationToken cancel) => inner.StatusAsync(signer, cancel);

        public Task<Outcome<IReadOnlyList<byte[]>>> SealAsync(IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancel)
        {
            Asked++;
            return Task.FromResult<Outcome<IReadOnlyList<byte[]>>>(new Problem(code, null, "ditutup"));
        }
    }

    /// <summary>Seals nothing that comes together with the first file it ever saw.</summary>
    private sealed class PickyAuthority(ISigningAdapter inner) : ISigningAdapter
    {
        public const string Code = "Platform.Signing.TooLarge";

        private string? _refused;

        public string Name => inner.Name;

        public bool AsksForSecret => inner.AsksForSecret;

        public Task<Outcome<byte[]>> SignAsync(SigningRequest request, CancellationToken cancel) => inner.SignAsync(request, cancel);

        public Task<Outcome<Nothing>> StatusAsync(SignerIdentity signer, CancellationToken cancel) => inner.StatusAsync(signer, cancel);

        public async Task<Outcome<IReadOnlyList<byte[]>>> SealAsync(IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancel)
        {
            var hashes = files.Select(f => KotaCerdas.Documents.Sha256.Hex(f.Span)).ToList();
            _refused ??= hashes[0];
            return hashes.Contains(_refused) ? new Problem(Code) : await inner.SealAsync(files, cancel);
        }
    }

    /// <summary>Reports at once, on the thread of the operation.</summary>
    private sealed class Watcher(Action seen) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => seen();
    }
}

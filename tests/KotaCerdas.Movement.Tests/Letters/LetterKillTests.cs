using System.Diagnostics;
using KotaCerdas.Documents.Signatures;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Letters;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Letters;

/// <summary>
/// The real process is killed with −9 while it sends letters: afterwards no number is missing, no letter is lost or doubled, and no
/// document is half sealed.
/// </summary>
public sealed class LetterKillTests
{
    private const int Regions = 40;

    private static readonly int Points = HowMany.Of(2, 200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180 + (2 * Points));
    private static readonly RegionScope Everywhere = RegionScope.National("test");

    [Theory, OnEachDatabase]
    public async Task Killed_while_it_sends_letters_the_product_sends_each_exactly_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        database.Clock.Set(TimeProvider.System.GetUtcNow());
        var settings = new Dictionary<string, string?>(database.Settings, StringComparer.OrdinalIgnoreCase)
        {
            ["Operations:LeaseSeconds"] = "1",
        };
        await using var services = KotaApp.Services(settings);
        await using var product = new ProductProcess(settings);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (cutOff, calls) = (0, new List<CallId>());
        for (var point = 0; point < Points; point++)
        {
            // A call is under way for as long as it takes: some kills hit the same one again.
            if (calls.Count == 0 || await OpenAsync(services) == 0)
            {
                calls.Add(await AnnounceAsync(database, 2100 + calls.Count));
                await StartAsync(services, calls[^1]);
            }

            product.Launch();
            await MomentAsync(product, services, random, atWork: point == 0 || (point > 1 && random.Next(4) > 0));
            await product.KillAsync();
            cutOff += await OpenAsync(services);
            await LetterBox.AssertSoundAsync(services, $"(seed {seed}, point {point})");
        }

        await product.StartAsync();
        await EndedAsync(services);
        await product.KillAsync();
        Assert.Equal(calls.Count * Regions, await LetterBox.AssertSoundAsync(services, $"(seed {seed})"));
        foreach (var row in await LetterBox.RowsAsync(services, calls[0]))
        {
            Assert.Equal(Verdict.Valid, (await LetterBox.CheckAsync(services, row.Document!)).Answer.Verdict);
        }

        Assert.True(cutOff > 0, "no kill hit running work: the test proves nothing");
    }

    /// <summary>While it works, or while it starts: the second point and some later ones.</summary>
    private static async Task MomentAsync(ProductProcess product, IServiceProvider services, Random random, bool atWork)
    {
        var before = await SentAsync(services);
        if (atWork)
        {
            await product.ReadyAsync();
            for (var i = 0; i < 400 && await SentAsync(services) == before && await OpenAsync(services) > 0; i++)
            {
                await Task.Delay(10);
            }
        }

        await Task.Delay(random.Next(0, 250));
    }

    private static Task<int> SentAsync(IServiceProvider services) => LetterBox.InScopeAsync(services, s =>
        s.GetRequiredService<KotaDb>().In<DecisionLetter>(Everywhere).CountAsync(l => l.DocumentId != null));

    private static Task<int> OpenAsync(IServiceProvider services) => LetterBox.InScopeAsync(services, s =>
        s.GetRequiredService<KotaDb>().In<OperationRow>(Everywhere)
            .CountAsync(o => o.Kind == SendLetters.Kind.Name && (o.State == OperationState.Queued || o.State == OperationState.Running)));

    private static Task<OperationId> StartAsync(IServiceProvider services, CallId call) => LetterBox.InScopeAsync(services, async s =>
        (await s.GetRequiredService<Operations>().StartAsync(
            Actor.Platform("test"), SendLetters.Kind, RegionCode.National, new SendLettersInput(call.Value), null, default)).Value);

    private static async Task EndedAsync(IServiceProvider services)
    {
        var since = Stopwatch.StartNew();
        while (await OpenAsync(services) > 0)
        {
            if (since.Elapsed > Patience)
            {
                throw new TimeoutException("The letters did not end after the last start");
            }

            await Task.Delay(200);
        }

        var failed = await LetterBox.InScopeAsync(services, s => s.GetRequiredService<KotaDb>().In<OperationRow>(Everywhere).AsNoTracking()
            .Where(o => o.Kind == SendLetters.Kind.Name && o.State != OperationState.Done).Select(o => o.Error).ToListAsync());
        Assert.Empty(failed);
    }

    /// <summary>An announced decision about many regions, written as rows.</summary>
    private static async Task<CallId> AnnounceAsync(TestDatabase database, int year)
    {
        var now = database.Clock.GetUtcNow().UtcDateTime;
        var call = SomeCall.Draft(database.Clock);
        call.Year = year;
        foreach (var next in Enum.GetValues<CallStatus>().Where(s => s is > CallStatus.Draft and < CallStatus.Withdrawn))
        {
            Assert.Null(call.Advance(next, Actor.Platform("test"), now));
        }

        var decision = Ids.New(database.Clock);
        await database.WithAsync<KotaDb>(async db =>
        {
            var codes = await db.Shared<Region>().Where(r => r.Kind == RegionKind.Kota && !r.Administrative).OrderBy(r => r.Code)
                .Select(r => r.Code).Take(Regions).ToListAsync();
            await using var write = await db.BeginWriteAsync(Everywhere, default);
            db.Add(call);
            db.Add(new Decision
            {
                CallId = call.Id, Id = decision, Number = 1, Quota = 20, ReserveSize = 10, Instrument = "test", Note = "",
                DraftedAt = now, DraftedBy = new UserId(Ids.New(database.Clock)), DraftedByName = "test",
            });
            db.Add(new Announcement { CallId = call.Id, DecisionId = decision, At = now, ByName = "test" });
            db.AddRange(codes.Select((code, i) => Line(call.Id, decision, code, i + 1)));
            db.AddRange(codes.Select(code => new ObjectionWindow
            {
                RegionCode = code, CallId = call.Id, DecisionId = decision, OpensOn = new(2026, 3, 1), LastOn = new(2026, 3, 8),
            }));
            await write.CommitAsync(default);
        });
        return call.Id;
    }

    private static DecisionLine Line(CallId call, Guid decision, RegionCode region, int place) => new()
    {
        RegionCode = region,
        CallId = call,
        DecisionId = decision,
        Result = place <= 20 ? SelectionResult.Selected : place <= 30 ? SelectionResult.Reserve : SelectionResult.Rejected,
        Place = place,
        ReservePlace = place is > 20 and <= 30 ? place - 20 : null,
        Total = (100 - place) * 1_000_000L,
        Reasons = new LineReasons(
            SelectionReason.ByRank, Regions, 80, [],
            [new("tata-kelola", new("Tata kelola", "Governance"), 100, 100 - place, 80)]).Write(),
    };
}

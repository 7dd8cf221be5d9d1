using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// Fills a database with 8 calls, an application of every region to each, 60,000 answers, and a scored panel in the last year, which is
/// being assessed; the years before are announced.
/// </summary>
internal sealed class EightYears(TestDatabase database)
{
    private const int First = 2019;
    private const int Last = 2026;
    private const int Answers = 60_000;
    private const int Ranked = 120;
    private const string Sheet = "penilaian-contoh";

    private static readonly RegionScope Everywhere = RegionScope.National("benchmark");

    private readonly DateTime _now = database.Clock.GetUtcNow().UtcDateTime;
    private readonly Actor _actor = Actor.Platform("benchmark");

    /// <summary>Writes everything; returns the call of the last year, which is being assessed.</summary>
    public async Task<CallId> FillAsync()
    {
        await PublishAsync();
        var regions = await database.WithAsync<KotaDb, List<RegionCode>>(db => db.Shared<Region>().AsNoTracking()
            .Where(r => r.Kind != RegionKind.Province).OrderBy(r => r.Code).Select(r => r.Code).ToListAsync());
        var perYear = Answers / (Last - First + 1);
        CallId newest = default;
        for (var year = First; year <= Last; year++)
        {
            newest = await YearAsync(year, regions, perYear);
        }

        await ScoreAsync(newest, regions);
        return newest;
    }

    private async Task PublishAsync()
    {
        var failed = await database.WithAsync<InstrumentStore, bool>(async store =>
        {
            var engine = InstrumentStore.EngineOf((await store.FindAsync(Sheet, 1, default))!);
            return (await store.TryOutAsync(_actor, Sheet, 1, SampleAnswers.Of(engine.Instrument), default)).Failed
                || (await store.PublishAsync(_actor, Sheet, 1, default)).Failed;
        });
        Check.That(!failed);
    }

    private async Task<CallId> YearAsync(int year, List<RegionCode> regions, int answers)
    {
        var call = Call(year);
        var end = year < Last ? CallStatus.Announced : CallStatus.Assessing;
        foreach (var next in Enum.GetValues<CallStatus>().Where(s => s > CallStatus.Draft && s <= end))
        {
            Check.That(call.Advance(next, _actor, _now) is null);
        }

        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(Everywhere, default);
            db.Add(call);
            db.AddRange(regions.Select(r => new Invitation
            {
                RegionCode = r, CallId = call.Id, Kind = InvitationKind.Invited, Status = InvitationStatus.Invited, Reason = "benchmark",
                Basis = "{}", LetterNumber = "B-1", InvitedAt = _now,
            }));
            db.AddRange(regions.Select((r, i) => Application(call.Id, r, i)));
            db.AddRange(Enumerable.Range(0, answers).Select(i => new Answer
            {
                RegionCode = regions[i % regions.Count], CallId = call.Id, ItemCode = $"q{i / regions.Count:00}", Value = "42", Note = "",
                Revision = 1, UpdatedAt = _now, UpdatedByName = "benchmark",
            }));
            await write.CommitAsync(default);
        });
        return call.Id;
    }

    /// <summary>The first 120 regions are verified; of the others two in three are submitted.</summary>
    private Application Application(CallId call, RegionCode region, int index)
    {
        var application = new Application { RegionCode = region, CallId = call, StartedAt = _now };
        application.Saved(15, 15 + (index % 3), _now);
        if (index < Ranked || index % 3 != 0)
        {
            Check.That(application.Submit(_actor, _now, new DateOnly(2026, 3, 1)) is null);
        }

        if (index < Ranked)
        {
            Check.That(application.Verify(_actor, _now) is null);
        }

        return application;
    }

    private Task ScoreAsync(CallId call, List<RegionCode> regions) => database.WithAsync<KotaDb>(async db =>
    {
        var stored = await db.Shared<InstrumentVersion>().SingleAsync(i => i.Code == Sheet);
        var items = InstrumentStore.EngineOf(stored).Instrument.Items.Where(i => i.Answer == AnswerKind.Level).Select(i => i.Code).ToList();
        await using var write = await db.BeginWriteAsync(Everywhere, default);
        foreach (var (region, i) in regions.Take(Ranked).Select((r, i) => (r, i)))
        {
            for (var seat = 0; seat < 2; seat++)
            {
                var user = new UserId(Ids.New(database.Clock));
                db.Add(new ScoreSheet
                {
                    RegionCode = region, CallId = call, UserId = user, AssignedAt = _now, DueOn = new DateOnly(2026, 4, 15),
                    SubmittedAt = _now,
                });
                db.AddRange(items.Select((item, q) => new Score
                {
                    RegionCode = region, CallId = call, UserId = user, CriterionCode = item, Revision = 1,
                    Level = ((i * 7) + (q * 3) + (i / 5) + seat) % 5, Note = "", At = _now,
                }));
            }
        }

        await write.CommitAsync(default);
    });

    private Call Call(int year) => new()
    {
        Id = Ids.New<CallId>(database.Clock), Year = year, Track = CallTrack.City, TitleId = $"Panggilan {year}", TitleEn = $"Call {year}",
        ApplicationInstrument = "aplikasi-2018", ApplicationVersion = 1, AssessmentInstrument = Sheet, AssessmentVersion = 1,
        LegalBasis = "benchmark", LetterNumber = "B-1", LetterDate = new DateOnly(year, 2, 1), OpensOn = new DateOnly(year, 3, 2),
        SubmitBy = new DateOnly(year, 3, 31), ReturnDays = 5, AssessFrom = new DateOnly(year, 4, 13), AssessTo = new DateOnly(year, 4, 15),
        ObjectionDays = 5, ObjectionInWorkingDays = true, Quota = 50, ReserveSize = 10, Territory = TerritorialRules.None,
        Assessors = new AssessorRules(2, true, 8, 150_000), CreatedAt = _now,
    };
}

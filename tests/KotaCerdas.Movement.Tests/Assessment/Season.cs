using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Assignments;
using KotaCerdas.Movement.Features.Panels;
using KotaCerdas.Movement.Features.Scoring;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Assessment;

/// <summary>A closed call with verified applications and a panel, taken through the assessment by the ordinary operations.</summary>
internal sealed class Season(TestDatabase database)
{
    public static readonly string[] FourRegions = ["16.72", "34.04", "33.22", "73.71"];

    public Actor Officer { get; } = TestPeople.Office("ministry-officer");

    public Actor Director { get; } = TestPeople.Office("ministry-director");

    public Actor General { get; } = TestPeople.Office("ministry-director-general");

    public List<Actor> Assessors { get; } = [];

    public List<RegionCode> Regions { get; } = [];

    public CallId Call { get; private set; }

    /// <summary>Makes the call: applications verified, panel invited and accepted, nothing assigned.</summary>
    public static async Task<Season> PreparedAsync(
        TestDatabase database, IEnumerable<string> regions, int assessors = 4, Action<Call>? adjust = null)
    {
        var season = new Season(database);
        season.Regions.AddRange(regions.Select(RegionCode.Parse));
        season.Assessors.AddRange(Enumerable.Range(0, assessors).Select(_ => TestPeople.Office("assessor")));
        await season.StoreAsync(adjust);
        for (var i = 0; i < assessors; i++)
        {
            var sector = (SectorKind)(i % 3);
            var input = new InviteMemberInput(season.Call, season.Assessors[i].User!.Value, $"Asesor {i + 1}", sector, "Lembaga",
                string.Empty, null);
            Ok(await season.AsAsync(season.Officer, (InviteMember o) => o.RunAsync(input, default)));
            Ok(await season.DeclareAsync(i));
        }

        return season;
    }

    /// <summary>The same with an assignment in force.</summary>
    public static async Task<Season> AssignedAsync(TestDatabase database, IEnumerable<string>? regions = null, int assessors = 4,
        Action<Call>? adjust = null)
    {
        var season = await PreparedAsync(database, regions ?? FourRegions, assessors, adjust);
        var run = Ok(await season.AsAsync(season.Officer, (ProposeAssignment o) => o.RunAsync(season.Call, 1, default)));
        Ok(await season.AsAsync(season.Officer, (AcceptAssignment o) => o.RunAsync(season.Call, run, default)));
        return season;
    }

    /// <summary>The same with every sheet handed in; the level by region, seat on the panel and question.</summary>
    public static async Task<Season> ScoredAsync(
        TestDatabase database, Func<int, int, int, int> level, Action<Call>? adjust = null, IReadOnlyList<string>? regions = null)
    {
        var season = await AssignedAsync(database, regions, regions?.Count ?? 4, adjust);
        foreach (var (region, r) in season.Regions.Select((region, r) => (region, r)))
        {
            var seat = 0;
            foreach (var assessor in await season.PanelAsync(region))
            {
                await season.ScoreAsync(assessor, region, q => level(r, seat, q));
                seat++;
            }
        }

        return season;
    }

    public static T Ok<T>(Outcome<T> outcome)
    {
        Assert.False(outcome.Failed, outcome.Failed ? outcome.Problem.ToString() : null);
        return outcome.Value;
    }

    /// <summary>Runs an operation as a person, in a scope of its own like a request.</summary>
    public Task<TResult> AsAsync<TService, TResult>(Actor actor, Func<TService, Task<TResult>> run)
        where TService : notnull => database.WithAsync<IServiceProvider, TResult>(services =>
    {
        services.GetRequiredService<CurrentActor>().Value = actor;
        return run(services.GetRequiredService<TService>());
    });

    public Task<Outcome<int>> DeclareAsync(int assessor, string? conflict = null) => AsAsync(
        Assessors[assessor],
        (DeclareConflicts o) => o.RunAsync(
            Call, [.. Regions.Select(r =>
                r.Value == conflict ? new Declared(r, ConflictKind.Declared, "Kerabat bekerja di sana")
                : new Declared(r, ConflictKind.None, ""))],
            default));

    /// <summary>The assessors of a region in the order of their sheets.</summary>
    public async Task<List<Actor>> PanelAsync(RegionCode region)
    {
        var users = await database.WithAsync<KotaDb, List<UserId>>(db => db.In<ScoreSheet>(RegionScope.Of(region))
            .Where(s => s.CallId == Call && s.WithdrawnAt == null).Select(s => s.UserId).ToListAsync());
        return [.. Assessors.Where(a => users.Contains(a.User!.Value))];
    }

    public Task<Outcome<int>> SaveAsync(Actor assessor, RegionCode region, Func<int, int?> level) => AsAsync(
        assessor,
        (SaveScores o) => o.RunAsync(
            Call, region, [.. SmallInstrument.Items
                .Select((item, q) => new GivenLevel(item, level(q), q == 0 ? "Terlihat pada bukti" : ""))], default));

    public async Task ScoreAsync(Actor assessor, RegionCode region, Func<int, int> level)
    {
        Ok(await SaveAsync(assessor, region, q => level(q)));
        Ok(await AsAsync(assessor, (SubmitSheet o) => o.RunAsync(Call, region, default)));
    }

    private Task StoreAsync(Action<Call>? adjust) => database.WithAsync<KotaDb>(async db =>
    {
        var clock = database.Clock;
        var now = clock.GetUtcNow().UtcDateTime;
        var call = SomeCall.Draft(clock);
        Call = call.Id;
        adjust?.Invoke(call);
        Assert.Null(call.Advance(CallStatus.Open, Officer, now));
        Assert.Null(call.Advance(CallStatus.Closed, Officer, now));
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, default);
        db.Add(call);
        if (!await db.Shared<InstrumentVersion>().AnyAsync(i => i.Code == "asesmen"))
        {
            db.Add(SmallInstrument.Published(clock));
        }

        foreach (var region in Regions)
        {
            var application = new Application { RegionCode = region, CallId = call.Id, StartedAt = now };
            Assert.Null(application.Submit(Officer, now, new DateOnly(2026, 3, 20)));
            Assert.Null(application.Verify(Officer, now));
            db.Add(application);
        }

        await write.CommitAsync(default);
    });
}

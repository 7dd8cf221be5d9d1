using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Measures;

/// <summary>A closed call of 2026 with applications in every state, and an open call of 2027 with one that was handed in.</summary>
internal static class MeasuredCall
{
    public const string Complete = "16.72";
    public const string Late = "34.04";
    public const string Drafting = "33.22";
    public const string Returned = "73.71";

    private static readonly RegionScope Everywhere = RegionScope.National("test");
    private static readonly Actor Officer = TestPeople.Office("ministry-officer");

    public static Task<CallId> StoreAsync(TestDatabase database) => database.WithAsync<KotaDb, CallId>(async db =>
    {
        var now = database.Clock.GetUtcNow().UtcDateTime;
        var closed = Opened(database.Clock, 2026);
        Assert.Null(closed.Advance(CallStatus.Closed, Officer, now));
        var open = Opened(database.Clock, 2027);
        await using var write = await db.BeginWriteAsync(Everywhere, default);
        db.AddRange(closed, open);
        foreach (var region in (string[])[Complete, Late, Drafting, Returned])
        {
            db.Add(Invited(closed.Id, region, InvitationStatus.Invited, now));
        }

        db.Add(Invited(closed.Id, "51.71", InvitationStatus.Refused, now));
        db.Add(Invited(open.Id, Complete, InvitationStatus.Invited, now));
        db.AddRange(
            Applied(closed.Id, Complete, 8, now, closed.SubmitBy, (a, by) => a.Verify(by, now)),
            Applied(closed.Id, Late, 10, now, closed.SubmitBy.AddDays(1), (_, _) => null),
            Applied(closed.Id, Returned, 2, now, closed.SubmitBy, (a, by) => a.Return(by, now, closed.SubmitBy.AddDays(9))),
            Applied(open.Id, Complete, 10, now, open.SubmitBy, (_, _) => null));
        var draft = new Model.Application { RegionCode = RegionCode.Parse(Drafting), CallId = closed.Id, StartedAt = now };
        draft.Saved(5, 10, now);
        db.Add(draft);
        db.AddRange(File(closed.Id, Complete, database.Clock), File(closed.Id, Complete, database.Clock),
            File(closed.Id, Drafting, database.Clock));
        var removed = File(closed.Id, Complete, database.Clock);
        removed.RemovedAt = now;
        db.Add(removed);
        await write.CommitAsync(default);
        return closed.Id;
    });

    /// <summary>Verifies the late application, so that two figures of the country change.</summary>
    public static Task VerifyLateAsync(TestDatabase database, CallId call) => database.WithAsync<KotaDb>(async db =>
    {
        var region = RegionCode.Parse(Late);
        var application = await db.In<Model.Application>(RegionScope.Of(region)).SingleAsync(a => a.CallId == call);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), default);
        Assert.Null(application.Verify(Officer, database.Clock.GetUtcNow().UtcDateTime));
        await write.CommitAsync(default);
    });

    public static async Task<long> PublishAsync(IServiceProvider services)
    {
        var row = await services.GetRequiredService<OperationRunner>().RunNowAsync(
            Actor.Platform("test"), PlatformModule.MeasurePublication, RegionCode.National, new PublishMeasuresInput(null), null, default);
        Assert.Equal(OperationState.Done, row.State);
        return Convert.ToInt64(OperationResult.FromJson(row.Result!).Args[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Call Opened(TimeProvider clock, int year)
    {
        var call = SomeCall.Draft(clock);
        call.Year = year;
        Assert.Null(call.Advance(CallStatus.Open, Officer, clock.GetUtcNow().UtcDateTime));
        return call;
    }

    private static Invitation Invited(CallId call, string region, InvitationStatus status, DateTime now) => new()
    {
        RegionCode = RegionCode.Parse(region), CallId = call, Kind = InvitationKind.Invited, Status = status, Reason = "", Basis = "{}",
        LetterNumber = "B-1/2026", InvitedAt = now,
    };

    private static Model.Application Applied(
        CallId call, string region, int answered, DateTime now, DateOnly on, Func<Model.Application, Actor, Problem?> then)
    {
        var application = new Model.Application { RegionCode = RegionCode.Parse(region), CallId = call, StartedAt = now };
        application.Saved(answered, 10, now);
        Assert.Null(application.Submit(Officer, now, on));
        Assert.Null(then(application, Officer));
        return application;
    }

    private static Evidence File(CallId call, string region, TimeProvider clock) => new()
    {
        RegionCode = RegionCode.Parse(region), Id = Ids.New(clock), CallId = call, ItemCode = "a", FileId = Ids.New(clock),
            Sha256 = new('0', 64),
        Title = "Peraturan", PageAnchor = "", AddedAt = clock.GetUtcNow().UtcDateTime,
    };
}

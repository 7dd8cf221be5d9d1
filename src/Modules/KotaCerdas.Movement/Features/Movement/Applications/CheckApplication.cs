using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>What the ministry decides on a submitted application: verify it, or return it with reasons and a deadline.</summary>
internal sealed class CheckApplication(KotaDb db, Actor actor, ApplicationDesk desk, Trail trail, Outbox outbox, TimeProvider clock)
{
    public const int ReasonLength = 1000;

    /// <summary>The legal date in a region.</summary>
    public DateOnly TodayIn(Region region) => region.Zone.DateAt(clock.GetUtcNow());

    public async Task<Outcome<Nothing>> VerifyAsync(RegionCode region, CallId id, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var found = await FindAsync(region, id, cancel);
        if (found.Failed)
        {
            return found.Problem;
        }

        if (found.Value.Application!.Verify(actor, clock.GetUtcNow().UtcDateTime) is { } problem)
        {
            return problem;
        }

        trail.Add(actor, "Movement.Trail.ApplicationVerified", ApplicationSubject.Of(region, id));
        outbox.Add(new ApplicationVerified(region, id.Value));
        return await EndAsync(write, cancel);
    }

    /// <param name="reasons">Reason by question; an empty code stands for the whole application. Blank reasons are left out.</param>
    public async Task<Outcome<DateOnly>> ReturnAsync(
        RegionCode region, CallId id, IReadOnlyDictionary<string, string> reasons, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var found = await FindAsync(region, id, cancel);
        if (found.Failed)
        {
            return found.Problem;
        }

        var (call, application) = (found.Value.Call, found.Value.Application!);
        var given = Given(found.Value, reasons);
        if (given.Failed)
        {
            return Outcome.Fail<DateOnly>(given.Problems);
        }

        var now = clock.GetUtcNow();
        var calendar = await desk.CalendarAsync(cancel);
        var deadline = new DueRule(call.ReturnDays, DayUnit.WorkingDay, call.LegalBasis).StartAt(now, found.Value.Region.Zone, calendar);
        if (deadline.Failed)
        {
            return deadline.Problem;
        }

        if (application.Return(actor, now.UtcDateTime, deadline.Value.Due) is { } problem)
        {
            return problem;
        }

        db.AddRange(given.Value.Select(r => new ReturnReason
        {
            RegionCode = region, CallId = id, Round = application.ReturnRound, ItemCode = r.Key, Reason = r.Value,
            ReturnedAt = now.UtcDateTime, ReturnedBy = actor.User,
        }));
        trail.Add(actor, "Movement.Trail.ApplicationReturned", ApplicationSubject.Of(region, id),
            new { application.ReturnRound, Reasons = given.Value.Count });
        outbox.Add(new ApplicationReturned(region, id.Value, application.ReturnRound, deadline.Value.Due));
        var ended = await EndAsync(write, cancel);
        return ended.Failed ? ended.Problem : deadline.Value.Due;
    }

    private async Task<Outcome<Dossier>> FindAsync(RegionCode region, CallId id, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Verify, region) is { } refusal)
        {
            return refusal;
        }

        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var late = ApplicationRules.RefuseVerify(read.Value.Call);
        return read.Value.Application is null ? new Problem("Movement.Application.NotFound") : late is null ? read : late;
    }

    private static Outcome<Dictionary<string, string>> Given(Dossier file, IReadOnlyDictionary<string, string> reasons)
    {
        var known = file.Instrument.Items.Select(i => i.Code).Append(string.Empty).ToHashSet(StringComparer.Ordinal);
        var given = reasons.Select(r => (r.Key, Reason: r.Value.Trim())).Where(r => r.Reason.Length > 0 && known.Contains(r.Key))
            .ToDictionary(r => r.Key, r => r.Reason, StringComparer.Ordinal);
        var tooLong = given.FirstOrDefault(r => r.Value.Length > ReasonLength).Key;
        return given.Count == 0 ? new Problem("Movement.Application.ReturnReasonNeeded")
            : tooLong is not null ? new Problem("Movement.Application.ReasonNeeded", tooLong, ReasonLength)
            : given;
    }

    private static async Task<Outcome<Nothing>> EndAsync(WriteScope write, CancellationToken cancel) =>
        await write.TryCommitAsync(new Problem("Movement.Application.Raced"), cancel) is { } raced ? raced : Outcome.Done;
}

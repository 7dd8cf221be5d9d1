using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>Withdraws an application, with a reason, before the selection begins.</summary>
internal sealed class WithdrawApplication(KotaDb db, Actor actor, ApplicationDesk desk, Trail trail, Outbox outbox, TimeProvider clock)
{
    public const int ReasonLength = 1000;

    public async Task<Outcome<Nothing>> RunAsync(RegionCode region, CallId id, string? reason, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Withdraw, region) is { } refusal)
        {
            return refusal;
        }

        var why = (reason ?? string.Empty).Trim();
        if (why.Length is 0 or > ReasonLength)
        {
            return new Problem("Movement.Application.ReasonNeeded", "Reason", ReasonLength);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        if (read.Value.Application is not { } application)
        {
            return new Problem("Movement.Application.NotFound");
        }

        var problem = ApplicationRules.RefuseWithdraw(read.Value.Call) ?? application.Withdraw(actor, clock.GetUtcNow().UtcDateTime, why);
        if (problem is not null)
        {
            return problem;
        }

        trail.Add(actor, "Movement.Trail.ApplicationWithdrawn", ApplicationSubject.Of(region, id));
        outbox.Add(new ApplicationWithdrawn(region, id.Value));
        return await write.TryCommitAsync(new Problem("Movement.Application.Raced"), cancel) is { } raced ? raced : Outcome.Done;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>Submits an application. Submitting twice changes nothing; what is missing is listed whole.</summary>
internal sealed class SubmitApplication(KotaDb db, Actor actor, ApplicationDesk desk, Trail trail, Outbox outbox, TimeProvider clock)
{
    public async Task<Outcome<Application>> RunAsync(RegionCode region, CallId id, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Submit, region) is { } refusal)
        {
            return refusal;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var file = read.Value;
        if (file.Application is { Status: ApplicationStatus.Submitted } already)
        {
            return already;
        }

        var now = clock.GetUtcNow();
        List<Problem> problems = ApplicationRules.RefuseEdit(file, now) is { } closed ? [closed] : ApplicationRules.RefuseSubmit(file);
        if (problems.Count > 0)
        {
            return problems;
        }

        if (file.Application is not { } application)
        {
            return new Problem("Movement.Application.NothingToSubmit");
        }

        var today = file.Region.Zone.DateAt(now);
        if (application.Submit(actor, now.UtcDateTime, today) is { } problem)
        {
            return problem;
        }

        trail.Add(actor, "Movement.Trail.ApplicationSubmitted", ApplicationSubject.Of(region, id));
        outbox.Add(new ApplicationSubmitted(region, id.Value, today));
        return await write.TryCommitAsync(new Problem("Movement.Application.Raced"), cancel) is { } raced ? raced : application;
    }
}

/// <summary>An application as the subject of the trail.</summary>
internal static class ApplicationSubject
{
    public static Subject Of(RegionCode region, CallId id) => new(region, "movement.application", id.ToString());
}

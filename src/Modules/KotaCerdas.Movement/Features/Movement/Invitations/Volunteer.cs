using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Invitations;

/// <summary>A region that was not chosen asks to join; the ministry accepts or refuses with a reason.</summary>
internal sealed class Volunteer(KotaDb db, Actor actor, Trail trail, Outbox outbox, TimeProvider clock)
{
    public const int ReasonLength = 1000;

    /// <summary>Why the region cannot ask to join this call now, whatever it writes; null where it can.</summary>
    public async Task<Problem?> RefuseAsync(RegionCode region, CallId id, CancellationToken cancel)
    {
        var call = await db.Shared<Call>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);
        var place = await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == region, cancel);
        if (call is null || place is null)
        {
            return new Problem("Movement.Invite.CannotJoin");
        }

        if (call.Refuse(place) is { } refused)
        {
            return refused;
        }

        return call.Status != CallStatus.Open || place.Zone.DateAt(clock.GetUtcNow()) > call.SubmitBy
            ? new Problem("Movement.Invite.CannotJoin")
            : await db.In<Invitation>(RegionScope.Of(region)).AnyAsync(i => i.RegionCode == region && i.CallId == id, cancel)
                ? new Problem("Movement.Invite.AlreadyThere") : null;
    }

    /// <summary>Calls that take applications of the region now, newest first.</summary>
    public async Task<IReadOnlyList<Call>> OpenToAsync(RegionCode region, CancellationToken cancel)
    {
        var place = await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == region, cancel);
        var open = await db.Shared<Call>().AsNoTracking().Where(c => c.Status == CallStatus.Open)
            .OrderByDescending(c => c.Year).ThenByDescending(c => c.Id).ToListAsync(cancel);
        return place is null ? [] : [.. open.Where(c => c.Admits(place) && c.TakesSubmissions(place.Zone, clock.GetUtcNow()))];
    }

    public async Task<Outcome<Nothing>> AskAsync(RegionCode region, CallId id, string? reason, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Submit, region) is { } refusal)
        {
            return refusal;
        }

        var why = (reason ?? string.Empty).Trim();
        if (why.Length is 0 or > ReasonLength)
        {
            return new Problem("Movement.Application.ReasonNeeded", "Reason", ReasonLength);
        }

        if (await RefuseAsync(region, id, cancel) is { } refused)
        {
            return refused;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        if (await db.In<Invitation>(RegionScope.Of(region)).AnyAsync(i => i.RegionCode == region && i.CallId == id, cancel))
        {
            return new Problem("Movement.Invite.AlreadyThere");
        }

        db.Add(new Invitation
        {
            RegionCode = region, CallId = id, Kind = InvitationKind.Volunteer, Status = InvitationStatus.Requested, Reason = why,
            Basis = "{}",
            LetterNumber = string.Empty, InvitedAt = clock.GetUtcNow().UtcDateTime, InvitedBy = actor.User,
        });
        trail.Add(actor, "Movement.Trail.VolunteerAsked", ApplicationSubject.Of(region, id));
        return await write.TryCommitAsync(new Problem("Movement.Invite.AlreadyThere"), cancel) is { } raced ? raced : Outcome.Done;
    }

    public async Task<Outcome<Nothing>> AnswerAsync(RegionCode region, CallId id, bool accept, string? reason, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Invite, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        var why = (reason ?? string.Empty).Trim();
        if (why.Length is 0 or > ReasonLength)
        {
            return new Problem("Movement.Application.ReasonNeeded", $"Reason.{region}", ReasonLength);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var call = await db.Shared<Call>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);
        var request = await db.In<Invitation>(RegionScope.Of(region))
            .SingleOrDefaultAsync(i => i.RegionCode == region && i.CallId == id, cancel);
        if (call is not { Status: CallStatus.Open } || request is not { Status: InvitationStatus.Requested })
        {
            return new Problem("Movement.Invite.NotWaiting");
        }

        var place = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == region, cancel);
        if (accept && call.Refuse(place) is { } refused)
        {
            return refused;
        }

        request.Status = accept ? InvitationStatus.Invited : InvitationStatus.Refused;
        (request.AnsweredAt, request.AnsweredBy, request.AnswerReason) = (clock.GetUtcNow().UtcDateTime, actor.User, why);
        trail.Add(actor, accept ? "Movement.Trail.VolunteerAccepted"
            : "Movement.Trail.VolunteerRefused", ApplicationSubject.Of(region, id));
        if (accept)
        {
            outbox.Add(new RegionInvited(region, id.Value, call.SubmitBy));
        }

        return await write.TryCommitAsync(new Problem("Movement.Invite.NotWaiting"), cancel) is { } raced ? raced : Outcome.Done;
    }
}

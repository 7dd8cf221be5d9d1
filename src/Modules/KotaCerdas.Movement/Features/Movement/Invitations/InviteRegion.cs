using System.Text.Json;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Invitations;

/// <summary>The ministry's letter.</summary>
internal sealed record InvitationLetter(string Number, DateOnly? Date);

/// <summary>Invites one region. Inviting twice changes nothing.</summary>
internal sealed class InviteRegion(KotaDb db, Actor actor, Trail trail, Outbox outbox, TimeProvider clock)
{
    /// <returns>True where the region is newly invited.</returns>
    public async Task<Outcome<bool>> RunAsync(
        Call call, RegionCode region, (string Sentence, IReadOnlyList<Finding> Findings) reason, InvitationLetter letter,
            CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Invite, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        // Asked anew for each region: an invitation of many regions takes a while.
        if (!await db.Shared<Call>().AnyAsync(c => c.Id == call.Id && c.Status == CallStatus.Open, cancel))
        {
            return new Problem("Movement.Invite.NotOpen");
        }

        var place = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == region, cancel);
        if (call.Refuse(place) is { } refused)
        {
            return refused;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        if (await db.In<Invitation>(RegionScope.Of(region)).AnyAsync(i => i.RegionCode == region && i.CallId == call.Id, cancel))
        {
            return false;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        db.Add(new Invitation
        {
            RegionCode = region,
            CallId = call.Id,
            Kind = InvitationKind.Invited,
            Status = InvitationStatus.Invited,
            Reason = reason.Sentence,
            Basis = JsonSerializer.Serialize(reason.Findings),
            LetterNumber = letter.Number,
            LetterDate = letter.Date,
            InvitedAt = now,
            InvitedBy = actor.User,
        });
        trail.Add(actor, "Movement.Trail.RegionInvited", ApplicationSubject.Of(region, call.Id));
        outbox.Add(new RegionInvited(region, call.Id.Value, call.SubmitBy));
        return await write.TryCommitAsync(new Problem("Movement.Application.Raced"), cancel) is { } raced ? raced : true;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Panels;

/// <summary>An assessor to invite.</summary>
/// <param name="Office">Name of the office as shown in lists.</param>
/// <param name="HomeRegion">Region or province the member belongs to, or empty.</param>
/// <param name="LoadCap">Own ceiling of regions, or null.</param>
internal sealed record InviteMemberInput(
    CallId CallId, UserId User, string Office, SectorKind Sector, string Institution, string HomeRegion, int? LoadCap);

/// <summary>Puts an assessor on the panel of a call. Inviting again corrects the invitation.</summary>
internal sealed class InviteMember(KotaDb db, Actor actor, AssessmentDesk desk, Records records)
{
    public async Task<Outcome<Nothing>> RunAsync(InviteMemberInput input, CancellationToken cancel)
    {
        if (actor.Refuse(AssessmentPermissions.ManagePanel, RegionCode.National) is { } refused)
        {
            return refused;
        }

        var call = await desk.RunningAsync(input.CallId, cancel);
        if (call.Failed)
        {
            return call.Problem;
        }

        var problems = await CheckAsync(input, cancel);
        if (problems.Count > 0)
        {
            return problems;
        }

        var member = await desk.MemberAsync(input.CallId, input.User, cancel);
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        if (member is null)
        {
            db.Add(New(input));
            records.Tell(new AssessorInvited(RegionCode.National, input.CallId.Value, input.User.Value));
        }
        else
        {
            (member.Sector, member.Institution, member.HomeRegion, member.LoadCap) =
                (input.Sector, input.Institution.Trim(), input.HomeRegion, input.LoadCap);
        }

        records.National(actor, "Movement.Trail.MemberInvited", input.CallId, new { input.Office });
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    private PanelMember New(InviteMemberInput input) => new()
    {
        CallId = input.CallId,
        UserId = input.User,
        Office = input.Office.Trim(),
        Sector = input.Sector,
        Institution = input.Institution.Trim(),
        HomeRegion = input.HomeRegion,
        LoadCap = input.LoadCap,
        State = PanelInvitation.Invited,
        InvitedAt = records.Now,
    };

    private async Task<List<Problem>> CheckAsync(InviteMemberInput input, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (input.Office.Trim().Length is < 3 or > 120)
        {
            problems.Add(new("Movement.Assess.OfficeLength", "Office"));
        }

        if (input.Institution.Trim().Length is < 2 or > 120)
        {
            problems.Add(new("Movement.Assess.InstitutionLength", "Institution"));
        }

        if (input.LoadCap is < 1 or > 600)
        {
            problems.Add(new("Movement.Assess.LoadCapRange", "LoadCap"));
        }

        var home = input.HomeRegion;
        if (home.Length > 0 && !(RegionCode.TryParse(home, out var code) && await db.Shared<Region>()
            .AnyAsync(r => r.Code == code, cancel)))
        {
            problems.Add(new("Movement.Assess.UnknownHome", "HomeRegion", home));
        }

        return problems;
    }
}

/// <summary>A member accepts or declines.</summary>
internal sealed class AnswerPanelInvitation(KotaDb db, Actor actor, AssessmentDesk desk, Trail trail, TimeProvider clock)
{
    public async Task<Outcome<Nothing>> RunAsync(CallId callId, bool accept, CancellationToken cancel)
    {
        if (actor.User is not { } user || await desk.MemberAsync(callId, user, cancel) is not { } member)
        {
            return new Problem("Movement.Assess.NotAMember");
        }

        if (await desk.RunningAsync(callId, cancel) is { Failed: true } over)
        {
            return over.Problem;
        }

        var sheets = await desk.SheetsAsync(callId, AssessmentDesk.AllRegions, cancel);
        if (!accept && sheets.Exists(s => s.UserId == user))
        {
            return new Problem("Movement.Assess.HasSheets");
        }

        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        member.State = accept ? PanelInvitation.Accepted : PanelInvitation.Declined;
        member.AnsweredAt = clock.GetUtcNow().UtcDateTime;
        trail.Add(
            actor, accept ? "Movement.Trail.MemberAccepted" : "Movement.Trail.MemberDeclined",
            new(RegionCode.National, "movement.call", callId.ToString()));
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }
}

using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>What a region and the ministry may do with an application now. Pure: the clock comes in.</summary>
internal static class ApplicationRules
{
    /// <summary>Why answers cannot be changed now, or null.</summary>
    public static Problem? RefuseEdit(Dossier file, DateTimeOffset now)
    {
        var (call, application, zone) = (file.Call, file.Application, file.Region.Zone);
        if (RefuseWithdrawn(call) is { } withdrawn)
        {
            return withdrawn;
        }

        if (file.Invitation is not { Status: InvitationStatus.Invited })
        {
            return new Problem("Movement.Application.NotInvited");
        }

        if (application is { IsEditable: false })
        {
            return new Problem(application.Status == ApplicationStatus.Withdrawn ? "Movement.Application.AlreadyWithdrawn"
                : "Movement.Application.NotEditable");
        }

        var today = zone.DateAt(now);
        if (today < call.OpensOn)
        {
            return new Problem("Movement.Application.NotYet", null, call.OpensOn);
        }

        // A returned application may be improved after the call has closed, until its own deadline and before the assessment.
        var returned = application is { Status: ApplicationStatus.Returned };
        var inTime = today <= call.LastDay(application);
        var inStep = call.Status == CallStatus.Open || (returned && call.Status == CallStatus.Closed);
        return inTime && inStep ? null : new Problem("Movement.Application.TooLate", null, call.LastDay(application), zone.ToString());
    }

    /// <summary>Why it cannot be submitted, each missing thing on its own line; empty where it can.</summary>
    public static List<Problem> RefuseSubmit(Dossier file) =>
    [
        .. file.Progress.Open.Select(open => new Problem(
            open.Lack == Lack.Answer ? "Movement.Application.AnswerMissing" : "Movement.Application.EvidenceMissing",
            open.Item.Code,
            open.Item.Text.In())),
    ];

    /// <summary>Why it cannot be withdrawn, or null: from the selection on, only the decision changes it.</summary>
    public static Problem? RefuseWithdraw(Call call) =>
        RefuseWithdrawn(call) ?? (call.Status >= CallStatus.Selecting ? new Problem("Movement.Application.WithdrawTooLate") : null);

    /// <summary>Why it cannot be verified or returned, or null: the assessors work on what stands at its start.</summary>
    public static Problem? RefuseVerify(Call call) =>
        RefuseWithdrawn(call)
        ?? (call.Status is CallStatus.Open or CallStatus.Closed ? null : new Problem("Movement.Application.VerifyTooLate"));

    private static Problem? RefuseWithdrawn(Call call) =>
        call.Status == CallStatus.Withdrawn ? new Problem("Movement.Call.IsWithdrawn") : null;
}

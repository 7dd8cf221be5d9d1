using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Invitations;

/// <summary>Input of <see cref="InviteRegions"/>.</summary>
/// <param name="Sentence">The rule in words, as the officer read it, or the officer's own words: the reason that each region sees.</param>
internal sealed record InviteRegionsInput(Guid Call, InvitationRule Rule, string Sentence, string LetterNumber, DateOnly? LetterDate)
{
    /// <summary>Codes of regions that were picked by name; null where the rule chooses.</summary>
    public IReadOnlyList<string>? Regions { get; init; }
}

/// <summary>
/// Invites every region that a rule names or that was picked by name, one region a write: stopping in between loses nothing, going on
/// invites nobody twice.
/// </summary>
internal sealed class InviteRegions(CallRows calls, InvitationQueries queries, InviteRegion invite, KotaDb db)
    : IOperation<InviteRegionsInput>
{
    public static readonly OperationKind<InviteRegionsInput> Kind = OperationKind.For<InviteRegions, InviteRegionsInput>(
        "movement.invite-regions", "Movement.Invite.Operation", CallPermissions.Invite,
        page: input => $"{Paths.Of(new CallId(input.Call))}/undangan");

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, InviteRegionsInput input, CancellationToken cancel)
    {
        var id = new CallId(input.Call);
        if (await calls.FindAsync(id, cancel) is not { } call)
        {
            return new Problem("Movement.Call.NotFound");
        }

        var chosen = (await queries.JudgeAsync(call, input.Rule, cancel)).Where(c => c.Invitation is null
            && (input.Regions is { } picked ? picked.Contains(c.Region.Code.Value) : c.Verdict.Invites)).ToList();
        var letter = new InvitationLetter(input.LetterNumber, input.LetterDate);
        var invited = 0;
        foreach (var (index, candidate) in chosen.Index())
        {
            var done = await invite.RunAsync(call, candidate.Region.Code, (input.Sentence, candidate.Verdict.Findings), letter, cancel);
            if (done.Failed)
            {
                return done.Problem;
            }

            invited += done.Value ? 1 : 0;
            db.ChangeTracker.Clear();
            context.Report(index + 1, chosen.Count, "Movement.Invite.Progress", candidate.Region.Name);
        }

        return new OperationResult("Movement.Invite.Done", Paths.Of(id) + "/undangan", invited);
    }
}

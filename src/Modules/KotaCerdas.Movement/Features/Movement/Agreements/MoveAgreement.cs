using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>
/// Takes an agreement a step further by the hand of one of its parties: into negotiation, back from a frozen text, out for signature, given
/// up, ended. Freezing and signing have operations of their own.
/// </summary>
internal sealed class MoveAgreement(
    KotaDb db, Actor actor, AgreementDesk desk, AgreementTold told, Records records, SigningStep signing)
{
    private static readonly AgreementState[] ByHand =
        [AgreementState.Negotiation, AgreementState.Signing, AgreementState.Withdrawn, AgreementState.Ended];

    public async Task<Outcome<Nothing>> RunAsync(
        RegionCode region, AgreementId id, (AgreementState Next, string Reason, int Version) step, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var agreement = read.Value.Agreement;
        if (read.Value.SideOf(actor, AgreementPermissions.Draft) is null || !ByHand.Contains(step.Next))
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        if (agreement.Version != step.Version)
        {
            return new Problem("Movement.Agreement.Changed");
        }

        var now = new DateTimeOffset(records.Now, TimeSpan.Zero);
        if (step.Next == AgreementState.Signing)
        {
            return await signing.RunAsync(read.Value, cancel);
        }

        var taken = step.Next == AgreementState.Withdrawn ? await signing.OutAsync(read.Value, cancel) : [];
        if (taken.Any(d => d.Id.Value == agreement.DocumentId && d.State == DocumentState.Issued))
        {
            return new Problem("Movement.Agreement.SignedAlready");
        }

        var from = agreement.State;
        var people = await told.PartiesAsync(read.Value, cancel);
        var ending = step.Next is AgreementState.Ended ? await desk.WithAddendaAsync(agreement, cancel) : [];
        var obligations = await desk.ObligationsAsync(ending, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        if (agreement.Advance(step.Next, step.Reason, now.UtcDateTime) is { } refused)
        {
            return refused;
        }

        foreach (var addendum in ending.Skip(1))
        {
            _ = addendum.Advance(AgreementState.Ended, step.Reason, now.UtcDateTime);
        }

        obligations.ForEach(o => o.Lapse());
        PrepareSigning.TakeBack(read.Value, taken, step.Reason, now.UtcDateTime);
        records.About(actor, $"Movement.Trail.Agreement{step.Next}", AgreementPaths.Subject(agreement), new { from = from.ToString() });
        told.Tell(people, "Movement.Notice.AgreementMoved", agreement, read.Value.Region.Name, agreement.Title);
        return await write.TryCommitAsync(new Problem("Movement.Agreement.Changed"), cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>
    /// A planned day that has passed is planned anew; whoever signs on behalf of another needs the letter on the planned day, or today
    /// where none is planned, and holds another office than the one in whose name is signed.
    /// </summary>
    public static Problem? RefuseSigning(AgreementFile file, DateTimeOffset now)
    {
        var today = file.Region.Zone.DateAt(now);
        if (SigningPlan.Refuse(file.Agreement.PlannedOn, now) is { } past)
        {
            return past.On(string.Empty);
        }

        var on = file.Agreement.PlannedOn ?? today;
        return file.Parties.Select(p => SigningPower.Refuse(p, file.Powers, on) ?? SameOffice(p)).FirstOrDefault(p => p is not null);

        Problem? SameOffice(AgreementParty party) => party.Capacity == SigningCapacity.OnBehalf && file.Powers.Any(
            p => p.Party == party.Number && p.Covers(on) && DelegateOffices.Same(p.ToOffice, party.SignatoryOffice))
            ? new("Movement.Agreement.SameOffice", null, party.SignatoryOffice) : null;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>
/// An officer of a party records that all have signed on paper, with the scan where there is one. Where somebody has signed the document
/// here, the others sign it here too.
/// </summary>
internal sealed class RecordSigning(
    Actor actor, AgreementDesk desk, SigningDesk signing, FileStore files, BringIntoForce force, TimeProvider clock)
{
    /// <summary>A day that lies further back is a slip of the pen: every promise would be late by years.</summary>
    private const int MostYears = 10;

    public async Task<Outcome<Nothing>> RunAsync(
        RegionCode region, AgreementId id, DateOnly signedOn, (Stream Content, string Name)? scan, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        if (read.Value.SideOf(actor, AgreementPermissions.RecordSigning) is null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var today = read.Value.Region.Zone.DateAt(clock.GetUtcNow());
        if (signedOn > today)
        {
            return new Problem("Movement.Agreement.SignedInFuture", "SignedOn");
        }

        if (signedOn < today.AddYears(-MostYears))
        {
            return new Problem("Movement.Agreement.SignedLongAgo", "SignedOn", MostYears);
        }

        if (await signing.SheetAsync(read.Value, cancel) is { } sheet && sheet.Lines.Any(l => l.Signature is not null))
        {
            return new Problem("Movement.Agreement.SignedHere");
        }

        if (scan is not { } paper)
        {
            return await force.OnAsync(region, id, signedOn, cancel);
        }

        var taken = await files.TakeAsync(actor, region, paper.Content, paper.Name, cancel);
        return taken.Failed ? taken.Problem.On("Scan") : await force.OnAsync(region, id, signedOn, taken.Value.File, cancel);
    }
}

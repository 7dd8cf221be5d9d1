using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>
/// Takes an agreement whose text is final out for signature: its document gets a number and is printed in the same write as the step. The
/// caller has checked who asks and that the letters are there.
/// </summary>
internal sealed class PrepareSigning(
    KotaDb db, Actor actor, DocumentRegister register, AgreementDocument documents, AgreementTold told, Records records)
{
    public async Task<Outcome<Nothing>> RunAsync(AgreementFile file, CancellationToken cancel)
    {
        var agreement = file.Agreement;
        if (!agreement.Next.Contains(AgreementState.Signing))
        {
            return new Problem("Movement.Agreement.WrongStep");
        }

        var from = agreement.State;
        var request = await documents.OfAsync(file, cancel);
        var people = await told.PartiesAsync(file, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(agreement.RegionCode), cancel);
        if (request is not null)
        {
            var made = await register.PrepareAsync(actor, write, request, cancel);
            if (made.Failed)
            {
                return Outcome.Fail<Nothing>(made.Problems);
            }

            agreement.DocumentId = made.Value.Id.Value;
        }

        Check.That(agreement.Advance(AgreementState.Signing, string.Empty, records.Now) is null);
        records.About(actor, "Movement.Trail.AgreementSigning", AgreementPaths.Subject(agreement), new { from = from.ToString() });
        told.Tell(people, "Movement.Notice.AgreementToSign", AgreementPaths.Signing(agreement), file.Region.Name, agreement.Title);
        return await write.TryCommitAsync(new Problem("Movement.Agreement.Changed"), cancel) is { } raced ? raced : Outcome.Done;
    }
}

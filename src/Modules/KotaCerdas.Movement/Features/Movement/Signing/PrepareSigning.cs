using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>
/// Takes an agreement whose text is final out for signature: its document gets a number and is printed in the same write as the step. The
/// caller has checked who asks and that the letters are there.
/// </summary>
internal sealed class PrepareSigning(
    KotaDb db, Actor actor, SigningDesk signing, AgreementDocument documents, AgreementTold told, Records records)
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
            var made = await signing.Register.PrepareAsync(actor, write, request, cancel);
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

    /// <summary>
    /// What is out for the signatures of an agreement: its document, and letters by which nobody has signed it yet, whether their holders
    /// have signed them or not.
    /// </summary>
    public async Task<IReadOnlyList<IssuedDocument>> OutAsync(AgreementFile file, CancellationToken cancel)
    {
        var sheet = await signing.SheetAsync(file, cancel);
        List<IssuedDocument> found = sheet is null ? [] : [sheet.Document];
        foreach (var letter in file.Powers.Where(p => p is { DocumentId: not null, WithdrawnAt: null }
            && sheet?.Of(file.Party(p.Party)).Signature is null))
        {
            found.Add((await signing.DocumentAsync(file.Agreement.RegionCode, letter.DocumentId!.Value, cancel))!);
        }

        return found;
    }

    /// <summary>Takes it all back, so that whoever checks it does not wait for further signatures; inside the caller's write.</summary>
    public static void TakeBack(AgreementFile file, IReadOnlyList<IssuedDocument> documents, string reason, DateTime now)
    {
        foreach (var document in documents)
        {
            document.Withdraw(now);
            file.Powers.FirstOrDefault(p => p.DocumentId == document.Id.Value)?.Withdraw(reason, now);
        }
    }
}

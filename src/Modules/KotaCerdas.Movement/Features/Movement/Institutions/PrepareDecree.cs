using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>
/// Takes a decree out for signature: its document gets the region's next number and is printed in the same write. Until it is signed the
/// region can take it back; the number stays used, so that the series has no gap.
/// </summary>
internal sealed class PrepareDecree(
    KotaDb db, DecreeDesk desk, DecreeDocument documents, DecreeSigners signers, DocumentRegister register, MentoringRecords records)
{
    /// <summary>What the document would look like today: nothing is numbered and nothing kept.</summary>
    public async Task<Outcome<byte[]>> DraftAsync(DecreeFile of, CancellationToken cancel) => of.Members.Count == 0
        ? new Problem("Movement.Decree.NoMembersYet")
        : await register.DraftAsync(
            records.Actor, await documents.OfAsync(of, await signers.OfAsync(of, cancel), cancel), cancel);

    /// <summary>Refused with every seat that is missing, and where nobody could sign.</summary>
    public async Task<Outcome<Nothing>> RunAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var read = await EditableAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var of = read.Value;
        if (of.Closed is { } closed)
        {
            return closed;
        }

        var today = records.TodayIn(of.Access.Region);
        var signer = await signers.OfAsync(of, cancel);
        List<Problem> problems = [.. of.SeatsMissing];
        if (DecreeSigners.Refuse(of, signer, today) is { } nobody)
        {
            problems.Add(nobody);
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var request = await documents.OfAsync(of, signer, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var made = await register.PrepareAsync(records.Actor, write, request with { DatedOn = today }, cancel);
        if (made.Failed)
        {
            return Outcome.Fail<Nothing>(made.Problems);
        }

        of.Decree.Send(made.Value);
        records.Note("Movement.Trail.DecreePrepared", JudgeDecree.Subject(of.Decree), new { of.Decree.Kind, of.Decree.Number });
        signers.Tell(signer.Who, of, "Movement.Notice.DecreeToSign", made.Value.Number);
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Takes it back before anybody has signed.</summary>
    public async Task<Outcome<Nothing>> TakeBackAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var read = await EditableAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var decree = read.Value.Decree;
        if (!decree.OutForSignature)
        {
            return decree.Open ? Outcome.Done : new Problem("Movement.Decree.Closed");
        }

        var document = (await register.FindAsync(region, new(decree.DocumentId!.Value), cancel))!;
        if (document.State != DocumentState.Prepared)
        {
            return new Problem("Movement.Decree.SignedAlready", null, document.Number);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        document.Withdraw(records.Now);
        decree.TakeBack();
        records.Note("Movement.Trail.DecreeTakenBack", JudgeDecree.Subject(decree), new { decree.Kind, document.Number });
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    private async Task<Outcome<DecreeFile>> EditableAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        return read.Failed || read.Value.Access.Edits ? read : new Problem("Platform.Access.NotAllowed");
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>
/// A decree is handed in by the region and accepted or returned by its mentor or the ministry. Acceptance meets the obligation of the
/// memorandum; who keeps those clocks hears of it by the event.
/// </summary>
internal sealed class JudgeDecree(KotaDb db, DecreeDesk desk, MentoringRecords records, Actor actor)
{
    private const int ShortestReason = 10;

    /// <summary>Hands it in; refused with everything that is missing.</summary>
    public async Task<Outcome<Nothing>> SubmitAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (decree, today) = (read.Value.Decree, records.TodayIn(read.Value.Access.Region));
        if (!read.Value.Access.Edits)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        if (!decree.Open)
        {
            return Outcome.Done;
        }

        if (decree.OutForSignature)
        {
            return new Problem("Movement.Decree.OutForSignature", null, decree.Number);
        }

        if (read.Value.Missing(today) is { Count: > 0 } missing)
        {
            return Outcome.Fail<Nothing>(missing);
        }

        // Handed in on paper: what was signed of it here before and returned is replaced by what lies outside. What stood until now
        // stands until this one is accepted.
        if (!decree.SignedHere)
        {
            await DecreeSuccession.ReplaceAsync(db, decree, by: null, ownOnly: true, cancel);
        }

        decree.Submit(today);
        Fact(decree, RulingKind.Submitted, string.Empty);
        Note("Movement.Trail.DecreeSubmitted", decree);
        records.Tell(new DecreeSubmitted(region, id, decree.Kind));
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Accepts, or returns where there is a reason.</summary>
    public async Task<Outcome<Nothing>> RunAsync(RegionCode region, Guid id, string? returned, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (decree, today) = (read.Value.Decree, records.TodayIn(read.Value.Access.Region));
        if (!read.Value.Access.Judges)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        if (decree.Step != WorkStep.Submitted)
        {
            return new Problem("Movement.Decree.NotSubmitted");
        }

        var reason = returned?.Trim();
        if (reason is { Length: < ShortestReason or > JudgeDraft.ReasonLength })
        {
            return new Problem("Movement.Mentoring.ReasonLength", "Reason", ShortestReason, JudgeDraft.ReasonLength);
        }

        Fact(decree, reason is null ? RulingKind.Accepted : RulingKind.Returned, reason ?? string.Empty);
        if (reason is null)
        {
            decree.Accept(today);
            if (!decree.SignedHere)
            {
                await DecreeSuccession.ReplaceAsync(db, decree, by: null, ownOnly: false, cancel);
            }

            Note("Movement.Trail.DecreeAccepted", decree);
            records.Tell(new DecreeAccepted(
                region, id, decree.Kind, decree.Number, decree.DatedOn!.Value, decree.SubmittedOn!.Value, today));
        }
        else
        {
            decree.Return();
            Note("Movement.Trail.DecreeReturned", decree);
            records.Tell(new DecreeReturned(region, id, decree.Kind));
        }

        read.Value.Access.Contact(today);
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    private void Fact(Decree decree, RulingKind kind, string reason) => db.Add(new DecreeRuling
    {
        RegionCode = decree.RegionCode,
        Id = records.NewId(),
        DecreeId = decree.Id,
        Kind = kind,
        Reason = reason,
        At = records.Now,
        ByUser = actor.User!.Value,
        ByName = actor.Name,
    });

    public static Subject Subject(Decree decree) => new(decree.RegionCode, "movement.decree", decree.Id.ToString());

    private void Note(string action, Decree decree) => records.Note(action, Subject(decree), new { decree.Kind, decree.Number });
}

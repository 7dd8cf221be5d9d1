using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Letters;

/// <summary>
/// The three steps of a letter, each a write of its own: number and print, seal, send. Wherever the work stops, the rows say which step
/// comes next: a number is taken together with its letter, a seal is recorded together with its document, and the region is told together
/// with the note that it was.
/// </summary>
internal sealed class LetterDesk(KotaDb db, DocumentRegister register, DocumentSignatures signatures, Records records, Texts texts)
{
    /// <summary>Prints the letter under the next number, and nothing where it has one.</summary>
    /// <returns>Its document, or why it could not be printed, which its row says too.</returns>
    public async Task<Outcome<DocumentId>> NumberAsync(OperationContext run, Call call, LetterRow row, CancellationToken cancel)
    {
        if (row.Letter?.DocumentId is { } numbered)
        {
            return numbered;
        }

        var line = row.Result.Line;
        var objectBy = await db.In<ObjectionWindow>(DecisionReader.Public).Where(w => w.RegionCode == line.RegionCode
            && w.CallId == call.Id && w.DecisionId == line.DecisionId).Select(w => (DateOnly?)w.LastOn).SingleOrDefaultAsync(cancel);
        var request = LetterText.Of(call, row.Result, objectBy, texts);
        Problem problem;
        await using (var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel))
        {
            var made = await register.PrepareAsync(run.Actor, write, request, cancel);
            if (!made.Failed)
            {
                var letter = LetterOf(call.Id, row);
                letter.Numbered(made.Value.Id);
                await run.CheckpointAsync(db, made.Value.Sequence, cancel);
                await write.CommitAsync(cancel);
                return made.Value.Id;
            }

            problem = made.Problem;
        }

        db.ChangeTracker.Clear();
        await FailAsync(call.Id, row, problem, cancel);
        return problem;
    }

    /// <summary>Seals letters in one request; where the authority refuses it, each alone, to learn which it refuses.</summary>
    /// <returns>What kept a letter from its seal, by letter.</returns>
    public async Task<IReadOnlyDictionary<DocumentId, Problem>> SealAsync(
        OperationContext run, IReadOnlyList<DocumentId> letters, CancellationToken cancel)
    {
        var refused = new Dictionary<DocumentId, Problem>();
        var together = await signatures.SealManyAsync(run.Actor, RegionCode.National, letters, cancel);
        if (!together.Failed)
        {
            return refused;
        }

        if (SigningProblems.ConcernsAuthority(together.Problem))
        {
            db.ChangeTracker.Clear();
            return await UnsealedAsync(letters, together.Problem, cancel);
        }

        foreach (var letter in letters)
        {
            db.ChangeTracker.Clear();
            if (await signatures.SealAsync(run.Actor, RegionCode.National, letter, cancel) is { Failed: true } alone)
            {
                refused[letter] = alone.Problem;
            }
        }

        return refused;
    }

    /// <summary>The letters of a batch that have no seal; those before them may have one.</summary>
    private async Task<IReadOnlyDictionary<DocumentId, Problem>> UnsealedAsync(
        IReadOnlyList<DocumentId> letters, Problem problem, CancellationToken cancel)
    {
        var refused = new Dictionary<DocumentId, Problem>();
        foreach (var letter in letters)
        {
            if (await register.FindAsync(RegionCode.National, letter, cancel) is not { State: DocumentState.Issued })
            {
                refused[letter] = problem;
            }
        }

        return refused;
    }

    /// <summary>Lets the region know of its sealed letter; an earlier letter about the same call is superseded.</summary>
    public async Task SendAsync(OperationContext run, CallId call, LetterRow row, CancellationToken cancel)
    {
        var code = row.Region.Code;
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        var all = await db.In<DecisionLetter>(AssessmentDesk.AllRegions).Where(l => l.RegionCode == code && l.CallId == call)
            .ToListAsync(cancel);
        var letter = all.Single(l => l.DecisionId == row.Result.Line.DecisionId);
        var document = (await register.FindAsync(RegionCode.National, letter.DocumentId!.Value, cancel))!;
        Check.That(document.State == DocumentState.Issued);
        letter.Sent(records.Now);
        foreach (var earlier in all.Where(l => l != letter && l.SentAt is not null))
        {
            var replaced = (await register.FindAsync(RegionCode.National, earlier.DocumentId!.Value, cancel))!;
            if (replaced.State != DocumentState.Superseded)
            {
                replaced.Supersede(document.Id);
            }
        }

        var subject = new Subject(code, "movement.decision-letter", letter.DecisionId.ToString());
        records.About(run.Actor, "Movement.Trail.LetterSent", subject, new { document.Number, document.ContentSha256 });
        records.Tell(new DecisionLetterSent(code, call.Value, letter.DecisionId, document.Number));
        await run.CheckpointAsync(db, document.Sequence, cancel);
        await write.CommitAsync(cancel);
    }

    /// <summary>Keeps why a letter could not be finished.</summary>
    public async Task FailAsync(CallId call, LetterRow row, Problem problem, CancellationToken cancel)
    {
        var (code, decision) = (row.Region.Code, row.Result.Line.DecisionId);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var letter = await db.In<DecisionLetter>(RegionScope.Of(code))
            .SingleOrDefaultAsync(l => l.RegionCode == code && l.CallId == call && l.DecisionId == decision, cancel)
            ?? New(call, row);
        letter.Failed(problem);
        await write.CommitAsync(cancel);
    }

    private DecisionLetter LetterOf(CallId call, LetterRow row)
    {
        if (row.Letter is not { } letter)
        {
            return New(call, row);
        }

        db.Update(letter);
        return letter;
    }

    private DecisionLetter New(CallId call, LetterRow row)
    {
        var letter = new DecisionLetter { RegionCode = row.Region.Code, CallId = call, DecisionId = row.Result.Line.DecisionId };
        db.Add(letter);
        return letter;
    }
}

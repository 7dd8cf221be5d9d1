using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Letters;

/// <summary>Input of <see cref="SendLetters"/>.</summary>
internal sealed record SendLettersInput(Guid Call);

/// <summary>
/// Prints, numbers, seals and sends the letter of every announced result of a call that has none yet. A letter that fails is named and
/// does not stop the others; run again, it does what is left.
/// </summary>
internal sealed class SendLetters(KotaDb db, LetterRows rows, LetterDesk desk) : IOperation<SendLettersInput>
{
    public static readonly OperationKind<SendLettersInput> Kind = OperationKind.For<SendLetters, SendLettersInput>(
        "movement.send-letters", "Movement.Letter.Operation", LetterPermissions.Send,
        page: input => CallTabs.PathOf(new CallId(input.Call), "surat"));

    /// <summary>Letters sealed in one request.</summary>
    private const int Batch = 10;

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, SendLettersInput input, CancellationToken cancel)
    {
        var id = new CallId(input.Call);
        if (await db.Shared<Call>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } call)
        {
            return new Problem("Movement.Call.NotFound");
        }

        // What letters say is Indonesian, whatever the machine speaks; it holds for this run only.
        CultureInfo.CurrentUICulture = LetterText.Indonesian;
        var all = await rows.OfAsync(id, cancel);
        var open = all.Where(r => r.State != LetterState.Sent).ToList();
        var sent = all.Count - open.Count;
        var failed = new List<string>();
        foreach (var batch in open.Chunk(Batch))
        {
            var refused = await BatchAsync(context, call, batch, sent, all.Count, cancel);
            sent += batch.Length - refused.Count;
            failed.AddRange(refused.Select(r => r.Row.Region.Name));
            if (refused.Count == batch.Length && refused.DistinctBy(r => r.Problem.Code).Count() == 1
                && (batch.Length == Batch || SigningProblems.ConcernsAuthority(refused[0].Problem)))
            {
                // Nothing went through: it is not the letters.
                return refused[0].Problem;
            }
        }

        context.Report(sent, all.Count);
        return failed.Count == 0 ? new OperationResult("Movement.Letter.Done", CallTabs.PathOf(id, "surat"), sent)
            : new Problem("Movement.Letter.SomeFailed", null, sent, failed.Count, string.Join(", ", failed.Take(3)));
    }

    private async Task<List<(LetterRow Row, Problem Problem)>> BatchAsync(
        OperationContext context, Call call, LetterRow[] batch, int sent, int total, CancellationToken cancel)
    {
        var refused = new List<(LetterRow Row, Problem Problem)>();
        var numbered = new List<(LetterRow Row, DocumentId Document)>();
        foreach (var row in batch)
        {
            cancel.ThrowIfCancellationRequested();
            context.Report(sent, total, "Movement.Letter.Progress", row.Region.Name);
            db.ChangeTracker.Clear();
            var made = await desk.NumberAsync(context, call, row, cancel);
            if (made.Failed)
            {
                refused.Add((row, made.Problem));
            }
            else
            {
                numbered.Add((row, made.Value));
            }
        }

        db.ChangeTracker.Clear();
        var unsealed = await desk.SealAsync(context, [.. numbered.Select(n => n.Document)], cancel);
        foreach (var (row, document) in numbered)
        {
            db.ChangeTracker.Clear();
            if (unsealed.TryGetValue(document, out var problem))
            {
                refused.Add((row, problem));
                await desk.FailAsync(call.Id, row, problem, cancel);
                continue;
            }

            await desk.SendAsync(context, call.Id, row, cancel);
            context.Report(++sent, total, "Movement.Letter.Progress", row.Region.Name);
        }

        return refused;
    }
}

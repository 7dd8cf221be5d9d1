using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>One answer as typed.</summary>
/// <param name="Item">Question.</param>
/// <param name="Text">As typed.</param>
/// <param name="Note">Remark.</param>
/// <param name="Shown">Revision the form was made from.</param>
internal sealed record TypedAnswer(string Item, string Text, string Note, int Shown);

/// <summary>Two people changed the same answer.</summary>
/// <param name="Item">Question.</param>
/// <param name="Mine">What was typed, in stored form.</param>
/// <param name="Theirs">What stands now.</param>
internal sealed record AnswerConflict(Item Item, (string Value, string Note) Mine, Answer Theirs);

/// <summary>What a save did: the good answers are kept even where others of the same form are not.</summary>
internal sealed record SavedAnswers(int Written, IReadOnlyList<Problem> Problems, IReadOnlyList<AnswerConflict> Conflicts)
{
    public bool AllKept => Problems.Count == 0 && Conflicts.Count == 0;
}

/// <summary>Saves answers of an application, starting it with the first one.</summary>
internal sealed class SaveAnswers(KotaDb db, Actor actor, ApplicationDesk desk, TimeProvider clock)
{
    public const int NoteLength = 1000;

    // Two people who save at the same instant: the later one merges with what the earlier one wrote.
    private const int Tries = 3;

    public async Task<Outcome<SavedAnswers>> RunAsync(
        RegionCode region, CallId id, IReadOnlyList<TypedAnswer> typed, CancellationToken cancel)
    {
        if (actor.Refuse(CallPermissions.Edit, region) is { } refusal)
        {
            return refusal;
        }

        for (var i = 1; ; i++)
        {
            var saved = await TryAsync(region, id, typed, cancel);
            if (!saved.Failed || saved.Problem.Code != "Movement.Application.Raced" || i == Tries)
            {
                return saved;
            }

            db.ChangeTracker.Clear();
        }
    }

    private async Task<Outcome<SavedAnswers>> TryAsync(
        RegionCode region, CallId id, IReadOnlyList<TypedAnswer> typed, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var file = read.Value;
        if (ApplicationRules.RefuseEdit(file, clock.GetUtcNow()) is { } closed)
        {
            return closed;
        }

        var saved = await MergeAsync(file, typed, cancel);
        if (saved.Written > 0)
        {
            desk.Count(file, actor, clock);
        }

        return await write.TryCommitAsync(new Problem("Movement.Application.Raced"), cancel) is { } raced ? raced : saved;
    }

    private async Task<SavedAnswers> MergeAsync(Dossier file, IReadOnlyList<TypedAnswer> typed, CancellationToken cancel)
    {
        var history = await HistoryAsync(file, [.. typed.Select(t => t.Item)], cancel);
        List<Problem> problems = [];
        List<AnswerConflict> conflicts = [];
        var written = 0;
        foreach (var answer in typed)
        {
            var item = file.Instrument.Items.FirstOrDefault(i => i.Code == answer.Item);
            if (item is null or { Answer: AnswerKind.File })
            {
                continue;
            }

            var value = AnswerText.Read(file.Instrument, item, answer.Text);
            if (value.Failed || answer.Note.Length > NoteLength)
            {
                problems.Add(value.Failed ? value.Problem : new("Movement.Application.NoteTooLong", item.Code, NoteLength));
                continue;
            }

            var content = (AnswerValues.Text(value.Value), answer.Note.Trim());
            var result = AnswerMerge.Of(answer.Shown, content, [.. history[item.Code]]);
            if (result == MergeResult.Conflict)
            {
                conflicts.Add(new(item, content, file.Answers[item.Code]));
            }
            else if (result == MergeResult.Write)
            {
                Write(file, item.Code, content);
                written++;
            }
        }

        return new(written, problems, conflicts);
    }

    private async Task<ILookup<string, Revision>> HistoryAsync(Dossier file, string[] items, CancellationToken cancel)
    {
        var (region, call) = (file.Region.Code, file.Call.Id);
        var rows = await db.In<AnswerHistory>(RegionScope.Of(region)).AsNoTracking()
            .Where(h => h.RegionCode == region && h.CallId == call && items.Contains(h.ItemCode)).OrderBy(h => h.Revision)
            .ToListAsync(cancel);
        return rows.ToLookup(h => h.ItemCode, h =>
            new Revision(h.Revision, h.Value, h.Note, h.ChangedBy is not null && h.ChangedBy == actor.User));
    }

    private void Write(Dossier file, string item, (string Value, string Note) content)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var revision = 1;
        if (file.Answers.TryGetValue(item, out var answer))
        {
            revision = ++answer.Revision;
            (answer.Value, answer.Note) = content;
            (answer.UpdatedAt, answer.UpdatedBy, answer.UpdatedByName) = (now, actor.User, actor.Name);
        }
        else
        {
            file.Answers[item] = answer = new Answer
            {
                RegionCode = file.Region.Code,
                CallId = file.Call.Id,
                ItemCode = item,
                Value = content.Value,
                Note = content.Note,
                Revision = revision,
                UpdatedAt = now,
                UpdatedBy = actor.User,
                UpdatedByName = actor.Name,
            };
            db.Add(answer);
        }

        db.Add(new AnswerHistory
        {
            RegionCode = file.Region.Code,
            CallId = file.Call.Id,
            ItemCode = item,
            Revision = revision,
            Value = content.Value,
            Note = content.Note,
            ChangedAt = now,
            ChangedBy = actor.User,
            ChangedByName = actor.Name,
        });
    }
}

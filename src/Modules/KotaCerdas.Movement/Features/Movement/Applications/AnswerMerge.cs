namespace KotaCerdas.Movement.Features.Applications;

/// <summary>A revision of an answer, as far as a merge needs it.</summary>
internal sealed record Revision(int Number, string Value, string Note, bool Mine)
{
    public (string Value, string Note) Content => (Value, Note);
}

/// <summary>What becomes of one typed answer.</summary>
internal enum MergeResult
{
    /// <summary>Nothing to write: it was not changed, or says what stands already.</summary>
    Keep,

    /// <summary>It is written as the next revision.</summary>
    Write,

    /// <summary>Someone else changed the same answer meanwhile, to something else.</summary>
    Conflict,
}

/// <summary>
/// Merges what one person typed with what others saved since the form was shown, question by question. One's own later saves (autosave)
/// are no conflict, and a field one did not touch never overwrites another's work.
/// </summary>
internal static class AnswerMerge
{
    /// <param name="shown">Revision that the form was made from, 0 where there was no answer.</param>
    /// <param name="typed">Value and note as read from the form.</param>
    /// <param name="history">All revisions, ascending.</param>
    public static MergeResult Of(int shown, (string Value, string Note) typed, IReadOnlyList<Revision> history)
    {
        var current = history.Count == 0 ? (string.Empty, string.Empty) : history[^1].Content;
        if (typed == current)
        {
            return MergeResult.Keep;
        }

        var lastMine = history.Where(r => r.Mine && r.Number > shown).Select(r => r.Number).LastOrDefault(shown);
        var start = history.FirstOrDefault(r => r.Number == lastMine)?.Content ?? (string.Empty, string.Empty);
        var othersSince = history.Any(r => r.Number > lastMine);
        return !othersSince ? MergeResult.Write
            : typed == start ? MergeResult.Keep
            : MergeResult.Conflict;
    }
}

using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>An answer that is another than at the time of a return.</summary>
/// <param name="Value">What it was then, in stored form; empty where there was none.</param>
/// <param name="Note">The remark of then.</param>
/// <param name="Added">Names of evidence that came since.</param>
/// <param name="Removed">Names of evidence of then that was taken off since.</param>
internal sealed record AnswerChange(
    Item Item, string Value, string Note, IReadOnlyList<string> Added, IReadOnlyList<string> Removed);

/// <summary>One return of an application: what was asked, and what the region changed until the next one or until now.</summary>
/// <param name="Reasons">By question; an empty code stands for the whole application.</param>
/// <param name="Changes">By question.</param>
internal sealed record ReviewRound(
    int Number, DateTime At, IReadOnlyDictionary<string, string> Reasons, IReadOnlyDictionary<string, AnswerChange> Changes);

/// <summary>Reads the returns of an application from its reasons and from the history of its answers.</summary>
internal static class ReviewRounds
{
    /// <summary>All rounds, the first one first; none where it was never returned.</summary>
    public static async Task<IReadOnlyList<ReviewRound>> ReadAsync(KotaDb db, Dossier file, CancellationToken cancel)
    {
        if (file.Application is null or { ReturnRound: 0 })
        {
            return [];
        }

        var (region, call, scope) = (file.Region.Code, file.Call.Id, RegionScope.Of(file.Region.Code));
        var reasons = await db.In<ReturnReason>(scope).AsNoTracking()
            .Where(r => r.RegionCode == region && r.CallId == call).ToListAsync(cancel);
        var history = await db.In<AnswerHistory>(scope).AsNoTracking()
            .Where(h => h.RegionCode == region && h.CallId == call).OrderBy(h => h.Revision).ToListAsync(cancel);
        var evidence = await db.In<Evidence>(scope).AsNoTracking()
            .Where(e => e.RegionCode == region && e.CallId == call).OrderBy(e => e.AddedAt).ToListAsync(cancel);
        var (answers, documents) = (history.ToLookup(h => h.ItemCode), evidence.ToLookup(e => e.ItemCode));
        var rounds = reasons.GroupBy(r => r.Round).OrderBy(g => g.Key).ToList();
        return
        [
            .. rounds.Select((round, i) =>
            {
                var (from, until) = (AtOf(round), i + 1 < rounds.Count ? AtOf(rounds[i + 1]) : DateTime.MaxValue);
                return new ReviewRound(
                    round.Key, from, round.ToDictionary(r => r.ItemCode, r => r.Reason, StringComparer.Ordinal),
                    file.Instrument.Items.Select(item => ChangeOf(item, answers[item.Code], documents[item.Code], (from, until)))
                        .OfType<AnswerChange>().ToDictionary(c => c.Item.Code, StringComparer.Ordinal));
            }),
        ];
    }

    private static DateTime AtOf(IEnumerable<ReturnReason> round) => round.First().ReturnedAt;

    /// <summary>Null where the answer reads at the end as it did at the beginning, whatever was typed between.</summary>
    private static AnswerChange? ChangeOf(
        Item item, IEnumerable<AnswerHistory> answers, IEnumerable<Evidence> evidence, (DateTime From, DateTime Until) round)
    {
        var before = answers.LastOrDefault(a => a.ChangedAt <= round.From);
        var after = answers.LastOrDefault(a => a.ChangedAt <= round.Until);
        List<string> added = [.. evidence.Where(e => !At(e, round.From) && At(e, round.Until)).Select(e => e.Title)];
        List<string> removed = [.. evidence.Where(e => At(e, round.From) && !At(e, round.Until)).Select(e => e.Title)];
        var (value, note) = (before?.Value ?? string.Empty, before?.Note ?? string.Empty);
        var same = value == (after?.Value ?? string.Empty) && note == (after?.Note ?? string.Empty);
        return same && added.Count == 0 && removed.Count == 0 ? null : new(item, value, note, added, removed);
    }

    private static bool At(Evidence one, DateTime moment) => one.AddedAt <= moment && (one.RemovedAt is null || one.RemovedAt > moment);
}

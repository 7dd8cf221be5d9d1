using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Letters;

/// <summary>An announced result with its letter, as far as there is one.</summary>
internal sealed record LetterRow(DecisionRow Result, DecisionLetter? Letter, IssuedDocument? Document)
{
    public Region Region => Result.Region;

    public LetterState State => Letter?.State ?? LetterState.Waiting;
}

/// <summary>Reads decision letters.</summary>
internal sealed class LetterRows(KotaDb db, DecisionReader decisions)
{
    /// <summary>The letters are the ministry's: one series of numbers for all regions.</summary>
    public static RegionScope Ministry { get; } = RegionScope.Of(RegionCode.National);

    /// <summary>Every announced result of a call with its letter, in the order of the decision.</summary>
    public async Task<IReadOnlyList<LetterRow>> OfAsync(CallId call, CancellationToken cancel)
    {
        var (_, results) = await decisions.AnnouncedAsync(call, cancel);
        var letters = await db.In<DecisionLetter>(AssessmentDesk.AllRegions).Where(l => l.CallId == call)
            .ToDictionaryAsync(l => (l.RegionCode, l.DecisionId), cancel);
        var documents = await DocumentsAsync(letters.Values, cancel);
        return
        [
            .. results.Select(r =>
            {
                var letter = letters.GetValueOrDefault((r.Line.RegionCode, r.Line.DecisionId));
                return new LetterRow(r, letter, letter?.DocumentId is { } id ? documents[id] : null);
            }),
        ];
    }

    /// <summary>The letters that were sent to one region, by call; a later one stands in the place of an earlier one.</summary>
    public async Task<IReadOnlyDictionary<CallId, IssuedDocument>> SentToAsync(RegionCode region, CancellationToken cancel)
    {
        var letters = await db.In<DecisionLetter>(RegionScope.Of(region)).AsNoTracking()
            .Where(l => l.RegionCode == region && l.SentAt != null).ToListAsync(cancel);
        var documents = await DocumentsAsync(letters, cancel);
        return letters.GroupBy(l => l.CallId).ToDictionary(g => g.Key, g => documents[g.MaxBy(l => l.SentAt)!.DocumentId!.Value]);
    }

    private async Task<Dictionary<DocumentId, IssuedDocument>> DocumentsAsync(
        IEnumerable<DecisionLetter> letters, CancellationToken cancel)
    {
        var ids = letters.Select(l => l.DocumentId).OfType<DocumentId>().ToList();
        return await db.In<IssuedDocument>(Ministry).AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
    }
}

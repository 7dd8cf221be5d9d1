using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Scoring;

/// <summary>The scores in force of one sheet.</summary>
internal sealed record SheetScores(ScoreSheet Sheet, IReadOnlyDictionary<string, Score> ByItem)
{
    public int? LevelOf(string item) => ByItem.GetValueOrDefault(item)?.Level;
}

/// <summary>
/// Reads scores. The rule of independence lives here: until every sheet of a region's panel is submitted, nobody reads a score of it but
/// the assessor who gave it.
/// </summary>
internal sealed class Scores(KotaDb db)
{
    /// <summary>Questions that assessors score: those answered by a level.</summary>
    public static IEnumerable<Item> ItemsOf(Instrument instrument) => instrument.Items.Where(i => i.Answer == AnswerKind.Level);

    /// <summary>The assessor's own sheet, or null where there is none in force.</summary>
    public async Task<SheetScores?> OwnAsync(CallId call, RegionCode region, UserId user, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var sheet = await db.In<ScoreSheet>(scope).SingleOrDefaultAsync(
            s => s.RegionCode == region && s.CallId == call && s.UserId == user && s.WithdrawnAt == null, cancel);
        if (sheet is null)
        {
            return null;
        }

        var all = await db.In<Score>(scope).AsNoTracking().Where(s => s.RegionCode == region && s.CallId == call && s.UserId == user)
            .ToListAsync(cancel);
        return new(sheet, Latest(all));
    }

    /// <summary>The sheets of all panels that have submitted completely, by region.</summary>
    /// <param name="seats">Assessors each panel must have.</param>
    public async Task<Dictionary<RegionCode, IReadOnlyList<SheetScores>>> CompleteAsync(
        CallId call, RegionScope scope, int seats, CancellationToken cancel)
    {
        var sheets = await db.In<ScoreSheet>(scope).AsNoTracking().Where(s => s.CallId == call && s.WithdrawnAt == null)
            .ToListAsync(cancel);
        var complete = sheets.GroupBy(s => s.RegionCode).Where(g => IsComplete([.. g], seats)).ToDictionary(g => g.Key, g => g.ToList());
        var all = await db.In<Score>(scope).AsNoTracking().Where(s => s.CallId == call).ToListAsync(cancel);
        var bySheet = all.ToLookup(s => (s.RegionCode, s.UserId));
        return complete.ToDictionary(
            c => c.Key,
            c => (IReadOnlyList<SheetScores>)[.. c.Value.OrderBy(s => s.UserId.Value)
                .Select(s => new SheetScores(s, Latest(bySheet[(c.Key, s.UserId)])))]);
    }

    public static bool IsComplete(IReadOnlyCollection<ScoreSheet> panel, int seats) =>
        panel.Count >= seats && panel.All(s => s.SubmittedAt is not null);

    private static Dictionary<string, Score> Latest(IEnumerable<Score> revisions) =>
        revisions.GroupBy(s => s.CriterionCode, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(s => s.Revision)!, StringComparer.Ordinal);
}

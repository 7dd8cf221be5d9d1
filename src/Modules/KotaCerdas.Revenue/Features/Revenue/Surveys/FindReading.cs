using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>A find with how it was settled.</summary>
internal sealed record FindRow(SurveyFind Find, SurveyFindDecision? Decision)
{
    /// <summary>What was found, by field.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; } = FindReading.FactsOf(Find);

    /// <summary>True where the desk has to decide.</summary>
    public bool Waits => Decision is null;
}

/// <summary>Reads objects that were found in the field and have no number yet.</summary>
internal sealed class FindReading(KotaDb db)
{
    public const int PageSize = 100;

    /// <summary>Finds of the region: those that wait first, the oldest first, so that none is passed by; then the newest settled.</summary>
    public Task<IReadOnlyList<FindRow>> AllAsync(RegionCode region, CancellationToken cancel) =>
        ReadAsync(RegionScope.Of(region), db.In<SurveyFind>(RegionScope.Of(region)), cancel);

    /// <summary>Finds of one surveyor.</summary>
    public Task<IReadOnlyList<FindRow>> OwnAsync(RegionCode region, UserId surveyor, CancellationToken cancel) =>
        ReadAsync(RegionScope.Of(region), db.In<SurveyFind>(RegionScope.Of(region)).Where(f => f.ReceivedBy == surveyor), cancel);

    /// <summary>All finds of a kelurahan that wait, however many.</summary>
    public async Task<IReadOnlyList<FindRow>> WaitingInAsync(RegionCode region, long village, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var decided = db.In<SurveyFindDecision>(scope);
        return (await db.In<SurveyFind>(scope).AsNoTracking().Where(f => f.TaxCode == village && !decided.Any(d => d.FindId == f.Id))
            .OrderBy(f => f.ReceivedAt).ThenBy(f => f.Id).ToListAsync(cancel)).ConvertAll(f => new FindRow(f, null));
    }

    /// <summary>A find, or null.</summary>
    public async Task<FindRow?> FindAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var find = await db.In<SurveyFind>(scope).AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, cancel);
        return find is null ? null
            : new(find, await db.In<SurveyFindDecision>(scope).AsNoTracking().SingleOrDefaultAsync(d => d.FindId == id, cancel));
    }

    /// <summary>A find that waits, or why there is none.</summary>
    public async Task<Outcome<FindRow>> WaitingAsync(RegionCode region, Guid id, CancellationToken cancel) =>
        await FindAsync(region, id, cancel) is not { } row ? RegisterDesk.NotFound
            : row.Waits ? row : new Problem("Revenue.Survey.NotWaiting");

    public static IReadOnlyDictionary<string, string> FactsOf(SurveyFind find) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(find.Facts)!;

    public static Subject SubjectOf(SurveyFind find) => new(find.RegionCode, "revenue.find", find.Id.ToString());

    private async Task<IReadOnlyList<FindRow>> ReadAsync(RegionScope scope, IQueryable<SurveyFind> of, CancellationToken cancel)
    {
        // What waits is never pushed off the page by what was settled later.
        var decided = db.In<SurveyFindDecision>(scope);
        var finds = await of.AsNoTracking().OrderBy(f => decided.Any(d => d.FindId == f.Id))
            .ThenBy(f => decided.Any(d => d.FindId == f.Id) ? (DateTime?)null : f.ReceivedAt).ThenByDescending(f => f.ReceivedAt)
            .ThenBy(f => f.Id).Take(PageSize).ToListAsync(cancel);
        var ids = finds.ConvertAll(f => f.Id);
        var decisions = await db.In<SurveyFindDecision>(scope).AsNoTracking().Where(d => ids.Contains(d.FindId))
            .ToDictionaryAsync(d => d.FindId, cancel);
        return [.. finds.Select(f => new FindRow(f, decisions.GetValueOrDefault(f.Id)))];
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>What is known of an object.</summary>
/// <param name="Current">The version that counts on the day; the first one where none has begun.</param>
/// <param name="Versions">All versions in the order of recording.</param>
/// <param name="Owners">Taxpayers of all versions as they are now.</param>
internal sealed record KindObjectFile(
    KindObject Current, IReadOnlyList<KindObject> Versions, IReadOnlyDictionary<TaxpayerId, Taxpayer> Owners)
{
    public Taxpayer Owner => Owners[Current.TaxpayerId];

    public RevenueKind Kind => RevenueKinds.Find(Current.Kind)!;
}

/// <summary>Reads objects and the masks of their numbers.</summary>
internal sealed class KindObjectReading(KotaDb db, TaxpayerReading taxpayers, RuleStore rules)
{
    /// <summary>All that is known of an object on a day, or null.</summary>
    public async Task<KindObjectFile?> FindAsync(RegionCode region, KindObjectId id, DateOnly day, CancellationToken cancel)
    {
        var versions = await db.In<KindObject>(RegionScope.Of(region)).AsNoTracking().Where(o => o.ObjectId == id).OrderBy(o => o.Version)
            .ToListAsync(cancel);
        if (versions.Count == 0)
        {
            return null;
        }

        var owners = new Dictionary<TaxpayerId, Taxpayer>();
        foreach (var owner in versions.Select(v => v.TaxpayerId).Distinct())
        {
            owners[owner] = await StandingAsync(region, owner, cancel);
        }

        return new(KindObject.On(day, versions) ?? versions.MinBy(v => v.ValidFrom)!, versions, owners);
    }

    /// <summary>An object by its number, as it is on a day, or null.</summary>
    public async Task<KindObjectFile?> FindAsync(RegionCode region, string number, DateOnly day, CancellationToken cancel)
    {
        var id = await db.In<KindObject>(RegionScope.Of(region)).Where(o => o.Number == number).Select(o => (KindObjectId?)o.ObjectId)
            .FirstOrDefaultAsync(cancel);
        return id is { } known ? await FindAsync(region, known, day, cancel) : null;
    }

    /// <summary>The one taxpayer somebody means by NPWPD, NIK, exact name or key, or why it is not one.</summary>
    public Task<Outcome<TaxpayerId>> MeantAsync(RegionCode region, string text, CancellationToken cancel) =>
        taxpayers.MeantAsync(region, text, cancel);

    /// <summary>The taxpayer as it is now; an entry merged into another gives the other.</summary>
    public async Task<Taxpayer> StandingAsync(RegionCode region, TaxpayerId id, CancellationToken cancel)
    {
        var into = await db.In<TaxpayerMerge>(RegionScope.Of(region)).Where(m => m.FromId == id).Select(m => (TaxpayerId?)m.IntoId)
            .SingleOrDefaultAsync(cancel);
        return (await taxpayers.CurrentAsync(region, into ?? id, cancel))!;
    }

    /// <summary>Taxpayers as they are now, by the entries that were asked for; in as many queries for one as for many.</summary>
    public async Task<IReadOnlyDictionary<TaxpayerId, Taxpayer>> StandingAsync(
        RegionCode region, IReadOnlyCollection<TaxpayerId> ids, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var into = await db.In<TaxpayerMerge>(scope).AsNoTracking().Where(m => ids.Contains(m.FromId))
            .ToDictionaryAsync(m => m.FromId, m => m.IntoId, cancel);
        var entries = ids.Select(id => into.GetValueOrDefault(id, id)).Distinct().ToList();
        var current = (await db.In<Taxpayer>(scope).AsNoTracking().Where(t => entries.Contains(t.TaxpayerId)).ToListAsync(cancel))
            .GroupBy(t => t.TaxpayerId).ToDictionary(g => g.Key, g => g.MaxBy(t => t.Version)!);
        return ids.Distinct().ToDictionary(id => id, id => current[into.GetValueOrDefault(id, id)]);
    }

    /// <summary>The mask of a kind's numbers on a day: its own, else the one for all; null where the region has said nothing.</summary>
    public async Task<NopdMask?> MaskAsync(RegionCode region, string kind, DateOnly day, CancellationToken cancel) =>
        await db.In<NopdMask>(RegionScope.Of(region)).AsNoTracking()
            .Where(m => m.ValidFrom <= day && (m.Kind == kind || m.Kind == string.Empty))
            .OrderByDescending(m => m.Kind).ThenByDescending(m => m.ValidFrom).ThenByDescending(m => m.Id).FirstOrDefaultAsync(cancel);

    /// <summary>All masks, newest first by kind.</summary>
    public async Task<IReadOnlyList<NopdMask>> MasksAsync(RegionCode region, CancellationToken cancel) =>
        await db.In<NopdMask>(RegionScope.Of(region)).AsNoTracking().OrderBy(m => m.Kind).ThenByDescending(m => m.ValidFrom)
            .ThenByDescending(m => m.Id).ToListAsync(cancel);

    /// <summary>The rules of a kind that bills of a day are computed by, or the refusal.</summary>
    public async Task<Outcome<KindRules>> RulesAsync(RegionCode region, string kind, DateOnly day, CancellationToken cancel)
    {
        var set = await rules.InForceAsync(region, day, cancel);
        return set.Failed ? Outcome.Fail<KindRules>(set.Problems) : KindRules.Of(set.Value, kind, day, estimate: false);
    }
}

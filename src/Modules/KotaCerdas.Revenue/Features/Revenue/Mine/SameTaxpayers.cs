using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Mine;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>
/// Whether an entry of the register still names whom it named when somebody was tied to it. Offices also record a new owner by writing
/// another name or number into the entry: what was claimed before that is not theirs.
/// </summary>
internal sealed class SameTaxpayers(KotaDb db)
{
    private const int AtOnce = 500;

    private static readonly List<string> Identity = [NumberKinds.Nik, NumberKinds.Npwp, NumberKinds.Nib, NumberKinds.Sismiop];

    /// <summary>The claims whose entry, and the one it was merged into, had neither another name nor another number since.</summary>
    public async Task<List<Claim>> OnlyAsync(RegionCode region, IEnumerable<Claim> claims, CancellationToken cancel)
    {
        var same = new List<Claim>();
        foreach (var some in claims.Chunk(AtOnce))
        {
            var known = await ReadAsync(region, [.. some.Select(c => c.TaxpayerId).Distinct()], cancel);
            same.AddRange(some.Where(c => known.IsSame(c.TaxpayerId, c.TaxpayerVersion, c.RecordedAt)));
        }

        return same;
    }

    /// <summary>True where an entry names whom it named at an instant.</summary>
    public async Task<bool> SinceAsync(RegionCode region, TaxpayerId id, DateTime since, CancellationToken cancel) =>
        (await ReadAsync(region, [id], cancel)).IsSame(id, null, since);

    private async Task<Known> ReadAsync(RegionCode region, List<TaxpayerId> asked, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var merges = await db.In<TaxpayerMerge>(scope).AsNoTracking().Where(m => asked.Contains(m.FromId))
            .ToDictionaryAsync(m => m.FromId, cancel);
        List<TaxpayerId> all = [.. asked, .. merges.Values.Select(m => m.IntoId)];
        var names = await db.In<Taxpayer>(scope).Where(t => all.Contains(t.TaxpayerId))
            .Select(t => new Named(t.TaxpayerId, t.Version, t.NameKey, t.RecordedAt)).ToListAsync(cancel);
        var numbers = await db.In<TaxpayerNumber>(scope).AsNoTracking()
            .Where(n => all.Contains(n.TaxpayerId) && Identity.Contains(n.Kind)).ToListAsync(cancel);
        return new(merges, names.ToLookup(n => n.Id), numbers.ToLookup(n => n.TaxpayerId));
    }

    private sealed record Named(TaxpayerId Id, int Version, string NameKey, DateTime RecordedAt);

    private sealed record Known(
        Dictionary<TaxpayerId, TaxpayerMerge> Merges, ILookup<TaxpayerId, Named> Names, ILookup<TaxpayerId, TaxpayerNumber> Numbers)
    {
        public bool IsSame(TaxpayerId id, int? version, DateTime since) =>
            Stands(id, version, since)
            && (!Merges.TryGetValue(id, out var merge)
                || Stands(merge.IntoId, null, merge.RecordedAt > since ? merge.RecordedAt : since));

        private bool Stands(TaxpayerId id, int? version, DateTime since)
        {
            var from = version ?? Names[id].Where(n => n.RecordedAt <= since).Max(n => (int?)n.Version) ?? 0;
            return Names[id].Where(n => n.Version >= from).Select(n => n.NameKey).Distinct(StringComparer.Ordinal).Count() < 2
                && Numbers[id].GroupBy(n => n.Kind).All(kind => OneNumber([.. kind.Where(n => n.Lookup.Length > 0)], since));
        }

        /// <summary>A number that came where none was is no change; the last one before the instant and all after are one number.</summary>
        private static bool OneNumber(List<TaxpayerNumber> kind, DateTime since)
        {
            var before = kind.Where(n => n.RecordedAt <= since).MaxBy(n => n.Version);
            return kind.Where(n => n.RecordedAt > since).Append(before).OfType<TaxpayerNumber>()
                .Select(n => Convert.ToHexString(n.Lookup)).Distinct(StringComparer.Ordinal).Count() < 2;
        }
    }
}

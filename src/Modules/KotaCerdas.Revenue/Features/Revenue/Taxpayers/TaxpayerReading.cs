using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>A number as an officer sees it: masked.</summary>
internal sealed record MaskedNumber(string Kind, string Masked);

/// <summary>What is known of a taxpayer.</summary>
internal sealed record TaxpayerFile
{
    /// <summary>Newest first; the first one counts.</summary>
    public required IReadOnlyList<Taxpayer> Versions { get; init; }

    public required IReadOnlyList<MaskedNumber> Numbers { get; init; }

    /// <summary>Where this entry was merged into another: that one.</summary>
    public TaxpayerMerge? MergedInto { get; init; }

    /// <summary>Entries that were merged into this one.</summary>
    public required IReadOnlyList<(TaxpayerMerge Merge, string Name)> MergedFrom { get; init; }

    /// <summary>Objects on this name as they are today, and those of former days.</summary>
    public required IReadOnlyList<TaxObject> Objects { get; init; }

    /// <summary>Who opened the numbers, newest first.</summary>
    public required IReadOnlyList<TaxpayerAccess> Accesses { get; init; }

    public Taxpayer Current => Versions[0];

    public TaxpayerId Id => Current.TaxpayerId;

    /// <summary>All entries that are this taxpayer.</summary>
    public IEnumerable<TaxpayerId> Entries => MergedFrom.Select(m => m.Merge.FromId).Append(Id);
}

/// <summary>Finds taxpayers and reads what is known of them.</summary>
internal sealed class TaxpayerReading(KotaDb db, PersonalNumbers numbers)
{
    /// <summary>Objects and accesses shown on a file.</summary>
    public const int Most = 200;

    /// <summary>The file, or null where the region has no such taxpayer.</summary>
    public async Task<TaxpayerFile?> FindAsync(Region region, TaxpayerId id, DateOnly today, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region.Code);
        var versions = await db.In<Taxpayer>(scope).AsNoTracking().Where(t => t.TaxpayerId == id)
            .OrderByDescending(t => t.Version).ToListAsync(cancel);
        if (versions.Count == 0)
        {
            return null;
        }

        var merged = await db.In<TaxpayerMerge>(scope).AsNoTracking().Where(m => m.IntoId == id).OrderBy(m => m.RecordedAt)
            .ToListAsync(cancel);
        var from = new List<(TaxpayerMerge, string)>();
        foreach (var merge in merged)
        {
            from.Add((merge, (await CurrentAsync(region.Code, merge.FromId, cancel))!.Name));
        }

        return new TaxpayerFile
        {
            Versions = versions,
            Numbers = [.. (await NumbersAsync(region.Code, id, cancel)).Select(n => new MaskedNumber(n.Key, MaskOf(n.Key, n.Value)))],
            MergedInto = await db.In<TaxpayerMerge>(scope).AsNoTracking().SingleOrDefaultAsync(m => m.FromId == id, cancel),
            MergedFrom = from,
            Objects = await ObjectsAsync(scope, [id, .. merged.Select(m => m.FromId)], today, cancel),
            Accesses = await db.In<TaxpayerAccess>(scope).AsNoTracking().Where(a => a.TaxpayerId == id)
                .OrderByDescending(a => a.Id).Take(Most).ToListAsync(cancel),
        };
    }

    /// <summary>The version that counts, or null.</summary>
    public Task<Taxpayer?> CurrentAsync(RegionCode region, TaxpayerId id, CancellationToken cancel) =>
        db.In<Taxpayer>(RegionScope.Of(region)).AsNoTracking().Where(t => t.TaxpayerId == id).OrderByDescending(t => t.Version)
            .FirstOrDefaultAsync(cancel);

    /// <summary>The numbers in clear, in the order of the form. Whoever shows them leaves a trace first.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> NumbersAsync(
        RegionCode region, TaxpayerId id, CancellationToken cancel)
    {
        var rows = await LatestAsync(region, id, cancel);
        return
        [
            .. from kind in NumberKinds.Typed.Append(NumberKinds.Sismiop)
               let row = rows.GetValueOrDefault(kind)
               where row is { Sealed.Length: > 0 }
               select KeyValuePair.Create(kind, numbers.Open(row.Sealed)),
        ];
    }

    /// <summary>The version of each number that counts.</summary>
    public async Task<Dictionary<string, TaxpayerNumber>> LatestAsync(RegionCode region, TaxpayerId id, CancellationToken cancel)
    {
        var rows = await db.In<TaxpayerNumber>(RegionScope.Of(region)).AsNoTracking().Where(n => n.TaxpayerId == id).ToListAsync(cancel);
        return rows.GroupBy(r => r.Kind, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(r => r.Version)!, StringComparer.Ordinal);
    }

    /// <summary>Taxpayers that hold a number now, entries merged into others left out.</summary>
    public async Task<List<TaxpayerId>> HoldersAsync(RegionCode region, string kind, string value, CancellationToken cancel)
    {
        var hash = numbers.Lookup(kind, value);
        var scope = RegionScope.Of(region);
        var rows = await db.In<TaxpayerNumber>(scope).AsNoTracking().Where(n => n.Lookup == hash && n.Kind == kind).ToListAsync(cancel);
        var holders = new List<TaxpayerId>();
        foreach (var id in rows.Select(r => r.TaxpayerId).Distinct())
        {
            var latest = (await LatestAsync(region, id, cancel))[kind];
            if (latest.Lookup.AsSpan().SequenceEqual(hash) && !await IsMergedAsync(scope, id, cancel))
            {
                holders.Add(id);
            }
        }

        return holders;
    }

    /// <summary>Taxpayers with an NPWPD, or with exactly a name; at most three.</summary>
    public async Task<List<TaxpayerId>> WithAsync(RegionCode region, string? npwpd, string? nameKey, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var rows = db.In<Taxpayer>(scope).AsNoTracking();
        rows = npwpd is not null ? rows.Where(t => t.Npwpd == npwpd) : rows.Where(t => t.NameKey == nameKey);
        var found = new List<TaxpayerId>();
        foreach (var id in await rows.Select(t => t.TaxpayerId).Distinct().OrderBy(id => id).Take(20).ToListAsync(cancel))
        {
            var current = (await CurrentAsync(region, id, cancel))!;
            var fits = npwpd is not null ? current.Npwpd == npwpd : current.NameKey == nameKey;
            if (fits && !await IsMergedAsync(scope, id, cancel))
            {
                found.Add(id);
            }
        }

        return found;
    }

    /// <summary>Finds the one taxpayer that somebody means by an NPWPD, a NIK, the exact name, or an entry's own key.</summary>
    public async Task<Outcome<TaxpayerId>> MeantAsync(RegionCode region, string? text, CancellationToken cancel)
    {
        var typed = (text ?? string.Empty).Trim();
        if (typed.Length == 0)
        {
            return new Problem("Revenue.Taxpayer.MeantNeeded");
        }

        if (Guid.TryParse(typed, out var key))
        {
            var id = new TaxpayerId(key);
            return await CurrentAsync(region, id, cancel) is null || await IsMergedAsync(RegionScope.Of(region), id, cancel)
                ? new Problem("Revenue.Taxpayer.MeantNone", null, typed) : id;
        }

        var found = await WithAsync(region, typed.ToUpperInvariant(), null, cancel);
        if (found.Count == 0 && NumberKinds.Normal(NumberKinds.Nik, typed) is { Length: 16 } nik && nik.All(char.IsAsciiDigit))
        {
            found = await HoldersAsync(region, NumberKinds.Nik, nik, cancel);
        }

        if (found.Count == 0 && Taxpayer.KeyOf(typed) is { Length: > 0 } name)
        {
            found = await WithAsync(region, null, name, cancel);
        }

        return found.Count switch
        {
            0 => new Problem("Revenue.Taxpayer.MeantNone", null, typed),
            1 => found[0],
            _ => new Problem("Revenue.Taxpayer.MeantMany", null, typed, found.Count),
        };
    }

    /// <summary>How taxpayer numbers are written on a day, or null where the region has not said so.</summary>
    public Task<NpwpdMask?> MaskAsync(RegionCode region, DateOnly day, CancellationToken cancel) =>
        db.In<NpwpdMask>(RegionScope.Of(region)).AsNoTracking().Where(m => m.ValidFrom <= day)
            .OrderByDescending(m => m.ValidFrom).ThenByDescending(m => m.Id).FirstOrDefaultAsync(cancel);

    private static string MaskOf(string kind, string value) => kind == NumberKinds.Email
        ? value[..1] + "••••" + value[value.IndexOf('@', StringComparison.Ordinal)..] : PersonalNumbers.Mask(value);

    private Task<bool> IsMergedAsync(RegionScope scope, TaxpayerId id, CancellationToken cancel) =>
        db.In<TaxpayerMerge>(scope).AnyAsync(m => m.FromId == id, cancel);

    private async Task<List<TaxObject>> ObjectsAsync(
        RegionScope scope, List<TaxpayerId> entries, DateOnly today, CancellationToken cancel)
    {
        var nops = await db.In<TaxObject>(scope).Where(o => entries.Contains(o.TaxpayerId)).Select(o => o.Nop).Distinct().OrderBy(n => n)
            .Take(Most).ToListAsync(cancel);
        var versions = await db.In<TaxObject>(scope).AsNoTracking().Where(o => nops.Contains(o.Nop)).ToListAsync(cancel);
        return [.. versions.GroupBy(v => v.Nop).Select(g => TaxObject.On(today, g) ?? g.MinBy(v => v.ValidFrom)!).OrderBy(o =>
            o.Nop.Value)];
    }
}

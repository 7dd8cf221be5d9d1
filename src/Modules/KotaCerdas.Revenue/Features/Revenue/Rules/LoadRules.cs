using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>Keeps a rule set as a draft, or as a corrected revision of one. A version that was approved never changes.</summary>
internal sealed class LoadRules(KotaDb db, RuleStore store, Trail trail, Actor current, TimeProvider clock)
{
    /// <summary>Loads tables that a person uploaded.</summary>
    public Task<Outcome<RuleContent>> RunAsync(
        RegionCode region, IReadOnlyList<TableSheet> tables, string origin, CancellationToken cancel) =>
        RunAsync(current, region, tables, origin, cancel);

    /// <summary>Loads tables for an actor.</summary>
    public async Task<Outcome<RuleContent>> RunAsync(
        Actor actor, RegionCode region, IReadOnlyList<TableSheet> tables, string origin, CancellationToken cancel)
    {
        if (actor.Refuse(RulePermissions.Draft, region) is { } refused)
        {
            return refused;
        }

        var set = RuleReader.Read(tables);
        if (set.Failed)
        {
            return Outcome.Fail<RuleContent>(set.Problems);
        }

        var head = set.Value.Head;
        if (head.Region != region)
        {
            return new Problem("Revenue.RuleStore.OtherRegion", null, head.Region.Value, region.Value);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var existing = await store.FindAsync(region, head.Version, cancel);
        if (existing is not null && existing.Content.Hash == set.Value.Hash)
        {
            return existing.Content;
        }

        if (existing is { State: RuleState.Approved })
        {
            return new Problem("Revenue.RuleStore.Approved", null, head.Version);
        }

        var content = Content(actor, set.Value, RuleSheets.Write(tables), (existing?.Content.Revision ?? 0) + 1, origin);
        db.Add(content);
        trail.Add(actor, "Revenue.Trail.RulesLoaded", new Subject(region, "revenue.rules", RuleStore.NameOf(content)),
            new { content.Revision, content.Hash });
        await write.CommitAsync(cancel);
        return content;
    }

    private RuleContent Content(Actor actor, RuleSet set, byte[] definition, int revision, string origin) => new()
    {
        RegionCode = set.Head.Region,
        Version = set.Head.Version,
        Revision = revision,
        TitleId = set.Head.Title.Id,
        TitleEn = set.Head.Title.En,
        Instrument = set.Head.Instrument,
        ValidFrom = set.Head.ValidFrom,
        ValidTo = set.Head.ValidTo,
        Placeholder = set.Head.Placeholder,
        Hash = set.Hash,
        Definition = definition,
        Origin = origin,
        LoadedAt = clock.GetUtcNow().UtcDateTime,
        LoadedBy = actor.User,
        LoadedByName = actor.Name,
    };
}

/// <summary>Keeps the sets that ship in <c>data/tariffs</c> as drafts. Approving them is the act of two people.</summary>
internal sealed class ShippedRules(LoadRules load, KotaDb db) : IPreparationStep
{
    public async Task RunAsync(CancellationToken cancel)
    {
        // Approved versions and drafts that people loaded stay as they are.
        var known = (await db.In<RuleContent>(RegionScope.National("shipped rules")).AsNoTracking()
            .Select(c => new { c.RegionCode, c.Version, c.Hash }).ToListAsync(cancel)).ToLookup(c => (c.RegionCode, c.Version));
        foreach (var path in Folders())
        {
            var tables = TableBook.Folder(path).Value;
            var cells = tables.First(t => t.Name == "set").Rows.ToDictionary(r => r["key"], r => r["value"]);
            var region = RegionCode.Parse(cells["region"]);
            var version = int.Parse(cells["version"], System.Globalization.CultureInfo.InvariantCulture);
            if (!known[(region, version)].Any())
            {
                Check.That(!(await load.RunAsync(Actor.Platform("kotacerdas"), region, tables, OriginOf(path), cancel)).Failed);
            }
        }
    }

    /// <summary>Folders of shipped versions.</summary>
    public static IEnumerable<string> Folders() => Directory.GetDirectories(ShippedData.PathOf("tariffs")).Order(StringComparer.Ordinal)
        .SelectMany(r => Directory.GetDirectories(r).Order(StringComparer.Ordinal));

    private static string OriginOf(string path) =>
        $"data/tariffs/{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}";
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Changes;

/// <summary>An attribute of the register before a change and after it, in words.</summary>
internal sealed record ChangedAttribute(string Name, string Before, string After);

/// <summary>Puts a change beside the register as it was when it was proposed.</summary>
internal sealed class ChangeDifferences(
    KotaDb db, ObjectReading objects, KindObjectReading kinds, TaxpayerReading taxpayers, Texts texts)
{
    /// <summary>What is otherwise afterwards; empty where the object ends.</summary>
    public async Task<IReadOnlyList<ChangedAttribute>> OfAsync(Region region, ChangeFile file, CancellationToken cancel) =>
        file.Of.Kind switch
        {
            ChangeKind.Change => await OfObjectAsync(file, cancel),
            ChangeKind.Split or ChangeKind.Merge => await OfLinkAsync(region, file, cancel),
            ChangeKind.KindChange => await OfKindAsync(file, cancel),
            _ => [],
        };

    private async Task<IReadOnlyList<ChangedAttribute>> OfObjectAsync(ChangeFile file, CancellationToken cancel)
    {
        var of = file.Of;
        var input = file.Content<ObjectInput>();
        if (await objects.FindAsync(of.RegionCode, of.Nop!.Value, of.ValidFrom, cancel) is not { } known
            || TaxObject.On(of.ValidFrom, known.Versions.Where(v => v.Version <= of.Seen)) is not { } before)
        {
            return [];
        }

        var (key, owner) = ((of.RegionCode, of.Nop.Value, 0), new TaxpayerId(Guid.Parse(input.Owner)));
        var after = SaveObject.VersionOf(key, owner, input, of.ProposedAt, of.ProposedByName);
        var meant = known with
        {
            Buildings = known.Buildings.SelectMany(b => b).Concat(SaveObject.BuildingsOf(key, input)).ToLookup(b => b.Version),
            Owners = new Dictionary<TaxpayerId, Taxpayer>(known.Owners)
            {
                [owner] = (await taxpayers.CurrentAsync(of.RegionCode, owner, cancel))!,
            },
        };
        return Changed(ObjectWords.Attributes(known, before, texts), ObjectWords.Attributes(meant, after, texts));
    }

    private async Task<IReadOnlyList<ChangedAttribute>> OfLinkAsync(Region region, ChangeFile file, CancellationToken cancel)
    {
        var seen = file.Content<LinkContent>().Seen;
        List<Nop> others = [.. seen.Keys.Select(ToNop).Where(n => n != file.Of.Nop)];
        List<Nop> all = [file.Of.Nop!.Value, .. others];
        var known = await db.In<TaxObject>(RegionScope.Of(region.Code)).AsNoTracking().Where(o => all.Contains(o.Nop)).ToListAsync(cancel);
        var plan = new LinkPlan(
            region, file.Of.Kind == ChangeKind.Split ? LinkKind.Split : LinkKind.Merge, all[0], others,
            new(file.Of.ValidFrom, file.Of.Reason), known.Where(o => o.Version <= seen[o.Nop.ToString()]).ToLookup(o => o.Nop));
        return Changed(Sums(plan.BilledBefore), Sums(plan.After));
    }

    private async Task<IReadOnlyList<ChangedAttribute>> OfKindAsync(ChangeFile file, CancellationToken cancel)
    {
        var of = file.Of;
        var input = file.Content<KindObjectInput>();
        if (await kinds.FindAsync(of.RegionCode, of.ObjectId!.Value, of.ValidFrom, cancel) is not { } known
            || KindObject.On(of.ValidFrom, known.Versions.Where(v => v.Version <= of.Seen)) is not { } before)
        {
            return [];
        }

        var rules = await kinds.RulesAsync(of.RegionCode, before.Kind, of.ValidFrom, cancel);
        var owner = await kinds.StandingAsync(of.RegionCode, new TaxpayerId(Guid.Parse(input.Owner)), cancel);
        List<(string Name, string Value)> Words(
            string name, string address, string taxpayer, DateOnly? to, IReadOnlyDictionary<string, string> facts) =>
        [
            (texts["Revenue.Levy.Name"], name), (texts["Revenue.Object.Address"], address), (texts["Revenue.Object.Owner"], taxpayer),
            (texts["Revenue.Levy.ValidTo"], to is { } day ? Formats.Date(day) : texts["Revenue.Levy.NoEnd"]),
            .. FactFields.Words(rules.Failed ? null : rules.Value, facts, texts),
        ];
        return Changed(
            Words(before.Name, before.Address, known.Owners[before.TaxpayerId].Name, before.ValidTo, Facts.Read(before.Facts)),
            Words(input.Name, input.Address, owner.Name, input.ValidTo, input.Facts));
    }

    private List<(string Name, string Value)> Sums(IReadOnlyList<TaxObject> all) =>
    [
        (texts["Revenue.Change.Objects"], string.Join(", ", all.Select(o => o.Nop))),
        (texts["Revenue.Object.LandArea"], texts["Revenue.Object.SquareMetres", all.Sum(o => (long)o.LandArea)]),
        (texts["Revenue.Object.BuildingArea"], texts["Revenue.Object.SquareMetres", all.Sum(o => (long)o.BuildingArea)]),
        (texts["Revenue.Object.BuildingValue"], Formats.Money(all.Sum(o => o.BuildingValue))),
        (texts["Revenue.Object.CommonValue"], Formats.Money(all.Sum(o => o.CommonValue))),
    ];

    private static IReadOnlyList<ChangedAttribute> Changed(
        IReadOnlyList<(string Name, string Value)> before, IReadOnlyList<(string Name, string Value)> after)
    {
        var (was, now) = (before.ToDictionary(b => b.Name, b => b.Value), after.ToDictionary(a => a.Name, a => a.Value));
        return
        [
            .. was.Keys.Union(now.Keys).Select(n => new ChangedAttribute(n, was.GetValueOrDefault(n, "–"), now.GetValueOrDefault(n, "–")))
                .Where(c => c.Before != c.After),
        ];
    }

    private static Nop ToNop(string text) => Nop.TryParse(text, out var nop) ? nop : default;
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;

namespace KotaCerdas.Revenue.Demo;

/// <summary>An object of a kind that the demo registers.</summary>
/// <param name="Kind">Code of the kind.</param>
/// <param name="Name">Text key of what it is; its number is put in.</param>
/// <param name="Count">How many.</param>
internal sealed record DemoKind(string Kind, string Name, int Count);

/// <summary>Taxpayers of the region with numbers of its mask, and what they run: ten kinds beside PBB-P2.</summary>
internal sealed class LevyScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    private const string Mask = "D.99999";

    private static readonly DateOnly Since = new(2024, 1, 2);

    /// <summary>The kinds, in the order of their numbers.</summary>
    public static IReadOnlyList<DemoKind> Kinds { get; } =
    [
        new("pbjt-makan", "Revenue.Demo.Restaurant", 4),
        new("pbjt-hotel", "Revenue.Demo.Hotel", 3),
        new("pbjt-parkir", "Revenue.Demo.Parking", 2),
        new("pbjt-hiburan", "Revenue.Demo.Leisure", 2),
        new("pbjt-listrik", "Revenue.Demo.Power", 1),
        new("reklame", "Revenue.Demo.Board", 4),
        new("air-tanah", "Revenue.Demo.Well", 2),
        new("mblb", "Revenue.Demo.Quarry", 2),
        new("walet", "Revenue.Demo.Nests", 1),
        new("pasar", "Revenue.Demo.Stall", 3),
    ];

    public async Task<IReadOnlyList<(DemoKind Kind, KindObjectId Id)>> RegisterAsync()
    {
        stage.Clock.Set(new DateOnly(2025, 1, 9), 13);
        await stage.AsAsync(cast.Surveyor, (SaveKindObject o) => o.SetMaskAsync(
            region, string.Empty, Since, (Mask, stage.Say("Revenue.Demo.MaskSource")), stage.Cancel));
        var made = new List<(DemoKind, KindObjectId)>();
        foreach (var (index, kind) in Kinds.Index())
        {
            var owner = await stage.AsAsync(cast.Surveyor, (SaveTaxpayer o) => o.RunAsync(region, null, OwnerOf(index), stage.Cancel));
            for (var number = 1; number <= kind.Count; number++)
            {
                var input = new KindObjectInput
                {
                    ValidFrom = Since, Owner = owner.ToString(), Name = stage.Say(kind.Name, number),
                    Address = stage.Say("Revenue.Demo.Address", (10 * index) + number), Reason = stage.Say("Revenue.Demo.Form"),
                };
                made.Add((kind, await stage.AsAsync(
                    cast.Surveyor, (SaveKindObject o) => o.RegisterAsync(region, kind.Kind, null, input, stage.Cancel))));
            }
        }

        return made;
    }

    private TaxpayerInput OwnerOf(int index) => new()
    {
        Kind = TaxpayerKind.Body, Name = stage.Say("Revenue.Demo.Business", index + 1),
        Npwpd = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"C.{9_000_001 + index}"),
        Address = stage.Say("Revenue.Demo.Address", index + 1), Place = "Contoh", Reason = stage.Say("Revenue.Demo.Form"),
    };
}

using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Revenue.Model.Rules;

/// <summary>A kind of tax or levy of the closed list of UU 1/2022, or a sanction that is computed like one.</summary>
/// <param name="Code">Short name in data and URLs: <c>bphtb</c>.</param>
/// <param name="Group"><c>tax</c>, <c>opsen</c>, <c>general</c>, <c>business</c>, <c>licence</c> or <c>sanction</c>.</param>
/// <param name="Assessment"><c>official</c>, <c>self</c> or <c>received</c>.</param>
/// <param name="Title">Name.</param>
/// <param name="Ceiling">Highest rate that the law allows, in millionths; null where it sets none.</param>
/// <param name="Account">Account in the six-level chart as far as it is known; may be empty.</param>
/// <param name="Law">Where the law names the kind.</param>
internal sealed record RevenueKind(
    string Code, string Group, string Assessment, Bilingual Title, int? Ceiling, string Account, string Law)
{
    public bool IsPbb => Code == RevenueKinds.Pbb;
}

/// <summary>The closed list, read once from <c>data/revenue/kinds.csv</c>.</summary>
internal static class RevenueKinds
{
    public const string Pbb = "pbb";

    /// <summary>Parameters that all kinds share: interest, fines, instalments.</summary>
    public const string Sanctions = "sanksi";

    private static readonly Lazy<IReadOnlyList<RevenueKind>> Shipped = new(() => [.. Read(ShippedData.PathOf("revenue"))]);

    private static readonly Lazy<IReadOnlyList<LandUse>> ShippedUses = new(() => [.. ReadUses(ShippedData.PathOf("revenue"))]);

    public static IReadOnlyList<RevenueKind> All => Shipped.Value;

    /// <summary>What a budget has targets for: assessments after an audit are of the taxes that they follow.</summary>
    public static IEnumerable<RevenueKind> Income => All.Where(k => k.Group != "sanction");

    /// <summary>Uses of land that tariffs tell apart, by their number.</summary>
    public static IReadOnlyList<LandUse> Uses => ShippedUses.Value;

    public static RevenueKind? Find(string code) => All.FirstOrDefault(k => k.Code == code);

    private static IEnumerable<RevenueKind> Read(string folder) => TableFile.Shipped(folder, "kinds").Select(r => new RevenueKind(
        r["kind"], r["group"], r["assessment"], new(r["name_id"], r["name_en"]), Ceiling(r["ceiling"]), r["account"], r["law"]));

    private static IEnumerable<LandUse> ReadUses(string folder) => TableFile.Shipped(folder, "land-uses").Select(r => new LandUse(
        int.Parse(r["number"], System.Globalization.CultureInfo.InvariantCulture), r["use"], new(r["name_id"], r["name_en"])));

    private static int? Ceiling(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        Check.That(RuleUnit.Percent.TryRead(text, out var rate));
        return (int)rate.InMillionths()!.Value;
    }
}

/// <summary>A use of land; <see cref="Number"/> is what an object of PBB-P2 keeps.</summary>
internal sealed record LandUse(int Number, string Code, Bilingual Title);

using System.Globalization;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>A real agreement that a public source names. No document, number or text of it is known.</summary>
internal sealed record KnownAgreement(
    RegionCode Region, string RegionName, string PartyKind, string Party, DateOnly SignedOn, string Title, bool Online,
    IReadOnlyList<string> Sources, string Note);

/// <summary>The real agreements of <c>data/agreements/known.csv</c>, with the titles of their sources.</summary>
internal static class KnownAgreements
{
    private static readonly Lazy<IReadOnlyList<KnownAgreement>> Loaded = new(Load);

    public static IReadOnlyList<KnownAgreement> All => Loaded.Value;

    public static IReadOnlyList<KnownAgreement> Of(RegionCode region) => [.. All.Where(k => k.Region == region)];

    /// <summary>The ceremonies of the ministry, newest first, each with the regions that a source names.</summary>
    public static IEnumerable<IGrouping<DateOnly, KnownAgreement>> Ceremonies =>
        All.Where(k => k.PartyKind == "ministry").GroupBy(k => k.SignedOn).OrderByDescending(g => g.Key);

    private static IReadOnlyList<KnownAgreement> Load()
    {
        var titles = new CountryFiles(ShippedData.PathOf("movement")).Sources()
            .ToDictionary(s => s.Key, s => s.Date is null ? s.Title : $"{s.Title} ({s.Date})", StringComparer.Ordinal);
        return
        [
            .. TableFile.Shipped(ShippedData.PathOf("agreements"), "known").Select(r => new KnownAgreement(
                RegionCode.Parse(r["region_code"]), r["region_name"], r["party_kind"], r["party"],
                DateOnly.ParseExact(r["signed_on"], "yyyy-MM-dd", CultureInfo.InvariantCulture), r["title"], r["held"] == "virtual",
                [.. r["sources"].Split(' ').Select(key => titles[key])], r["note"])).OrderBy(k => k.SignedOn).ThenBy(k => k.Region),
        ];
    }
}

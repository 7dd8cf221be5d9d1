using System.Globalization;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Indices;

/// <summary>The indices by which regions are invited, as shipped.</summary>
internal static class IndexCatalogue
{
    private static readonly Lazy<IReadOnlyList<ExternalIndex>> Shipped =
        new(() => new CountryFiles(ShippedData.PathOf("movement")).Indices());

    public static IReadOnlyList<ExternalIndex> All => Shipped.Value;

    public static ExternalIndex? Find(string? code) => All.FirstOrDefault(i => i.Code == code);

    public static string NameOf(ExternalIndex index) =>
        Languages.IsEnglish(CultureInfo.CurrentUICulture) ? index.NameEn : index.NameId;
}

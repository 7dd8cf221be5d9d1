using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>Addresses of the registers' pages.</summary>
internal static class RegisterPaths
{
    /// <summary>Leads to the objects of the region one works for.</summary>
    public const string Start = "/pendapatan/objek";

    public static string Objects(RegionCode region) => $"/pendapatan/{region}/objek";

    public static string Of(RegionCode region, Nop nop) => $"{Objects(region)}/{nop.Value:000000000000000000}";

    /// <summary>The valuation of a building by the DBKB tables.</summary>
    public static string Building(RegionCode region, Nop nop, int number) =>
        $"{Of(region, nop)}/bangunan/{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    public static string Taxpayers(RegionCode region) => $"/pendapatan/{region}/wajib-pajak";

    public static string Of(RegionCode region, TaxpayerId id) => $"{Taxpayers(region)}/{id}";

    public static string Villages(RegionCode region) => $"/pendapatan/{region}/kelurahan";

    /// <summary>NIR of land zones.</summary>
    public static string LandValues(RegionCode region) => $"/pendapatan/{region}/nir";

    /// <summary>NIR of the zones of a kelurahan.</summary>
    public static string LandValues(RegionCode region, long taxCode) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{LandValues(region)}?kelurahan={taxCode}");

    /// <summary>NIR of one zone, with the form that changes it.</summary>
    public static string LandValues(RegionCode region, long taxCode, string zone) =>
        $"{LandValues(region, taxCode)}&zona={Uri.EscapeDataString(zone)}";

    /// <summary>Import of shapes.</summary>
    public static string Shapes(RegionCode region) => $"/pendapatan/{region}/bidang";

    /// <summary>The views of a region's registers; those alone that the reader may open.</summary>
    public static Microsoft.AspNetCore.Html.IHtmlContent TabsOf(RegisterPage page, string current, Texts texts) => Tabs.Render(
        [
            new(texts["Revenue.Object.ListTitle"], Objects(page.Code)),
            new(texts["Revenue.Levy.ListTitle"], Levies.LevyPaths.Objects(page.Code)),
            new(texts["Revenue.Change.Tab"], Changes.ChangePaths.List(page.Code)),
            new(texts["Revenue.Taxpayer.ListTitle"], Taxpayers(page.Code)),
            new(texts["Revenue.Village.Title"], Villages(page.Code)),
            new(texts["Revenue.LandValue.Tab"], LandValues(page.Code)),
            new(texts["Revenue.Import.Title"], Imports.ImportPaths.List(page.Code)),
        ],
        current, texts["Revenue.Register.Views"]);
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Addresses of the bills' pages.</summary>
internal static class BillPaths
{
    /// <summary>Where anyone chooses a region.</summary>
    public const string Start = "/tagihan";

    /// <summary>Where anyone looks up the bills of an object.</summary>
    public static string Check(string slug) => $"{Start}/{slug}";

    /// <summary>The bills of an object.</summary>
    public static string Check(string slug, Nop nop) => $"{Start}/{slug}?nop={Digits(nop)}";

    /// <summary>A bill as anyone sees it who has its check code.</summary>
    public static string Public(string slug, Nop nop, int year, string? code = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{Start}/{slug}/{Digits(nop)}/{year}") + (code is null ? null : "?kode=" + code);

    /// <summary>The list of a region's bills.</summary>
    public static string List(RegionCode region) => $"/pendapatan/{region}/tagihan";

    /// <summary>A bill as officers see it.</summary>
    public static string Of(RegionCode region, Nop nop, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"{List(region)}/{Digits(nop)}/{year}");

    public static string Digits(Nop nop) => nop.Value.ToString("000000000000000000", CultureInfo.InvariantCulture);
}

/// <summary>What a role can be allowed to do with bills.</summary>
internal static class BillPermissions
{
    public const string ReadCode = "revenue.bill.read";

    public static readonly Permission Read = new(ReadCode);
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Addresses of the bills' pages.</summary>
internal static class BillPaths
{
    /// <summary>Where anyone chooses a region.</summary>
    public const string Start = "/tagihan";

    /// <summary>Leads to the bills of the region one works for.</summary>
    public const string Office = "/pendapatan/tagihan";

    /// <summary>Leads to the realisation of the region one works for.</summary>
    public const string TargetOffice = "/pendapatan/realisasi";

    /// <summary>Leads to the deliveries of the region one works for.</summary>
    public const string DeliveryOffice = "/pendapatan/penyampaian";

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

    public static string Arrears(RegionCode region) => $"/pendapatan/{region}/tunggakan";

    /// <summary>Where letters are made of many arrears at once.</summary>
    public static string ArrearsLetters(RegionCode region) => $"{Arrears(region)}/surat";

    public static string Deliveries(RegionCode region) => $"/pendapatan/{region}/penyampaian";

    public static string Delivery(RegionCode region, int year, long village) =>
        string.Create(CultureInfo.InvariantCulture, $"{Deliveries(region)}/{year}/{village}");

    public static string Corrections(RegionCode region) => $"/pendapatan/{region}/perbaikan";

    public static string Correction(RegionCode region, Guid id) => $"{Corrections(region)}/{id}";

    public static string Targets(RegionCode region) => $"/pendapatan/{region}/target";

    /// <summary>The views of a region's bills that somebody may open.</summary>
    public static Microsoft.AspNetCore.Html.IHtmlContent TabsOf(RegionCode region, string current, Actor actor, Texts texts)
    {
        (string Title, string Path, Permission Needs)[] views =
        [
            ("Revenue.Bill.ListTitle", List(region), BillPermissions.Read),
            ("Revenue.Arrears.Title", Arrears(region), BillPermissions.Read),
            ("Revenue.Print.Title", Paper.PaperPaths.Runs(region), BillPermissions.Read),
            ("Revenue.Delivery.Title", Deliveries(region), BillPermissions.ReadDeliveries),
            ("Revenue.Correction.InboxTitle", Corrections(region), BillPermissions.Correct),
            ("Revenue.Target.Title", Targets(region), BillPermissions.Read),
        ];
        return Tabs.Render(
            [.. views.Where(v => actor.May(v.Needs, region)).Select(v => new FrameLink(texts[v.Title], v.Path))], current,
            texts["Revenue.Bill.Views"]);
    }

    public static string Digits(Nop nop) => nop.Value.ToString("000000000000000000", CultureInfo.InvariantCulture);
}

/// <summary>What a role can be allowed to do with bills.</summary>
internal static class BillPermissions
{
    public const string ReadCode = "revenue.bill.read";

    public const string ReadDeliveriesCode = "revenue.delivery.read";
    public const string DeliverCode = "revenue.delivery.record";
    public const string CorrectCode = "revenue.correction.answer";

    public static readonly Permission Read = new(ReadCode);

    /// <summary>See what is to be delivered in a village, and write down what became of it.</summary>
    public static readonly Permission ReadDeliveries = new(ReadDeliveriesCode);
    public static readonly Permission Deliver = new(DeliverCode);

    /// <summary>Read and answer requests to correct bills.</summary>
    public static readonly Permission Correct = new(CorrectCode);

    /// <summary>Say what the region means to receive.</summary>
    public static readonly Permission Target = new("revenue.target.set");
}

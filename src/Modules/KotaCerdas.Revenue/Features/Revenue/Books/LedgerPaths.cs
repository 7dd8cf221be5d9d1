using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Books;

/// <summary>Who may read the ledger.</summary>
internal static class LedgerPermissions
{
    public const string ReadCode = "revenue.ledger.read";

    public static readonly Permission Read = new(ReadCode);
}

/// <summary>Addresses of the ledger's pages.</summary>
internal static class LedgerPaths
{
    /// <summary>Leads to the ledger of the region one works for.</summary>
    public const string Start = "/pendapatan/buku-besar";

    public static string Trial(RegionCode region) => $"/pendapatan/{region}/buku-besar";

    public static string Account(RegionCode region, Book book, AccountCode account) => $"{Trial(region)}/akun/{account.Value}?buku={book}";

    public static string Journal(RegionCode region, JournalId journal) => $"{Trial(region)}/jurnal/{journal}";

    public static string Periods(RegionCode region) => $"{Trial(region)}/masa";

    public static string Period(Period period) => $"{Periods(period.Region)}/{period.Book}/{LedgerMonths.Text(period.Month)}";

    /// <summary>The views of a region's ledger.</summary>
    public static IHtmlContent TabsOf(RegionCode region, string current, Texts texts) => Tabs.Render(
        [new(texts["Revenue.Books.TrialTab"], Trial(region)), new(texts["Revenue.Periods.Title"], Periods(region))], current,
        texts["Revenue.Books.Views"]);
}

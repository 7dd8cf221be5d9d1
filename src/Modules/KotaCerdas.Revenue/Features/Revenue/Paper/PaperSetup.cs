using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>What a role can be allowed to do with paper.</summary>
internal static class PaperPermissions
{
    public const string PrintCode = "revenue.bill.print";

    /// <summary>Print bills and lists, say what stands on them.</summary>
    public static readonly Permission Print = new(PrintCode);
}

/// <summary>Addresses of the pages of paper.</summary>
internal static class PaperPaths
{
    public static string Runs(RegionCode region) => $"/pendapatan/{region}/cetak";

    public static string Setting(RegionCode region) => $"{Runs(region)}/kertas";

    public static string Run(RegionCode region, Guid run) => $"{Runs(region)}/{run}";

    public static string Part(RegionCode region, Guid run, int ordinal) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Run(region, run)}/{ordinal}");

    /// <summary>The receipt of a payment.</summary>
    public static string Receipt(RegionCode region, Nop nop, int year, int number) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Bills.BillPaths.Of(region, nop, year)}/stts/{number}");
}

/// <summary>What paper adds to the module.</summary>
internal static class PaperSetup
{
    public static IReadOnlyList<Permission> Permissions { get; } = [PaperPermissions.Print];

    public static IReadOnlyList<OperationKind> Operations { get; } = [PrintBills.Kind];

    public static IReadOnlyList<LogKind> LogKinds { get; } = [PrintFacts.Run];

    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
        ["revenue_paper", "revenue_print_run", "revenue_print_part", "revenue_print_seal"];

    public static IServiceCollection AddPaper(this IServiceCollection services) => services
        .AddScoped<PrintFeed>().AddScoped<PrintPress>().AddScoped<PrintProofs>().AddScoped<PaperDesk>().AddScoped<SinglePaper>()
        .AddScoped<ILogFacts, PrintFacts>();

    public static ModelBuilder MapPaper(this ModelBuilder model)
    {
        PaperSetting.Map(model);
        PrintRun.Map(model);
        PrintPart.Map(model);
        PrintSeal.Map(model);
        return model;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>What bills add to the module.</summary>
internal static class BillsSetup
{
    public static IReadOnlyList<Permission> Permissions { get; } =
        [BillPermissions.Read, BillPermissions.ReadDeliveries, BillPermissions.Deliver, BillPermissions.Correct, BillPermissions.Target];

    public static IReadOnlyList<NavigationEntry> Navigation { get; } =
    [
        new("Revenue.Target.Title", BillPaths.TargetOffice, BillPermissions.Read),
        new("Revenue.Bill.ListTitle", BillPaths.Office, BillPermissions.Read),
        new("Revenue.Delivery.Title", BillPaths.DeliveryOffice, BillPermissions.Deliver),
    ];

    public static IReadOnlyList<Measure> Measures { get; } = BillMeasures.All;

    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
        ["revenue_delivery", "revenue_bill_correction", "revenue_bill_correction_step", "revenue_target"];

    public static IServiceCollection AddBills(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<BillCheckOptions>(configuration.GetSection("BillCheck"))
        .AddSingleton<BillGate>().AddSingleton<BillRegionCache>().AddSingleton<BillStatements>()
        .AddScoped<BillRegions>().AddScoped<BillLookup>().AddScoped<BillCheck>().AddScoped<BillStories>().AddScoped<BillViews>()
        .AddScoped<BillRows>().AddScoped<ArrearsRows>().AddScoped<DeliveryDesk>().AddScoped<CorrectionDesk>().AddScoped<TargetDesk>()
        .AddScoped<BillMeasureRows>().AddScoped<IMeasureSource, BillMeasureRows>();

    public static ModelBuilder MapBills(this ModelBuilder model)
    {
        Delivery.Map(model);
        Correction.Map(model);
        RevenueTarget.Map(model);
        return model;
    }

    public static void MapBills(this IEndpointRouteBuilder api) => BillCheckApi.Map(api);
}

using KotaCerdas.Platform;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>What bills add to the module.</summary>
internal static class BillsSetup
{
    public static IReadOnlyList<Permission> Permissions { get; } = [BillPermissions.Read];

    public static IServiceCollection AddBills(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<BillCheckOptions>(configuration.GetSection("BillCheck"))
        .AddSingleton<BillGate>().AddSingleton<BillRegionCache>().AddScoped<BillRegions>().AddScoped<BillLookup>().AddScoped<BillCheck>()
        .AddScoped<BillStories>().AddScoped<BillViews>();

    public static void MapBills(this IEndpointRouteBuilder api) => BillCheckApi.Map(api);
}

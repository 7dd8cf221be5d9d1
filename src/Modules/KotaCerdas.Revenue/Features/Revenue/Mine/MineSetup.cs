using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Mine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>What a person's own objects add to the module.</summary>
internal static class MineSetup
{
    public static IReadOnlyList<Permission> Permissions { get; } = [MinePermissions.Connect];

    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
        ["revenue_claim", "revenue_claim_end", "revenue_connection_code", "revenue_own_place"];

    public static IReadOnlyList<NavigationEntry> Navigation { get; } =
        [new("Revenue.Mine.Title", MinePaths.Start) { Personal = true }];

    public static IServiceCollection AddMine(this IServiceCollection services) => services
        .AddScoped<Standings>().AddScoped<SameTaxpayers>().AddScoped<MyClaims>().AddScoped<MyObjects>()
        .AddScoped<MyFigures>().AddScoped<MyLetters>()
        .AddScoped<MyCharges>().AddScoped<MyRequests>().AddScoped<ClaimObject>().AddScoped<ConnectTaxpayer>();

    public static ModelBuilder MapMine(this ModelBuilder model)
    {
        Claim.Map(model);
        return model;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Changes;

/// <summary>Addresses of the pages about changes that wait for a second officer.</summary>
internal static class ChangePaths
{
    public static string List(RegionCode region) => $"/pendapatan/{region}/perubahan";

    public static string Of(RegionCode region, Guid id) => $"{List(region)}/{id}";
}

/// <summary>What changes that wait for a second officer add to the module.</summary>
internal static class ChangesSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } = ["revenue_register_change", "revenue_register_change_decision"];

    public static IServiceCollection AddChanges(this IServiceCollection services) => services
        .AddScoped<ObjectLowering>().AddScoped<WaitingChanges>().AddScoped<DecideChange>()
        .AddScoped<ChangeRecords>().AddScoped<ChangeDifferences>();

    public static ModelBuilder MapChanges(this ModelBuilder model)
    {
        RegisterChange.Map(model);
        RegisterChangeDecision.Map(model);
        return model;
    }
}

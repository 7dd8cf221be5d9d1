using KotaCerdas.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Deductions;

/// <summary>Addresses of the page of untaxed parts that are used twice.</summary>
internal static class DeductionPaths
{
    public static string List(RegionCode region) => $"{Taxpayers.RegisterPaths.Objects(region)}/njoptkp";
}

/// <summary>What keeping the untaxed part to one object adds to the module.</summary>
internal static class DeductionsSetup
{
    public static IReadOnlyList<OperationKind> Operations { get; } = [SettleDeductions.Kind];

    public static IServiceCollection AddDeductions(this IServiceCollection services) =>
        services.AddScoped<DeductionReading>().AddScoped<DeductionDesk>();
}

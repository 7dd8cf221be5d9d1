using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>What the country adds to the module.</summary>
internal static class CountrySetup
{
    public static void AddCountry(this IServiceCollection services)
    {
        services.AddScoped<ShippedCohorts>();
        services.AddScoped<IPreparationStep>(sp => sp.GetRequiredService<ShippedCohorts>());
        services.AddScoped<CountryQueries>();
        services.AddScoped<RegionQueries>();
        services.AddScoped<IMovementImports, CountryImports>();
        services.AddHostedService<CountryAtlas>();
    }

    public static void MapCountry(this ModelBuilder model)
    {
        CohortRow.Map(model);
        MemberRow.Map(model);
    }
}

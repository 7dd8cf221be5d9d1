using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue;

/// <summary>Local taxes and levies: rules as cited data, taxpayers and objects, assessment, bills.</summary>
public sealed class RevenueModule : IModule
{
    /// <inheritdoc />
    public string Name => "Revenue";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(new TextAssembly(typeof(RevenueModule).Assembly));

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
    }
}

using KotaCerdas.Demo;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas;

/// <summary>What the executable itself adds to the modules: work that spans all of them.</summary>
internal sealed class HostModule : IModule
{
    /// <inheritdoc />
    public string Name => "Host";

    /// <inheritdoc />
    public IReadOnlyList<OperationKind> Operations => [PlayDemo.Kind];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<DemoPlay>();
        services.AddScoped<DemoProcess>();
    }

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
    }
}

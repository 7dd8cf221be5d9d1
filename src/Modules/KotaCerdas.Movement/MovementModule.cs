using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement;

/// <summary>The movement towards smart cities: the country and its cohorts, calls, applications, assessment, selection.</summary>
public sealed class MovementModule : IModule
{
    /// <inheritdoc />
    public string Name => "Movement";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(new TextAssembly(typeof(MovementModule).Assembly));

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
    }
}

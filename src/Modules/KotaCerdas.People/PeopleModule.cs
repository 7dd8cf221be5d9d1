using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.People;

/// <summary>Accounts, organisational units, roles held per region and period, sign-in, and who opened whose data.</summary>
public sealed class PeopleModule : IModule
{
    /// <inheritdoc />
    public string Name => "People";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(new TextAssembly(typeof(PeopleModule).Assembly));

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
    }
}

using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ledger;

/// <summary>The double-entry ledger: three books per region, entries that are never changed, balances that are sums.</summary>
public sealed class LedgerModule : IModule
{
    /// <inheritdoc />
    public string Name => "Ledger";

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>Points <see cref="KotaDb"/> at the configured engine.</summary>
internal static class KotaDbSetup
{
    private static readonly SqlitePragmas Pragmas = new();
    private static readonly PostgresScope Scope = new();
    private static readonly PostgresScopeReset ScopeReset = new(Scope);

    /// <summary>Tells PostgreSQL which regions plain SQL on a connection may see.</summary>
    public static Task ApplyScopeAsync(DbConnection connection, DbTransaction? transaction, string scopes, CancellationToken cancel) =>
        Scope.ApplyAsync(connection, transaction, scopes, cancel);

    public static void Configure(IServiceProvider services, DbContextOptionsBuilder options)
    {
        var settings = services.GetRequiredService<DatabaseSettings>();
        // A page of rows without an order is a different page each time: a bug, and told as one.
        options.ConfigureWarnings(w => w.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)
            .Throw(CoreEventId.RowLimitingOperationWithoutOrderByWarning));
        if (settings.Engine == DatabaseEngine.Postgres)
        {
            options.UseNpgsql(settings.Connection).AddInterceptors(Scope, ScopeReset);
        }
        else
        {
            options.UseSqlite(settings.Connection).AddInterceptors(Pragmas);
        }
    }
}

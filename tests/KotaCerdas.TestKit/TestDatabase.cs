using KotaCerdas.Platform;
using KotaCerdas.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KotaCerdas.TestKit;

/// <summary>An empty, migrated database with regions loaded, the product's services over it, and a clock in the test's hand.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private readonly string? _postgresName;
    private ServiceProvider? _services;

    private TestDatabase(DatabaseEngine engine, string folder, string? postgresName, Dictionary<string, string?> settings)
    {
        Engine = engine;
        Folder = folder;
        _postgresName = postgresName;
        Settings = settings;
    }

    /// <summary>The engine.</summary>
    public DatabaseEngine Engine { get; }

    /// <summary>The storage folder of this test.</summary>
    public string Folder { get; }

    /// <summary>Configuration that leads to this database.</summary>
    public Dictionary<string, string?> Settings { get; }

    /// <summary>The clock that all services use.</summary>
    public FakeClock Clock { get; } = new();

    /// <summary>The product's services, without a web server.</summary>
    public IServiceProvider Services => _services ??= KotaApp.Services(Settings, Adjust);

    /// <summary>Makes a database.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseEngine engine)
    {
        var folder = Path.Combine(Root(), Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(folder);
        if (engine == DatabaseEngine.Postgres)
        {
            var name = await PostgresServer.TakeAsync();
            var settings = PostgresServer.Settings(name);
            settings["Storage:Folder"] = folder;
            return new TestDatabase(engine, folder, name, settings);
        }

        File.Copy(await Template.Value, Path.Combine(folder, "kotacerdas.db"));
        return new TestDatabase(engine, folder, null, new Dictionary<string,
            string?>(StringComparer.OrdinalIgnoreCase) { ["Storage:Folder"] = folder });
    }

    /// <summary>A PostgreSQL database without a schema, as before the first start; the caller brings one.</summary>
    public static async Task<TestDatabase> CreateEmptyPostgresAsync()
    {
        var folder = Path.Combine(Root(), Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(folder);
        var name = await PostgresServer.MakeEmptyAsync();
        var settings = PostgresServer.Settings(name);
        settings["Storage:Folder"] = folder;
        return new TestDatabase(DatabaseEngine.Postgres, folder, name, settings);
    }

    /// <summary>Runs something with a fresh scope, as one request would.</summary>
    public async Task<TResult> WithAsync<TService, TResult>(Func<TService, Task<TResult>> run)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Runs something with a fresh scope, as one request would.</summary>
    public async Task WithAsync<TService>(Func<TService, Task> run)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>An open connection of the schema's owner.</summary>
    public Task<System.Data.Common.DbConnection> OpenOwnerAsync() =>
        Services.GetRequiredService<DatabaseSettings>().OpenOwnerAsync(CancellationToken.None);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_postgresName is not null)
        {
            await PostgresServer.ReturnAsync(_postgresName);
        }
        else
        {
            using var pool = new SqliteConnection($"Data Source={Path.Combine(Folder, "kotacerdas.db")}");
            SqliteConnection.ClearPool(pool);
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Puts the test clock into services that are built elsewhere over this database.</summary>
    public void Adjust(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));

    private static string Root() => Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "kotacerdas-tests");

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = Path.Combine(Root(), $"template-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "kotacerdas.db");
        File.Delete(file);
        await using (var services = KotaApp.Services(new Dictionary<string,
            string?>(StringComparer.OrdinalIgnoreCase) { ["Storage:Folder"] = folder }))
        {
            await Preparation.RunAsync(services, CancellationToken.None);
        }

        SqliteConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return file;
    }
}

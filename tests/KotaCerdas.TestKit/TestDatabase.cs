using KotaCerdas.Documents.Signatures;
using KotaCerdas.Platform;
using KotaCerdas.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KotaCerdas.TestKit;

/// <summary>An empty, migrated database with regions loaded, the product's services over it, and a clock in the test's hand.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string DatabaseFile = "kotacerdas.db";

    /// <summary>Passwords of tests need no protection against guessing: a hundredth of what the product takes.</summary>
    private const int Iterations = 1_000;

    /// <summary>Tax objects of a demo that a test plays.</summary>
    private const string DemoObjects = "200";

    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private readonly string? _postgresName;
    private ServiceProvider? _services;

    private TestDatabase(DatabaseEngine engine, string folder, string? postgresName, Dictionary<string, string?> settings)
    {
        Engine = engine;
        Folder = folder;
        _postgresName = postgresName;
        Settings = settings;
        Settings["Demo:Objects"] = DemoObjects;
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
        var folder = NewFolder();
        if (engine == DatabaseEngine.Postgres)
        {
            return OnPostgres(folder, await PostgresServer.TakeAsync());
        }

        File.Copy(await Template.Value, Path.Combine(folder, DatabaseFile));
        return OnSqlite(folder);
    }

    /// <summary>A PostgreSQL database without a schema, as before the first start; the caller brings one.</summary>
    public static async Task<TestDatabase> CreateEmptyPostgresAsync() => OnPostgres(NewFolder(), await PostgresServer.MakeEmptyAsync());

    /// <summary>
    /// Another database with all rows and files of this one, which is much cheaper than to play the same again. Nobody may use this one
    /// meanwhile.
    /// </summary>
    public async Task<TestDatabase> CloneAsync()
    {
        var folder = NewFolder();
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Folder, file));
            if (!Path.GetFileName(file).StartsWith(DatabaseFile, StringComparison.Ordinal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        if (_postgresName is not null)
        {
            return OnPostgres(folder, await PostgresServer.CloneAsync(_postgresName));
        }

        await using var from = new SqliteConnection($"Data Source={Path.Combine(Folder, DatabaseFile)};Pooling=False");
        await using var to = new SqliteConnection($"Data Source={Path.Combine(folder, DatabaseFile)};Pooling=False");
        await from.OpenAsync();
        await to.OpenAsync();
        from.BackupDatabase(to);
        return OnSqlite(folder);
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
            using var pool = new SqliteConnection($"Data Source={Path.Combine(Folder, DatabaseFile)}");
            SqliteConnection.ClearPool(pool);
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Puts the test clock into services that are built elsewhere over this database.</summary>
    public void Adjust(IServiceCollection services)
    {
        SharedParts.Use(services);
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        services.Replace(ServiceDescriptor.Singleton<MakeKey>(KeyStock.Take));
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = Iterations);
    }

    private static TestDatabase OnPostgres(string folder, string name)
    {
        var settings = PostgresServer.Settings(name);
        settings["Storage:Folder"] = folder;
        return new TestDatabase(DatabaseEngine.Postgres, folder, name, settings);
    }

    private static TestDatabase OnSqlite(string folder) => new(DatabaseEngine.Sqlite, folder, null, new Dictionary<string,
        string?>(StringComparer.OrdinalIgnoreCase) { ["Storage:Folder"] = folder });

    private static string NewFolder()
    {
        var folder = Path.Combine(Root(), Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string Root() => Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "kotacerdas-tests");

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = Path.Combine(Root(), $"template-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, DatabaseFile);
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

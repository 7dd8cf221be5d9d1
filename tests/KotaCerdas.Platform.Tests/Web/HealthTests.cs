using System.Net;
using KotaCerdas.TestKit;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KotaCerdas.Platform.Tests.Web;

public sealed class HealthTests
{
    [Theory, OnEachDatabase]
    public async Task Ready_is_refused_while_the_database_is_away_and_alive_goes_on(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.OverAsync(
            database, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Operations:Worker"] = "false" });
        using var probe = app.Client();
        Assert.Equal(HttpStatusCode.OK, (await probe.GetAsync("/health/ready")).StatusCode);

        await AwayAsync(database, away: true);
        using var refused = await probe.GetAsync("/health/ready");
        var alive = await probe.GetAsync("/health/live");
        await AwayAsync(database, away: false);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.StartsWith("Unhealthy\ndatabase: ", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await probe.GetAsync("/health/ready")).StatusCode);
    }

    private static async Task AwayAsync(TestDatabase database, bool away)
    {
        if (database.Engine == DatabaseEngine.Sqlite)
        {
            var (here, there) = (Path.Combine(database.Folder, "kotacerdas.db"), Path.Combine(database.Folder, "pergi.db"));
            SqliteConnection.ClearAllPools();
            File.Move(away ? here : there, away ? there : here, overwrite: true);
            return;
        }

        var owner = new NpgsqlConnectionStringBuilder(database.Settings["Database:OwnerConnection"]) { Pooling = false };
        var name = owner.Database!;
        owner.Database = "postgres";
        await using var connection = new NpgsqlConnection(owner.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"alter database {name} with allow_connections {(away ? "false" : "true")}";
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'";
        await command.ExecuteNonQueryAsync();
        NpgsqlConnection.ClearAllPools(); // or the next test over this database would be given a connection that is dead
    }
}

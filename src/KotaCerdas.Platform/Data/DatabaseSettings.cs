using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace KotaCerdas.Platform;

/// <summary>The connections that follow from the configuration.</summary>
public sealed class DatabaseSettings
{
    /// <summary>Made by the container.</summary>
    public DatabaseSettings(IOptions<DatabaseOptions> database, IOptions<StorageOptions> storage)
    {
        var options = database.Value;
        Engine = options.Engine;
        AppRole = options.AppRole;
        if (Engine == DatabaseEngine.Sqlite)
        {
            Connection = options.Connection.Length > 0 ? options.Connection : $"Data Source={storage.Value.PathOf("kotacerdas.db")}";
            SqliteFile = Path.GetFullPath(new SqliteConnectionStringBuilder(Connection).DataSource);
            OwnerConnection = Connection;
        }
        else
        {
            Connection = options.Connection;
            OwnerConnection = options.OwnerConnection.Length > 0 ? options.OwnerConnection : options.Connection;
        }
    }

    /// <summary>The engine.</summary>
    public DatabaseEngine Engine { get; }

    /// <summary>Connection string of the application.</summary>
    public string Connection { get; }

    /// <summary>Connection string of the schema's owner.</summary>
    public string OwnerConnection { get; }

    /// <summary>PostgreSQL role that is granted access, or empty.</summary>
    public string AppRole { get; }

    /// <summary>The database file, or null on PostgreSQL.</summary>
    public string? SqliteFile { get; }

    /// <summary>An open connection of the schema's owner that sees every region.</summary>
    public async Task<DbConnection> OpenOwnerAsync(CancellationToken cancel)
    {
        if (SqliteFile is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(SqliteFile)!);
        }

        DbConnection connection = Engine == DatabaseEngine.Postgres ? new NpgsqlConnection(OwnerConnection)
            : new SqliteConnection(OwnerConnection);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = Engine == DatabaseEngine.Postgres ? "select set_config('app.region', '*', false)" : SqlitePragmas.Text;
        await command.ExecuteNonQueryAsync(cancel);
        return connection;
    }
}

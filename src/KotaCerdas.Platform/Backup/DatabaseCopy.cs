using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KotaCerdas.Platform;

/// <summary>A consistent copy of the database while it is in use: <c>VACUUM INTO</c> on SQLite, <c>pg_dump</c> on PostgreSQL.</summary>
public sealed class DatabaseCopy(DatabaseSettings settings)
{
    /// <summary>Writes the copy to a file that does not exist yet.</summary>
    /// <returns>Why the server's own program could not do it, or null.</returns>
    public async Task<Problem?> TakeAsync(string file, CancellationToken cancel)
    {
        if (settings.Engine == DatabaseEngine.Postgres)
        {
            string[] arguments = ["--format=custom", "--enable-row-security", "--no-owner", "--no-privileges", $"--file={file}"];
            return await RunAsync("pg_dump", arguments, cancel);
        }

        await using var connection = await settings.OpenOwnerAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "vacuum into @file";
        command.Parameters.Add(new SqliteParameter("@file", file));
        await command.ExecuteNonQueryAsync(cancel);
        return null;
    }

    /// <summary>Puts a copy where the database is expected; it must be empty.</summary>
    /// <returns>Why the server's own program could not do it, or null.</returns>
    public async Task<Problem?> PutAsync(string file, CancellationToken cancel)
    {
        if (settings.Engine == DatabaseEngine.Postgres)
        {
            return await RunAsync("pg_restore", ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
                $"--dbname={Database()}", file], cancel);
        }

        SqliteConnection.ClearAllPools();
        File.Delete(settings.SqliteFile! + "-wal");
        File.Delete(settings.SqliteFile! + "-shm");
        Directory.CreateDirectory(Path.GetDirectoryName(settings.SqliteFile!)!);
        File.Move(file, settings.SqliteFile!, overwrite: true);
        return null;
    }

    /// <summary>Names of the applied schema files, in order.</summary>
    public async Task<IReadOnlyList<string>> MigrationsAsync(CancellationToken cancel)
    {
        await using var connection = await settings.OpenOwnerAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "select name from platform_migration order by applied_at, name";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>True where there is no schema yet.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancel)
    {
        if (settings.SqliteFile is not null && !File.Exists(settings.SqliteFile))
        {
            return true;
        }

        await using var connection = await settings.OpenOwnerAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = settings.Engine == DatabaseEngine.Sqlite
            ? "select count(*) from sqlite_master where type = 'table'"
            : "select count(*) from information_schema.tables where table_schema = current_schema()";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel)) == 0;
    }

    private string Database() => new NpgsqlConnectionStringBuilder(settings.OwnerConnection).Database!;

    private async Task<Problem?> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var target = new NpgsqlConnectionStringBuilder(settings.OwnerConnection);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PGHOST"] = target.Host;
        start.Environment["PGPORT"] = target.Port.ToString();
        start.Environment["PGUSER"] = target.Username;
        start.Environment["PGPASSWORD"] = target.Password;
        start.Environment["PGDATABASE"] = target.Database;
        // Row-level security binds the owner too; a backup sees every region.
        start.Environment["PGOPTIONS"] = "-c app.region=*";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return new Problem("Platform.Backup.NoTool", null, program);
        }

        var errors = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0 ? null : new Problem("Platform.Backup.ToolFailed", null, program, errors.Trim());
    }
}

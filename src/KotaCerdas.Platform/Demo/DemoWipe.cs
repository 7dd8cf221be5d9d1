using System.Data.Common;

namespace KotaCerdas.Platform;

/// <summary>Removes everything generated, and nothing else, in one transaction: all or nothing, also after a crash in between.</summary>
public sealed class DemoWipe(DatabaseSettings settings, IEnumerable<IModule> modules, WriteLane lane, FileStore files)
{
    // The platform comes last: its rows hang on what the modules mark.
    private readonly List<IModule> _modules = [.. modules.OrderBy(m => m is PlatformModule)];

    /// <summary>Removes generated rows, then the content of files that nobody else has.</summary>
    /// <param name="operation">Kind of operation whose record goes too, or null to keep it.</param>
    /// <param name="cancel">Stops before the end: then nothing is removed.</param>
    /// <returns>Rows removed.</returns>
    public async Task<long> RunAsync(string? operation, CancellationToken cancel)
    {
        using var release = settings.Engine == DatabaseEngine.Sqlite ? await lane.EnterAsync(cancel) : null;
        await using var connection = await settings.OpenOwnerAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await SchemaGuards.LiftAsync(connection, _modules, cancel);
        await ExecuteAsync(connection, "create temp table demo_mark (kind text not null, id text not null)", cancel);
        foreach (var mark in _modules.SelectMany(m => m.Demo.Marks))
        {
            await ExecuteAsync(connection, mark, cancel);
        }

        var removed = 0L;
        foreach (var removal in _modules.SelectMany(m => m.Demo.Removals))
        {
            removed += await ExecuteAsync(connection, removal, cancel);
        }

        if (operation is not null)
        {
            removed += await ExecuteAsync(connection, "delete from platform_operation where kind = @kind", cancel, operation);
        }

        var orphans = await NamesAsync(
            connection, "select id from demo_mark where kind = 'content' and id not in (select sha256 from platform_file)", cancel);
        await ExecuteAsync(connection, "drop table demo_mark", cancel);
        if (settings.Engine == DatabaseEngine.Sqlite)
        {
            await SchemaGuards.ApplyAsync(connection, settings, _modules, cancel);
        }

        await transaction.CommitAsync(cancel);
        orphans.ForEach(files.Erase);
        return removed;
    }

    private static async Task<long> ExecuteAsync(DbConnection connection, string sql, CancellationToken cancel, string? kind = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (kind is not null)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@kind", kind);
            command.Parameters.Add(parameter);
        }

        return Math.Max(0, await command.ExecuteNonQueryAsync(cancel));
    }

    private static async Task<List<string>> NamesAsync(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}

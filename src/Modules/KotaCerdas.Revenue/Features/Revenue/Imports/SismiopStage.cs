using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>A row of a file that cannot be read.</summary>
internal sealed record UnreadableRow(string File, long Place, CellFlaw Flaw);

/// <summary>
/// Loads the files of an export into temporary tables, a row at a time: nothing but the rows on their way is kept in memory. Rows that
/// cannot be read are collected; after so many a file, or a table of a dump, is given up.
/// </summary>
internal sealed class SismiopStage(DbConnection connection, SismiopFiles files, OperationContext context)
{
    /// <summary>Rows that cannot be read, after which a file is given up.</summary>
    public const int MostUnreadable = 1_000;

    private const int Step = 20_000;

    private readonly List<UnreadableRow> _unreadable = [];
    private long _bytesBefore;

    public IReadOnlyList<UnreadableRow> Unreadable => _unreadable;

    /// <summary>Loads all tables, each from its CSV file or from dumps.</summary>
    /// <returns>The files with their rows, or why they cannot be read at all.</returns>
    public async Task<Outcome<List<SismiopFile>>> LoadAsync(IReadOnlyList<SismiopTable> tables, CancellationToken cancel)
    {
        var read = new List<SismiopFile>();
        foreach (var table in tables)
        {
            var file = await LoadAsync(table, cancel);
            if (file.Failed)
            {
                return file.Problem;
            }

            if (file.Value is { } loaded)
            {
                read.Add(loaded);
            }
        }

        var found = new HashSet<string>(read.Select(f => f.Table), StringComparer.Ordinal);
        foreach (var (index, dump) in files.Dumps.Index())
        {
            var stage = new DumpStage(connection, context, tables, (index + 1, _bytesBefore, files.Bytes));
            var loaded = await stage.LoadAsync(dump, files, _unreadable, cancel);
            if (loaded.Failed)
            {
                return loaded.Problem;
            }

            read.AddRange(loaded.Value);
            found.UnionWith(stage.Found);
            _bytesBefore += dump.Bytes;
        }

        var missing = tables.Where(t => t.Needed && !found.Contains(t.Name)).Select(t => t.Name).ToList();
        return missing.Count == 0 ? read : new Problem(
            "Revenue.Import.MissingTables", null, string.Join(", ", missing),
            string.Join(", ", read.Where(f => f.Skipped).Select(f => f.Table).Distinct().DefaultIfEmpty("–")));
    }

    /// <summary>Loads a table; a table without a file stays empty.</summary>
    /// <returns>The file with its rows, null without a file, or why the file cannot be read at all.</returns>
    private async Task<Outcome<SismiopFile?>> LoadAsync(SismiopTable table, CancellationToken cancel)
    {
        await ExecuteAsync(table.Create, cancel);
        if (!files.Has(table))
        {
            return Outcome.Of<SismiopFile?>(null);
        }

        var file = await files.HashAsync(table, cancel);
        await using var content = files.Read(table);
        var reading = TableFile.Records(content, table.Columns, table.Optional);
        if (reading.Failed)
        {
            return reading.Problem.Code == "Platform.Table.MissingColumns"
                ? new Problem("Revenue.Import.MissingColumns", null, file.Name, reading.Problem.Args[0])
                : new Problem("Revenue.Import.BadFile", null, file.Name);
        }

        long rows;
        try
        {
            await using var transaction = Begin(connection);
            rows = await BulkWriter.InsertAsync(
                connection, table.Temporary, table.StageColumns, Values(table, reading.Value, file, content, cancel), cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (TableRecordException broken)
        {
            return new Problem("Revenue.Import.BrokenRow", null, file.Name, broken.Row);
        }

        _bytesBefore += file.Bytes;
        return file with { Rows = rows };
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>On SQLite a deferred transaction: writing to temporary tables alone, it never takes the database's one writer.</summary>
    internal static DbTransaction Begin(DbConnection connection) => connection is Microsoft.Data.Sqlite.SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true) : connection.BeginTransaction();

    private IEnumerable<object?[]> Values(
        SismiopTable table, IEnumerable<TableRecord> records, SismiopFile file, Stream content, CancellationToken cancel)
    {
        var cells = new SismiopCells(table.Columns);
        var unreadable = 0;
        foreach (var (index, record) in records.Index())
        {
            if (index % Step == 0)
            {
                cancel.ThrowIfCancellationRequested();
                context.Report(_bytesBefore + Position(content), files.Bytes, "Revenue.Import.Reading", file.Name);
            }

            cells.Take(record);
            var values = table.Read(cells);
            if (cells.Flaw is null)
            {
                yield return [(long)record.Row, .. values];
                continue;
            }

            _unreadable.Add(new(table.Name, record.Row, cells.Flaw));
            if (++unreadable == MostUnreadable)
            {
                yield break;
            }
        }
    }

    private static long Position(Stream content) => content.CanSeek ? content.Position : 0;
}

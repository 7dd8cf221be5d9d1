using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KotaCerdas.Platform;

/// <summary>
/// Inserts rows into SQLite by its own functions: one statement, bound by position. The provider's commands cost several times what the row
/// does. Values are written as the provider writes them.
/// </summary>
internal static class SqliteRows
{
    /// <summary>Inserts all rows inside the caller's transaction.</summary>
    /// <returns>How many.</returns>
    public static long Insert(
        SqliteConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        var database = connection.Handle!;
        var names = string.Join(", ", columns);
        var places = string.Join(", ", columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"?{i + 1}")));
        Must(raw.sqlite3_prepare_v2(database, $"insert into {table} ({names}) values ({places})", out var statement), database);
        using (statement)
        {
            long count = 0;
            foreach (var row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                for (var i = 0; i < row.Length; i++)
                {
                    Must(Bind(statement, i + 1, row[i]), database);
                }

                var done = raw.sqlite3_step(statement);
                Must(done == raw.SQLITE_DONE ? raw.SQLITE_OK : done, database);
                Must(raw.sqlite3_reset(statement), database);
                count++;
            }

            return count;
        }
    }

    /// <summary>Inserts columns inside the caller's transaction; what all rows share is bound once.</summary>
    /// <returns>How many rows.</returns>
    public static long Insert(
        SqliteConnection connection, string table, IReadOnlyList<BulkColumn> columns, int count, CancellationToken cancel)
    {
        var database = connection.Handle!;
        var names = string.Join(", ", columns.Select(c => c.Name));
        var places = string.Join(", ", columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"?{i + 1}")));
        Must(raw.sqlite3_prepare_v2(database, $"insert into {table} ({names}) values ({places})", out var statement), database);
        using (statement)
        {
            foreach (var (index, column) in columns.Index().Where(c => !c.Item.Varies))
            {
                Must(Bind(statement, index + 1, column.Value), database);
            }

            var binders = columns.Index().Where(c => c.Item.Varies).Select(c => Binder(statement, c.Index + 1, c.Item.Value)).ToArray();
            for (var row = 0; row < count; row++)
            {
                foreach (var bind in binders)
                {
                    Must(bind(row), database);
                }

                var done = raw.sqlite3_step(statement);
                Must(done == raw.SQLITE_DONE ? raw.SQLITE_OK : done, database);
                Must(raw.sqlite3_reset(statement), database);
            }

            cancel.ThrowIfCancellationRequested();
            return count;
        }
    }

    private static Func<int, int> Binder(sqlite3_stmt statement, int place, object values) => values switch
    {
        long[] numbers => row => raw.sqlite3_bind_int64(statement, place, numbers[row]),
        int[] numbers => row => raw.sqlite3_bind_int64(statement, place, numbers[row]),
        string[] texts => row => raw.sqlite3_bind_text(statement, place, texts[row]),
        bool[] flags => row => raw.sqlite3_bind_int64(statement, place, flags[row] ? 1 : 0),
        Guid[] ids => row => BindId(statement, place, ids[row]),
        _ => row => Bind(statement, place, ((Array)values).GetValue(row)),
    };

    private static int BindId(sqlite3_stmt statement, int place, Guid id)
    {
        Span<byte> text = stackalloc byte[36];
        id.TryFormat(text, out _);
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = text[i] is >= (byte)'a' and <= (byte)'f' ? (byte)(text[i] - 32) : text[i];
        }

        return raw.sqlite3_bind_text(statement, place, text);
    }

    private static int Bind(sqlite3_stmt statement, int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => raw.sqlite3_bind_text(statement, place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        bool flag => raw.sqlite3_bind_int64(statement, place, flag ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        Guid id => raw.sqlite3_bind_text(statement, place, id.ToString().ToUpperInvariant()),
        DateTime instant => raw.sqlite3_bind_text(
            statement, place, instant.ToString(@"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF", CultureInfo.InvariantCulture)),
        DateOnly date => raw.sqlite3_bind_text(statement, place, date.ToString(@"yyyy\-MM\-dd", CultureInfo.InvariantCulture)),
        _ => throw new BugException($"No column of SQLite holds {value.GetType().Name}"),
    };

    private static void Must(int result, sqlite3 database) => SqliteException.ThrowExceptionForRC(result, database);
}

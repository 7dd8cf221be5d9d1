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

using KotaCerdas.TestKit;

namespace KotaCerdas.Platform.Tests.Data;

/// <summary>Rows written in bulk lie in the database as single ones do.</summary>
public sealed class BulkWriterTests
{
    private static readonly string[] Columns = ["number", "word", "place", "flag", "content", "id", "at", "day", "absent"];

    private static readonly object?[][] Rows =
    [
        [7L, "Tata kelola – ä", 3, true, new byte[] { 0, 1, 255 }, Guid.Parse("0199b0c2-7c1e-7abc-8def-0123456789ab"),
            new DateTime(2026, 11, 29, 16, 5, 4, DateTimeKind.Utc).AddMicroseconds(120), new DateOnly(2026, 2, 3), null],
        [long.MinValue, string.Empty, int.MaxValue, false, Array.Empty<byte>(), Guid.Empty,
            new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateOnly(1999, 12, 31), null],
    ];

    [Fact]
    public async Task SQLite_gets_the_same_bytes_as_from_its_provider()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var connection = await database.OpenOwnerAsync();
        var columns = string.Join(", ", Columns);
        await ExecuteAsync(connection, $"create table bulk ({columns}); create table single ({columns})");
        Assert.Equal(2, await BulkWriter.InsertAsync(connection, "bulk", Columns, Rows, default));
        foreach (var row in Rows)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"insert into single values ({string.Join(", ", Columns.Select(c => "@" + c))})";
            foreach (var (name, value) in Columns.Zip(row))
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ("@" + name, value ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync();
        }

        var typed = string.Join(" || ' ' || ", Columns.Select(c => $"typeof({c}) || quote({c})"));
        var single = await TextsAsync(connection, $"select {typed} from single order by number");
        Assert.Equal(2, single.Count);
        Assert.Equal(single, await TextsAsync(connection, $"select {typed} from bulk order by number"));

        await ExecuteAsync(connection, "delete from bulk");
        var known = Columns[..^1].Select((c, i) => new BulkColumn(c, Values(i))).ToList();
        Assert.Equal(2, await BulkWriter.InsertAsync(connection, "bulk", known, default));
        Assert.Equal(single, await TextsAsync(connection, $"select {typed} from bulk order by number"));
    }

    [Theory, OnEachDatabase]
    public async Task Columns_become_rows_and_what_all_rows_share_is_given_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var connection = await database.OpenOwnerAsync();
        await ExecuteAsync(
            connection, "create temp table bulk_columns (word text, number bigint, place integer, flag boolean, id uuid, day date)");
        BulkColumn[] columns =
        [
            new("word", "same"), new("number", new[] { 3L, 1L }), new("place", 5), new("flag", new[] { true, false }),
            new("id", Guid.Empty), new("day", new DateOnly(2026, 2, 3)),
        ];
        Assert.Equal(2, await BulkWriter.InsertAsync(connection, "bulk_columns", columns, default));
        Assert.Equal(0, await BulkWriter.InsertAsync(connection, "bulk_columns", [new("number", Array.Empty<long>())], default));
        Assert.Equal(
            ["same 1 5", "same 3 5"],
            await TextsAsync(connection, "select word || ' ' || number || ' ' || place from bulk_columns order by number"));
        Assert.Equal(
            ["1"], await TextsAsync(connection, "select number from bulk_columns where not flag and day = '2026-02-03'"));
        await Assert.ThrowsAsync<BugException>(() => BulkWriter.InsertAsync(
            connection, "bulk_columns", [new("number", new[] { 1L, 2L }), new("place", new[] { 1 })], default));
    }

    private static Array Values(int column)
    {
        var values = Array.CreateInstance(Rows[0][column]!.GetType(), Rows.Length);
        for (var i = 0; i < values.Length; i++)
        {
            values.SetValue(Rows[i][column], i);
        }

        return values;
    }

    [Fact]
    public async Task What_SQLite_refuses_is_said_and_what_no_column_holds_is_a_bug()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var connection = await database.OpenOwnerAsync();
        await ExecuteAsync(connection, "create table strict_one (number integer primary key, word text not null)");
        var twice = await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(
            () => BulkWriter.InsertAsync(connection, "strict_one", ["number", "word"], [[1L, "a"], [1L, "b"]], default));
        Assert.Contains("strict_one.number", twice.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<BugException>(
            () => BulkWriter.InsertAsync(connection, "strict_one", ["number", "word"], [[2L, 1.5m]], default));
        Assert.Equal(["1"], await TextsAsync(connection, "select number from strict_one"));
    }

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> TextsAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetValue(0).ToString()!);
        }

        return texts;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using KotaCerdas.Documents.Log;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Benchmarks;

/// <summary>Logs as large as one likes, without the time that publishing as much would take.</summary>
internal static class LogFill
{
    private const int Chunk = 4096;
    private const string Measure = "bench.figure";
    private const string Period = "2026";

    /// <summary>
    /// Published figures and their promises to the log, as <see cref="TransparencyLog.Add"/> would leave them: the queue is full, nothing
    /// is appended yet.
    /// </summary>
    public static async Task PromiseAsync(TestDatabase database, RegionCode region, int count)
    {
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(region), default);
            await db.Database.ExecuteSqlAsync(
                $"""
                with recursive figure(number) as (select 1 union all select number + 1 from figure where number < {count})
                insert into platform_measure_value (region_code, measure_code, period, revision, value, missing, numerator, denominator,
                    row_count, trace, rows_hash, published_at)
                select {region.Value}, {Measure}, {Period}, number, '12.5', false, '25', '2', 1, '[]', {RowsHash},
                    {database.Clock.GetUtcNow().UtcDateTime}
                from figure
                """);
            await write.CommitAsync(default);
        });
        for (var from = 1; from <= count; from += Chunk)
        {
            var numbers = Enumerable.Range(from, Math.Min(Chunk, count + 1 - from));
            await database.WithAsync<KotaDb>(db => PromiseAsync(db, database.Clock, region, numbers));
        }

        if (database.Engine == DatabaseEngine.Postgres)
        {
            // What autovacuum would have done by now, had the rows come one by one.
            await using var owner = await database.OpenOwnerAsync();
            await using var analyze = owner.CreateCommand();
            analyze.CommandText = "analyze platform_log_queue, platform_log_opening, platform_measure_value";
            await analyze.ExecuteNonQueryAsync();
        }
    }

    /// <summary>The hashes of a log whose leaves are all alike: a proof reads as many rows as one of real leaves.</summary>
    public static async Task WidenAsync(TestDatabase database, RegionCode region, long size)
    {
        var hash = MerkleHash.Leaf("x"u8);
        for (var (level, count) = (0, size); count > 0; (level, count) = (level + 1, count / Tile.Full))
        {
            var (at, last, same) = (level, count - 1, hash);
            await database.WithAsync<KotaDb>(async db =>
            {
                db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
                await using var write = await db.BeginWriteAsync(RegionScope.Of(region), default);
                await db.Database.ExecuteSqlAsync(
                    $"""
                    with recursive place(number) as (select cast(0 as bigint) union all select number + 1 from place where number < {last})
                    insert into platform_log_hash (region_code, level, hash_index, hash)
                    select {region.Value}, {at}, number, {same} from place
                    """);
                await write.CommitAsync(default);
            });
            for (var height = 0; height < Tile.Height; height++)
            {
                hash = MerkleHash.Node(hash, hash);
            }
        }
    }

    private static string RowsHash { get; } = new('a', 64);

    private static async Task PromiseAsync(KotaDb db, TimeProvider clock, RegionCode region, IEnumerable<int> numbers)
    {
        var at = LoggedEntry.Instant(clock.GetUtcNow());
        var (openings, queue) = (new List<object?[]>(), new List<object?[]>());
        foreach (var entry in numbers.Select(n => FigureFacts.Of(Figure(region, n))))
        {
            var (id, salt) = (Ids.New(clock), RandomNumberGenerator.GetBytes(LogCommitment.SaltLength));
            var (kind, content) = (entry.Kind.Name, LogCommitment.Canonical(entry.Content));
            var logged = new LoggedEntry(
                at, LogCommitment.ToContent(salt, content), kind, region.Value, null, 1, null,
                LogCommitment.ToSubject(salt, kind, entry.SubjectId));
            openings.Add([region.Value, id, kind, entry.SubjectId, salt, content]);
            queue.Add([region.Value, id, logged.Write()]);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), default);
        // Any query of the context: it tells row-level security what this connection may write.
        _ = await db.In<LogQueueRow>(RegionScope.Of(region)).AnyAsync();
        var connection = db.Database.GetDbConnection();
        await BulkWriter.InsertAsync(
            connection, "platform_log_opening", ["region_code", "id", "kind", "subject_id", "salt", "content"], openings, default);
        await BulkWriter.InsertAsync(connection, "platform_log_queue", ["region_code", "id", "entry"], queue, default);
        await write.CommitAsync(default);
    }

    private static MeasureValue Figure(RegionCode region, int revision) => new()
    {
        RegionCode = region, MeasureCode = Measure, Period = Period, Revision = revision, Value = "12.5", Missing = false,
        Numerator = "25", Denominator = "2", RowCount = 1, Trace = "[]", RowsHash = RowsHash, PublishedAt = default,
    };
}

using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.TransparencyLogs;

/// <summary>Whatever is changed in the history of a log is found, and the check says what and where.</summary>
public sealed class TamperTests
{
    private const int Entries = 522;

    private static readonly int Flips = HowMany.Of(40, 400);

    [Fact]
    public async Task Any_byte_flipped_in_any_entry_tile_or_checkpoint_is_found()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await LogBook.FillAsync(database, 255, 1, 256, 10);
        Assert.Empty(await LogBook.FlawsAsync(database));
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < Flips; i++)
        {
            var (table, column, where, expected) = Target(random, i);
            var restore = await FlipAsync(database, $"from {table} where {where}", table, column, where, random);
            var flaws = await LogBook.FlawsAsync(database);
            Assert.True(flaws.Any(f => f.Code == expected), $"{column} of {table} where {where} was not found (seed {seed}); "
                + string.Join(' ', flaws.Select(f => f.Code)));
            await restore();
        }

        Assert.Empty(await LogBook.FlawsAsync(database));
    }

    [Theory, OnEachDatabase]
    public async Task An_entry_taken_out_and_a_shortened_log_are_found(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LogBook.FillAsync(database, 5, 5);
        var kept = (await LogBook.HeadAsync(database))!.Note;
        await LogBook.TamperAsync(database, "delete from platform_log_leaf where leaf_index = 6");
        var flaws = await LogBook.FlawsAsync(database);
        Assert.Contains(flaws, f => f.Code == "Platform.Log.FlawGap" && f.Args.Contains(6L));

        await using var connection = await database.OpenOwnerAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "delete from platform_log_leaf where leaf_index > 4; delete from platform_log_hash where hash_index > 4; "
            + "delete from platform_log_checkpoint where size > 5; delete from platform_log_opening where subject_id not in "
            + "('probe.figure/2000/1', 'probe.figure/2000/2', 'probe.figure/2000/3', 'probe.figure/2000/4', 'probe.figure/2000/5'); "
            + "delete from platform_measure_value where revision > 5";
        await command.ExecuteNonQueryAsync();
        // Nothing inside contradicts the shorter history; who kept a checkpoint knows better.
        Assert.Empty(await LogBook.FlawsAsync(database));
        var against = (await LogBook.CheckAsync(database, null, kept)).Value.Flaws;
        Assert.Equal("Platform.Log.FlawShorter", Assert.Single(against).Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_history_rewritten_with_the_key_itself_is_found_by_an_older_checkpoint_and_by_the_anchor(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LogBook.FillAsync(database, 5);
        var kept = (await LogBook.HeadAsync(database))!.Note;
        await AnchoredAsync(database);
        // Whoever holds the key empties the region's log and signs another one of the same size.
        await using (var connection = await database.OpenOwnerAsync())
        {
            await SchemaGuards.LiftAsync(connection, database.Services.GetServices<IModule>(), CancellationToken.None);
            await using var command = connection.CreateCommand();
            command.CommandText = "delete from platform_log_leaf where region_code = '16.72'; delete from platform_log_hash where "
                + "region_code = '16.72'; delete from platform_log_checkpoint where region_code = '16.72'; delete from "
                + "platform_log_opening where region_code = '16.72'; delete from platform_measure_value";
            await command.ExecuteNonQueryAsync();
        }

        await LogBook.PublishAsync(database, 5, 100);
        await LogBook.AppendAsync(database);
        var flaws = await LogBook.FlawsAsync(database);
        Assert.Equal("Platform.Log.FlawHead", Assert.Single(flaws).Code);
        var against = (await LogBook.CheckAsync(database, LogBook.Region, kept)).Value.Flaws;
        Assert.Equal("Platform.Log.FlawOlder", Assert.Single(against).Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_fact_changed_deleted_or_never_logged_is_found(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LogBook.FillAsync(database, 4);
        await LogBook.TamperAsync(database, "update platform_measure_value set value = '9.5' where revision = 3");
        await LogBook.TamperAsync(database, "delete from platform_measure_value where revision = 4");
        await LogBook.TamperAsync(
            database,
            "insert into platform_measure_value (region_code, measure_code, period, revision, value, missing, row_count, trace, rows_hash, "
            + "published_at) select region_code, measure_code, '2030', revision, value, missing, row_count, trace, rows_hash, published_at "
            + "from platform_measure_value where revision = 1");
        var flaws = (await LogBook.FlawsAsync(database)).Select(f => f.Code).Order(StringComparer.Ordinal);
        Assert.Equal(["Platform.Log.FlawChanged", "Platform.Log.FlawGone", "Platform.Log.FlawMissing"], flaws);
    }

    [Theory, OnEachDatabase]
    public async Task A_changed_salt_or_content_is_found_and_an_older_checkpoint_of_another_log_is_refused(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LogBook.FillAsync(database, 4);
        await LogBook.TamperAsync(
            database, "update platform_log_opening set salt = @salt where subject_id = 'probe.figure/2000/2'", ("salt", new byte[16]));
        var flaw = Assert.Single(await LogBook.FlawsAsync(database));
        Assert.Equal(("Platform.Log.FlawOpening", 1L), (flaw.Code, flaw.Args[1]));
        Assert.Equal("Platform.Log.NotOurCheckpoint", (await LogBook.CheckAsync(database, null, "a\n1\nb\n")).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task What_is_logged_while_the_check_runs_is_no_flaw_and_what_is_gone_still_is(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LogBook.FillAsync(database, 4);
        await LogBook.TamperAsync(database, "delete from platform_measure_value where revision = 4");
        using var halfway = new Halfway();
        var growing = Task.Run(async () =>
        {
            await halfway.ReachedAsync();
            await LogBook.PublishAsync(database, 3, 10);
            await LogBook.AppendAsync(database);
            await LogBook.PublishAsync(database, 2, 20);
            halfway.GoOn();
        });
        var report = (await database.WithAsync((LogAudit audit) => audit.RunAsync(null, null, halfway, CancellationToken.None))).Value;
        await growing;
        Assert.Equal((4L, 1L, 3L), (report.Entries, report.Checkpoints, report.Facts));
        Assert.Equal("Platform.Log.FlawGone", Assert.Single(report.Flaws).Code);
        Assert.Equal("Platform.Log.FlawGone", Assert.Single(await LogBook.FlawsAsync(database)).Code);
    }

    private static async Task AnchoredAsync(TestDatabase database)
    {
        await LogBook.AnchorAsync(database);
        Assert.Equal(1, await LogBook.AppendAsync(database, RegionCode.National));
    }

    private static (string Table, string Column, string Where, string Expected) Target(Random random, int turn) => (turn % 5) switch
    {
        0 => ("platform_log_leaf", "entry", $"leaf_index = {random.Next(Entries)}", "Platform.Log.FlawEntry"),
        1 => ("platform_log_hash", "hash", $"level = 0 and hash_index = {random.Next(Entries)}", "Platform.Log.FlawEntry"),
        2 => ("platform_log_hash", "hash", $"level = 1 and hash_index = {random.Next(2)}", "Platform.Log.FlawHash"),
        3 => ("platform_log_checkpoint", "root", $"size = {Size(random)}", "Platform.Log.FlawCheckpoint"),
        _ => ("platform_log_checkpoint", "note", $"size = {Size(random)}", "Platform.Log.FlawCheckpoint"),
    };

    private static int Size(Random random) => new[] { 255, 256, 512, 522 }[random.Next(4)];

    /// <summary>Holds the check where it first says how far it is.</summary>
    private sealed class Halfway : IProgress<LogAuditProgress>, IDisposable
    {
        private readonly SemaphoreSlim _reached = new(0);
        private readonly ManualResetEventSlim _free = new();

        public void Report(LogAuditProgress value)
        {
            _reached.Release();
            _free.Wait(TimeSpan.FromMinutes(1));
        }

        public Task ReachedAsync() => _reached.WaitAsync();

        public void GoOn() => _free.Set();

        public void Dispose()
        {
            _reached.Dispose();
            _free.Dispose();
        }
    }

    /// <summary>Flips one bit and gives back what undoes it.</summary>
    private static async Task<Func<Task>> FlipAsync(
        TestDatabase database, string from, string table, string column, string where, Random random)
    {
        object before;
        await using (var connection = await database.OpenOwnerAsync())
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"select {column} {from}";
            before = (await command.ExecuteScalarAsync())!;
        }

        object after;
        if (before is byte[] bytes)
        {
            var changed = bytes.ToArray();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            after = changed;
        }
        else
        {
            var text = ((string)before).ToCharArray();
            text[random.Next(text.Length)] ^= (char)1;
            after = new string(text);
        }

        Task SetAsync(object value) =>
            LogBook.TamperAsync(database, $"update {table} set {column} = @value where {where}", ("value", value));
        await SetAsync(after);
        return () => SetAsync(before);
    }
}

using KotaCerdas.Documents.Log;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.TransparencyLogs;

/// <summary>What the tests of the log do again and again: publish figures as facts, append, read, check.</summary>
internal static class LogBook
{
    public static readonly RegionCode Region = RegionCode.Parse("16.72");

    /// <summary>Publishes figures as the product does: the row and its promise to the log in one write.</summary>
    public static Task PublishAsync(TestDatabase database, int count, int from = 0, RegionCode? region = null) =>
        PublishAsync(database.Services, count, from, region);

    public static async Task PublishAsync(IServiceProvider services, int count, int from = 0, RegionCode? region = null)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        var log = scope.ServiceProvider.GetRequiredService<TransparencyLog>();
        var of = region ?? Region;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(of), CancellationToken.None);
        for (var i = from; i < from + count; i++)
        {
            var value = Figure(of, i);
            db.Add(value);
            log.Add(of, FigureFacts.Of(value));
        }

        await write.CommitAsync(CancellationToken.None);
    }

    public static MeasureValue Figure(RegionCode region, int number) => new()
    {
        RegionCode = region,
        MeasureCode = "probe.figure",
        Period = $"{2000 + (number / 1000)}",
        Revision = number + 1,
        Value = $"{number}.5",
        Missing = false,
        Numerator = null,
        Denominator = null,
        RowCount = 1,
        Trace = "[]",
        RowsHash = new string('a', 64),
        PublishedAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
    };

    public static Task<int> AppendAsync(TestDatabase database, RegionCode? region = null) =>
        database.Services.GetRequiredService<LogAppender>().AppendAsync(region ?? Region, CancellationToken.None);

    /// <summary>A log of some entries, appended in batches so that it has several checkpoints.</summary>
    public static async Task FillAsync(TestDatabase database, params int[] batches)
    {
        var from = 0;
        foreach (var count in batches)
        {
            await PublishAsync(database, count, from);
            Assert.Equal(count, await AppendAsync(database));
            from += count;
        }
    }

    public static Task<Outcome<LogAuditReport>> CheckAsync(TestDatabase database, RegionCode? region = null, string? older = null) =>
        database.WithAsync((LogAudit audit) => audit.RunAsync(region, older, new Progress<LogAuditProgress>(), CancellationToken.None));

    public static async Task<IReadOnlyList<Problem>> FlawsAsync(TestDatabase database) => (await CheckAsync(database)).Value.Flaws;

    public static Task<LogHead?> HeadAsync(TestDatabase database, RegionCode? region = null) =>
        database.WithAsync((PublicLog log) => log.HeadAsync(region ?? Region, CancellationToken.None));

    /// <summary>Writes the heads into the national log's queue; how many.</summary>
    public static Task<long> AnchorAsync(TestDatabase database) => InScopeAsync(database.Services, async services =>
    {
        var runner = services.GetRequiredService<OperationRunner>();
        var done = await runner.RunNowAsync(
            Actor.Platform("test"), TransparencyLogSetup.Anchoring, RegionCode.National, new AnchorHeadsInput(), null, default);
        return Convert.ToInt64(OperationResult.FromJson(done.Result!).Args[0]);
    });

    /// <summary>Changes the database behind the product's back, as who wants to forge history would.</summary>
    public static async Task TamperAsync(TestDatabase database, string sql, params (string Name, object Value)[] values)
    {
        await using var connection = await database.OpenOwnerAsync();
        await SchemaGuards.LiftAsync(connection, database.Services.GetServices<IModule>(), CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    /// <summary>Every checkpoint: size and root.</summary>
    public static Task<List<(long Size, string Root)>> CheckpointsAsync(IServiceProvider services, RegionCode region) =>
        InScopeAsync(services, async s =>
        {
            var rows = await s.GetRequiredService<KotaDb>().In<LogCheckpoint>(RegionScope.Of(region)).AsNoTracking()
                .OrderBy(c => c.Size).ToListAsync();
            return rows.ConvertAll(c => (c.Size, Convert.ToHexStringLower(c.Root)));
        });

    public static async Task<T> InScopeAsync<T>(IServiceProvider services, Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }
}

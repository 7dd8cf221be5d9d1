using System.Text;
using KotaCerdas.Documents.Log;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.TransparencyLogs;

public sealed class AppendTests
{
    [Theory, OnEachDatabase]
    public async Task What_is_committed_is_appended_in_order_and_what_is_rolled_back_is_not(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.WithAsync(async (IServiceProvider services) =>
        {
            var db = services.GetRequiredService<KotaDb>();
            await using var write = await db.BeginWriteAsync(RegionScope.Of(LogBook.Region), default);
            services.GetRequiredService<TransparencyLog>().Add(LogBook.Region, FigureFacts.Of(LogBook.Figure(LogBook.Region, 99)));
        });
        Assert.Equal(0, await LogBook.AppendAsync(database));

        await LogBook.FillAsync(database, 300, 1, 40);
        Assert.Equal(0, await LogBook.AppendAsync(database));
        var places = new List<long?>();
        for (var i = 0; i < 341; i++)
        {
            var subject = FigureFacts.Of(LogBook.Figure(LogBook.Region, i)).SubjectId;
            places.Add(await database.WithAsync((PublicLog log) => log.FindAsync(LogBook.Region, FigureFacts.Figure, subject, default)));
        }

        Assert.Equal(Enumerable.Range(0, 341).Select(i => (long?)i), places);
        Assert.Equal([300L, 301L, 341L], (await LogBook.CheckpointsAsync(database.Services, LogBook.Region)).Select(c => c.Size));
        Assert.Empty(await LogBook.FlawsAsync(database));
    }

    [Theory, OnEachDatabase]
    public async Task An_entry_proves_itself_and_opens_to_what_was_published(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LogBook.FillAsync(database, 300, 5);
        var entry = await database.WithAsync((PublicLog log) => log.EntryAsync(LogBook.Region, 302, default));
        Assert.NotNull(entry);
        Assert.Equal(ProofVerdict.Valid, entry.Verdict);
        Assert.True(entry.Opening!.Holds);
        Assert.Contains("\"value\":\"302.5\"", entry.Opening.Content, StringComparison.Ordinal);
        Assert.True(TlogProof.TryParse(entry.Proof.ToString(), out var proof));
        Assert.Equal(ProofVerdict.Valid, proof.Check(Encoding.UTF8.GetBytes(entry.Text), entry.Head.Key, [], 0));
        Assert.Null(await database.WithAsync((PublicLog log) => log.EntryAsync(LogBook.Region, 305, default)));
        Assert.Null(await database.WithAsync((PublicLog log) => log.EntryAsync(RegionCode.Parse("16.71"), 0, default)));
    }

    [Theory, OnEachDatabase]
    public async Task A_deleted_opening_unlinks_its_entry_and_the_log_still_holds(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LogBook.FillAsync(database, 3);
        await LogBook.TamperAsync(database, "delete from platform_log_opening where subject_id = 'probe.figure/2000/2'");
        await LogBook.TamperAsync(database, "delete from platform_measure_value where revision = 2");
        Assert.Empty(await LogBook.FlawsAsync(database));
        var entry = await database.WithAsync((PublicLog log) => log.EntryAsync(LogBook.Region, 1, default));
        Assert.Equal(ProofVerdict.Valid, entry!.Verdict);
        Assert.Null(entry.Opening);
    }

    [Theory, OnEachDatabase]
    public async Task CT_LOG_06_Nodes_that_append_at_once_never_make_two_roots_for_one_size(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var other = KotaCerdas.Web.KotaApp.Services(database.Settings, database.Adjust);
        await LogBook.PublishAsync(database, 1);
        await LogBook.AppendAsync(database);
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await LogBook.PublishAsync(w % 2 == 0 ? database.Services : other, 3, 1 + (((w * 10) + i) * 3));
            }
        })).ToList();
        var appenders = new[] { database.Services, other }.Select(s => Task.Run(() => AppendUntilQuietAsync(s, writers))).ToList();
        await Task.WhenAll(writers);
        await Task.WhenAll(appenders);
        var report = (await LogBook.CheckAsync(database)).Value;
        Assert.Empty(report.Flaws);
        Assert.Equal(121, report.Entries);
    }

    [Theory, OnEachDatabase]
    public async Task CT_LOG_09_No_personal_number_or_name_stands_in_an_entry_bundle(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var entry = new LogEntry(FigureFacts.Figure, "1672014507900001", new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["nik"] = "1672014507900001", ["npwp"] = "01.234.567.8-912.000", ["name"] = "Kepala Diskominfo Kota Pagar Alam",
        });
        await database.WithAsync(async (IServiceProvider services) =>
        {
            await using var write = await services.GetRequiredService<KotaDb>().BeginWriteAsync(RegionScope.Of(LogBook.Region), default);
            services.GetRequiredService<TransparencyLog>().Add(LogBook.Region, entry);
            await write.CommitAsync(default);
        });
        await LogBook.PublishAsync(database, 300);
        await LogBook.AppendAsync(database);
        var tile = Tile.At(Tile.Entries, 0, 301);
        foreach (var path in new[] { tile, Tile.At(Tile.Entries, 1, 301) })
        {
            var bundle = await database.WithAsync((PublicLog log) => log.TileAsync(LogBook.Region, path, default));
            var entries = EntryBundle.Read(bundle!)!;
            Assert.Equal(path.Width, entries.Count);
            Assert.All(entries, e => Assert.Empty(PersonalPatterns.In(Encoding.UTF8.GetString(e.Span))));
        }

        Assert.NotEmpty(PersonalPatterns.In(LogCommitment.Canonical(entry.Content)));
        Assert.NotEmpty(PersonalPatterns.In("""{"kind":"platform.figure","subject":"1672010101900001"}"""));
    }

    [Theory, OnEachDatabase]
    public async Task Heads_of_regions_are_anchored_once_in_the_national_log(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await LogBook.FillAsync(database, 3);
        Assert.Equal(1, await LogBook.AnchorAsync(database));
        Assert.Equal(0, await LogBook.AnchorAsync(database));
        Assert.Equal(1, await LogBook.AppendAsync(database, RegionCode.National));
        var entry = await database.WithAsync((PublicLog log) => log.EntryAsync(RegionCode.National, 0, default));
        var head = await LogBook.HeadAsync(database);
        Assert.Equal(("16.72", 3L, Convert.ToBase64String(head!.Root)), (entry!.Logged!.Region, entry.Logged.Size, entry.Logged.Root));
        Assert.Equal(ProofVerdict.Valid, entry.Verdict);
        Assert.Empty(await LogBook.FlawsAsync(database));
    }

    private static async Task AppendUntilQuietAsync(IServiceProvider services, List<Task> writers)
    {
        var appender = services.GetRequiredService<LogAppender>();
        var quiet = 0;
        while (quiet < 3)
        {
            try
            {
                var finished = writers.TrueForAll(w => w.IsCompleted);
                quiet = await appender.AppendAsync(LogBook.Region, CancellationToken.None) == 0 && finished ? quiet + 1 : 0;
            }
            catch (Exception race) when (race is DbUpdateException or System.Data.Common.DbException)
            {
                // The other node was faster: nothing of this batch is kept, it is tried again.
                quiet = 0;
            }
        }
    }
}

using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform.Tests.Backup;

public sealed class BackupTests
{
    private static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");
    private const int Writers = 3;

    private static readonly IProgress<BackupProgress> Silent = new Progress<BackupProgress>();

    [Theory, OnEachDatabase]
    public async Task What_was_backed_up_while_others_write_comes_back_whole(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await SaveFileAsync(database);
        using var stop = new CancellationTokenSource();
        // SQLite's asynchronous calls end where they began: on this thread the writer would never let the backup start.
        var writing = Enumerable.Range(1, Writers).Select(w => Task.Run(() => WriteUntilAsync(database, w, stop.Token))).ToList();
        await WaitForNotesAsync(database, Writers);
        var archive = Path.Combine(database.Folder, "cadangan.zip");
        var written = await database.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.WriteAsync(archive, Silent, default));
        await WaitForNotesAsync(database, (await NotesAsync(database)).Count + 1);
        await stop.CancelAsync();
        await Task.WhenAll(writing);
        Assert.Equal(2, written.Value.Entries.Count);

        await using var other = await EmptyAsync(engine);
        Assert.False((await other.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.RestoreAsync(archive, Silent, default))).Failed);
        if (engine == DatabaseEngine.Postgres)
        {
            await other.WithAsync<Migrator>(m => m.RunAsync(default));
        }

        // One instant of each writer: what it wrote before is whole and nothing is missing between, and what came later is not there.
        var (before, after) = (await NotesAsync(other), await NotesAsync(database));
        Assert.InRange(before.Count, Writers, after.Count - 1);
        Assert.All(before.GroupBy(n => n.Writer), g => Assert.Equal(
            Enumerable.Range(1, g.Count() / 2).SelectMany(n => new[] { n, n }), g.Select(n => n.Number).Order()));
        await other.WithAsync<IServiceProvider>(async services =>
        {
            var db = (KotaDb)services.GetService(typeof(KotaDb))!;
            var files = (FileStore)services.GetService(typeof(FileStore))!;
            var file = await db.In<StoredFile>(RegionScope.Of(PagarAlam)).SingleAsync();
            Assert.True(await files.IsIntactAsync(file, default));
            Assert.Equal(514, await db.Shared<Region>().CountAsync(r => r.Kind != RegionKind.Province));
        });
    }

    [Fact]
    public async Task One_changed_byte_anywhere_keeps_a_backup_out()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var archive = Path.Combine(database.Folder, "cadangan.zip");
        await database.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.WriteAsync(archive, Silent, default));
        var bytes = await File.ReadAllBytesAsync(archive);
        foreach (var position in new[] { 1000, bytes.Length / 2, bytes.Length / 4 * 3 })
        {
            var copy = bytes.ToArray();
            copy[position] ^= 0x40;
            await File.WriteAllBytesAsync(archive, copy);
            await using var other = await EmptyAsync();
            Assert.True((await other.WithAsync<BackupArchive,
                Outcome<BackupManifest>>(b => b.RestoreAsync(archive, Silent, default))).Failed);
            Assert.False(File.Exists(Path.Combine(other.Folder, "kotacerdas.db")));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    public async Task A_cut_off_backup_is_refused(int length)
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var archive = Path.Combine(database.Folder, "cadangan.zip");
        await database.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.WriteAsync(archive, Silent, default));
        var bytes = await File.ReadAllBytesAsync(archive);
        await File.WriteAllBytesAsync(archive, bytes[..length]);
        Assert.Equal("Platform.Backup.NotAZip", (await BackupArchive.VerifyAsync(archive, Silent, default)).Problem.Code);
    }

    [Fact]
    public async Task A_database_that_holds_something_is_never_replaced()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var archive = Path.Combine(database.Folder, "cadangan.zip");
        await database.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.WriteAsync(archive, Silent, default));
        var restored = await database.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.RestoreAsync(archive, Silent, default));
        Assert.Equal("Platform.Backup.NotEmpty", restored.Problem.Code);
        var again = await database.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.WriteAsync(archive, Silent, default));
        Assert.Equal("Platform.Backup.Exists", again.Problem.Code);
    }

    [Fact]
    public async Task PostgreSQL_is_dumped_with_the_rows_of_every_region()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("KOTACERDAS_TEST_PG") is not null,
            "KOTACERDAS_TEST_PG is not set: run ./test");
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        await SaveFileAsync(database);
        var archive = Path.Combine(database.Folder, "cadangan.zip");
        Assert.False((await database.WithAsync<BackupArchive,
            Outcome<BackupManifest>>(b => b.WriteAsync(archive, Silent, default))).Failed);

        await using var other = await TestDatabase.CreateEmptyPostgresAsync();
        Assert.False((await other.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.RestoreAsync(archive, Silent, default))).Failed);
        await other.WithAsync<Migrator>(m => m.RunAsync(default));
        Assert.Equal(1, await other.WithAsync<KotaDb, int>(db => db.In<StoredFile>(RegionScope.Of(PagarAlam)).CountAsync()));
    }

    private static async Task<TestDatabase> EmptyAsync(DatabaseEngine engine = DatabaseEngine.Sqlite)
    {
        if (engine == DatabaseEngine.Postgres)
        {
            return await TestDatabase.CreateEmptyPostgresAsync();
        }

        var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        File.Delete(Path.Combine(database.Folder, "kotacerdas.db"));
        return database;
    }

    /// <summary>Writes pairs of notes, numbered from 1, each pair in one transaction.</summary>
    private static async Task WriteUntilAsync(TestDatabase database, int writer, CancellationToken stop)
    {
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            await database.WithAsync<IServiceProvider>(async services =>
            {
                var (db, trail) = ((KotaDb)services.GetService(typeof(KotaDb))!, (Trail)services.GetService(typeof(Trail))!);
                await using var write = await db.BeginWriteAsync(RegionScope.Of(PagarAlam), default);
                foreach (var half in new[] { "a", "b" })
                {
                    trail.Add(Actor.Platform($"penulis-{writer}"), "test", new Subject(PagarAlam, half, $"{number}"));
                }

                await write.CommitAsync(default);
            });
        }
    }

    private static Task<List<(string Writer, int Number)>> NotesAsync(TestDatabase database) =>
        database.WithAsync<KotaDb, List<(string, int)>>(async db =>
            (await db.In<TrailEntry>(RegionScope.Of(PagarAlam)).AsNoTracking().Where(t => t.Action == "test").ToListAsync())
                .ConvertAll(t => (t.ActorName, int.Parse(t.SubjectId))));

    private static async Task WaitForNotesAsync(TestDatabase database, int count)
    {
        while ((await NotesAsync(database)).Count < count)
        {
            await Task.Delay(5);
        }
    }

    private static Task SaveFileAsync(TestDatabase database) => database.WithAsync<IServiceProvider>(async services =>
    {
        var (db, files) = ((KotaDb)services.GetService(typeof(KotaDb))!, (FileStore)services.GetService(typeof(FileStore))!);
        using var content = new MemoryStream("%PDF-1.7 contoh"u8.ToArray());
        var taken = await files.TakeAsync(Actor.Platform("test"), PagarAlam, content, "a.pdf", default);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(PagarAlam), default);
        db.Add(taken.Value.File);
        await write.CommitAsync(default);
    });
}

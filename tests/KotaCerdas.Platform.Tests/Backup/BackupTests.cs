using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform.Tests.Backup;

public sealed class BackupTests
{
    private static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");
    private static readonly IProgress<BackupProgress> Silent = new Progress<BackupProgress>();

    [Fact]
    public async Task What_was_backed_up_while_others_write_comes_back_whole()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await SaveFileAsync(database);
        using var stop = new CancellationTokenSource();
        // SQLite's asynchronous calls end where they began: on this thread the writer would never let the backup start.
        var writing = Task.Run(() => WriteUntilAsync(database, stop.Token));
        var archive = Path.Combine(database.Folder, "cadangan.zip");
        var written = await database.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.WriteAsync(archive, Silent, default));
        await stop.CancelAsync();
        await writing;
        Assert.Equal(2, written.Value.Entries.Count);

        await using var other = await EmptyAsync();
        Assert.False((await other.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.RestoreAsync(archive, Silent, default))).Failed);
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

    private static async Task<TestDatabase> EmptyAsync()
    {
        var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        File.Delete(Path.Combine(database.Folder, "kotacerdas.db"));
        return database;
    }

    private static async Task WriteUntilAsync(TestDatabase database, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await database.WithAsync<IServiceProvider>(async services =>
            {
                var (db, trail) = ((KotaDb)services.GetService(typeof(KotaDb))!, (Trail)services.GetService(typeof(Trail))!);
                await using var write = await db.BeginWriteAsync(RegionScope.Of(PagarAlam), default);
                trail.Add(Actor.Platform("test"), "test", new Subject(PagarAlam, "test", "1"));
                await write.CommitAsync(default);
            });
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

using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Demo;

public sealed class RestoreTests(PlayedSeasons seasons)
{
    private static readonly IProgress<BackupProgress> Silent = new Progress<BackupProgress>();

    [Theory, OnEachDatabase]
    public async Task A_restored_backup_of_a_played_season_is_that_season_with_all_its_evidence(DatabaseEngine engine)
    {
        await using var database = await seasons.CloneAsync(engine);
        var archive = Path.Combine(database.Folder, "cadangan.zip");
        var written = await database.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.WriteAsync(archive, Silent, default));
        Assert.False(written.Failed);

        await using var other = await EmptyAsync(engine);
        Assert.False((await other.WithAsync<BackupArchive, Outcome<BackupManifest>>(b => b.RestoreAsync(archive, Silent, default))).Failed);

        await other.WithAsync((Migrator m) => m.RunAsync(default));
        Assert.Equal(await DemoDigest.OfAsync(database), await DemoDigest.OfAsync(other));
        await other.WithAsync<IServiceProvider>(async services =>
        {
            var files = services.GetRequiredService<FileStore>();
            var stored = await services.GetRequiredService<KotaDb>().In<StoredFile>(RegionScope.National("test")).ToListAsync();
            Assert.NotEmpty(stored);
            foreach (var file in stored)
            {
                Assert.True(await files.IsIntactAsync(file, default));
            }
        });
    }

    private static async Task<TestDatabase> EmptyAsync(DatabaseEngine engine)
    {
        if (engine == DatabaseEngine.Postgres)
        {
            return await TestDatabase.CreateEmptyPostgresAsync();
        }

        var database = await TestDatabase.CreateAsync(engine);
        File.Delete(Path.Combine(database.Folder, "kotacerdas.db"));
        return database;
    }
}

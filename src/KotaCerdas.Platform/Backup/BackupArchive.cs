using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// A backup is one zip: a consistent copy of the database, taken while the product runs, the stored files, and a manifest with the SHA-256
/// of each. Keys are left out on purpose: they decrypt what the backup holds and belong in another place.
/// </summary>
public sealed class BackupArchive(DatabaseSettings settings, DatabaseCopy copies, IOptions<StorageOptions> storage, TimeProvider clock)
{
    /// <summary>Writes a backup. The archive appears under its name only when it is whole.</summary>
    /// <param name="file">Path of the zip to write; must not exist.</param>
    /// <param name="progress">Told after each file.</param>
    /// <param name="cancel">Stops and leaves nothing.</param>
    public async Task<Outcome<BackupManifest>> WriteAsync(string file, IProgress<BackupProgress> progress, CancellationToken cancel)
    {
        if (File.Exists(file))
        {
            return new Problem("Platform.Backup.Exists", null, file);
        }

        // A folder that is not there is more likely a slip of the keys, or a disk that is not mounted, than a wish.
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is not { } folder || !Directory.Exists(folder))
        {
            return new Problem("Platform.Backup.NoFolder", null, file);
        }

        var partial = file + ".partial";
        var database = storage.Value.PathOf("backup-" + Ids.New(clock).ToString("N"));
        try
        {
            Directory.CreateDirectory(storage.Value.PathOf());
            var migrations = await copies.MigrationsAsync(cancel);
            if (await copies.TakeAsync(database, cancel) is { } failed)
            {
                return failed;
            }

            var sources = Sources(database);
            var manifest = await PackAsync(partial, sources, migrations, progress, cancel);
            File.Move(partial, file);
            return manifest;
        }
        finally
        {
            File.Delete(partial);
            File.Delete(database);
        }
    }

    /// <summary>Checks every byte of a backup against its manifest.</summary>
    public static async Task<Outcome<BackupManifest>> VerifyAsync(string file, IProgress<BackupProgress> progress, CancellationToken cancel)
    {
        if (!File.Exists(file))
        {
            return new Problem("Platform.Backup.Missing", null, file);
        }

        try
        {
            using var zip = await ZipFile.OpenReadAsync(file, cancel);
            var manifest = await ManifestAsync(zip, cancel);
            if (manifest is null)
            {
                return new Problem("Platform.Backup.NoManifest", null, file);
            }

            long done = 0;
            var total = Math.Max(1, manifest.Entries.Sum(e => e.Size));
            foreach (var entry in manifest.Entries)
            {
                if (zip.GetEntry(entry.Name) is not { } packed || await HashAsync(packed, cancel) != entry.Sha256)
                {
                    return new Problem("Platform.Backup.Damaged", null, file, entry.Name);
                }

                progress.Report(new BackupProgress(done += entry.Size, total));
            }

            return manifest;
        }
        catch (InvalidDataException)
        {
            return new Problem("Platform.Backup.NotAZip", null, file);
        }
    }

    /// <summary>
    /// Checks a backup and puts it in place. The database must be empty or absent; nothing is replaced. Files are added by content, so
    /// those already there stay as they are.
    /// </summary>
    public async Task<Outcome<BackupManifest>> RestoreAsync(string file, IProgress<BackupProgress> progress, CancellationToken cancel)
    {
        var verified = await VerifyAsync(file, progress, cancel);
        if (verified.Failed)
        {
            return verified;
        }

        if (verified.Value.Engine != settings.Engine)
        {
            return new Problem("Platform.Backup.OtherEngine", null, verified.Value.Engine.ToString(), settings.Engine.ToString());
        }

        if (!await copies.IsEmptyAsync(cancel))
        {
            return new Problem("Platform.Backup.NotEmpty");
        }

        using var zip = await ZipFile.OpenReadAsync(file, cancel);
        foreach (var entry in verified.Value.Entries.Where(e => e.Name.StartsWith("files/", StringComparison.Ordinal)))
        {
            await UnpackAsync(zip.GetEntry(entry.Name)!, storage.Value.PathOf(entry.Name.Split('/')), cancel);
        }

        var database = storage.Value.PathOf("restore-" + Ids.New(clock).ToString("N"));
        try
        {
            await UnpackAsync(zip.GetEntry(BackupManifest.DatabaseName(settings.Engine))!, database, cancel);
            if (await copies.PutAsync(database, cancel) is { } failed)
            {
                return failed;
            }
        }
        finally
        {
            File.Delete(database);
        }

        return verified;
    }

    private static async Task<BackupManifest?> ManifestAsync(ZipArchive zip, CancellationToken cancel)
    {
        if (zip.GetEntry(BackupManifest.FileName) is not { } entry)
        {
            return null;
        }

        await using var content = await entry.OpenAsync(cancel);
        return await JsonSerializer.DeserializeAsync<BackupManifest>(content, cancellationToken: cancel);
    }

    private static async Task<string> HashAsync(ZipArchiveEntry entry, CancellationToken cancel)
    {
        await using var content = await entry.OpenAsync(cancel);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel));
    }

    private static async Task UnpackAsync(ZipArchiveEntry entry, string path, CancellationToken cancel)
    {
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = path + ".partial";
        await using (var source = await entry.OpenAsync(cancel))
        await using (var target = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            await source.CopyToAsync(target, cancel);
            target.Flush(flushToDisk: true);
        }

        File.Move(partial, path);
    }

    private List<(string Name, string Path)> Sources(string database)
    {
        var root = storage.Value.PathOf("files");
        var files = Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories) : [];
        return
        [
            (BackupManifest.DatabaseName(settings.Engine), database),
            .. files.Select(p => (Name: "files/" + Path.GetRelativePath(root, p).Replace('\\', '/'), Path: p))
                .Where(f => !f.Name.StartsWith("files/incoming/", StringComparison.Ordinal))
                .OrderBy(f => f.Name, StringComparer.Ordinal),
        ];
    }

    private async Task<BackupManifest> PackAsync(
        string partial, List<(string Name, string Path)> sources, IReadOnlyList<string> migrations, IProgress<BackupProgress> progress,
            CancellationToken cancel)
    {
        long done = 0;
        var total = Math.Max(1, sources.Sum(s => new FileInfo(s.Path).Length));
        var entries = new List<BackupEntry>();
        await using var file = new FileStream(partial, FileMode.Create, FileAccess.ReadWrite);
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, path) in sources)
            {
                await using var source = File.OpenRead(path);
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(source, cancel));
                source.Position = 0;
                await using (var target = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel))
                {
                    await source.CopyToAsync(target, cancel);
                }

                entries.Add(new BackupEntry(name, source.Length, hash));
                progress.Report(new BackupProgress(done += source.Length, total));
            }

            var manifest = new BackupManifest(settings.Engine, clock.GetUtcNow().UtcDateTime, migrations, entries);
            await using var last = await zip.CreateEntry(BackupManifest.FileName).OpenAsync(cancel);
            await JsonSerializer.SerializeAsync(last, manifest, cancellationToken: cancel);
        }

        file.Flush(flushToDisk: true);
        return new BackupManifest(settings.Engine, clock.GetUtcNow().UtcDateTime, migrations, entries);
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KotaCerdas.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>A file taken in.</summary>
/// <param name="File">The new row.</param>
/// <param name="SameContent">An earlier file of the region with the same bytes, or null: worth a warning, not an error.</param>
public sealed record TakenFile(StoredFile File, StoredFile? SameContent);

/// <summary>
/// Content-addressed store: bytes lie once under <c>files/ab/cd…</c> in the storage folder, rows name them per region. The type is decided
/// by the content; a name whose ending says otherwise is refused.
/// </summary>
public sealed class FileStore(
    KotaDb db, Clamd clamd, IOptions<StorageOptions> storage, IOptions<FileStoreOptions> options, TimeProvider clock)
{
    /// <summary>Takes a file in. The row is saved with the caller's next write; nothing is kept of a file that is refused.</summary>
    /// <param name="actor">Who uploads.</param>
    /// <param name="region">Whose file it becomes.</param>
    /// <param name="content">The bytes; read once.</param>
    /// <param name="fileName">Name as the browser gave it.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The row, not yet saved, or why the file is refused.</returns>
    public async Task<Outcome<TakenFile>> TakeAsync(Actor actor, RegionCode region, Stream content, string fileName,
        CancellationToken cancel)
    {
        var taken = await TakeAllAsync(actor, region, [(content, fileName)], cancel);
        return taken.Failed ? Outcome.Fail<TakenFile>(taken.Problems) : taken.Value[0];
    }

    /// <summary>Takes files in that belong together: where one is refused, none is kept.</summary>
    /// <param name="actor">Who uploads.</param>
    /// <param name="region">Whose files they become.</param>
    /// <param name="files">Bytes, read once, with the names as the browser gave them.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The rows in the same order, not yet saved, or why one is refused.</returns>
    public async Task<Outcome<IReadOnlyList<TakenFile>>> TakeAllAsync(
        Actor actor, RegionCode region, IReadOnlyList<(Stream Content, string Name)> files, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(files);
        var staged = new List<(string Path, Content Content)>();
        try
        {
            foreach (var (content, fileName) in files)
            {
                var path = NewPath();
                var one = await StageAsync(path, content, CleanName(fileName), cancel);
                if (one.Failed)
                {
                    File.Delete(path);
                    return Outcome.Fail<IReadOnlyList<TakenFile>>(one.Problems);
                }

                staged.Add((path, one.Value));
            }

            var taken = new List<TakenFile>();
            foreach (var (path, content) in staged)
            {
                Keep(path, content.Sha256);
                taken.Add(await RowAsync(actor, region, content, cancel));
            }

            return taken;
        }
        finally
        {
            staged.ForEach(f => File.Delete(f.Path));
        }
    }

    /// <summary>
    /// Judges a file of a form that cannot be taken anyway, so that everything that is wrong is told at once. Nothing is kept.
    /// </summary>
    /// <param name="content">The bytes; read once.</param>
    /// <param name="fileName">Name as the browser gave it.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>Why the file would be refused, or null.</returns>
    public async Task<Problem?> RefuseAsync(Stream content, string fileName, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(fileName);
        var path = NewPath();
        var staged = await StageAsync(path, content, CleanName(fileName), cancel);
        File.Delete(path);
        return staged.Failed ? staged.Problem : null;
    }

    /// <summary>Writes and judges one file beside the store.</summary>
    private async Task<Outcome<Content>> StageAsync(string path, Stream content, string name, CancellationToken cancel)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 81920,
                FileOptions.Asynchronous);
            var hash = await CopyAsync(content, file, cancel);
            if (hash is null)
            {
                return new Problem("Platform.File.TooLarge", null, name, Formats.FileSize(options.Value.MaxBytes));
            }

            var kind = FileKind.Of(file);
            if (Refuse(kind, name, file.Length) is { } problem)
            {
                return problem;
            }

            file.Position = 0;
            var verdict = await clamd.ScanAsync(file, name, cancel);
            if (verdict.Failed)
            {
                return verdict.Problem;
            }

            file.Flush(flushToDisk: true);
            return new Content(hash, file.Length, kind!.MediaType, name, verdict.Value);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Keeps bytes that the platform made itself: neither limited nor scanned. The row is saved with the caller's write.</summary>
    /// <param name="actor">For whom they were made.</param>
    /// <param name="region">Whose file it becomes.</param>
    /// <param name="content">The bytes, of a known kind.</param>
    /// <param name="fileName">Name to show.</param>
    /// <param name="cancel">Stops writing.</param>
    public async Task<StoredFile> KeepAsync(
        Actor actor, RegionCode region, ReadOnlyMemory<byte> content, string fileName, CancellationToken cancel)
    {
        var kind = FileKind.Of(
            MemoryMarshal.TryGetArray(content, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
                : new MemoryStream(content.ToArray(), writable: false));
        Check.That(kind is not null);
        var hash = Sha256.Hex(content.Span);
        if (!File.Exists(PathOf(hash)))
        {
            var temporary = NewPath();
            try
            {
                await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81920,
                    FileOptions.Asynchronous))
                {
                    await file.WriteAsync(content, cancel);
                    file.Flush(flushToDisk: true);
                }

                Keep(temporary, hash);
            }
            finally
            {
                File.Delete(temporary);
            }
        }

        return NewRow(actor, region, new Content(hash, content.Length, kind.MediaType, CleanName(fileName), ScanVerdict.OwnWork));
    }

    /// <summary>The row, or null where the region has no such file.</summary>
    public Task<StoredFile?> FindAsync(RegionCode region, FileId id, CancellationToken cancel) =>
        db.In<StoredFile>(RegionScope.Of(region)).SingleOrDefaultAsync(f => f.RegionCode == region && f.Id == id, cancel);

    /// <summary>Opens the bytes for reading.</summary>
    public Stream Open(StoredFile file) =>
        new FileStream(PathOf(file.Sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 81920,
            FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>True where the bytes still have the hash they are stored under.</summary>
    public async Task<bool> IsIntactAsync(StoredFile file, CancellationToken cancel)
    {
        if (!File.Exists(PathOf(file.Sha256)))
        {
            return false;
        }

        await using var content = Open(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) == file.Sha256;
    }

    /// <summary>Removes content that no row names any more.</summary>
    /// <param name="sha256">Hash under which it lies.</param>
    internal void Erase(string sha256) => File.Delete(PathOf(sha256));

    private static Problem? Refuse(FileKind? kind, string name, long size)
    {
        if (size == 0)
        {
            return new Problem("Platform.File.Empty", null, name);
        }

        if (kind is null)
        {
            return new Problem("Platform.File.UnknownKind", null, name);
        }

        var ending = Path.GetExtension(name).ToLowerInvariant();
        return kind.Extensions.Contains(ending) ? null : new Problem("Platform.File.NameDiffers", null, name, kind.Extensions[0]);
    }

    /// <summary>Only the last segment, printable characters, at most 200 of them.</summary>
    private static string CleanName(string fileName)
    {
        var last = fileName.Split('/', '\\')[^1];
        var visible = last.Where(c => !char.IsControl(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format);
        var printable = string.Concat(visible).Trim();
        return printable.Length switch
        {
            0 => "berkas",
            > 200 => printable[..(200 - Math.Min(10, Path.GetExtension(printable).Length))] + Path.GetExtension(printable),
            _ => printable,
        };
    }

    private async Task<string?> CopyAsync(Stream content, FileStream file, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[81920];
        int read;
        while ((read = await content.ReadAsync(buffer, cancel)) > 0)
        {
            if (file.Length + read > options.Value.MaxBytes)
            {
                return null;
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        await file.FlushAsync(cancel);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void Keep(string temporary, string hash)
    {
        var path = PathOf(hash);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
    }

    private string PathOf(string hash) => storage.Value.PathOf("files", hash[..2], hash[2..]);

    private async Task<TakenFile> RowAsync(Actor actor, RegionCode region, Content content, CancellationToken cancel)
    {
        var same = await db.In<StoredFile>(RegionScope.Of(region))
            .Where(f => f.RegionCode == region && f.Sha256 == content.Sha256).OrderBy(f => f.Id).FirstOrDefaultAsync(cancel);
        return new TakenFile(NewRow(actor, region, content), same);
    }

    private string NewPath()
    {
        var path = storage.Value.PathOf("files", "incoming", Ids.New(clock).ToString("N"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private StoredFile NewRow(Actor actor, RegionCode region, Content content) => new()
    {
        RegionCode = region,
        Id = Ids.New<FileId>(clock),
        Sha256 = content.Sha256,
        Size = content.Size,
        MediaType = content.MediaType,
        Name = content.Name,
        Scan = content.Verdict,
        UploadedAt = clock.GetUtcNow().UtcDateTime,
        UploadedBy = actor.User,
    };

    private sealed record Content(string Sha256, long Size, string MediaType, string Name, ScanVerdict Verdict);
}

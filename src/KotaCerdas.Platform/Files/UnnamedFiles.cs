using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>
/// Bytes enter the store before the write that names them: where a form is refused for another reason, a write rolls back or a process
/// dies, nobody names them. Each is noted when it enters; after a day those that no row names are erased, so that nothing stays of a
/// file, perhaps a personal one, that was not accepted.
/// </summary>
public sealed class UnnamedFiles(KotaDb db, IOptions<StorageOptions> storage, TimeProvider clock)
{
    private const int Batch = 200;

    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);
    private static readonly RegionScope Everywhere = RegionScope.National("content that no region names");

    private string Folder => storage.Value.PathOf("unnamed");

    /// <summary>Notes that content enters; before it is looked for in the store, so that a sweep at the same moment keeps it.</summary>
    internal void Note(string sha256)
    {
        Directory.CreateDirectory(Folder);
        var note = Path.Combine(Folder, sha256);
        File.WriteAllBytes(note, []);
        File.SetLastWriteTimeUtc(note, clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>Erases what entered more than a day ago and has no name.</summary>
    /// <param name="pathOf">Where content lies.</param>
    /// <param name="cancel">Stops between two.</param>
    /// <returns>How many were erased.</returns>
    internal async Task<int> SweepAsync(Func<string, string> pathOf, CancellationToken cancel)
    {
        if (!Directory.Exists(Folder))
        {
            return 0;
        }

        var erased = 0;
        foreach (var some in Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Where(IsOld).ToList().Chunk(Batch))
        {
            var named = await db.In<StoredFile>(Everywhere).Where(f => some.Contains(f.Sha256)).Select(f => f.Sha256).Distinct()
                .ToHashSetAsync(cancel);
            foreach (var hash in some)
            {
                cancel.ThrowIfCancellationRequested();
                if (named.Contains(hash))
                {
                    File.Delete(Path.Combine(Folder, hash));
                }
                else if (Erase(hash, pathOf(hash)))
                {
                    erased++;
                }
            }
        }

        return erased;
    }

    /// <summary>
    /// Puts the content aside first: whoever takes the same in afterwards stores it anew, and whoever found it there before has renewed
    /// the note, so that it is put back.
    /// </summary>
    private bool Erase(string hash, string path)
    {
        var (note, aside) = (Path.Combine(Folder, hash), path + ".aside");
        if (!File.Exists(path))
        {
            File.Delete(aside);
            File.Delete(note);
            return false;
        }

        File.Move(path, aside, overwrite: true);
        if (IsOld(hash))
        {
            File.Delete(aside);
            File.Delete(note);
            return true;
        }

        File.Move(aside, path, overwrite: true);
        return false;
    }

    private bool IsOld(string hash) =>
        File.GetLastWriteTimeUtc(Path.Combine(Folder, hash)) < clock.GetUtcNow().UtcDateTime - Grace;
}

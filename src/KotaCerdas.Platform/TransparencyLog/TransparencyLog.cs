using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Documents.Log;

namespace KotaCerdas.Platform;

/// <summary>
/// Promises facts to a region's transparency log, in the transaction of the fact itself: what is committed will be in the log, what is
/// rolled back will not. A background worker appends in batches.
/// </summary>
public sealed class TransparencyLog(KotaDb db, TimeProvider clock)
{
    /// <summary>Adds a fact to the open write.</summary>
    /// <param name="region">Whose log.</param>
    /// <param name="entry">The fact; nothing personal in its content.</param>
    public void Add(RegionCode region, LogEntry entry)
    {
        var id = Ids.New(clock);
        var salt = RandomNumberGenerator.GetBytes(LogCommitment.SaltLength);
        var content = LogCommitment.Canonical(entry.Content);
        var logged = new LoggedEntry(
            LoggedEntry.Instant(clock.GetUtcNow()), LogCommitment.ToContent(salt, content), entry.Kind.Name, region.Value, null, 1, null,
            LogCommitment.ToSubject(salt, entry.Kind.Name, entry.SubjectId));
        db.Add(new LogOpening
        {
            RegionCode = region,
            Id = id,
            Kind = entry.Kind.Name,
            SubjectId = entry.SubjectId,
            Salt = salt,
            Content = content,
        });
        Queue(region, id, logged);
    }

    /// <summary>Adds the head of a region's log to the national log; in clear, since it is public anyway.</summary>
    internal void AddHead(LogCheckpoint head)
    {
        var id = Ids.New(clock);
        var root = Convert.ToBase64String(head.Root);
        db.Add(new LogOpening
        {
            RegionCode = RegionCode.National,
            Id = id,
            Kind = LoggedEntry.Head,
            SubjectId = HeadSubject(head.RegionCode.Value, head.Size),
            Salt = [],
            Content = string.Empty,
        });
        Queue(RegionCode.National, id, new LoggedEntry(
            LoggedEntry.Instant(clock.GetUtcNow()), null, LoggedEntry.Head, head.RegionCode.Value, root, 1, head.Size, null));
    }

    internal static string HeadSubject(string region, long? size) => string.Create(CultureInfo.InvariantCulture, $"{region}/{size}");

    private void Queue(RegionCode region, Guid id, LoggedEntry logged)
    {
        var entry = logged.Write();
        Check.That(Encoding.UTF8.GetByteCount(entry) <= EntryBundle.MaxEntry);
        db.Add(new LogQueueRow { RegionCode = region, Id = id, Entry = entry });
    }
}

using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Model;

/// <summary>Who opened whose data: a fact that the person can read.</summary>
internal sealed class AccessRecord : ISharedRow
{
    public required UserId Whose { get; init; }

    public required Guid Id { get; init; }

    public UserId? Who { get; init; }

    public required string WhoName { get; init; }

    /// <summary>Text key.</summary>
    public required string What { get; init; }

    public required string About { get; init; }

    /// <summary>Text key.</summary>
    public required string Why { get; init; }

    public required DateTime At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<AccessRecord>(e =>
    {
        e.ToTable("people_access_log");
        e.HasKey(a => new { a.Whose, a.Id });
    });
}

/// <summary>Attempts under one key since an instant.</summary>
internal sealed class ThrottleRow : ISharedRow
{
    public required string Key { get; init; }

    public required int Attempts { get; set; }

    public required DateTime Since { get; set; }

    public static void Map(ModelBuilder model) => model.Entity<ThrottleRow>(e =>
    {
        e.ToTable("people_throttle");
        e.HasKey(t => t.Key);
    });
}

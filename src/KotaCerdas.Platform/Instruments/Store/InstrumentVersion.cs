using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform.Instruments;

/// <summary>Where a version stands.</summary>
public enum InstrumentState
{
    /// <summary>Loaded; may be replaced, may not be used.</summary>
    Draft,

    /// <summary>In force within its validity; never changes again.</summary>
    Published,
}

/// <summary>A stored version of an instrument.</summary>
public sealed class InstrumentVersion : ISharedRow
{
    /// <summary>Code, the same for all versions.</summary>
    public required string Code { get; init; }

    /// <summary>Version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>What it is for.</summary>
    public required InstrumentKind Kind { get; set; }

    /// <summary>Indonesian title.</summary>
    public required string TitleId { get; set; }

    /// <summary>English title.</summary>
    public required string TitleEn { get; set; }

    /// <summary>Draft or published.</summary>
    public required InstrumentState State { get; set; }

    /// <summary>First day of use.</summary>
    public required DateOnly ValidFrom { get; set; }

    /// <summary>Last day of use, or null.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>SHA-256 of the canonical JSON.</summary>
    public required string Hash { get; set; }

    /// <summary>Canonical JSON, UTF-8.</summary>
    public required byte[] Definition { get; set; }

    /// <summary>When it was loaded, UTC.</summary>
    public required DateTime LoadedAt { get; set; }

    /// <summary>Who loaded it.</summary>
    public required string LoadedBy { get; set; }

    /// <summary>Hash of the content that was last tried out; empty where none was.</summary>
    public string TestedHash { get; set; } = string.Empty;

    /// <summary>When it was tried out, UTC.</summary>
    public DateTime? TestedAt { get; set; }

    /// <summary>When it was published, UTC.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>Who published it, or empty.</summary>
    public string PublishedBy { get; set; } = string.Empty;

    /// <summary>
    /// 0; its number for a version that was published although another one began on the same day, before that was refused, and that was not
    /// the last of them.
    /// </summary>
    public int Twin { get; private set; }

    /// <summary>The title in the current language.</summary>
    public string Title => new Bilingual(TitleId, TitleEn).In();

    /// <summary>True where it may be used on a day.</summary>
    public bool IsInForce(DateOnly day) => State == InstrumentState.Published && ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    internal static void Map(ModelBuilder model) => model.Entity<InstrumentVersion>(e =>
    {
        e.ToTable("platform_instrument");
        e.HasKey(i => new { i.Code, i.Version });
        e.Property(i => i.Hash).IsConcurrencyToken();
        e.Property(i => i.State).IsConcurrencyToken();
        e.HasIndex(i => new { i.Code, i.ValidFrom, i.Twin }, "platform_instrument_start").IsUnique().HasFilter("state = 'Published'");
        e.Ignore(i => i.Title);
    });
}

namespace KotaCerdas.Movement.Model.Country;

/// <summary>A class of an index.</summary>
/// <param name="Position">1 is the lowest.</param>
/// <param name="Name">The official name; a term of art, the same in both languages.</param>
/// <param name="From">Lower bound; null for the lowest class, and for all classes of an index whose bounds are not known.</param>
/// <param name="FromInclusive">True where the bound itself belongs to the class.</param>
internal sealed record IndexBand(int Position, string Name, decimal? From, bool FromInclusive);

/// <summary>An index by which another body measures regions and the movement weighs them.</summary>
internal sealed record ExternalIndex
{
    public required string Code { get; init; }

    public required string NameId { get; init; }

    public required string NameEn { get; init; }

    public required string Owner { get; init; }

    /// <summary>Lowest value; null where the scale is not known.</summary>
    public decimal? ScaleMin { get; init; }

    /// <summary>Highest value; null where the scale is not known.</summary>
    public decimal? ScaleMax { get; init; }

    /// <summary>True where its owner publishes a class rather than a value.</summary>
    public bool ClassOnly { get; init; }

    /// <summary>Classes from lowest to highest; empty where they are not known.</summary>
    public required IReadOnlyList<IndexBand> Bands { get; init; }

    /// <summary>True where a source was read; false where the row rests on general knowledge and a person should confirm it.</summary>
    public required bool Confirmed { get; init; }

    public required IReadOnlyList<string> Sources { get; init; }

    public string? Note { get; init; }

    /// <summary>The class of a value; null where the classes or their bounds are not known.</summary>
    public IndexBand? BandOf(decimal value) =>
        Bands.Count < 2 || Bands.Any(b => b.Position > 1 && b.From is null)
            ? null
            : Bands.Last(b => b.From is not { } from || value > from || (b.FromInclusive && value == from));
}

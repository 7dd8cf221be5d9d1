using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Contracts;

/// <summary>A season to generate. The same values give the same season.</summary>
/// <param name="Seed">Seed of everything that is left to chance.</param>
/// <param name="Invited">Regions invited.</param>
/// <param name="Submitted">Regions of them that submit and are verified.</param>
/// <param name="Assessors">Members of the panel.</param>
/// <param name="Selected">Quota of the selection.</param>
public sealed record DemoSeason(int Seed, int Invited, int Submitted, int Assessors, int Selected)
{
    /// <summary>The season that <c>kotacerdas demo</c> plays.</summary>
    public static DemoSeason Standard { get; } = new(2026, 165, 120, 38, 50);
}

/// <summary>Where an assessor comes from.</summary>
public enum DemoSector
{
    /// <summary>A ministry or a region.</summary>
    Government,

    /// <summary>A university.</summary>
    University,

    /// <summary>Someone from practice.</summary>
    Practitioner,
}

/// <summary>A generated assessor.</summary>
/// <param name="User">The account.</param>
/// <param name="Office">Name of the office.</param>
/// <param name="Institution">Invented institution, labelled so.</param>
/// <param name="Sector">Sector.</param>
public sealed record DemoAssessor(UserId User, string Office, string Institution, DemoSector Sector);

/// <summary>The generated accounts of a region.</summary>
/// <param name="Head">Head of the region.</param>
/// <param name="Diskominfo">Officer of the Diskominfo.</param>
public sealed record DemoRegionOffices(UserId Head, UserId Diskominfo);

/// <summary>The generated accounts that play the season.</summary>
/// <param name="Officer">Ministry officer.</param>
/// <param name="Director">Director.</param>
/// <param name="General">Director general.</param>
/// <param name="Assessors">The panel.</param>
/// <param name="Mentors">Mentors of the selected regions.</param>
/// <param name="Regions">Offices of every region that <see cref="IMovementDemo.RegionsAsync"/> names, provinces too.</param>
public sealed record DemoCast(
    UserId Officer, UserId Director, UserId General, IReadOnlyList<DemoAssessor> Assessors, IReadOnlyList<UserId> Mentors,
    IReadOnlyDictionary<RegionCode, DemoRegionOffices> Regions)
{
    /// <summary>Officer of an invented bank, partner of the region that the demo shows in detail.</summary>
    public required UserId Partner { get; init; }

    /// <summary>Secretary of the region that the demo shows in detail, who signs where its head is away.</summary>
    public required UserId Secretary { get; init; }
}

/// <summary>What stands in the database of the generated season.</summary>
/// <param name="Invited">Regions invited.</param>
/// <param name="Submitted">Applications submitted.</param>
/// <param name="Assessors">Members of the panel.</param>
/// <param name="Selected">Regions selected.</param>
public sealed record DemoFigures(int Invited, int Submitted, int Assessors, int Selected);

/// <summary>
/// Plays a generated season through the module's ordinary operations, as the people who would do them. Resolved from services
/// whose clock is the <see cref="SeededClock"/> given.
/// </summary>
public interface IMovementDemo
{
    /// <summary>The regions that have offices: the kabupaten and kota that will be invited, the best first, and a few provinces.</summary>
    Task<IReadOnlyList<Region>> RegionsAsync(DemoSeason season, CancellationToken cancel);

    /// <summary>Plays the season that is over, and the beginning of the next one.</summary>
    Task<Outcome<DemoFigures>> PlayAsync(
        DemoSeason season, DemoCast cast, SeededClock clock, IProgress<OperationProgress> progress, CancellationToken cancel);

    /// <summary>Counts the generated season that was announced; zeros where there is none.</summary>
    Task<DemoFigures> FiguresAsync(CancellationToken cancel);
}

using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Contracts;

/// <summary>A register to generate. The same values give the same register.</summary>
/// <param name="Region">The region whose villages it covers.</param>
/// <param name="Seed">Seed of everything that is left to chance.</param>
/// <param name="Objects">Objects of PBB-P2.</param>
public sealed record RevenueDemoPlan(RegionCode Region, int Seed, int Objects);

/// <summary>The generated accounts of the region's revenue office, and of who decides with it.</summary>
/// <param name="Surveyor">Keeps the registers.</param>
/// <param name="Assessor">Prepares rules and assessments.</param>
/// <param name="Head">Head of the office.</param>
/// <param name="Treasurer">Receipts treasurer.</param>
/// <param name="RegionHead">Head of the region.</param>
public sealed record RevenueDemoCast(UserId Surveyor, UserId Assessor, UserId Head, UserId Treasurer, UserId RegionHead)
{
    /// <summary>Taxpayers with accounts of their own, who hold no role; none, or two.</summary>
    public IReadOnlyList<UserId> Citizens { get; init; } = [];
}

/// <summary>What stands in the database of the generated register.</summary>
/// <param name="Objects">Objects.</param>
/// <param name="Taxpayers">Taxpayers.</param>
/// <param name="EarlierBills">Bills of earlier years.</param>
public sealed record RevenueDemoFigures(int Objects, int Taxpayers, int EarlierBills);

/// <summary>
/// Plays generated years of local taxes through the module's ordinary operations, as the people who would do them. Resolved from services
/// whose clock is the <see cref="SeededClock"/> given.
/// </summary>
public interface IRevenueDemo
{
    /// <summary>Plays from the taking over of the old system's data on.</summary>
    Task<Outcome<RevenueDemoFigures>> PlayAsync(
        RevenueDemoPlan plan, RevenueDemoCast cast, SeededClock clock, IProgress<OperationProgress> progress, CancellationToken cancel);
}

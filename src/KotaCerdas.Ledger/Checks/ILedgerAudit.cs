using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>
/// What a module that posts can say about a ledger and the ledger cannot: runs with <see cref="LedgerCheck"/> after its own checks, for
/// every region that is checked.
/// </summary>
public interface ILedgerAudit
{
    /// <summary>Regions that have something to be checked although nothing may be posted in their ledger yet.</summary>
    /// <param name="cancel">Stops.</param>
    Task<IReadOnlyList<RegionCode>> RegionsAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<RegionCode>>([]);

    /// <summary>Constraints of the module's tables that hold an invariant by themselves.</summary>
    IReadOnlyList<DatabaseRule> Rules => [];

    /// <summary>Checks a region.</summary>
    /// <param name="region">Whose ledger.</param>
    /// <param name="found">Told what was looked at and what is wrong.</param>
    /// <param name="cancel">Stops.</param>
    Task RunAsync(RegionCode region, LedgerFindings found, CancellationToken cancel);
}

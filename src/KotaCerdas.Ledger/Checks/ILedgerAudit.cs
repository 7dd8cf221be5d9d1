using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>
/// What a module that posts can say about a ledger and the ledger cannot: runs with <see cref="LedgerCheck"/> after its own checks, for
/// every region that is checked.
/// </summary>
public interface ILedgerAudit
{
    /// <summary>Checks a region.</summary>
    /// <param name="region">Whose ledger.</param>
    /// <param name="found">Told what is wrong; the first argument of a problem is the region.</param>
    /// <param name="cancel">Stops.</param>
    Task RunAsync(RegionCode region, Action<Problem> found, CancellationToken cancel);
}

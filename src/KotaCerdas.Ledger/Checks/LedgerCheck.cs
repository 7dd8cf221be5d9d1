using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>The outcome of checking ledgers whole.</summary>
/// <param name="Regions">How many ledgers.</param>
/// <param name="Journals">Journals read.</param>
/// <param name="Entries">Lines read.</param>
/// <param name="Days">Closed days whose hashes were made again.</param>
/// <param name="Flaws">What is wrong, and where; empty where everything holds.</param>
/// <param name="Invariants">The same by invariant, in their order, with how much was looked at.</param>
public sealed record LedgerReport(
    int Regions, long Journals, long Entries, int Days, IReadOnlyList<Problem> Flaws, IReadOnlyList<InvariantReport> Invariants);

/// <summary>How far the check is.</summary>
/// <param name="Region">Which ledger.</param>
/// <param name="Done">Lines read.</param>
/// <param name="Total">Lines in all.</param>
public sealed record LedgerProgress(RegionCode Region, long Done, long Total);

/// <summary>
/// Checks ledgers whole: every invariant as a query of its own or in the one pass over all lines. Reads only.
/// </summary>
public sealed class LedgerCheck
{
    private readonly KotaDb _db;
    private readonly IReadOnlyList<ILedgerAudit> _audits;
    private readonly IReadOnlyList<string> _facts;

    internal LedgerCheck(KotaDb db, IEnumerable<ILedgerAudit> audits, IEnumerable<IModule> modules) =>
        (_db, _audits, _facts) = (db, [.. audits], [.. modules.SelectMany(m => m.AppendOnlyTables).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)]);

    /// <summary>Checks one region's ledger, or all.</summary>
    /// <param name="region">Which, or null for all.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<LedgerReport> RunAsync(RegionCode? region, IProgress<LedgerProgress> progress, CancellationToken cancel)
    {
        var flaws = new LedgerFindings();
        // One moment for all queries, while others go on posting.
        await using var moment = await _db.BeginReadAsync(cancel);
        var guards = await _db.SqlAsync(RegionScope.National("check of the ledger"), cancel);
        await GuardChecks.RunAsync(guards, _facts, flaws, cancel);
        await GuardChecks.RulesAsync(guards, _audits.SelectMany(a => a.Rules), flaws, cancel);
        var regions = region is { } one ? [one] : await RegionsAsync(cancel);
        var total = await TotalAsync(guards, region, cancel);
        var pass = new LedgerPass(flaws);
        foreach (var code in regions)
        {
            var connection = await _db.SqlAsync(RegionScope.Of(code), cancel);
            await SqlChecks.CountAsync(connection, code, flaws, cancel);
            foreach (var check in SqlChecks.All)
            {
                await check.RunAsync(connection, code, flaws, cancel);
            }

            await PeriodChecks.RunAsync(connection, code, flaws, cancel);
            await pass.RunAsync(connection, code, done => progress.Report(new(code, done, Math.Max(1, total))), cancel);
            foreach (var audit in _audits)
            {
                await audit.RunAsync(code, flaws, cancel);
            }
        }

        return new LedgerReport(regions.Count, pass.Journals, pass.Entries, pass.Days, flaws.Flaws, flaws.Report());
    }

    private async Task<List<RegionCode>> RegionsAsync(CancellationToken cancel)
    {
        var regions = await LedgerRegions.AllAsync(_db, cancel);
        foreach (var audit in _audits)
        {
            regions.AddRange(await audit.RegionsAsync(cancel));
        }

        return [.. regions.Distinct().OrderBy(r => r.Value, StringComparer.Ordinal)];
    }

    private static async Task<long> TotalAsync(DbConnection connection, RegionCode? region, CancellationToken cancel) =>
        (await connection.Make(
            "select coalesce(cast(sum(line_count) as bigint), 0) from ledger_journal"
                + (region is null ? string.Empty : " where region_code = @region"),
            region is { } one ? [("region", one.Value)] : []).ReadAsync(r => r.GetInt64(0), cancel))[0];
}

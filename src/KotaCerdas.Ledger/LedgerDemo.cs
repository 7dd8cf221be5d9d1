using KotaCerdas.Platform;

namespace KotaCerdas.Ledger;

/// <summary>
/// Rows that generated offices leave in ledgers. A region whose ledger has any gets its days anew: their hashes covered what is gone, and
/// the log they are promised to ends with the wipe (docs/adr/0019).
/// </summary>
internal static class LedgerDemo
{
    private static readonly string InRegion = DemoTrace.Is("region_code", "ledger-region");

    public static DemoTrace Trace { get; } = new(
        [
            DemoTrace.Mark("journal", "id", $"ledger_journal where {DemoTrace.Is("posted_by", "office")}"),
            DemoTrace.Mark("ledger-region", "region_code", $"ledger_journal where {DemoTrace.Is("posted_by", "office")}"),
            DemoTrace.Mark("ledger-day", "region_code || '/' || booked_on", $"ledger_day where {InRegion}"),
        ],
        [
            $"delete from ledger_entry where {DemoTrace.Is("journal_id", "journal")}",
            $"delete from ledger_account_sum where {DemoTrace.Is("journal_id", "journal")}",
            $"delete from ledger_journal where {DemoTrace.Is("id", "journal")}",
            $"delete from ledger_period_change where {DemoTrace.Is("changed_by_name", "office")}",
            $"delete from ledger_day_sum where {InRegion}",
            $"delete from ledger_day where {InRegion}",
            $"update ledger_gate set closed_day = null where {InRegion}",
            "delete from ledger_gate where not exists (select 1 from ledger_journal j where j.region_code = ledger_gate.region_code)",
        ]);
}

using System.Data.Common;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// Books what is open of an import's bills as opening balances: receivable against equity, one journal a village, a line for each object
/// and year. Of an import that adds to others only the difference is booked: its payments take off what was booked of earlier ones. So what
/// is booked of all imports is what is open of their bills, whatever their order.
/// </summary>
internal sealed class OpeningBooks(KotaDb db, GeneralLedger ledger, RegisterDesk desk)
{
    private const string Booked = "exists (select 1 from revenue_opening o where o.region_code = @region and o.import_id = ";

    private const string OverPaid = "case when amount < paid then paid - amount else 0 end";

    private const string Owed = "case when amount > paid then amount - paid else 0 end";

    /// <summary>Bills of the import, less every payment of them that the books know then.</summary>
    private static readonly string Fresh =
        $"""
        insert into opening_line
        select nop, tax_year, {Owed}, {OverPaid}
        from (select b.nop, b.tax_year, b.amount, {LegacySql.Paid($"(p.import_id = @import or {Booked}p.import_id))")} as paid
          from revenue_legacy_bill b where b.region_code = @region and b.import_id = @import) f
        where amount <> paid and {LegacySql.NoOwn("f")}
        """;

    /// <summary>Bills of imports that are booked, which the import has payments of.</summary>
    private static readonly string Changed =
        $"""
        insert into opening_line
        select nop, tax_year, {Owed} - {Earlier(Owed)}, {OverPaid} - {Earlier(OverPaid)}
        from (select b.nop, b.tax_year, b.amount, {LegacySql.Paid($"(p.import_id = @import or {Booked}p.import_id))")} as paid,
            {LegacySql.Paid($"{Booked}p.import_id)")} as earlier
          from (select distinct nop, tax_year from revenue_legacy_payment where region_code = @region and import_id = @import) t
          join revenue_legacy_bill b on b.region_code = @region and b.nop = t.nop and b.tax_year = t.tax_year
          where b.import_id <> @import and {Booked}b.import_id)) c
        where paid <> earlier and {LegacySql.NoOwn("c")} and {LegacySql.NotWrittenOff("c")}
        """;

    /// <summary>Books an import into the open write.</summary>
    /// <param name="write">The write.</param>
    /// <param name="region">The region.</param>
    /// <param name="import">The import; not booked yet.</param>
    /// <param name="actor">Who books.</param>
    /// <param name="cancel">Stops; the write must not be committed then.</param>
    /// <returns>What was booked, or why it cannot be; then the write must not be committed either.</returns>
    public async Task<Outcome<Opening>> BookAsync(
        WriteScope write, Region region, Guid import, Actor actor, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(write.Scope, cancel);
        await FindAsync(connection, region.Code, import, cancel);
        var villages = new List<OpeningVillage>();
        foreach (var village in await connection.Make(
            "select distinct nop / 100000000 from opening_line where open <> 0 order by 1").Patient().ReadAsync(r => r.GetInt64(0), cancel))
        {
            var posted = await PostAsync(write, (region, import, village), actor, cancel);
            if (posted.Failed)
            {
                return posted.Problem;
            }

            villages.Add(posted.Value);
        }

        var over = await connection.Make(
            "select count(*), coalesce(cast(sum(excess) as bigint), 0) from opening_line where excess > 0").Patient()
            .ReadAsync(r => (Bills: r.GetInt32(0), Amount: r.GetInt64(1)), cancel);
        await DropAsync(connection, cancel);
        var opening = new Opening
        {
            RegionCode = region.Code, ImportId = import, ValueOn = desk.Today(region), Bills = villages.Sum(v => v.Bills),
            Debit = villages.Sum(v => v.Debit), Credit = villages.Sum(v => v.Credit), OverBills = over[0].Bills,
            OverAmount = over[0].Amount, RecordedAt = desk.Now, RecordedBy = actor.Name,
        };
        db.AddRange(villages);
        db.Add(opening);
        return opening;
    }

    private static string Earlier(string sum) => sum.Replace("paid", "earlier", StringComparison.Ordinal);

    private static async Task DropAsync(DbConnection connection, CancellationToken cancel) =>
        await connection.Make("drop table if exists opening_line").Patient().RunAsync(cancel);

    /// <summary>
    /// Fills a temporary table with what is to be booked. Imports of a region are booked one after the other, and no bill of their years is
    /// made meanwhile.
    /// </summary>
    private static async Task FindAsync(DbConnection connection, RegionCode region, Guid import, CancellationToken cancel)
    {
        await BillYears.LockAsync(connection, region, 0, cancel);
        foreach (var year in await connection.Make(
            "select distinct tax_year from revenue_import_proof where region_code = @region and import_id = @import and kind = 'bill' "
                + "order by tax_year", ("region", region.Value), ("import", import)).Patient().ReadAsync(r => r.GetInt32(0), cancel))
        {
            await BillYears.LockAsync(connection, region, year, cancel);
        }

        await DropAsync(connection, cancel);
        await connection.Make(
            "create temp table opening_line (nop bigint not null, tax_year integer not null, open bigint not null, excess bigint not null)")
            .Patient().RunAsync(cancel);
        foreach (var sql in new[] { Fresh, Changed })
        {
            await connection.Make(sql, ("region", region.Value), ("import", import)).Patient().RunAsync(cancel);
        }

        await connection.Make("create index opening_line_key on opening_line (nop, tax_year)").Patient().RunAsync(cancel);
    }

    private async Task<Outcome<OpeningVillage>> PostAsync(
        WriteScope write, (Region Region, Guid Import, long TaxCode) of, Actor actor, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(write.Scope, cancel);
        var (first, last) = Nop.In(of.TaxCode);
        var unit = of.TaxCode.ToString("0000000000", CultureInfo.InvariantCulture);
        var lines = await connection.Make(
            "select nop, tax_year, open from opening_line where open <> 0 and nop between @first and @last order by nop, tax_year",
            ("first", first.Value), ("last", last.Value)).Patient().ReadAsync(
                r => Line(PbbAccounts.Receivable, r.GetInt64(2), PbbAccounts.Subject(Nop.Of(r.GetInt64(0))), r.GetInt32(1), unit), cancel);
        var head = new JournalHead
        {
            Region = of.Region.Code, Key = "revenue.opening/" + OpeningVillage.SourceOf(of.Import, of.TaxCode),
            Event = PbbAccounts.Opened, Source = OpeningVillage.SourceOf(of.Import, of.TaxCode), ValueOn = desk.Today(of.Region),
            By = actor,
        };
        var equity = lines.GroupBy(l => (l.Period, IsDebit: l.Debit > 0)).OrderBy(g => g.Key)
            .Select(g => Line(PbbAccounts.Equity, g.Sum(l => l.Credit - l.Debit), string.Empty, g.Key.Period, unit));
        var posted = await ledger.PostBulkAsync(write, head, Book.LO, lines.Concat(equity), cancel);
        return posted.Failed ? posted.Problem : new OpeningVillage
        {
            RegionCode = of.Region.Code, ImportId = of.Import, TaxCode = of.TaxCode, JournalId = posted.Value.Id.Value, Bills = lines.Count,
            Debit = lines.Sum(l => l.Debit), Credit = lines.Sum(l => l.Credit),
        };
    }

    private static JournalLine Line(AccountCode account, long debit, string subject, int period, string unit) => debit > 0
        ? JournalLine.Dr(Book.LO, account, debit, subject, period, unit) : JournalLine.Cr(Book.LO, account, -debit, subject, period, unit);
}

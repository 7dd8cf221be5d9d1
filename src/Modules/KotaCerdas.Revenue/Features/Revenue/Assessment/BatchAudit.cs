using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>
/// What assessments promise, as part of <c>kotacerdas ledger check</c>: bills come out again from their facts, their facts from the
/// registers (I11); numbers have no gap (I12); a batch, its sums, its bills and its journals are as many and as much (I13); two other
/// people approved exactly that (I15); the receivable is the sum of its
/// bills, those of the system before included (I8).
/// </summary>
internal sealed class BatchAudit(KotaDb db, BatchReading reading, AssessmentFacts facts, LedgerComparison ledger) : ILedgerAudit
{
    private const int Page = 8_192;

    private static readonly string OwnBills =
        $"""
        select b.nop, b.tax_year, coalesce(e.open_after, b.amount) as amount from revenue_bill b {BillSql.LastEvent}
        where b.region_code = @region and b.cycle = 1
        """;

    public IReadOnlyList<DatabaseRule> Rules => [new(Invariant.I12, "revenue_bill", "revenue_bill_number")];

    public async Task RunAsync(RegionCode region, LedgerFindings found, CancellationToken cancel)
    {
        void Flaw(Invariant of, string code, params object[] args) =>
            found.Break(of, new Problem("Revenue.Audit." + code, null, [region.Value, .. args]));

        var batches = await reading.AllAsync(region, cancel);
        found.Look(Invariant.I12, await NumbersAsync(region, Flaw, cancel));
        found.Look(Invariant.I13, batches.Count(b => b.Posted is not null));
        found.Look(Invariant.I15, batches.Count(b => b.Posted is not null));
        foreach (var batch in batches.Where(b => b.Posted is not null))
        {
            People(batch, Flaw);
            await SumsAsync(batch, Flaw, cancel);
            found.Look(Invariant.I11, await BillsAsync(batch, Flaw, cancel));
        }

        found.Take(Invariant.I8, await ledger.SubjectsAsync(region, PbbAccounts.Receivable, OwedAsync(region, cancel), cancel));
    }

    /// <summary>I12.</summary>
    private async Task<long> NumbersAsync(RegionCode region, Action<Invariant, string, object[]> flaw, CancellationToken cancel)
    {
        var years = await db.In<Bill>(RegionScope.Of(region)).GroupBy(b => b.TaxYear)
            .Select(g => new { g.Key, Least = g.Min(b => b.Number), Most = g.Max(b => b.Number), Count = g.LongCount() })
            .ToListAsync(cancel);
        foreach (var year in years.Where(y => y.Least != 1 || y.Most != y.Count))
        {
            flaw(Invariant.I12, "NumberGap", [Plain(year.Key), Plain(year.Count), Plain(year.Least), Plain(year.Most)]);
        }

        return years.Sum(y => y.Count);
    }

    /// <summary>I15.</summary>
    private static void People(BatchHistory history, Action<Invariant, string, object[]> flaw)
    {
        var approvers = history.Approvals.Where(a => a.Hash == history.Hash && a.RecordedBy is not null
            && a.RecordedBy != history.Batch.RecordedBy).Select(a => a.RecordedBy).Distinct().Count();
        if (approvers < BatchHistory.ApprovalsNeeded || history.Posted!.Hash != history.Hash)
        {
            flaw(Invariant.I15, "NotApproved", [Name(history.Batch)]);
        }
    }

    /// <summary>I13.</summary>
    private async Task SumsAsync(BatchHistory history, Action<Invariant, string, object[]> flaw, CancellationToken cancel)
    {
        var batch = history.Batch;
        var scope = RegionScope.Of(batch.RegionCode);
        var posted = PostedFacts.Of(history.Posted!);
        var bills = await db.In<Bill>(scope).Where(b => b.TaxYear == batch.TaxYear && b.BatchId == batch.Id && b.Cycle == 1).GroupBy(_ => 1)
            .Select(g => new { Bills = g.Count(), Debits = g.Count(b => b.Amount > 0), Amount = g.Sum(b => b.Amount) })
            .SingleOrDefaultAsync(cancel);
        var villages = await reading.VillagesAsync(batch.RegionCode, batch.Id, cancel);
        var books = await reading.BooksAsync(batch.RegionCode, batch.Id, cancel);
        var counts = ((long)(bills?.Bills ?? 0), bills?.Amount ?? 0);
        if (counts != (posted.Bills, posted.Amount) || counts != (villages.Sum(v => (long)v.Bills), villages.Sum(v => v.Amount))
            || counts != (books.Sum(b => (long)b.Bills), books.Sum(b => b.Amount)))
        {
            flaw(Invariant.I13, "Batch", [Name(batch), Plain(counts.Item1), Formats.Money(counts.Item2), Plain(posted.Bills),
                Formats.Money(posted.Amount)]);
        }

        var journals = posted.Journals.Select(j => new JournalId(j)).ToList();
        if (await ledger.BatchAsync(batch.RegionCode, journals, (bills?.Debits ?? 0, counts.Item2), cancel) is not null)
        {
            flaw(Invariant.I13, "Journals", [Name(batch), Plain(bills?.Debits ?? 0), Formats.Money(counts.Item2)]);
        }
    }

    /// <summary>I11: the registers of then give the facts of each bill, and the facts every figure.</summary>
    private async Task<long> BillsAsync(BatchHistory history, Action<Invariant, string, object[]> flaw, CancellationToken cancel)
    {
        var batch = history.Batch;
        var compiled = await reading.RulesAsync(batch, cancel);
        if (compiled.Failed)
        {
            flaw(Invariant.I11, "NoRules", [Name(batch), Plain(batch.RulesVersion)]);
            return 0;
        }

        var rules = compiled.Value;
        var table = await facts.LoadAsync(FactsQuery.Of(batch, PostedFacts.Of(history.Posted!).FirstNumber), rules, null, cancel);
        var (at, bills) = (0, 0L);
        await foreach (var bill in PagesAsync(batch, cancel))
        {
            for (; at < table.Count && table[at].Object.Nop.Value < bill.Nop.Value; at++)
            {
                if (table[at].IsBilled && Assessor.Assess(rules, table[at], out _) is null)
                {
                    flaw(Invariant.I11, "NoBill", [Name(batch), table[at].Object.Nop.ToString()]);
                }
            }

            if (at == table.Count || table[at].Object.Nop != bill.Nop || !Same(bill, table[at]))
            {
                flaw(Invariant.I11, "OtherFacts", [Name(batch), bill.Nop.ToString()]);
            }

            at += at < table.Count && table[at].Object.Nop == bill.Nop ? 1 : 0;
            if (!Reproduces(rules, bill))
            {
                flaw(Invariant.I11, "OtherAmount", [Name(batch), bill.Nop.ToString(), Formats.Money(bill.Amount)]);
            }

            bills++;
        }

        return bills;
    }

    /// <summary>
    /// True where the register gives the facts of the bill. What was billed the year before is the bill's own: a later correction of that
    /// year does not make it wrong.
    /// </summary>
    private static bool Same(Bill bill, in ObjectLine line) => line.IsBilled && bill.ObjectVersion == line.Object.Version
        && bill.TaxpayerId == line.Object.Taxpayer && bill.TaxpayerVersion == line.TaxpayerVersion
        && bill.Facts() with { LastYear = -1 } == line.Facts with { LastYear = -1 };

    private static bool Reproduces(PbbRules rules, Bill bill) =>
        Figures(rules, bill) && rules.Assess(bill.Facts()).Payable == bill.Amount;

    /// <summary>True where every figure but the amount comes out of the facts, which a decision leaves alone.</summary>
    public static bool Figures(PbbRules rules, Bill bill)
    {
        var a = rules.Assess(bill.Facts());
        return a.Refusal == PbbRefusal.None && bill.LandClass == rules.LandClassCode(a.LandClass)
            && bill.BuildingClass == rules.BuildingClassCode(a.BuildingClass)
            && (bill.Tier, bill.LandUnit, bill.BuildingUnit, bill.LandNjop, bill.BuildingNjop, bill.Njop, bill.Deduction)
                == (a.Tier, a.LandUnit, a.BuildingUnit, a.LandNjop, a.BuildingNjop, a.Njop, a.Deduction)
            && (bill.Njkp, bill.Tax, bill.Adjusted, bill.Limited, bill.Reduced)
                == (a.Njkp, a.Tax, a.Adjusted, a.Limited, a.Reduced);
    }

    /// <summary>Bills of a batch in order of NOP, page by page, so that other queries can run in between.</summary>
    private async IAsyncEnumerable<Bill> PagesAsync(
        Batch batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var after = -1L;
        while (true)
        {
            var from = after;
            var page = await db.In<Bill>(RegionScope.Of(batch.RegionCode)).AsNoTracking()
                .Where(b => b.TaxYear == batch.TaxYear && b.BatchId == batch.Id && b.Cycle == 1 && (long)(object)b.Nop > from)
                .OrderBy(b => b.Nop).Take(Page).ToListAsync(cancel);
            foreach (var bill in page)
            {
                yield return bill;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1].Nop.Value;
        }
    }

    /// <summary>
    /// I8, this side: what is open of each object and year after the last thing that happened to its bill, and of the system before.
    /// </summary>
    private async IAsyncEnumerable<SubjectAmount> OwedAsync(
        RegionCode region, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var connection = await db.SqlAsync(RegionScope.Of(region), cancel);
        var owed = connection.Make(
            $"select nop, tax_year, amount from ({OwnBills} union all {LegacySql.Open}) o order by nop, tax_year",
            ("region", region.Value)).Patient().StreamAsync(
                r => new SubjectAmount(PbbAccounts.Subject(Nop.Of(r.GetInt64(0))), r.GetInt32(1), r.GetInt64(2)), cancel);
        await foreach (var amount in owed)
        {
            yield return amount;
        }
    }

    private static string Name(Batch batch) => $"{Plain(batch.TaxYear)}/{Plain(batch.Ordinal)}";

    private static string Plain(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

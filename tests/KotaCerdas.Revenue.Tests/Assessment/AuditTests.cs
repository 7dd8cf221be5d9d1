using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Assessment.AssessmentRoom;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>Each promise of an assessment is checked: somebody with the server's password changes what nobody may.</summary>
public sealed class AuditTests
{
    private static readonly (string Planted, string[] Found)[] Changes =
    [
        ("update revenue_bill set amount = amount + 1 where number = 7",
            ["Ledger.Check.Differs", "Revenue.Audit.Batch", "Revenue.Audit.Journals", "Revenue.Audit.OtherAmount"]),
        ("update revenue_bill set njop = njop + 1 where number = 7", ["Revenue.Audit.OtherAmount"]),
        ("update revenue_bill set land_area = land_area + 1 where number = 7",
            ["Revenue.Audit.OtherAmount", "Revenue.Audit.OtherFacts"]),
        ("update revenue_bill set taxpayer_version = 2 where number = 7", ["Revenue.Audit.OtherFacts"]),
        ("update revenue_object set building_area = building_area + 1 where nop = (select nop from revenue_bill where number = 7)",
            ["Revenue.Audit.OtherFacts"]),
        ("delete from revenue_bill where number = 7",
            ["Ledger.Check.Differs", "Revenue.Audit.Batch", "Revenue.Audit.Journals", "Revenue.Audit.NoBill", "Revenue.Audit.NumberGap"]),
        ("update revenue_bill set number = 1000 where number = 7", ["Revenue.Audit.NumberGap"]),
        ("update revenue_batch_village set amount = amount + 1 where tax_code = 1672010001", ["Revenue.Audit.Batch"]),
        ("update revenue_batch_book set bills = bills + 1 where tax_code = 1672010001", ["Revenue.Audit.Batch"]),
        ("update revenue_batch_event set recorded_by = (select recorded_by from revenue_batch) where kind = 'Approved'",
            ["Revenue.Audit.NotApproved"]),
        ("update revenue_batch_event set hash = 'x' where ordinal = 2", ["Revenue.Audit.NotApproved"]),
        ("delete from revenue_batch_event where ordinal = 3", ["Revenue.Audit.NotApproved"]),
        ("update revenue_batch set rules_hash = 'x'", ["Revenue.Audit.NoRules"]),
    ];

    [Theory, OnEachDatabase]
    public async Task Every_planted_change_is_found(DatabaseEngine engine)
    {
        await using var posted = await TestDatabase.CreateAsync(engine);
        await OpenAsync(posted, 2, 20);
        await posted.PostAsync(await posted.SimulateAsync());
        Assert.Empty(await posted.CheckAsync());
        await posted.EachIsFoundAsync(Changes);
    }

    [Theory, OnEachDatabase]
    public async Task A_journal_that_somebody_took_away_is_missed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database, 2, 20);
        await database.PostAsync(await database.SimulateAsync());
        await database.PlantAsync("delete from ledger_entry where unit = '1672010002'",
            "delete from ledger_journal where source like '%/1672010002'",
            "delete from ledger_account_sum where journal_id not in (select id from ledger_journal)");
        var flaws = (await database.CheckAsync()).Select(f => f.Code).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["Ledger.Check.Differs", "Revenue.Audit.Journals"], flaws);
    }
}

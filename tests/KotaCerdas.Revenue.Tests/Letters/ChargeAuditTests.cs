using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>
/// Each promise of returns, letters and their rules is checked: somebody with the server's password changes what nobody may.
/// </summary>
public sealed class ChargeAuditTests
{
    private const string Standing = "Revenue.ChargeAudit.Standing";
    private const string Amount = "Revenue.ChargeAudit.OtherAmount";
    private const string Differs = "Ledger.Check.Differs";

    private static readonly DateOnly January = new(2026, 1, 1);

    private static readonly (string Planted, string[] Found)[] Changes =
    [
        // What stands is not what happened.
        ("update revenue_assessment_event set change = change - 1 where kind = 'Paid'", [Differs, Standing]),
        ("update revenue_assessment_event set paid_after = paid_after + 1 where kind = 'Paid'", [Standing]),
        ("update revenue_assessment_event set open_after = open_after + 1 where kind = 'Paid'", [Differs, Standing]),
        ("update revenue_assessment_event set open_after = open_after + 1 where kind = 'Noted'", [Differs, Standing]),
        ("update revenue_assessment_event set change = 1 where kind = 'Noted'", [Standing]),
        ("delete from revenue_assessment_event where kind = 'Issued' and letter = 'skrd'", [Standing]),
        ("delete from revenue_assessment_event where kind = 'Issued' and letter = 'skpdkb-jabatan'", [Differs, Standing]),
        ("update revenue_assessment_event set ordinal = 9 where kind = 'Paid'", [Differs, Standing]),

        // The parts of an amount are not those that came out.
        ("update revenue_assessment set principal = principal - 1, province = 1 where letter = 'sptpd' and cycle = 1", [Amount]),
        ("update revenue_assessment set principal = principal - 1, sanction = sanction + 1 where letter = 'skpdkb'", [Amount]),
        ("update revenue_assessment set principal = principal - 1, sanction = sanction + 1 where letter = 'skpdkb-jabatan'", [Amount]),
        ("update revenue_assessment set principal = principal - 1, sanction = sanction + 1 where letter = 'skpdkbt'", [Amount]),
        ("update revenue_assessment set principal = principal - 1, sanction = 1 where letter = 'skpdlb'", [Amount]),
        ("update revenue_assessment set principal = 1, sanction = sanction - 1 where letter = 'stpd'", [Amount]),
        ("update revenue_assessment set principal = principal + 1, amount = amount + 1 where letter = 'keberatan'", [Amount, Standing]),
        ("update revenue_proposal set facts = replace(facts, '4000000', '4000001') where letter = 'keberatan'", [Amount]),
        ("update revenue_proposal set facts = replace(facts, '25', '26') where letter = 'pengurangan'", [Amount]),
        ("update revenue_assessment set facts = replace(facts, '185000000', '185000010') where letter = 'sptpd'", [Amount]),
        ("update revenue_assessment set trace = '[]' where letter = 'skpdkb'", [Amount]),

        // Interest is another one, and the fine hides it.
        ("update revenue_assessment set trace = replace(replace(trace, '555000', '555001'), '100000', '99999') where letter = 'stpd'",
            ["Revenue.ChargeAudit.OtherInterest"]),

        // What is left over of a payment stands with the overpayments; a letter is about something.
        ("update revenue_assessment_event set over_after = over_after + 1 where letter = 'skpdlb'", [Differs, Standing]),
        ("update revenue_assessment_event set document_id = null where letter = 'teguran'", ["Revenue.LetterAudit.Stray"]),

        // Numbers.
        ("update platform_document set sequence = 1000 where kind = 'stpd'", ["Revenue.LetterAudit.NumberGap"]),
        ("update platform_document set number = 'x' where kind = 'stpd'", ["Revenue.LetterAudit.OtherNumber"]),

        // Rules.
        ("update revenue_rule_content set loaded_by = (select approver from revenue_rule_approval where region_code = '16.72' "
            + "order by approved_at limit 1) where region_code = '16.72'",
            ["Revenue.RuleAudit.NotApproved", "Revenue.RuleAudit.OwnApproval"]),
        ("delete from revenue_rule_approval where approver = (select approver from revenue_rule_approval where region_code = '16.72' "
            + "order by approved_at limit 1)", ["Revenue.RuleAudit.NotApproved"]),
        ("update revenue_rule_approval set hash = 'x' where region_code = '16.72'", ["Revenue.RuleAudit.Changed"]),
    ];

    [Theory, OnEachDatabase]
    public async Task Every_planted_change_is_found(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await FillAsync(database);
        Assert.Empty(await database.CheckAsync());
        await database.EachIsFoundAsync(Changes);
    }

    private static readonly (Invariant Broken, string Planted)[] Invariants =
    [
        (Invariant.I5, "update revenue_assessment_event set change = change - 1 where kind = 'Paid'"),
        (Invariant.I5, "update revenue_assessment_event set over_after = over_after + 1 where letter = 'skpdlb'"),
        (Invariant.I6, "update revenue_assessment_event set paid_after = paid_after + 1 where kind = 'Paid'"),
        (Invariant.I8, "update revenue_assessment_event set open_after = open_after + 1 where kind = 'Noted'"),
        (Invariant.I11, "update revenue_assessment set trace = '[]' where letter = 'skpdkb'"),
        (Invariant.I12, "update platform_document set sequence = 1000 where kind = 'stpd'"),
        (Invariant.I13, "update revenue_assessment_event set document_id = null where letter = 'teguran'"),
        (Invariant.I13, "update ledger_journal set event = 'uji' where event = 'revenue.charge-posted'"),
        (Invariant.I15, "update revenue_rule_approval set hash = 'x' where region_code = '16.72'"),
        (Invariant.I17, "update revenue_assessment set trace = replace(replace(trace, '555000', '555001'), '100000', '99999') "
            + "where letter = 'stpd'"),
    ];

    [Theory, OnEachDatabase]
    public async Task The_list_says_of_each_invariant_how_much_was_looked_at_and_how_much_broke_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await FillAsync(database);
        var whole = await ReportAsync(database);
        Assert.All(whole.Invariants, i => Assert.Equal((0, 0), (i.Broken, i.Flaws.Count)));
        Assert.Equal(engine == DatabaseEngine.Sqlite, whole.Invariants.Single(i => i.Invariant == Invariant.I14).Looked is null);
        Assert.All(
            whole.Invariants.Where(i => i.Invariant is not (Invariant.I4 or Invariant.I7 or Invariant.I14 or Invariant.I16)),
            i => Assert.True(i.Looked > 0, i.Invariant.ToString()));
        foreach (var (broken, planted) in Invariants)
        {
            await using var copy = await database.CloneAsync();
            await copy.PlantAsync(planted);
            var of = (await ReportAsync(copy)).Invariants.Single(i => i.Invariant == broken);
            Assert.True(of.Broken >= of.Flaws.Count && of.Flaws.Count > 0, planted);
            Assert.True(of.Looked > 0, planted);
        }
    }

    [Theory, OnEachDatabase]
    public async Task What_stands_on_a_receivable_that_nothing_is_owed_to_is_found(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var head = new JournalHead
        {
            Region = Home, Key = "uji", Event = "uji", Source = "uji", ValueOn = new(2026, 2, 2), By = new(null, "Uji", []),
        };
        await database.WithAsync(async (IServiceProvider services) =>
        {
            var (db, ledger) = (services.GetRequiredService<KotaDb>(), services.GetRequiredService<GeneralLedger>());
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            Assert.False((await ledger.PostAsync(write, new(head,
            [
                JournalLine.Dr(Book.LO, AccountCode.Parse("1.1.03.06"), 7, "x", 2026),
                JournalLine.Cr(Book.LO, AccountCode.Parse("7.1.01.15"), 7, "x", 2026),
            ]), default)).Failed);
            await write.CommitAsync(default);
        });
        var report = await ReportAsync(database);
        Assert.Equal([Differs], report.Flaws.Select(f => f.Code));
        Assert.Equal([Invariant.I8], report.Invariants.Where(i => i.Broken > 0).Select(i => i.Invariant));
    }

    private static Task<LedgerReport> ReportAsync(TestDatabase database) =>
        database.WithAsync<LedgerCheck, LedgerReport>(c => c.RunAsync(Home, new Progress<LedgerProgress>(), default));

    /// <summary>A late return that is billed and partly paid, audits, an estimate, a stall that is reduced, a reminder.</summary>
    private static async Task FillAsync(TestDatabase database)
    {
        var services = database.Services;
        await OpenAsync(services);
        var objects = new List<KindObjectId>();
        for (var i = 1; i <= 4; i++)
        {
            objects.Add((await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services, $"Contoh {i}")))).Value);
        }

        database.Clock.Set(Noon(2026, 4, 20));
        var late = (await FileAsync(services, objects[0], January, [("turnover", "185000000")])).Value;
        var less = (await FileAsync(services, objects[1], January, [("turnover", "100000000")])).Value;
        var more = (await FileAsync(services, objects[2], January, [("turnover", "100000000")])).Value;
        Assert.Equal(655_000, (await FollowAsync(services, "stpd", late.ChargeId)).Current.Amount);
        await PayAsync(services, late.ChargeId, 1_000_000, new(2026, 4, 20), "uji-1");
        await FollowAsync(services, "teguran", late.ChargeId);
        var audit = await FollowAsync(services, "skpdkb", less.ChargeId, ("turnover", "150000000"));
        await FollowAsync(services, "keberatan", audit.Id, ("principal", "4000000"), ("sanction", "1000"));
        await PayAsync(services, more.ChargeId, 10_000_000, new(2026, 4, 20), "uji-2");
        await FollowAsync(services, "skpdlb", more.ChargeId, ("turnover", "90000000"));
        var target = new LetterTarget("skpdkb-jabatan", null, objects[3], January, new(2026, 1, 31));
        var proposed = await ProposeAsync(services, target, ("turnover", "150000000"));
        var estimate = (await DecideAsync(services, proposed.Value)).Value.ChargeId!.Value;
        await FollowAsync(services, "skpdkbt", estimate, ("turnover", "170000000"));

        var stall = (await RegisterAsync(
            services, "pasar", Input(await TaxpayerAsync(services, "Contoh 5"), null, ("width", "3"), ("length", "4")))).Value;
        var levy = (await ProposeAsync(
            services, new("skrd", null, stall, January, new(2026, 1, 31)), ("width", "3"), ("length", "4"), ("days", "30"))).Value;
        var charge = (await DecideAsync(services, levy)).Value.ChargeId!.Value;
        await FollowAsync(services, "pengurangan", charge, ("principal_share", "25"), ("sanction_share", "0"));
    }
}

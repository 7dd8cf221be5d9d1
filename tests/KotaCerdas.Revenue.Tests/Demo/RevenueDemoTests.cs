using System.Security.Cryptography;
using KotaCerdas.Ledger;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Demo;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Deductions;
using KotaCerdas.Revenue.Features.Revaluations;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Mine;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using KotaCerdas.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace KotaCerdas.Revenue.Tests.Demo;

public sealed class RevenueDemoTests
{
    private const int Objects = 300;

    private static readonly RevenueDemoPlan Plan = new(RegisterRoom.Home, 2026, Objects);
    private static readonly RegionScope Home = RegionScope.Of(RegisterRoom.Home);

    [Theory, OnEachDatabase]
    public async Task The_generated_register_comes_in_by_the_ordinary_import_with_bills_that_the_rules_give(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        Assert.Equal(Objects, (await PlayAsync(database)).Objects);
        await database.WithAsync(async (KotaDb db) =>
        {
            var import = await db.In<RegisterImport>(Home).SingleAsync();
            Assert.Equal(ImportResult.Imported, import.Result);
            Assert.Contains("(demo)", import.RecordedBy, StringComparison.Ordinal);
            Assert.Equal(35, await db.In<TaxVillage>(Home).CountAsync());
            var names = await db.In<Taxpayer>(Home).Select(t => t.Name).ToListAsync();
            Assert.All(names, n => Assert.Contains("Contoh", n, StringComparison.Ordinal));
            var kinds = await db.In<KindObject>(Home).GroupBy(o => o.Kind).Select(g => g.Key).CountAsync();
            Assert.Equal(LevyScene.Kinds.Count, kinds);
            await LettersAsync(db);
            await BilledAsTheRulesSayAsync(db, database);
            await DeductedOnceAsync(db, database);
            await DecidedAsync(db);
            var bills = await db.In<Bill>(Home).Where(b => b.TaxYear == 2026 && b.Cycle == 1).CountAsync();
            Assert.Equal(await db.In<TaxObject>(Home).CountAsync(o => o.Version == 1 && o.LandKind != 4), bills);
            Assert.InRange(await db.In<Delivery>(Home).CountAsync(), 1, bills);
            Assert.Equal(
                [SurveyOutcome.Applied, SurveyOutcome.Conflict],
                (await db.In<SurveyReport>(Home).Select(r => r.Outcome).ToListAsync()).Order());
            Assert.Equal(2, await db.In<SurveyFind>(Home).CountAsync());
            Assert.Equal(FindOutcome.Refused, (await db.In<SurveyFindDecision>(Home).SingleAsync()).Outcome);
            Assert.InRange(await db.In<Dispatch>(Home).Select(d => d.TaxCode).Distinct().CountAsync(), 20, 31);
            var opening = await db.In<Opening>(Home).SingleAsync();
            Assert.Equal((import.Id, new DateOnly(2026, 1, 6)), (opening.ImportId, opening.ValueOn));
            Assert.InRange(opening.Bills, 1, Objects * 2);
            var claims = await db.In<Claim>(Home).ToListAsync();
            Assert.InRange(claims.Count(c => c.Kind == ClaimKind.Object), 2, 5);
            Assert.Single(claims, c => c.Kind == ClaimKind.Taxpayer);
            Assert.Equal(2, claims.Select(c => c.UserId).Distinct().Count());
            Assert.Single(await db.In<Correction>(Home).Where(c => c.AskedBy != null).ToListAsync());
            await AskedAsync(db);
            await OldBillsAsync(db);
            Assert.Equal(60, await db.In<ObjectShape>(Home).CountAsync(s => s.Area > 0));
            Assert.Equal(
                (await db.In<TaxObject>(Home).Select(o => o.Nop).ToListAsync()).Select(n => n.Village).Distinct().Order(),
                (await db.In<ObjectShape>(Home).Select(o => o.Nop).ToListAsync()).Select(n => n.Village).Distinct().Order());
            Assert.Equal(
                [PrintKind.Sppt, PrintKind.Dhkp, PrintKind.Dhkp],
                (await db.In<PrintRun>(Home).ToListAsync()).OrderBy(r => r.Id).Select(r => r.Kind));
            Assert.Equal(3, await db.In<PrintSeal>(Home).CountAsync());
        });
        await MonthsAndMeasuresAsync(database);
        var report = await database.WithAsync<LedgerCheck, LedgerReport>(
            c => c.RunAsync(RegisterRoom.Home, new Progress<LedgerProgress>(), default));
        Assert.Empty(report.Flaws);
        Assert.True(report.Days > 0);
        Assert.Equal(Lowered.LandArea, Assert.Single(Assert.Single(await RegisterRoom.WaitingAsync(database.Services)).Lowers));
    }

    [Theory, OnEachDatabase]
    public async Task A_wipe_takes_the_openings_of_a_generated_import_whoever_booked_them(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await PlayAsync(database);
        await database.PlantAsync("update ledger_journal set posted_by = 'Petugas sungguhan' where event = 'revenue.pbb-opened'");
        await database.WithAsync((DemoWipe wipe) => wipe.RunAsync(null, CancellationToken.None));
        await using var owner = await database.OpenOwnerAsync();
        foreach (var table in new[]
        {
            "revenue_opening", "revenue_opening_village", "ledger_journal", "ledger_entry", "revenue_revaluation",
            "revenue_revaluation_event", "revenue_taken_building", "revenue_taken_facility", "revenue_register_change",
            "revenue_register_change_decision", "revenue_kind_object", "ledger_day",
        })
        {
            await using var command = owner.CreateCommand();
            command.CommandText = $"select count(*) from {table}";
            Assert.Equal((table, 0L), (table, Convert.ToInt64(await command.ExecuteScalarAsync())));
        }
    }

    [Theory, OnEachDatabase]
    public async Task The_sample_rules_come_into_force_by_two_offices_that_did_not_load_them(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await PlayAsync(database);
        await database.WithAsync(async (RuleStore store) =>
        {
            var version = await store.FindAsync(RegisterRoom.Home, 1, default);
            Assert.Equal(RuleState.Approved, version!.State);
            Assert.Equal(2, version.Approvals.Select(a => a.Approver).Distinct().Count());
            Assert.DoesNotContain(version.Approvals, a => a.Approver == version.Content.LoadedBy);
        });
    }

    [Fact]
    public void The_same_seed_writes_the_same_files_and_another_one_others()
    {
        var (first, again, other) = (Digest(2026), Digest(2026), Digest(7));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData(35_000)]
    [InlineData(200)]
    public void Every_object_lies_in_a_village_and_has_a_number_of_its_own(int objects)
    {
        var villages = Villages(2026, objects);
        var parcels = villages.SelectMany(v => DemoParcel.Of(v, 1, 2026)).ToList();
        Assert.Equal(objects, parcels.Count);
        Assert.Equal(objects, parcels.Select(p => p.Nop).Distinct().Count());
        Assert.All(villages, v => Assert.InRange(v.Objects, 1, objects));
        Assert.All(parcels, p => Assert.Equal(1672, p.Nop / 100_000_000_000_000));
    }

    [Fact]
    public void Land_buildings_and_owners_are_spread_as_the_recipe_says()
    {
        var parcels = Villages(2026, 35_000).SelectMany(v => DemoParcel.Of(v, (int)(v.TaxCode % 1_000_000) * 100_000, 2026)).ToList();
        double Share(Func<DemoParcel, bool> of) => parcels.Count(of) / (double)parcels.Count;
        Assert.InRange(Share(p => p.LandKind == 4), 0.005, 0.015);
        Assert.InRange(Share(p => p.Buildings.Count == 0), 0.32, 0.40);
        Assert.InRange(Share(p => p.Nop % 10 == 7), 0.10, 0.14);
        var perOwner = parcels.CountBy(p => p.Owner).Select(o => o.Value).ToList();
        Assert.InRange(perOwner.Count(n => n == 1) / (double)perOwner.Count, 0.66, 0.74);
    }

    /// <summary>Bills that nobody paid: those of 2022 are still to be collected, of those of 2021 one is written off.</summary>
    private static async Task OldBillsAsync(KotaDb db)
    {
        var old = await db.In<LegacyBill>(Home).Where(b => b.TaxYear < 2024).ToListAsync();
        Assert.Equal([2021, 2022], old.Select(b => b.TaxYear).Distinct().Order());
        var paid = await db.In<LegacyPayment>(Home).Where(p => p.TaxYear < 2024).Select(p => new { p.Nop, p.TaxYear }).ToListAsync();
        Assert.DoesNotContain(old, b => paid.Any(p => p.Nop == b.Nop && p.TaxYear == b.TaxYear));
    }

    /// <summary>
    /// January of the first year is closed for good and that of this year softly; what came in of two targets is known, of this year not.
    /// </summary>
    private static async Task MonthsAndMeasuresAsync(TestDatabase database)
    {
        await database.WithAsync<RevaluationReading>(async r =>
        {
            var revaluation = Assert.Single(await r.AllAsync(RegisterRoom.Home, default));
            var summary = revaluation.Summary!;
            Assert.Equal((0, 0, BatchState.HalfApproved), (summary.Unknown, summary.Appraised, revaluation.State));
            Assert.InRange(summary.Changed, summary.Buildings * 9 / 10, summary.Buildings - summary.Refused);
            Assert.Contains(summary.Reasons, r => r.Code == "Revenue.Dbkb.CodeUnknown" && r.Args is ["kd_dinding", "6"]);
        });
        var periods = await database.WithAsync<Periods, IReadOnlyList<PeriodStep>>(p => p.HistoryAsync(RegisterRoom.Home, default));
        Assert.Equal(
            [(202501, PeriodState.Closed), (202601, PeriodState.SoftClosed)], periods.Select(p => (p.Period.Month, p.State)));
        Assert.All(periods, p => Assert.True(p.Entries > 0));
        foreach (var (year, known) in new[] { ("2024", true), ("2025", true), ("2026", false) })
        {
            var rows = await database.WithAsync<BillMeasureRows, IReadOnlyList<MeasureRow>>(
                m => m.RowsAsync(year, RegisterRoom.Home, default));
            Assert.Contains(rows, r => r.Measure == BillMeasures.Target.Code);
            Assert.Equal(known, rows.Any(r => r.Measure == BillMeasures.Realised.Code && r.Numerator > 0));
        }
    }

    /// <summary>Returns by quarter, assessments, and every letter that can follow without a payment.</summary>
    private static async Task LettersAsync(KotaDb db)
    {
        var charges = await db.In<Charge>(Home).ToListAsync();
        Assert.Equal(
            [
                "keberatan", "pembetulan", "skpd", "skpdkb", "skpdkb-jabatan", "skpdkbt", "skrd", "sptpd", "sptpd-bphtb",
                "stpd", "strd",
            ],
            charges.Select(c => c.Letter).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            [202412, 202503, 202506, 202509, 202512, 202601, 202603, 202606, 202609],
            charges.Where(c => c.Letter == "sptpd").Select(c => c.LedgerPeriod).Distinct().Order());
        string[] pursued = ["pengakuan", "skpdn", "surat-paksa", "teguran"];
        Assert.Equal(pursued, (await db.In<ChargeEvent>(Home).Select(e => e.Letter).ToListAsync())
            .Where(l => pursued.Contains(l)).Order(StringComparer.Ordinal));
        Assert.All(charges, c => Assert.True(c.Amount > 0));
    }

    /// <summary>A bill of each kind was decided on: three have another amount, two another day; one is reduced before it is made.</summary>
    /// <summary>Two accounts asked; what nobody decided counts as granted; a letter was handed over.</summary>
    private static async Task AskedAsync(KotaDb db)
    {
        Assert.Equal(
            ["pembetulan", "pengurangan"],
            await db.In<LetterRequest>(Home).Where(r => r.AskedBy != null).Select(r => r.Letter).OrderBy(l => l).ToListAsync());
        Assert.Equal(new DateOnly(2026, 10, 25), (await db.In<DeemedDecision>(Home).SingleAsync()).Since);
        Assert.Single(await db.In<LetterDelivery>(Home).ToListAsync());
    }

    private static async Task DecidedAsync(KotaDb db)
    {
        Assert.Equal(3, await db.In<Bill>(Home).CountAsync(b => b.Cycle == 2));
        var events = await db.In<ChargeEvent>(Home).Where(e => e.Nop != null).OrderBy(e => e.RecordedAt).ToListAsync();
        Assert.Equal(
            ["pembetulan", "pengurangan", "angsuran", "penundaan", "pembatalan", "penghapusan"], events.Select(e => e.Letter));
        Assert.Equal(2, events.Count(e => e.Terms is not null));
        var reduction = await db.In<Reduction>(Home).SingleAsync();
        Assert.Equal((2027, 2031, 500_000), (reduction.FirstYear, reduction.LastYear, reduction.Share));
    }

    /// <summary>Every bill of 2025 once more from the register, by the rules in force and the bill of the year before.</summary>
    private static async Task BilledAsTheRulesSayAsync(KotaDb db, TestDatabase database)
    {
        var set = (await database.WithAsync((RuleStore s) => s.InForceAsync(RegisterRoom.Home, new(2025, 1, 1), default))).Value;
        var rules = PbbRules.Compile(set, 2025, estimate: false).Value;
        var bills = (await db.In<LegacyBill>(Home).ToListAsync()).ToLookup(b => b.Nop);
        var objects = await db.In<TaxObject>(Home).Where(o => o.Version == 1).ToListAsync();
        var zones = await db.In<LandValue>(Home).Where(v => v.TaxYear == 2024)
            .ToDictionaryAsync(v => (v.TaxCode, v.Zone), v => v.PerMetre);
        foreach (var known in objects.Where(o => o.LandKind != 4))
        {
            var years = bills[known.Nop].Where(b => b.TaxYear >= 2024).OrderBy(b => b.TaxYear).ToList();
            Assert.Equal([2024, 2025], years.Select(b => b.TaxYear));
            var amount = rules.Assess(new(
                years[1].LandArea, zones[(known.Nop.Village, known.LandZone)], 1, known.BuildingArea,
                TaxObject.PerMetre(known.BuildingValue, known.BuildingArea), 0, known.TakesDeduction, years[0].Amount, 0));
            Assert.Equal(amount.Payable, years[1].Amount);
        }

        Assert.Contains(objects, o => o.TakesDeduction);
    }

    /// <summary>What the old system gave twice is settled before anything is assessed; one owner is found to be two entries later.
    /// </summary>
    private static async Task DeductedOnceAsync(KotaDb db, TestDatabase database)
    {
        var import = (await db.In<RegisterImport>(Home).SingleAsync()).Id;
        var noted = await db.In<ImportException>(Home).CountAsync(x => x.ImportId == import && x.Rule == "deduction-twice");
        Assert.InRange(noted, 1, Objects / 10);
        Assert.Equal(noted, await db.In<TaxObject>(Home).CountAsync(o => o.Version == 2 && o.ValidFrom == new DateOnly(2026, 1, 1)
            && !o.TakesDeduction));
        var batches = await db.In<BatchEvent>(Home).Where(e => e.Kind == BatchEventKind.Simulated).ToListAsync();
        Assert.All(batches, b => Assert.Equal(0, SimulatedFacts.Of(b).Summary.DoubleObjects));
        var left = await database.WithAsync<DeductionReading, DoubleCount>(
            r => r.CountAsync((RegisterRoom.Home, new(2027, 1, 1)), new(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc), default));
        Assert.Equal(new DoubleCount(1, 1), left);
    }

    private static string Digest(int seed)
    {
        var folder = Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            using (var export = new DemoExport(folder, DemoBills.Of(Sample, seed).Value, seed))
            {
                foreach (var village in Villages(seed, 500))
                {
                    export.Write(village);
                }
            }

            return string.Concat(Directory.GetFiles(folder).Order(StringComparer.Ordinal)
                .Select(f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static RuleSet Sample => Rules.Sets.Of("kota-pagar-alam");

    private static IReadOnlyList<DemoVillage> Villages(int seed, int objects) => DemoVillage.Spread(
        "Kota Contoh", [.. Enumerable.Range(1, 30).Select(i => (new Village
        {
            Code = $"16.72.0{(i % 5) + 1}.10{i:00}", DistrictCode = $"16.72.0{(i % 5) + 1}", Name = $"Contoh {i}",
        }, i % 5 == 0 ? "Contoh Utara" : "Lain"))],
        (RegisterRoom.Home, seed, objects), [12_000, 17_000]);

    private static async Task<RevenueDemoFigures> PlayAsync(TestDatabase database)
    {
        var clock = new SeededClock(new(2025, 12, 1, 1, 0, 0, TimeSpan.Zero));
        await using var services = KotaApp.Services(database.Settings, s =>
        {
            database.Adjust(s);
            s.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        });
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetServices<IPreparationStep>().OfType<ShippedCalendars>().Single().RunAsync(default);
        }

        var cast = new RevenueDemoCast(
            await AccountAsync(services, "revenue-surveyor"), await AccountAsync(services, "revenue-assessor"),
            await AccountAsync(services, "revenue-head"), await AccountAsync(services, "revenue-treasurer"),
            await AccountAsync(services, "region-head"))
        {
            Citizens = [await AccountAsync(services, null, 1), await AccountAsync(services, null, 2)],
        };
        var played = await services.GetRequiredService<IRevenueDemo>()
            .PlayAsync(Plan, cast, clock, new Progress<OperationProgress>(), default);
        Assert.False(played.Failed, played.Failed ? played.Problem.ToString() : "");
        return played.Value;
    }

    private static async Task<UserId> AccountAsync(ServiceProvider services, string? role, int number = 0)
    {
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeopleSetup>();
        var name = role ?? $"warga-{number}";
        var account = new NewAccount($"demo-{name}", $"{name}@demo.invalid", $"{name} (demo)", "") { IsDemo = true };
        var user = (await people.CreateAccountAsync(Actor.Platform("test"), account, default)).Value;
        if (role is not null)
        {
            await people.GrantAsync(
                Actor.Platform("test"), new NewHolding(user, role, RegisterRoom.Home, new DateOnly(2025, 1, 1)), default);
        }

        return user;
    }
}

using System.Security.Cryptography;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Demo;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
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
        var figures = await PlayAsync(database);
        Assert.Equal(Objects, figures.Objects);
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
            var charges = await db.In<Charge>(Home).ToListAsync();
            Assert.Equal(["skpd", "skrd", "sptpd", "stpd"], charges.Select(c => c.Letter).Distinct().Order(StringComparer.Ordinal));
            Assert.All(charges, c => Assert.True(c.Amount > 0));
            await BilledAsTheRulesSayAsync(db, database);
            var bills = await db.In<Bill>(Home).Where(b => b.TaxYear == 2026).CountAsync();
            Assert.Equal(await db.In<TaxObject>(Home).CountAsync(o => o.Version == 1 && o.LandKind != 4), bills);
            Assert.InRange(await db.In<Delivery>(Home).CountAsync(), 1, bills);
            Assert.Equal(
                [SurveyOutcome.Applied, SurveyOutcome.Conflict],
                (await db.In<SurveyReport>(Home).Select(r => r.Outcome).ToListAsync()).Order());
            Assert.InRange(await db.In<Dispatch>(Home).Select(d => d.TaxCode).Distinct().CountAsync(), 20, 31);
        });
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

    /// <summary>Every bill of 2025 once more from the register, by the rules in force and the bill of the year before.</summary>
    private static async Task BilledAsTheRulesSayAsync(KotaDb db, TestDatabase database)
    {
        var set = (await database.WithAsync((RuleStore s) => s.InForceAsync(RegisterRoom.Home, new(2025, 1, 1), default))).Value;
        var rules = PbbRules.Compile(set, 2025, estimate: false).Value;
        var bills = (await db.In<LegacyBill>(Home).ToListAsync()).ToLookup(b => b.Nop);
        var objects = await db.In<TaxObject>(Home).ToListAsync();
        var zones = await db.In<LandValue>(Home).Where(v => v.TaxYear == 2024)
            .ToDictionaryAsync(v => (v.TaxCode, v.Zone), v => v.PerMetre);
        foreach (var known in objects.Where(o => o.LandKind != 4))
        {
            var years = bills[known.Nop].OrderBy(b => b.TaxYear).ToList();
            Assert.Equal([2024, 2025], years.Select(b => b.TaxYear));
            var amount = rules.Assess(new(
                years[1].LandArea, zones[(known.Nop.Village, known.LandZone)], 1, known.BuildingArea,
                TaxObject.PerMetre(known.BuildingValue, known.BuildingArea), 0, known.TakesDeduction, years[0].Amount, 0));
            Assert.Equal(amount.Payable, years[1].Amount);
        }

        Assert.Contains(objects, o => o.TakesDeduction);
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
            await AccountAsync(services, "region-head"));
        var played = await services.GetRequiredService<IRevenueDemo>()
            .PlayAsync(Plan, cast, clock, new Progress<OperationProgress>(), default);
        Assert.False(played.Failed, played.Failed ? played.Problem.ToString() : "");
        return played.Value;
    }

    private static async Task<UserId> AccountAsync(ServiceProvider services, string role)
    {
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeopleSetup>();
        var account = new NewAccount($"demo-{role}", $"{role}@demo.invalid", $"{role} (demo)", "") { IsDemo = true };
        var user = (await people.CreateAccountAsync(Actor.Platform("test"), account, default)).Value;
        await people.GrantAsync(Actor.Platform("test"), new NewHolding(user, role, RegisterRoom.Home, new DateOnly(2025, 1, 1)), default);
        return user;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.Revenue.Tests.Rules;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Bills;

/// <summary>A region with rules in force, an object, and bills as an assessment would post them. All names are made up.</summary>
internal static class BillRoom
{
    public const string Slug = "kota-pagar-alam";
    public const string Owner = "Contoh Nama Panjang Sekali";

    public static readonly Nop First = Nop.Of(167201000100100010);
    public static readonly Nop Unknown = Nop.Of(167201000100199990);
    public static readonly PbbFacts House = new(120, 500_000, 1, 60, 700_000, 0, true, -1, 0);

    public static readonly Actor Assessor = TestPeople.Office("revenue-assessor", "16.72");
    public static readonly Actor Elsewhere = TestPeople.Office("revenue-assessor", "16.71");

    /// <summary>Villages, rules in force since 2022, a taxpayer and the object.</summary>
    public static async Task<TaxpayerId> OpenAsync(IServiceProvider services)
    {
        await RegisterRoom.OpenAsync(services);
        await ApproveAsync(services);
        var owner = (await RegisterAsync(services, Person(Owner, "P.1.0000001.01.01"))).Value;
        Assert.False((await RegisterAsync(services, First.ToString(), Land(owner, new DateOnly(2022, 1, 1)))).Failed);
        return owner;
    }

    /// <summary>Brings the sample rules into force since 2022.</summary>
    public static async Task ApproveAsync(IServiceProvider services)
    {
        // Version 1 ships and is in every database.
        var tables = Sets.Planted("kota-pagar-alam", "set", 3, "value", "2");
        var content = (await services.AsAsync<LoadRules, Outcome<RuleContent>>(
            Assessor, l => l.RunAsync(Assessor, Home, tables, "uji.xlsx", default))).Value;
        await services.AsAsync<TryRules, Outcome<IReadOnlyList<TrialResult>>>(Assessor, t => t.RunAsync(Assessor, Home, 2, default));
        foreach (var role in new[] { "revenue-head", "region-secretary" })
        {
            var approver = TestPeople.Office(role, "16.72");
            var approved = await services.AsAsync<ApproveRules, Outcome<RuleVersion>>(
                approver, a => a.RunAsync(approver, Home, (content.Version, content.Hash, "Perda contoh"), default));
            Assert.False(approved.Failed);
        }
    }

    /// <summary>A bill of a batch of its own, by the rules in force; null leaves it unsent.</summary>
    public static async Task<Bill> BillAsync(
        IServiceProvider services, TaxpayerId owner, (Nop Nop, int Year) of, PbbFacts facts, DateOnly? sent = null,
        Func<PbbAmount, PbbAmount>? plant = null)
    {
        var (nop, year) = of;
        return await services.AsAsync<KotaDb, Bill>(Assessor, async db =>
        {
            var set = (await services.AsAsync<RuleStore, Outcome<RuleSet>>(Assessor, s => s.InForceAsync(Home, new(year, 1, 1), default)))
                .Value;
            var rules = PbbRules.Compile(set, year, estimate: false).Value;
            var amount = rules.Assess(facts);
            var batch = BatchOf(set, year);
            var bill = Of((batch.Id, owner), nop, year, facts, plant is null ? amount : plant(amount), set);
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.Add(batch);
            db.Add(bill);
            if (sent is { } day)
            {
                db.Add(new Dispatch
                {
                    RegionCode = Home, BatchId = batch.Id, TaxCode = nop.Village, DispatchedOn = day, DueOn = day.AddMonths(6),
                    RecordedAt = Instant, RecordedBy = "uji",
                });
            }

            await write.CommitAsync(default);
            return bill;
        });
    }

    /// <summary>A bill of the system before, with a payment where something was paid.</summary>
    public static Task<bool> LegacyAsync(IServiceProvider services, Nop nop, int year, long amount, long paid = 0, long penalty = 0) =>
        services.AsAsync<KotaDb, bool>(Assessor, async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.Add(new LegacyBill
            {
                RegionCode = Home, Nop = nop, TaxYear = year, ImportId = Guid.CreateVersion7(), Cycle = 1, Name = "CONTOH LAMA",
                LandClass = "087", BuildingClass = string.Empty, LandArea = 120, BuildingArea = 0, LandValue = 57_600_000,
                BuildingValue = 0, TotalValue = 57_600_000, Deduction = 10_000_000, Tax = amount, Reduction = 0, Amount = amount,
                DueOn = new DateOnly(year, 9, 30), IssuedOn = new DateOnly(year, 2, 1),
            });
            if (paid > 0)
            {
                db.Add(new LegacyPayment
                {
                    RegionCode = Home, Nop = nop, TaxYear = year, Number = 1, ImportId = Guid.CreateVersion7(), Amount = paid + penalty,
                    Penalty = penalty, PaidOn = new DateOnly(year, 8, 15),
                });
            }

            await write.CommitAsync(default);
            return true;
        });

    public static string CodeOf(IServiceProvider services, Nop nop, int year) =>
        BillCode.Of(services.GetRequiredService<PersonalNumbers>(), Home, nop, year);

    /// <summary>A bill in memory.</summary>
    public static Bill Of(PbbFacts facts, PbbAmount amount) =>
        Of((new(Guid.Empty), new(Guid.Empty)), First, 2026, facts, amount, Sets.Of("kota-pagar-alam"));

    /// <summary>A bill like another one, of another object and with the next number.</summary>
    public static Bill Copy(Bill b, Nop nop, long? amount = null) => new()
    {
        RegionCode = b.RegionCode, Nop = nop, TaxYear = b.TaxYear, Cycle = 1, Number = Random.Shared.NextInt64(1, long.MaxValue),
        BatchId = b.BatchId, ObjectVersion = 1, TaxpayerId = b.TaxpayerId, TaxpayerVersion = 1, LandArea = b.LandArea,
        LandValue = b.LandValue, LandUse = b.LandUse, BuildingArea = b.BuildingArea, BuildingValue = b.BuildingValue,
        CommonValue = b.CommonValue, TakesDeduction = b.TakesDeduction, LastYear = b.LastYear, Reduction = b.Reduction,
        LandClass = b.LandClass, BuildingClass = b.BuildingClass, Tier = b.Tier, LandUnit = b.LandUnit, BuildingUnit = b.BuildingUnit,
        LandNjop = b.LandNjop, BuildingNjop = b.BuildingNjop, Njop = b.Njop, Deduction = b.Deduction, Njkp = b.Njkp, Tax = b.Tax,
        Adjusted = b.Adjusted, Limited = b.Limited, Reduced = b.Reduced, Amount = amount ?? b.Amount,
    };

    /// <summary>The object of a bill.</summary>
    public static TaxObject ObjectOf(Bill b, TaxpayerId owner) => new()
    {
        RegionCode = b.RegionCode, Nop = b.Nop, Version = 1, ValidFrom = new DateOnly(2022, 1, 1), State = ObjectState.Active,
        Reason = "uji", TaxpayerId = owner, Address = "Jalan Contoh dengan Nama yang Panjang Sekali Nomor 123", Rt = "001", Rw = "02",
        LandArea = b.LandArea, LandZone = "AB", LandKind = 1, LandUse = 1, LandValueSource = string.Empty, BuildingArea = b.BuildingArea,
        BuildingValue = b.BuildingValue * b.BuildingArea, CommonValue = b.CommonValue, TakesDeduction = b.TakesDeduction,
        RecordedAt = Instant, RecordedBy = "uji",
    };

    /// <summary>What makes a batch of one village posted.</summary>
    public static IEnumerable<object> Posted(BatchId batch, int bills, long amount, long? village = null)
    {
        yield return new BatchEvent
        {
            RegionCode = Home, BatchId = batch, Ordinal = 1, Kind = BatchEventKind.Posted, Hash = string.Empty, DecreeNumber = "Contoh",
            DecreeOn = new DateOnly(2026, 1, 15), RecordedAt = Instant, RecordedBy = null, RecordedByName = "uji",
        };
        yield return new BatchVillage
        {
            RegionCode = Home, BatchId = batch, TaxCode = village ?? First.Village, Bills = bills, Refused = 0, NotBilled = 0,
            BilledBefore = 0, LandArea = 0, BuildingArea = 0, Njop = 0, Tax = amount, Amount = amount, LastBills = 0,
            LastAmount = 0, Higher = 0, Lower = 0,
            Fresh = bills,
        };
    }

    /// <summary>What offices add to a bill: the batch is posted, paper is set, a run is ordered, a correction was asked for.</summary>
    public static Task<(Guid Run, Guid Correction)> OfficeAsync(IServiceProvider services, Bill bill) =>
        services.AsAsync<KotaDb, (Guid, Guid)>(Assessor, async db =>
        {
            var run = new PrintRun
            {
                RegionCode = Home, Id = Guid.CreateVersion7(), BatchId = bill.BatchId, Kind = PrintKind.Sppt, Paper = PaperSize.F4,
                PaperVersion = 1, PrintedOn = new DateOnly(2026, 2, 1), RecordedAt = Instant, RecordedBy = "uji",
            };
            var correction = new Correction
            {
                RegionCode = Home, Id = Guid.CreateVersion7(), Number = 1, Year = 2026, Nop = bill.Nop, TaxYear = bill.TaxYear,
                Kind = CorrectionKind.LandArea, Reason = "Contoh", Contact = [], ReceivedAt = Instant,
            };
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.AddRange(Posted(bill.BatchId, 1, bill.Amount));
            db.AddRange(run, correction, new PaperSetting
            {
                RegionCode = Home, Version = 1, ValidFrom = new DateOnly(2020, 1, 1), Government = "Pemerintah Contoh",
                Office = "Badan Contoh", Address = "Jalan Contoh", Place = "Contoh", SignatoryTitle = "Kepala", SignatoryName = "Contoh",
                SignatoryNumber = string.Empty, PayPlaces = "Bank Contoh", RecordedAt = Instant, RecordedBy = "uji",
            });
            await write.CommitAsync(default);
            return (run.Id, correction.Id);
        });

    private static DateTime Instant => new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);

    private static Batch BatchOf(RuleSet set, int year) => new()
    {
        RegionCode = Home, Id = new(Guid.CreateVersion7()), TaxYear = year, Ordinal = Random.Shared.Next(1, int.MaxValue),
        Title = "Penetapan contoh", Scope = Batch.WholeRegion, RulesVersion = set.Head.Version, RulesHash = set.Hash,
        FactsOn = new DateOnly(year, 1, 1), KnownAt = Instant, RecordedAt = Instant, RecordedBy = null, RecordedByName = "uji",
    };

    private static Bill Of((BatchId Batch, TaxpayerId Owner) of, Nop nop, int year, PbbFacts f, PbbAmount a, RuleSet set) => new()
    {
        RegionCode = Home, Nop = nop, TaxYear = year, Cycle = 1, Number = Random.Shared.NextInt64(1, long.MaxValue), BatchId = of.Batch,
        ObjectVersion = 1, TaxpayerId = of.Owner, TaxpayerVersion = 1, LandArea = f.LandArea, LandValue = f.LandValue, LandUse = f.LandUse,
        BuildingArea = f.BuildingArea, BuildingValue = f.BuildingValue, CommonValue = f.Common, TakesDeduction = f.TakesNjoptkp,
        LastYear = f.LastYear, Reduction = f.Reduction, LandClass = ClassOf(set, "land", a.LandClass),
        BuildingClass = ClassOf(set, "building", a.BuildingClass), Tier = a.Tier, LandUnit = a.LandUnit, BuildingUnit = a.BuildingUnit,
        LandNjop = a.LandNjop, BuildingNjop = a.BuildingNjop, Njop = a.Njop, Deduction = a.Deduction, Njkp = a.Njkp, Tax = a.Tax,
        Adjusted = a.Adjusted, Limited = a.Limited, Reduced = a.Reduced, Amount = a.Payable,
    };

    private static string ClassOf(RuleSet set, string table, short row) =>
        row < 0 ? string.Empty : set.Classes.Where(c => c.Table == table).OrderBy(c => c.To).ElementAt(row).Code;
}

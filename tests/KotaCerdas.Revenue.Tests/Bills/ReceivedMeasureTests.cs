using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Letters;
using KotaCerdas.TestKit;

namespace KotaCerdas.Revenue.Tests.Bills;

/// <summary>What counts as received of a year: what was paid in it, once, without fines.</summary>
public sealed class ReceivedMeasureTests
{
    private static readonly Guid Import = new("00000000-0000-0000-0000-000000000001");

    [Theory, OnEachDatabase]
    public async Task Principal_counts_for_the_year_in_which_it_was_paid_and_a_check_of_an_import_counts_for_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.WithAsync(async (KotaDb db) =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(LetterRoom.Home), default);
            db.AddRange(
                Paid(1, 2024, 110_000, 10_000, new(2025, 1, 5)), Paid(1, 2025, 50_000, 0, new(2025, 12, 31)),
                Paid(2, 2025, 70_000, 0, new(2026, 1, 1)), Paid(2, 2024, 30_000, 0, new(2024, 12, 31)));
            db.Add(new ImportProof
            {
                RegionCode = LetterRoom.Home, ImportId = Import, Kind = "payment", TaxCode = 1672010001, TaxYear = 2025,
                SourceCount = 1, SourceSum = 18_500, LeftCount = 0, LeftSum = 0, KeptCount = 1, KeptSum = 18_500,
            });
            db.Add(new RevenueTarget
            {
                RegionCode = LetterRoom.Home, Kind = "pbb", Year = 2025, Version = 1, Amount = 300_000, Basis = "Perda contoh",
                RecordedAt = DateTime.UnixEpoch, RecordedBy = "x",
            });
            await write.CommitAsync(default);
        });
        Assert.Equal([(30_000m, 1m)], await ReceivedAsync(database, "2024"));
        Assert.Equal([(150_000m, 1m), (150_000m, 300_000m)], await ReceivedAsync(database, "2025"));
        Assert.Equal([(70_000m, 1m)], await ReceivedAsync(database, "2026"));
        Assert.Empty(await ReceivedAsync(database, "2023"));
    }

    private static LegacyPayment Paid(int plot, int year, long amount, long penalty, DateOnly on) => new()
    {
        RegionCode = LetterRoom.Home, Nop = Nop.Of(167_201_000_100_100_000 + (plot * 10)), TaxYear = year, Number = 1, ImportId = Import,
        Amount = amount, Penalty = penalty, PaidOn = on,
    };

    private static async Task<IEnumerable<(decimal Value, decimal? Of)>> ReceivedAsync(TestDatabase database, string year) =>
        (await database.WithAsync<BillMeasureRows, IReadOnlyList<MeasureRow>>(m => m.RowsAsync(year, LetterRoom.Home, default)))
        .Where(r => r.Measure == BillMeasures.Received.Code || r.Measure == BillMeasures.Realised.Code)
        .Select(r => (r.Numerator ?? 0, r.Denominator));
}

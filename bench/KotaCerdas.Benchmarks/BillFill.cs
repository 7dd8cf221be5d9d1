using System.Data.Common;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// A region with made-up objects, each with a bill of 2026 that went out and five bills of the system before, four of them paid. Rules are
/// the sample's; amounts are plain, because nobody computes them again here.
/// </summary>
internal sealed class BillFill(TestDatabase database)
{
    public const int Year = 2026;
    public const int PerVillage = 5_000;
    private const int Legacy = 5;

    public static readonly RegionCode Region = RegionCode.Parse("16.72");

    public Guid Batch { get; } = Guid.CreateVersion7();

    public static long NopOf(int i) => (1_672_010_001L + (i / PerVillage)) * 100_000_000 + (((i % PerVillage / 100) + 1) * 100_000L)
        + (((i % 100) + 1) * 10L);

    public async Task RunAsync(int objects)
    {
        await database.WithAsync(async (IServiceProvider services) =>
            await services.GetServices<IPreparationStep>().OfType<ShippedRules>().Single().RunAsync(default));
        var hash = (await database.WithAsync((RuleStore s) => s.FindAsync(Region, 1, default)))!.Content.Hash;
        await using var owner = await database.OpenOwnerAsync();
        await using var transaction = await owner.BeginTransactionAsync();
        var (instant, taxpayer, villages) = (
            new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc), Guid.CreateVersion7(), ((objects - 1) / PerVillage) + 1);
        await OneAsync(owner, "revenue_taxpayer", [
            ("region_code", "16.72"), ("taxpayer_id", taxpayer), ("version", 1), ("kind", "Person"), ("name", "CONTOH NAMA WAJIB PAJAK"),
            ("name_key", "CONTOH"), ("npwpd", ""), ("address", "JALAN CONTOH NOMOR 1"), ("place", "CONTOH"), ("postcode", ""),
            ("reason", "bench"), ("recorded_at", instant), ("recorded_by", "bench"),
        ]);
        await OneAsync(owner, "revenue_batch", [
            ("region_code", "16.72"), ("id", Batch), ("tax_year", Year), ("ordinal", 1), ("title", "Contoh"), ("scope", "all"),
            ("rules_version", 1), ("rules_hash", hash), ("facts_on", new DateOnly(Year, 1, 1)), ("known_at", instant),
            ("recorded_at", instant), ("recorded_by_name", "bench"),
        ]);
        await OneAsync(owner, "revenue_batch_event", [
            ("region_code", "16.72"), ("batch_id", Batch), ("ordinal", 1), ("kind", "Posted"), ("hash", ""), ("decree_number", "1"),
            ("decree_on", new DateOnly(Year, 1, 15)), ("facts", "{}"), ("recorded_at", instant), ("recorded_by_name", "bench"),
        ]);
        for (var i = 0; i < 2; i++)
        {
            await OneAsync(owner, "revenue_rule_approval", [
                ("region_code", "16.72"), ("version", 1), ("revision", 1), ("approver", Guid.CreateVersion7()), ("approver_name", "bench"),
                ("hash", hash), ("decree", "1"), ("approved_at", instant),
            ]);
        }

        for (var v = 0; v < villages; v++)
        {
            var (code, count) = (1_672_010_001L + v, Math.Min(PerVillage, objects - (v * PerVillage)));
            await OneAsync(owner, "revenue_village", [
                ("region_code", "16.72"), ("tax_code", code), ("village_code", "16.72.01.1001"), ("recorded_at", instant),
                ("recorded_by", "bench"),
            ]);
            await OneAsync(owner, "revenue_dispatch", [
                ("region_code", "16.72"), ("batch_id", Batch), ("tax_code", code), ("dispatched_on", new DateOnly(Year, 2, 1)),
                ("due_on", new DateOnly(Year, 8, 1)), ("recorded_at", instant), ("recorded_by", "bench"),
            ]);
            await OneAsync(owner, "revenue_batch_village", [
                ("region_code", "16.72"), ("batch_id", Batch), ("tax_code", code), ("bills", count), ("refused", 0), ("not_billed", 0),
                ("billed_before", 0), ("land_area", 0L), ("building_area", 0L), ("njop", 0L), ("tax", 0L), ("amount", 0L),
                ("last_bills", 0), ("last_amount", 0L), ("higher", 0), ("lower", 0), ("fresh", count),
            ]);
        }

        await ManyAsync(owner, objects, taxpayer, instant);
        await transaction.CommitAsync();
    }

    private async Task ManyAsync(DbConnection owner, int objects, Guid taxpayer, DateTime instant)
    {
        await BulkWriter.InsertAsync(owner, "revenue_object",
            [
                "region_code", "nop", "version", "valid_from", "state", "reason", "taxpayer_id", "address", "rt", "rw", "land_area",
                "land_zone", "land_kind", "land_use", "land_value", "land_value_source", "building_area", "building_value",
                "common_value", "takes_deduction", "recorded_at", "recorded_by",
            ],
            Enumerable.Range(0, objects).Select(i => new object?[]
            {
                "16.72", NopOf(i), 1, new DateOnly(2022, 1, 1), "Active", "bench", taxpayer, "JALAN OBJEK CONTOH " + i, "001", "02", 120,
                "", 1, 1, 500_000L, "", 60, 42_000_000L, 0L, true, instant, "bench",
            }), default);
        await BulkWriter.InsertAsync(owner, "revenue_bill",
            [
                "region_code", "nop", "tax_year", "cycle", "number", "batch_id", "object_version", "taxpayer_id", "taxpayer_version",
                "land_area", "land_value", "land_use", "building_area", "building_value", "common_value", "takes_deduction", "last_year",
                "reduction", "land_class", "building_class", "tier", "land_unit", "building_unit", "land_njop", "building_njop", "njop",
                "deduction", "njkp", "tax", "adjusted", "limited", "reduced", "amount",
            ],
            Enumerable.Range(0, objects).Select(i => new object?[]
            {
                "16.72", NopOf(i), Year, 1, i + 1L, Batch, 1, taxpayer, 1, 120, 500_000L, 1, 60, 700_000L, 0L, true, 30_000L, 0, "072",
                "A04", 0, 464_000L, 700_000L, 55_680_000L, 42_000_000L, 97_680_000L, 10_000_000L, 35_072_000L, 35_072L, 35_072L,
                35_072L, 0L, 35_072L + (i % 1_000),
            }), default);
        await BulkWriter.InsertAsync(owner, "revenue_legacy_bill",
            [
                "region_code", "nop", "tax_year", "import_id", "cycle", "name", "land_class", "building_class", "land_area",
                "building_area", "land_value", "building_value", "total_value", "deduction", "tax", "reduction", "amount", "due_on",
                "issued_on",
            ],
            Enumerable.Range(0, objects * Legacy).Select(i => new object?[]
            {
                "16.72", NopOf(i / Legacy), 2021 + (i % Legacy), Batch, 1, "CONTOH NAMA", "082", "", 120, 0, 57_600_000L, 0L, 57_600_000L,
                10_000_000L, 47_600L, 0L, 47_600L, new DateOnly(2021 + (i % Legacy), 9, 30), new DateOnly(2021 + (i % Legacy), 2, 1),
            }), default);
        await BulkWriter.InsertAsync(owner, "revenue_legacy_payment",
            ["region_code", "nop", "tax_year", "number", "import_id", "amount", "penalty", "paid_on"],
            Enumerable.Range(0, objects * Legacy).Where(i => i % Legacy > 0).Select(i => new object?[]
            {
                "16.72", NopOf(i / Legacy), 2021 + (i % Legacy), 1, Batch, 47_600L, 0L, new DateOnly(2021 + (i % Legacy), 8, 15),
            }), default);
    }

    private static async Task OneAsync(DbConnection owner, string table, IReadOnlyList<(string Column, object Value)> values)
    {
        await using var command = owner.CreateCommand();
        command.CommandText = $"insert into {table} ({string.Join(", ", values.Select(v => v.Column))}) "
            + string.Create(CultureInfo.InvariantCulture, $"values ({string.Join(", ", values.Select((_, i) => "@p" + i))})");
        for (var i = 0; i < values.Count; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@p" + i, values[i].Value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }
}

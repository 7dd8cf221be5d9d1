using System.Data.Common;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>How many objects are made up.</summary>
/// <param name="Villages">Villages of the region 16.72, from 1672010001.</param>
/// <param name="PerVillage">Objects in each.</param>
/// <param name="RecordedAt">When they were recorded, UTC.</param>
internal sealed record AssessmentDataSize(int Villages, int PerVillage, DateTime RecordedAt);

/// <summary>
/// Made-up objects of 16.72 from a seed, written as rows: over every class and tier, with and without buildings, some zones without value,
/// some public facilities, one taxpayer of two objects, and bills of the year before for two of three.
/// </summary>
internal static class AssessmentData
{
    private const int Chunk = 8_192;

    /// <summary>The import that the bills of the year before came with.</summary>
    public static readonly Guid Import = new("01990000-0000-7000-8000-000000000001");

    public static async Task FillAsync(DbConnection owner, AssessmentDataSize size)
    {
        await using var transaction = await owner.BeginTransactionAsync();
        if (owner is Npgsql.NpgsqlConnection)
        {
            await using var scope = owner.CreateCommand();
            scope.CommandText = "select set_config('app.region', '*', true)";
            await scope.ExecuteNonQueryAsync();
        }

        var at = DateTime.SpecifyKind(size.RecordedAt, DateTimeKind.Utc);
        var villages = Enumerable.Range(1, size.Villages).Select(v => 1_672_010_000L + v).ToArray();
        await BulkWriter.InsertAsync(
            owner, "revenue_village",
            [
                new("region_code", "16.72"), new("tax_code", villages), new("village_code", "16.72.01.1001"), new("recorded_at", at),
                new("recorded_by", "contoh"),
            ],
            default);
        await BulkWriter.InsertAsync(
            owner, "revenue_land_value",
            [
                new("region_code", "16.72"), new("tax_code", villages), new("zone", "AA"), new("tax_year", 2024), new("version", 1),
                new("per_metre", Array.ConvertAll(villages, v => 64_000 + ((v % 100) * 1_000))), new("source", "contoh"),
                new("recorded_at", at), new("recorded_by", "contoh"),
            ],
            default);
        await BulkWriter.InsertAsync(
            owner, "revenue_import",
            [
                new("region_code", "16.72"), new("id", Enumerable.Repeat(Import, 1).ToArray()), new("result", "Imported"),
                new("set_hash", "contoh"), new("files", "[]"), new("facts", "{}"), new("recorded_at", at), new("recorded_by", "contoh"),
            ],
            default);
        await BulkWriter.InsertAsync(
            owner, "revenue_import_proof",
            [
                new("region_code", "16.72"), new("import_id", Enumerable.Repeat(Import, 1).ToArray()), new("kind", "bill"),
                new("tax_code", 1_672_010_001L), new("tax_year", 2025), new("source_count", 1L), new("source_sum", 1L),
                new("left_count", 0L), new("left_sum", 0L), new("kept_count", 1L), new("kept_sum", 1L),
            ],
            default);
        var random = new Random(20261130);
        for (var first = 0; first < size.Villages * size.PerVillage; first += Chunk)
        {
            var rows = Enumerable.Range(first, Math.Min(Chunk, (size.Villages * size.PerVillage) - first))
                .Select(i => new Row(i, size.PerVillage, random)).ToArray();
            await ObjectsAsync(owner, rows, at);
        }

        await transaction.CommitAsync();
    }

    private static async Task ObjectsAsync(DbConnection owner, Row[] rows, DateTime at)
    {
        await BulkWriter.InsertAsync(
            owner, "revenue_taxpayer",
            [
                new("region_code", "16.72"), Of("taxpayer_id", r => r.Owner), new("version", 1), new("kind", "Person"),
                Of("name", r => $"Contoh {r.Index}"), Of("name_key", r => $"CONTOH {r.Index}"), new("npwpd", ""),
                new("address", "Jalan Contoh"), new("place", "Contoh"), new("postcode", ""), new("reason", "contoh"),
                new("recorded_at", at), new("recorded_by", "contoh"),
            ],
            default);
        await BulkWriter.InsertAsync(
            owner, "revenue_object",
            [
                new("region_code", "16.72"), Of("nop", r => r.Nop), new("version", 1), new("valid_from", new DateOnly(2020, 1, 1)),
                new("state", "Active"), new("reason", "contoh"), Of("taxpayer_id", r => r.Owner), new("address", "Jalan Objek"),
                new("rt", ""), new("rw", ""), Of("land_area", r => r.Land), Of("land_zone", r => r.Zone), Of("land_kind", r => r.Kind),
                Of("land_use", r => r.Use), new("land_value_source", ""), Of("building_area", r => r.Building),
                Of("building_value", r => r.Building * r.Unit), new("common_value", 0L), Of("takes_deduction", r => r.Takes),
                new("recorded_at", at), new("recorded_by", "contoh"),
            ],
            default);
        rows = [.. rows.Where(r => r.Last >= 0)];
        await BulkWriter.InsertAsync(
            owner, "revenue_legacy_bill",
            [
                new("region_code", "16.72"), Of("nop", r => r.Nop), new("tax_year", 2025), new("import_id", Import), new("cycle", 1),
                new("name", "CONTOH"), new("land_class", "083"), new("building_class", "A10"), Of("land_area", r => r.Land),
                Of("building_area", r => r.Building), Of("land_value", r => r.Land * 40_000L), Of("building_value",
                    r => r.Building * r.Unit),
                Of("total_value", r => (r.Land * 40_000L) + (r.Building * r.Unit)), new("deduction", 0L), Of("tax", r => r.Last),
                new("reduction", 0L), Of("amount", r => r.Last), new("due_on", new DateOnly(2025, 9, 30)),
                new("issued_on", new DateOnly(2025, 2, 1)),
            ],
            default);

        BulkColumn Of<T>(string name, Func<Row, T> value) => new(name, Array.ConvertAll(rows, r => value(r)));
    }

    private sealed record Row
    {
        public Row(int index, int perVillage, Random random)
        {
            Index = index;
            var (village, within) = ((index / perVillage) + 1, index % perVillage);
            Nop = ((1_672_010_000L + village) * 100_000_000) + (((within / 100) + 1L) * 100_000) + (((within % 100) + 1L) * 10);
            Owner = new Guid(index, 1, 2, [1, 2, 3, 4, 5, 6, 7, 8]);
            Land = random.Next(40, 3_000);
            Zone = random.Next(0, 50) == 0 ? "ZZ" : "AA";
            Kind = random.Next(0, 40) == 0 ? 4 : 1;
            Use = random.Next(0, 20) == 0 ? 2 : 1;
            Building = random.Next(0, 3) == 0 ? 0 : random.Next(20, 400);
            Unit = random.NextInt64(50_000, 1_200_000);
            Takes = random.Next(0, 4) > 0;
            Last = random.Next(0, 3) == 0 ? -1 : random.NextInt64(0, 900_000);
        }

        public int Index { get; }

        public long Nop { get; }

        public Guid Owner { get; }

        public int Land { get; }

        public string Zone { get; }

        public int Kind { get; }

        public int Use { get; }

        public int Building { get; }

        public long Unit { get; }

        public bool Takes { get; }

        public long Last { get; }
    }
}

using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// Takes over a made-up export: objects with ten years of bills, a payment for nine of ten, and a building with its codes on two of three.
/// The yardstick is a plain bulk insert of as many rows of a bill's width into one table without any check, in the same run.
/// <c>sismiop=1000000</c> for the full size.
/// </summary>
internal static class SismiopSpeed
{
    private const int Years = 10;
    private const int Default = 50_000;
    private const string Nop = "kd_propinsi,kd_dati2,kd_kecamatan,kd_kelurahan,kd_blok,no_urut,kd_jns_op";

    private const string BuildingColumns = ",no_bng,kd_jpb,thn_dibangun_bng,luas_bng,jml_lantai_bng,nilai_sistem_bng,thn_renovasi_bng,"
        + "kondisi_bng,jns_konstruksi_bng,jns_atap_bng,kd_dinding,kd_lantai,kd_langit_langit";

    private static readonly RegionCode Region = RegionCode.Parse("16.72");

    public static Task RunAsync() => Benchmark.OnEachEngineAsync(engine => RunAsync(engine, Benchmark.Size ?? Default));

    private static async Task RunAsync(DatabaseEngine engine, int objects)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var folder = Path.Combine(database.Folder, "sismiop");
        var rows = Write(folder, objects);
        await using (var owner = await database.OpenOwnerAsync())
        {
            var villages = Enumerable.Range(1, Villages(objects))
                .Select(v => $"('16.72', 1672010{v:000}, '16.72.01.1001', '2026-01-01', 'bench')");
            await ExecuteAsync(
                owner,
                "insert into revenue_village (region_code, tax_code, village_code, recorded_at, recorded_by) values "
                + string.Join(", ", villages));
        }

        var watch = Stopwatch.StartNew();
        await using var scope = database.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<ISismiopImports>().RunAsync(Region, folder, false, null, default);
        var import = watch.Elapsed.TotalSeconds;
        if (row.State != OperationState.Done)
        {
            throw new InvalidOperationException(row.Error);
        }

        var feed = await FeedAsync(scope.ServiceProvider);
        var plain = await PlainAsync(database, rows);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine}: {objects:N0} objects, {rows:N0} rows in {import:0.0} s = {rows / import:N0} rows/s; "
            + $"plain insert of as many {plain:0.0} s, ratio {import / plain:0.0}; "
            + $"stream {feed.Count:N0} objects in {feed.Seconds:0.00} s = {feed.Count / feed.Seconds:N0}/s; "
            + $"peak {process.PeakWorkingSet64 / 1_000_000} MB"));
    }

    private static async Task<(int Count, double Seconds)> FeedAsync(IServiceProvider services)
    {
        var watch = Stopwatch.StartNew();
        var count = 0;
        await foreach (var _ in services.GetRequiredService<ObjectFeed>().ReadAsync(
            Region, new DateOnly(2030, 1, 1), DateTime.SpecifyKind(new DateTime(2100, 1, 1), DateTimeKind.Utc), default))
        {
            count++;
        }

        return (count, watch.Elapsed.TotalSeconds);
    }

    private static async Task<double> PlainAsync(TestDatabase database, long rows)
    {
        await using var owner = await database.OpenOwnerAsync();
        await ExecuteAsync(
            owner,
            "create table bench_plain (nop bigint not null, tax_year integer not null, name text not null, "
            + "a bigint not null, b bigint not null, c bigint not null, d bigint not null, e bigint not null, "
            + "primary key (nop, tax_year))");
        var watch = Stopwatch.StartNew();
        await using (var transaction = await owner.BeginTransactionAsync())
        {
            await BulkWriter.InsertAsync(
                owner, "bench_plain", ["nop", "tax_year", "name", "a", "b", "c", "d", "e"],
                Enumerable.Range(0, (int)rows).Select(i => new object?[] { 167201000100000000 + i, 2024, "NAMA CONTOH", 1L, 2L, 3L, 4L,
                    5L }), default);
            await transaction.CommitAsync();
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static int Villages(int objects) => ((objects - 1) / 5_000) + 1;

    private static long Write(string folder, int objects)
    {
        Directory.CreateDirectory(folder);
        using var subjects = Open(
            folder, "dat_subjek_pajak",
                "subjek_pajak_id,nm_wp,jalan_wp,blok_kav_no_wp,rw_wp,rt_wp,kelurahan_wp,kota_wp,kd_pos_wp,telp_wp,npwp");
        using var things = Open(
            folder, "dat_objek_pajak", Nop + ",subjek_pajak_id,jalan_op,blok_kav_no_op,rw_op,rt_op,"
            + "total_luas_bumi,total_luas_bng,njop_bumi,njop_bng");
        using var lands = Open(folder, "dat_op_bumi", Nop + ",no_bumi,kd_znt,luas_bumi,jns_bumi");
        using var buildings = Open(folder, "dat_op_bangunan", Nop + BuildingColumns);
        using var bills = Open(
            folder, "sppt",
                Nop + ",thn_pajak_sppt,siklus_sppt,nm_wp_sppt,kd_kls_tanah,kd_kls_bng,luas_bumi_sppt,luas_bng_sppt,njop_bumi_sppt,"
            + "njop_bng_sppt,njop_sppt,njoptkp_sppt,pbb_terhutang_sppt,faktor_pengurang_sppt,pbb_yg_harus_dibayar_sppt,"
            + "status_pembayaran_sppt,tgl_jatuh_tempo_sppt,tgl_terbit_sppt");
        using var payments = Open(
            folder, "pembayaran_sppt", Nop + ",thn_pajak_sppt,pembayaran_sppt_ke,denda_sppt,jml_sppt_yg_dibayar,tgl_pembayaran_sppt");
        using (var zones = Open(folder, "dat_nir", "kd_propinsi,kd_dati2,kd_kecamatan,kd_kelurahan,kd_znt,thn_nir_znt,nir"))
        {
            for (var village = 1; village <= Villages(objects); village++)
            {
                zones.WriteLine($"16,72,010,{village:000},AA,2024,48");
            }
        }

        long rows = Villages(objects);
        for (var i = 0; i < objects; i++)
        {
            var within = i % 5_000;
            var nop = $"16,72,010,{(i / 5_000) + 1:000},{(within / 100) + 1:000},{(within % 100) + 1:0000},0";
            var area = 100 + (i % 400);
            subjects.WriteLine($"S{i:0000000000},NAMA CONTOH {i % 9973},JL CONTOH,{i},01,002,CONTOH,CONTOH,31512,,");
            things.WriteLine($"{nop},S{i:0000000000},JL OBJEK,{i},01,002,{area},0,0,0");
            lands.WriteLine($"{nop},1,AA,{area},1");
            if (i % 3 < 2)
            {
                buildings.WriteLine($"{nop},1,01,{1970 + (i % 50)},{30 + (i % 200)},1,15000,{Codes(i)}");
                rows++;
            }

            for (var year = 2015; year < 2015 + Years; year++)
            {
                var paid = (i + year) % 10 != 0;
                var (value, tax) = (area * 48_000L, area * 48);
                bills.WriteLine(
                    $"{nop},{year},1,NAMA CONTOH,082,,{area},0,{value},0,{value},0,{tax},0,{tax},"
                    + $"{(paid ? 1 : 0)},{year}-09-30,{year}-02-01");
                if (paid)
                {
                    payments.WriteLine($"{nop},{year},1,0,{area * 48},{year}-08-15");
                    rows++;
                }
            }

            rows += 3 + Years;
        }

        return rows;
    }

    /// <summary>Year of renovation, condition, construction, roof, walls, floor and ceiling; one wall of six is not known.</summary>
    private static string Codes(int i) =>
        $"{(i % 4 == 0 ? "2012" : "")},{1 + (i % 4)},{1 + (i % 4)},{1 + (i % 5)},{1 + (i % 6)},{1 + (i % 5)},{1 + (i % 3)}";

    private static StreamWriter Open(string folder, string table, string header)
    {
        var file = new StreamWriter(Path.Combine(folder, table + ".csv"));
        file.WriteLine(header);
        return file;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

using System.Globalization;
using System.IO.Compression;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Registers.RegisterRoom;

namespace KotaCerdas.Revenue.Tests.Registers;

public sealed class DumpImportTests
{
    /// <summary>All that an import writes, but for what differs from run to run.</summary>
    private static readonly string[] Written =
    [
        "select name, name_key, kind, address, place, postcode from revenue_taxpayer",
        "select n.kind, t.name from revenue_taxpayer_number n join revenue_taxpayer t on t.taxpayer_id = n.taxpayer_id",
        "select o.nop, valid_from, t.name, o.address, rt, rw, land_area, land_zone, land_kind, land_value, building_area, building_value, "
        + "takes_deduction from revenue_object o join revenue_taxpayer t on t.taxpayer_id = o.taxpayer_id",
        "select nop, number, area, use_code, floors, built_year, value from revenue_building",
        "select tax_code, zone, tax_year, per_metre from revenue_land_value",
        "select nop, tax_year, cycle, name, land_class, land_area, land_value, total_value, deduction, tax, amount, due_on, issued_on "
        + "from revenue_legacy_bill",
        "select nop, tax_year, number, amount, penalty, paid_on from revenue_legacy_payment",
        "select kind, tax_code, tax_year, source_count, source_sum, left_count, left_sum, kept_count, kept_sum from revenue_import_proof",
        "select bills, debit, credit, over_bills, over_amount from revenue_opening",
    ];

    [Theory, OnEachDatabase]
    public async Task A_dump_of_each_tool_is_imported_as_the_csv_files_are(DatabaseEngine engine)
    {
        var corpus = new SismiopCorpus();
        var planted = SismiopTests.Planted(corpus);
        corpus.Replace("dat_subjek_pajak", "BUDI CONTOH", "NUR'AINI \\ CONTOH");
        await using var csv = await TestDatabase.CreateAsync(engine);
        await OpenAsync(csv.Services);
        await SismiopTests.RunAsync(csv, corpus.Write(Path.Combine(csv.Folder, "ekspor")), check: true);
        var known = await SismiopTests.RunAsync(csv, Path.Combine(csv.Folder, "ekspor"));
        var (written, exceptions) = (await SnapshotAsync(csv), await SismiopTests.ExceptionsAsync(csv, known));
        foreach (var tool in Enum.GetValues<DumpTool>())
        {
            await using var database = await TestDatabase.CreateAsync(engine);
            await OpenAsync(database.Services);
            var dump = new DumpedCorpus(corpus, tool);
            var path = Path.Combine(database.Folder, "ekspor.sql");
            await File.WriteAllTextAsync(path, dump.Text);

            var check = await SismiopTests.RunAsync(database, path, check: true);
            Assert.Equal((tool, ImportResult.Checked), (tool, check.Import.Result));
            var done = await SismiopTests.RunAsync(database, path);

            Assert.Equal(ImportResult.Imported, done.Import.Result);
            Assert.All(done.Proof, p => Assert.True(p.Balances));
            Assert.Equal(written, await SnapshotAsync(database));
            var found = await SismiopTests.ExceptionsAsync(database, done);
            Assert.Equal(
                planted.Select(p => (p.Rule, p.File + " · ekspor.sql", dump.LineOf(p.File, p.Line))).Order(),
                found.Select(x => (x.Rule, x.File, x.Line)).Order());
            Assert.Equal(
                exceptions.Select(x => (x.Rule, x.Nop, x.TaxYear, x.TaxCode, x.Amount, x.Expected, x.Found)).Order(),
                found.Select(x => (x.Rule, x.Nop, x.TaxYear, x.TaxCode, x.Amount, x.Expected, x.Found)).Order());
            Assert.Equal(("dat_lain", 2L), Assert.Single(done.Files.Where(f => f.Skipped).Select(f => (f.Table, f.Rows))));
            Assert.Equal(
                corpus.Tables.Select(t => (t.Name, (long)t.Rows.Count)).Order(),
                done.Files.Where(f => !f.Skipped).Select(f => (f.Table, f.Rows)).Order());

            var again = await SismiopTests.RunAsync(database, path);
            Assert.Equal(done.Import.Id, again.Import.Id);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Dumps_and_csv_files_go_together_also_in_a_zip(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var folder = new SismiopCorpus().Write(Path.Combine(database.Folder, "ekspor"));
        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "dat_nir.csv"));
        File.Delete(Path.Combine(folder, "dat_nir.csv"));
        foreach (var (number, row) in lines.Skip(1).Index())
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"dat_nir_{number}.sql"), $"insert into dat_nir ({lines[0]}) values ('{row.Replace(",", "','")}')");
        }

        var zip = Path.Combine(database.Folder, "ekspor.zip");
        await ZipFile.CreateFromDirectoryAsync(folder, zip, CompressionLevel.Fastest, includeBaseDirectory: true);
        var done = await SismiopTests.RunAsync(database, zip);
        Assert.Equal((ImportResult.Imported, 0), (done.Import.Result, done.Rules.Count));
        Assert.Equal(3, done.Files.Count(f => f is { Table: "dat_nir", Rows: 1 }));
        Assert.Equal(
            [150_000, 150_000, 28_167, 64_500], (await FactsAsync(database.Services, new DateOnly(2024, 1, 1))).Select(f => f.LandValue));

        // The same again from the folder: where they lie does not matter.
        Assert.Equal(done.Import.Id, (await SismiopTests.RunAsync(database, folder)).Import.Id);

        await File.WriteAllTextAsync(
            Path.Combine(folder, "lagi.sql"),
            "insert into dat_znt (kd_propinsi,kd_dati2,kd_kecamatan,kd_kelurahan,kd_znt) values (1,2,3,4,'A');");
        Assert.StartsWith(
            "dat_znt ada sebagai CSV dan juga di lagi.sql.", await SismiopTests.WordAsync(database, folder), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_dump_that_cannot_be_read_is_refused_with_its_line_and_leaves_nothing(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var text = new DumpedCorpus(new SismiopCorpus(), DumpTool.PostgresInserts).Text;
        var path = Path.Combine(database.Folder, "ekspor.sql");
        async Task<string> WordAsync(string with)
        {
            await File.WriteAllTextAsync(path, with);
            return await SismiopTests.WordAsync(database, path);
        }

        int LineOf(string what) => text[..text.IndexOf(what, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        var line = LineOf("'BUDI CONTOH'");
        foreach (var (old, with, expected) in new[]
        {
            ("'BUDI CONTOH', ", "", $"ekspor.sql baris {line}: dat_subjek_pajak mempunyai 12 kolom, tetapi barisnya 11 nilai."),
            ("BUDI CONTOH", "NUR'AINI", $"ekspor.sql baris {line}: pada dat_subjek_pajak ada yang tertulis di belakang suatu teks."),
            ("'BUDI CONTOH'", "getdate()", $"ekspor.sql baris {line}: kolom nm_wp dari dat_subjek_pajak berisi getdate"),
            ("thn_nir_znt, nir)", "thn_nir_znt, lain)",
                $"ekspor.sql baris {LineOf("thn_nir_znt, nir)")}: dat_nir tidak mempunyai kolom nir."),
            ("dat_op_bumi", "op_bumi",
                "Tabel berikut tidak ada pada berkas SQL atau CSV: dat_op_bumi. Tabel lain yang ada dan dilewati: dat_lain, op_bumi."),
            (text, "PGDMP\0\u0001", "ekspor.sql bukan teks SQL"),
        })
        {
            Assert.StartsWith(expected, await WordAsync(text.Replace(old, with, StringComparison.Ordinal)), StringComparison.Ordinal);
        }

        var binary = Path.Combine(database.Folder, "PBB.DMP");
        await File.WriteAllTextAsync(binary, "EXPORT:V11");
        Assert.StartsWith("PBB.DMP adalah dump biner", await SismiopTests.WordAsync(database, binary), StringComparison.Ordinal);
        Assert.Empty(await FactsAsync(database.Services, new DateOnly(2024, 1, 1)));

        // What is wrong in a value is listed with its line, as in CSV files.
        await File.WriteAllTextAsync(path, text.Replace("'15000'", "'15 juta'", StringComparison.Ordinal));
        var refused = await SismiopTests.RunAsync(database, path);
        Assert.Equal(ImportResult.Refused, refused.Import.Result);
        var unreadable = Assert.Single(await SismiopTests.ExceptionsAsync(database, refused), x => x.Rule == "unreadable");
        Assert.Equal(
            ("dat_op_bangunan · ekspor.sql", LineOf("'15000'"), "nilai_sistem_bng", "15 juta"),
            (unreadable.File, unreadable.Line, unreadable.Expected, unreadable.Found));
    }

    private static async Task<List<string>> SnapshotAsync(TestDatabase database)
    {
        await using var owner = await database.OpenOwnerAsync();
        var all = new List<string>();
        foreach (var sql in Written)
        {
            await using var command = owner.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes
                    ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
            }

            all.AddRange(rows.Order(StringComparer.Ordinal));
        }

        return all;
    }
}

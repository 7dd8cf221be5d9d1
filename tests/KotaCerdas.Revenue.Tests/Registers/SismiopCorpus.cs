using System.Globalization;
using System.IO.Compression;

namespace KotaCerdas.Revenue.Tests.Registers;

/// <summary>A made-up export of SISMIOP: two villages, three subjects, four objects, two years. Tests plant flaws in it.</summary>
internal sealed class SismiopCorpus
{
    public const string First = "167201000100100010";
    public const string Second = "167201000100100020";
    public const string Third = "167201000200100010";
    public const string Fourth = "167201000200100020";

    private const string Nop = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,KD_KELURAHAN,KD_BLOK,NO_URUT,KD_JNS_OP";

    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["dat_subjek_pajak"] =
            "SUBJEK_PAJAK_ID,NM_WP,JALAN_WP,BLOK_KAV_NO_WP,RW_WP,RT_WP,KELURAHAN_WP,KOTA_WP,KD_POS_WP,TELP_WP,NPWP,STATUS_PEKERJAAN_WP",
        ["dat_objek_pajak"] = Nop
            + ",SUBJEK_PAJAK_ID,JALAN_OP,BLOK_KAV_NO_OP,RW_OP,RT_OP,TOTAL_LUAS_BUMI,TOTAL_LUAS_BNG,NJOP_BUMI,NJOP_BNG",
        ["dat_op_bumi"] = Nop + ",NO_BUMI,KD_ZNT,LUAS_BUMI,JNS_BUMI,NILAI_SISTEM_BUMI",
        ["dat_op_bangunan"] = Nop + ",NO_BNG,KD_JPB,THN_DIBANGUN_BNG,LUAS_BNG,JML_LANTAI_BNG,NILAI_SISTEM_BNG",
        ["dat_znt"] = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,KD_KELURAHAN,KD_ZNT",
        ["dat_nir"] = "KD_PROPINSI,KD_DATI2,KD_KECAMATAN,KD_KELURAHAN,KD_ZNT,THN_NIR_ZNT,NIR",
        ["sppt"] = Nop + ",THN_PAJAK_SPPT,SIKLUS_SPPT,NM_WP_SPPT,KD_KLS_TANAH,KD_KLS_BNG,LUAS_BUMI_SPPT,LUAS_BNG_SPPT,NJOP_BUMI_SPPT,"
            + "NJOP_BNG_SPPT,NJOP_SPPT,NJOPTKP_SPPT,PBB_TERHUTANG_SPPT,FAKTOR_PENGURANG_SPPT,PBB_YG_HARUS_DIBAYAR_SPPT,"
            + "STATUS_PEMBAYARAN_SPPT,TGL_JATUH_TEMPO_SPPT,TGL_TERBIT_SPPT",
        ["pembayaran_sppt"] = Nop + ",THN_PAJAK_SPPT,PEMBAYARAN_SPPT_KE,DENDA_SPPT,JML_SPPT_YG_DIBAYAR,TGL_PEMBAYARAN_SPPT",
    };

    private readonly Dictionary<string, string> _headers = new(Headers, StringComparer.Ordinal);

    private readonly Dictionary<string, List<string>> _rows = Headers.Keys.ToDictionary(k => k, _ => new List<string>(),
        StringComparer.Ordinal);

    public SismiopCorpus()
    {
        Add("dat_subjek_pajak", "1672010101900001,BUDI CONTOH,JL MERDEKA,NO 1,01,002,DEMPO,PAGAR ALAM,31512,0730-621234,,1")
            .Add("dat_subjek_pajak", "1672010101900002,\"SITI CONTOH, S.E.\",JL MELATI,,,,,,,,01.234.567.8-901.000,1")
            .Add("dat_subjek_pajak", "PT-CONTOH,PT MAJU CONTOH,JL RAYA,KAV 7,,,,PAGAR ALAM,,,,4");
        Object(First, "1672010101900001", 100, 50).Object(Second, "1672010101900002", 200, 0).Object(Third, "PT-CONTOH", 300, 0)
            .Object(Fourth, "1672010101900001", 400, 0);
        Land(First, 1, "AA", 100).Land(Second, 1, "AA", 200).Land(Third, 1, "AB", 100).Land(Third, 2, "AC", 200).Land(Fourth, 1, "AB", 400);
        Add("dat_op_bangunan", Parts(First) + ",1,1,1998,30,1,15000").Add("dat_op_bangunan", Parts(First) + ",2,02,,20,2,8000");
        foreach (var (village, zone, value) in new[] { ("1672010001", "AA", "150"), ("1672010002", "AB", "64.5"), ("1672010002", "AC",
            "10") })
        {
            Add("dat_znt", $"{Village(village)},{zone}").Nir(village, zone, 2024, value);
        }

        foreach (var (nop, area) in new[] { (First, 100), (Second, 200), (Third, 300), (Fourth, 400) })
        {
            Bill(nop, 2023, area).Bill(nop, 2024, area);
        }

        Payment(First, 2023, 1, 100_000).Payment(Second, 2023, 1, 200_000 + 4_000, 4_000);
    }

    /// <summary>Tables with the names of their columns and the cells of their rows.</summary>
    public IEnumerable<(string Name, string[] Columns, IReadOnlyList<string[]> Rows)> Tables => _rows.Select(
        t => (t.Key, _headers[t.Key].Split(','), (IReadOnlyList<string[]>)[.. t.Value.Select(Cells)]));

    /// <summary>Number of the next row of a table as a spreadsheet shows it.</summary>
    public int Next(string table) => _rows[table].Count + 2;

    public SismiopCorpus Add(string table, string row)
    {
        _rows[table].Add(row);
        return this;
    }

    public SismiopCorpus Replace(string table, string old, string with)
    {
        Assert.Contains(_rows[table], r => r.Contains(old, StringComparison.Ordinal));
        _rows[table] = [.. _rows[table].Select(r => r.Replace(old, with, StringComparison.Ordinal))];
        return this;
    }

    /// <summary>The export has the codes of buildings too: those of each building in the order of the rows.</summary>
    public SismiopCorpus WithCodes(params string[] codes)
    {
        const string Buildings = "dat_op_bangunan";
        Assert.Equal(_rows[Buildings].Count, codes.Length);
        _headers[Buildings] +=
            ",THN_RENOVASI_BNG,KONDISI_BNG,JNS_KONSTRUKSI_BNG,JNS_ATAP_BNG,KD_DINDING,KD_LANTAI,KD_LANGIT_LANGIT";
        _rows[Buildings] = [.. _rows[Buildings].Zip(codes, (row, own) => $"{row},{own}")];
        return this;
    }

    /// <summary>A facility of a building; the export then has their table.</summary>
    public SismiopCorpus Facility(string nop, int number, string code, int amount) => Further(
        "dat_fasilitas_bangunan", "KD_FASILITAS,JML_SATUAN",
        string.Create(CultureInfo.InvariantCulture, $"{Parts(nop)},{number},{code},{amount}"));

    /// <summary>An individual appraisal of a building, in thousands; the export then has their table.</summary>
    public SismiopCorpus Appraisal(string nop, int number, long thousands) => Further(
        "dat_nilai_individu", "NILAI_INDIVIDU", string.Create(CultureInfo.InvariantCulture, $"{Parts(nop)},{number},{thousands}"));

    private SismiopCorpus Further(string table, string columns, string row)
    {
        _headers[table] = $"{Nop},NO_BNG,{columns}";
        _rows.TryAdd(table, []);
        return Add(table, row);
    }

    public SismiopCorpus Object(string nop, string subject, int land, int building) =>
        Add("dat_objek_pajak", $"{Parts(nop)},{subject},JL OBJEK,{nop[^5..]},01,2,{land},{building},0,0");

    public SismiopCorpus Land(string nop, int number, string zone, int area) => Add("dat_op_bumi",
        $"{Parts(nop)},{number},{zone},{area},1,0");

    public SismiopCorpus Nir(string village, string zone, int year, string value) => Add("dat_nir",
        $"{Village(village)},{zone},{year},{value}");

    public SismiopCorpus Bill(string nop, int year, int area, int cycle = 1, long? value = null, long? amount = null) => Add(
        "sppt",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Parts(nop)},{year},{cycle},NAMA CONTOH,082,,{area},0,{value ?? area * 48_000L},0,{value ?? area * 48_000L},")
        + Deduction(nop)
        + string.Create(
            CultureInfo.InvariantCulture, $"{amount ?? area * 1000L},0,{amount ?? area * 1000L},0,{year}-09-30 00:00:00,05/02/{year}"));

    public SismiopCorpus Payment(string nop, int year, int number, long amount, long penalty = 0) =>
        Add("pembayaran_sppt", string.Create(CultureInfo.InvariantCulture,
            $"{Parts(nop)},{year},{number},{penalty},{amount},{year}-08-15"));

    /// <summary>Parts of a number as an export writes them, without leading zeros in the last ones.</summary>
    public static string Parts(string nop) =>
        $"{nop[..2]},{nop[2..4]},{nop[4..7]},{nop[7..10]},{nop[10..13]},{nop[13..17].TrimStart('0')},{nop[17..]}";

    public static string Village(string code) => $"{code[..2]},{code[2..4]},{code[4..7]},{code[7..]}";

    /// <summary>The first and the fourth object are one subject's, who uses it on the more valuable one.</summary>
    private static string Deduction(string nop) => nop == First ? "0," : "10000000,";

    /// <summary>Cells of a row; one in quotation marks may hold a comma.</summary>
    private static string[] Cells(string row)
    {
        var parts = row.Split('"');
        var whole = string.Concat(parts.Select((p, i) => i % 2 == 0 ? p : p.Replace(',', '\u001f')));
        return [.. whole.Split(',').Select(c => c.Replace('\u001f', ','))];
    }

    /// <summary>Writes the files into a folder.</summary>
    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (table, rows) in _rows)
        {
            File.WriteAllText(Path.Combine(folder, table + ".csv"), _headers[table] + "\n" + string.Join("\n", rows) + "\n");
        }

        return folder;
    }

    public byte[] Zip()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (table, rows) in _rows)
            {
                using var writer = new StreamWriter(zip.CreateEntry($"ekspor/{table.ToUpperInvariant()}.CSV").Open());
                writer.Write(_headers[table] + "\n" + string.Join("\n", rows) + "\n");
            }
        }

        return memory.ToArray();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>One table of the SISMIOP schema: its file, the columns that are read, and the temporary table they go into.</summary>
/// <param name="Name">Name of the table and of its file.</param>
/// <param name="Needed">True where nothing can be imported without it.</param>
/// <param name="Columns">Columns by the names of the schema.</param>
/// <param name="Stage">Columns of the temporary table with their types, after the line.</param>
/// <param name="Read">Values of a row for the temporary table, without the line.</param>
internal sealed record SismiopTable(
    string Name, bool Needed, IReadOnlyList<string> Columns, IReadOnlyList<string> Stage, Func<SismiopCells, object?[]> Read)
{
    /// <summary>So many of the last columns may be missing: older exports and smaller systems do not have them.</summary>
    public int Optional { get; init; }

    /// <summary>Name of the temporary table.</summary>
    public string Temporary => "sismiop_" + Name;

    public string Create => $"create temp table {Temporary} (line bigint not null, {string.Join(", ", Stage)})";

    public IReadOnlyList<string> StageColumns { get; } = ["line", .. Stage.Select(s => s[..s.IndexOf(' ', StringComparison.Ordinal)])];
}

/// <summary>The tables that are read. Columns that are not named here are passed over.</summary>
internal sealed class SismiopTables(PersonalNumbers numbers, Func<Guid> newId, long buildingUnit)
{
    private const int MostArea = TaxObject.MostArea;

    private static readonly string[] NopColumns =
        ["kd_propinsi", "kd_dati2", "kd_kecamatan", "kd_kelurahan", "kd_blok", "no_urut", "kd_jns_op"];

    private static readonly string[] VillageColumns = ["kd_propinsi", "kd_dati2", "kd_kecamatan", "kd_kelurahan"];

    /// <summary>Columns of buildings that hold codes, in the order in which they are read, and what the register calls them.</summary>
    public static IReadOnlyList<(string Name, string Stage)> CodeColumns { get; } =
    [
        (BuildingCodes.RenovatedColumn, "renovated"), ("kondisi_bng", "condition"), ("jns_konstruksi_bng", "construction"),
        ("jns_atap_bng", "roof"), ("kd_dinding", "wall"), ("kd_lantai", "floor"), ("kd_langit_langit", "ceiling"),
    ];

    public IReadOnlyList<SismiopTable> All =>
        [Subjects, Objects, Lands, Buildings, Facilities, Appraisals, Zones, ZoneValues, Bills, Payments];

    private SismiopTable Subjects => new(
        "dat_subjek_pajak", true,
        [
            "subjek_pajak_id", "nm_wp", "jalan_wp", "blok_kav_no_wp", "rw_wp", "rt_wp", "kelurahan_wp", "kota_wp", "kd_pos_wp", "telp_wp",
            "npwp",
        ],
        [
            "lookup bytea not null", "sealed bytea not null", "taxpayer_id uuid not null", "name text not null", "name_key text not null",
            "address text not null", "place text not null", "postcode text not null", "phone bytea", "phone_lookup bytea", "npwp bytea",
            "npwp_lookup bytea",
        ],
        ReadSubject);

    private SismiopTable Objects => new(
        "dat_objek_pajak", true,
        [
            .. NopColumns, "subjek_pajak_id", "jalan_op", "blok_kav_no_op", "rw_op", "rt_op", "total_luas_bumi", "total_luas_bng",
            "njop_bumi", "njop_bng",
        ],
        [
            "nop bigint not null", "lookup bytea not null", "address text not null", "rw text not null", "rt text not null",
            "land_area integer not null", "building_area integer not null", "land_total bigint not null", "building_total bigint not null",
        ],
        c =>
        [
            c.Object(0), numbers.Lookup(NumberKinds.Sismiop, c.Needed(7, 60)), Joined(c, 8, 9), c.Text(10, 3), c.Text(11, 3),
            c.Small(12, MostArea), c.Small(13, MostArea), c.Whole(14), c.Whole(15),
        ]);

    private static SismiopTable Lands => new(
        "dat_op_bumi", true, [.. NopColumns, "no_bumi", "kd_znt", "luas_bumi", "jns_bumi"],
        ["nop bigint not null", "number integer not null", "zone text not null", "area integer not null", "kind integer not null"],
        c => [c.Object(0), c.Small(7, 9_999), c.Needed(8, 4).ToUpperInvariant(), c.Small(9, MostArea), c.Small(10, 9)]);

    private SismiopTable Buildings => new(
        "dat_op_bangunan", false,
        [
            .. NopColumns, "no_bng", "kd_jpb", "thn_dibangun_bng", "luas_bng", "jml_lantai_bng", "nilai_sistem_bng",
            .. CodeColumns.Select(c => c.Name),
        ],
        [
            "nop bigint not null", "number integer not null", "use_code text not null", "built_year integer not null",
            "area integer not null", "floors integer not null", "value bigint not null",
            .. CodeColumns.Select(c => c.Stage + " text"),
        ],
        c =>
        [
            c.Object(0), c.Small(7, TaxObject.MostBuildings), c.Needed(8, 2).PadLeft(2, '0'), c.Small(9, 2200), c.Small(10, MostArea),
            c.Small(11, 200), c.Whole(12, TaxObject.MostValue / 1000) * buildingUnit, c.Code(13), c.Code(14), c.Code(15), c.Code(16),
            c.Code(17), c.Code(18), c.Code(19),
        ])
    {
        Optional = CodeColumns.Count,
    };

    private static SismiopTable Facilities => new(
        "dat_fasilitas_bangunan", false, [.. NopColumns, "no_bng", BuildingCodes.FacilityColumn, "jml_satuan"],
        ["nop bigint not null", "number integer not null", "code text not null", "amount integer not null"],
        c => [c.Object(0), c.Small(7, TaxObject.MostBuildings), c.Code(8), c.Small(9, 1_000_000_000)]);

    private SismiopTable Appraisals => new(
        "dat_nilai_individu", false, [.. NopColumns, "no_bng", "nilai_individu"],
        ["nop bigint not null", "number integer not null", "value bigint not null"],
        c => [c.Object(0), c.Small(7, TaxObject.MostBuildings), c.Whole(8, TaxObject.MostValue / 1000) * buildingUnit]);

    private static SismiopTable Zones => new(
        "dat_znt", false, [.. VillageColumns, "kd_znt"], ["tax_code bigint not null", "zone text not null"],
        c => [c.Village(0), c.Needed(4, 4).ToUpperInvariant()]);

    private static SismiopTable ZoneValues => new(
        "dat_nir", false, [.. VillageColumns, "kd_znt", "thn_nir_znt", "nir"],
        ["tax_code bigint not null", "zone text not null", "tax_year integer not null", "per_metre bigint not null"],
        c => [c.Village(0), c.Needed(4, 4).ToUpperInvariant(), c.Year(5), c.Thousands(6)]);

    private static SismiopTable Bills => new(
        "sppt", false,
        [
            .. NopColumns, "thn_pajak_sppt", "siklus_sppt", "nm_wp_sppt", "kd_kls_tanah", "kd_kls_bng", "luas_bumi_sppt", "luas_bng_sppt",
            "njop_bumi_sppt", "njop_bng_sppt", "njop_sppt", "njoptkp_sppt", "pbb_terhutang_sppt", "faktor_pengurang_sppt",
            "pbb_yg_harus_dibayar_sppt", "status_pembayaran_sppt", "tgl_jatuh_tempo_sppt", "tgl_terbit_sppt",
        ],
        [
            "nop bigint not null", "tax_year integer not null", "cycle integer not null", "name text not null", "land_class text not null",
            "building_class text not null", "land_area integer not null", "building_area integer not null", "land_value bigint not null",
            "building_value bigint not null", "total_value bigint not null", "deduction bigint not null", "tax bigint not null",
            "reduction bigint not null", "amount bigint not null", "paid integer not null", "due_on date", "issued_on date",
        ],
        c =>
        [
            c.Object(0), c.Year(7), c.Small(8, 9_999), c.Text(9, Taxpayer.NameLength), c.Text(10, 3), c.Text(11, 3), c.Small(12, MostArea),
            c.Small(13, MostArea), c.Whole(14), c.Whole(15), c.Whole(16), c.Whole(17), c.Whole(18), c.Whole(19), c.Whole(20),
            c.Small(21, 9), c.Day(22), c.Day(23),
        ]);

    private static SismiopTable Payments => new(
        "pembayaran_sppt", false,
        [.. NopColumns, "thn_pajak_sppt", "pembayaran_sppt_ke", "denda_sppt", "jml_sppt_yg_dibayar", "tgl_pembayaran_sppt"],
        [
            "nop bigint not null", "tax_year integer not null", "number integer not null", "penalty bigint not null",
            "amount bigint not null", "paid_on date",
        ],
        c => [c.Object(0), c.Year(7), c.Small(8, 9_999), c.Whole(9), c.Whole(10), NeededDay(c, 11)]);

    private static DateOnly? NeededDay(SismiopCells cells, int at)
    {
        cells.Needed(at, 30);
        return cells.Day(at);
    }

    /// <summary>Street and number as one address.</summary>
    private static string Joined(SismiopCells cells, int street, int number)
    {
        var address = $"{cells.Text(street, 120)} {cells.Text(number, 60)}".Trim();
        return address.Length == 0 ? "-" : address;
    }

    private object?[] ReadSubject(SismiopCells c)
    {
        var (key, name) = (c.Needed(0, 60), c.Needed(1, Taxpayer.NameLength));
        var phone = NumberKinds.Normal(NumberKinds.Phone, c.Text(9, 30));
        var npwp = NumberKinds.Normal(NumberKinds.Npwp, c.Text(10, 30));
        var (hasPhone, hasNpwp) = (IsRight(NumberKinds.Phone, phone), IsRight(NumberKinds.Npwp, npwp));
        var place = string.Join(", ", new[] { c.Text(6, 40), c.Text(7, 40) }.Where(p => p.Length > 0));
        return
        [
            numbers.Lookup(NumberKinds.Sismiop, key), numbers.Seal(key), newId(), name, Taxpayer.KeyOf(name), Joined(c, 2, 3), place,
            c.Text(8, 5), hasPhone ? numbers.Seal(phone) : null, hasPhone ? numbers.Lookup(NumberKinds.Phone, phone) : null,
            hasNpwp ? numbers.Seal(npwp) : null, hasNpwp ? numbers.Lookup(NumberKinds.Npwp, npwp) : null,
        ];
    }

    private static bool IsRight(string kind, string value) => value.Length > 0 && NumberKinds.Refuse(kind, value) is null;
}

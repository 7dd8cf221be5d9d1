using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// The checks of an export in SQL over its temporary tables, in their order: what one check leaves out the later ones do not see. Each adds
/// to <c>sismiop_exception</c>; <c>@region</c> is the region, <c>@source</c> what values are from that were taken over.
/// </summary>
internal static class SismiopChecks
{
    private const string Into =
        "insert into sismiop_exception (file, line, rule, nop, tax_year, tax_code, amount, expected, found) ";

    private const string UnknownVillage =
        "not exists (select 1 from revenue_village v where v.region_code = @region and v.tax_code = o.nop / 100000000)";

    /// <summary>The condition that <c>k</c> is the version of its value that counts.</summary>
    public const string LatestValue =
        "k.version = (select max(v.version) from revenue_land_value v where v.region_code = k.region_code and v.tax_code = k.tax_code "
        + "and v.zone = k.zone and v.tax_year = k.tax_year)";

    /// <summary>The condition that <c>k</c>, as it was taken over, is the building <c>b</c> of the export.</summary>
    public const string SameBuilding =
        "k.region_code = @region and k.nop = b.nop and k.version = 1 and k.number = b.number and k.value_source = @source "
        + "and k.use_code = b.use_code and k.area = b.area and k.built_year = b.built_year "
        + "and k.floors = case when b.floors < 1 then 1 else b.floors end";

    public const string KeptBuilding =
        "not exists (select 1 from sismiop_left x where x.file = 'dat_op_bangunan' and x.line = b.line)";

    private const string KeptBill =
        "not exists (select 1 from sismiop_left x where x.file = 'sppt' and x.line = b.line)";

    private const string KeptPayment =
        "not exists (select 1 from sismiop_left x where x.file = 'pembayaran_sppt' and x.line = p.line)";

    /// <summary>Made before anything is loaded.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        """
        create temp table sismiop_exception (file text not null, line bigint not null, rule text not null, nop bigint not null,
          tax_year integer not null, tax_code bigint not null, amount bigint not null, expected text not null, found text not null)
        """,
        "create temp table sismiop_left (file text not null, line bigint not null, primary key (file, line))",
        "create temp table sismiop_source (number bigint not null, name text not null)",
        "create temp table sismiop_code (name text not null, code text not null, primary key (name, code))",
    ];

    /// <summary>Made when everything is loaded.</summary>
    public static IReadOnlyList<string> Indexes { get; } =
    [
        "create index sismiop_subject_key on sismiop_dat_subjek_pajak (lookup)",
        "create index sismiop_object_key on sismiop_dat_objek_pajak (nop)",
        "create index sismiop_land_key on sismiop_dat_op_bumi (nop, number)",
        "create index sismiop_building_key on sismiop_dat_op_bangunan (nop, number)",
        "create index sismiop_facility_key on sismiop_dat_fasilitas_bangunan (nop, number, code)",
        "create index sismiop_appraisal_key on sismiop_dat_nilai_individu (nop, number)",
        "create index sismiop_zone_key on sismiop_dat_znt (tax_code, zone)",
        "create index sismiop_nir_key on sismiop_dat_nir (tax_code, zone, tax_year)",
        "create index sismiop_bill_key on sismiop_sppt (nop, tax_year)",
        "create index sismiop_payment_key on sismiop_pembayaran_sppt (nop, tax_year, number)",
    ];

    public static IReadOnlyList<(string Rule, string Sql)> All { get; } =
    [
        ("village-unknown", Unknown("dat_objek_pajak")),
        ("village-unknown", Unknown("sppt")),
        ("subject-twice", Twice("subject-twice", "dat_subjek_pajak", "lookup", "0, 0, 0, 0, '', ''")),
        ("object-twice", Twice("object-twice", "dat_objek_pajak", "nop", "s.nop, 0, s.nop / 100000000, 0, '', ''")),
        ("land-twice", Twice("land-twice", "dat_op_bumi", "nop, number", "s.nop, 0, s.nop / 100000000, 0, '', cast(s.number as text)")),
        ("building-twice",
            Twice("building-twice", "dat_op_bangunan", "nop, number", "s.nop, 0, s.nop / 100000000, 0, '', cast(s.number as text)")),
        ("facility-twice",
            Twice("facility-twice", "dat_fasilitas_bangunan", "nop, number, code", "s.nop, 0, s.nop / 100000000, 0, '', s.code")),
        ("appraisal-twice",
            Twice("appraisal-twice", "dat_nilai_individu", "nop, number", "s.nop, 0, s.nop / 100000000, 0, '', cast(s.number as text)")),
        ("nir-twice", Twice("nir-twice", "dat_nir", "tax_code, zone, tax_year", "0, s.tax_year, s.tax_code, 0, '', s.zone")),
        ("nir-known",
            $"""
            {Into}select 'dat_nir', z.line, 'nir-known', 0, z.tax_year, z.tax_code, 0, cast(k.per_metre as text), cast(z.per_metre as text)
            from sismiop_dat_nir z join revenue_land_value k on k.region_code = @region and k.tax_code = z.tax_code and k.zone = z.zone
              and k.tax_year = z.tax_year and {LatestValue}
            """),
        ("subject-missing",
            $"""
            {Into}select 'dat_objek_pajak', o.line, 'subject-missing', o.nop, 0, o.nop / 100000000, 0, '', ''
            from sismiop_dat_objek_pajak o where not exists (select 1 from sismiop_dat_subjek_pajak s where s.lookup = o.lookup)
              and not exists (select 1 from revenue_taxpayer_number n where n.region_code = @region and n.lookup = o.lookup)
            """),
        ("object-known",
            $"""
            {Into}select 'dat_objek_pajak', o.line, 'object-known', o.nop, 0, o.nop / 100000000, 0, '', ''
            from sismiop_dat_objek_pajak o
            where exists (select 1 from revenue_object k where k.region_code = @region and k.nop = o.nop and k.version = 1)
            """),
        ("land-orphan", Orphan("land-orphan", "dat_op_bumi")),
        ("building-orphan", Orphan("building-orphan", "dat_op_bangunan")),
        ("facility-orphan", OfNoBuilding("facility-orphan", "dat_fasilitas_bangunan")),
        ("appraisal-orphan", OfNoBuilding("appraisal-orphan", "dat_nilai_individu")),
        ("bill-twice",
            $"""
            {Into}select 'sppt', line, 'bill-twice', nop, tax_year, nop / 100000000, amount, '', cast(cycle as text)
            from (select b.*, row_number() over (partition by b.nop, b.tax_year order by b.cycle desc, b.line) as place
              from sismiop_sppt b join (select nop, tax_year from sismiop_sppt group by nop, tax_year having count(*) > 1) d
                on d.nop = b.nop and d.tax_year = b.tax_year) t
            where place > 1
            """),
        ("bill-differs", Kept("bill-differs", "<>")),
        ("bill-known", Kept("bill-known", "=")),
        ("payment-twice",
            Twice("payment-twice", "pembayaran_sppt", "nop, tax_year, number",
                "s.nop, s.tax_year, s.nop / 100000000, s.amount, '', cast(s.number as text)")),
        ("payment-differs", Paid("payment-differs", "<>")),
        ("payment-known", Paid("payment-known", "=")),
        ("payment-orphan",
            $"""
            {Into}select 'pembayaran_sppt', p.line, 'payment-orphan', p.nop, p.tax_year, p.nop / 100000000, p.amount, '', ''
            from sismiop_pembayaran_sppt p
            where not exists (select 1 from sismiop_sppt b where b.nop = p.nop and b.tax_year = p.tax_year)
              and not exists (select 1 from revenue_legacy_bill k where k.region_code = @region and k.nop = p.nop
                  and k.tax_year = p.tax_year)
            """),
        .. Notes,
        .. OfBooks,
    ];

    private static IReadOnlyList<(string Rule, string Sql)> Notes =>
    [
        ("bill-value",
            $"""
            {Into}select 'sppt', b.line, 'bill-value', b.nop, b.tax_year, b.nop / 100000000, 0,
              cast(b.land_value + b.building_value as text), cast(b.total_value as text)
            from sismiop_sppt b where b.total_value <> b.land_value + b.building_value and {KeptBill}
            """),
        ("bill-amount",
            $"""
            {Into}select 'sppt', b.line, 'bill-amount', b.nop, b.tax_year, b.nop / 100000000, 0,
              cast(b.tax - b.reduction as text), cast(b.amount as text)
            from sismiop_sppt b where b.amount <> b.tax - b.reduction and {KeptBill}
            """),
        ("class-differs", Classes),
        ("paid-differs",
            $"""
            {Into}select 'sppt', b.line, 'paid-differs', b.nop, b.tax_year, b.nop / 100000000, 0,
              cast(b.amount as text), cast(coalesce(t.principal, 0) as text)
            from sismiop_sppt b
            left join (select p.nop, p.tax_year, cast(sum(p.amount - p.penalty) as bigint) as principal
              from sismiop_pembayaran_sppt p where {KeptPayment} group by p.nop, p.tax_year) t
              on t.nop = b.nop and t.tax_year = b.tax_year
            where {KeptBill} and ((b.paid = 1 and coalesce(t.principal, 0) <> b.amount) or coalesce(t.principal, 0) > b.amount)
            """),
        ("area-differs",
            $"""
            {Into}select 'dat_objek_pajak', o.line, 'area-differs', o.nop, 0, o.nop / 100000000, 0,
              cast(coalesce(t.area, 0) as text), cast(o.land_area as text)
            from sismiop_dat_objek_pajak o
            left join (select l.nop, cast(sum(l.area) as bigint) as area from sismiop_dat_op_bumi l
              where not exists (select 1 from sismiop_left x where x.file = 'dat_op_bumi' and x.line = l.line) group by l.nop) t
              on t.nop = o.nop
            where o.land_area <> coalesce(t.area, 0)
              and not exists (select 1 from sismiop_left x where x.file = 'dat_objek_pajak' and x.line = o.line)
            """),
        ("deduction-twice", Deductions),
        ("zone-unknown",
            $"""
            {Into}select 'dat_op_bumi', min(l.line), 'zone-unknown', 0, 0, l.nop / 100000000, 0, l.zone, cast(count(*) as text)
            from sismiop_dat_op_bumi l where exists (select 1 from sismiop_dat_znt)
              and not exists (select 1 from sismiop_dat_znt z where z.tax_code = l.nop / 100000000 and z.zone = l.zone)
            group by l.nop / 100000000, l.zone
            """),
        ("appraisal-differs", Appraisals),
        ("building-code", Codes),
        ("building-code", FacilityCodes),
        ("zone-missing",
            $"""
            {Into}select 'dat_op_bumi', min(l.line), 'zone-missing', 0, 0, l.nop / 100000000, 0, l.zone, cast(count(*) as text)
            from sismiop_dat_op_bumi l
            where not exists (select 1 from sismiop_dat_nir z where z.tax_code = l.nop / 100000000 and z.zone = l.zone)
              and not exists (select 1 from revenue_land_value k
                where k.region_code = @region and k.tax_code = l.nop / 100000000 and k.zone = l.zone)
            group by l.nop / 100000000, l.zone
            """),
    ];

    /// <summary>
    /// Objects with the untaxed part in the latest year billed, beyond the most valuable one of their subject: it is given once.
    /// </summary>
    private static string Deductions =>
        $"""
        {Into}select 'dat_objek_pajak', t.line, 'deduction-twice', t.nop, @billed, t.nop / 100000000, 0, cast(t.kept as text),
          cast(t.deduction as text)
        from (select o.line, o.nop, b.deduction, row_number() over (partition by o.lookup order by b.total_value desc, o.nop) as place,
            first_value(o.nop) over (partition by o.lookup order by b.total_value desc, o.nop) as kept
          from sismiop_dat_objek_pajak o join sismiop_sppt b on b.nop = o.nop and b.tax_year = @billed and b.deduction > 0
          where {KeptBill} and not exists (select 1 from sismiop_left x where x.file = 'dat_objek_pajak' and x.line = o.line)) t
        where t.place > 1
        """;

    /// <summary>What the books will not have: what was paid too much of known bills, and bills of years that are billed here.</summary>
    private static IReadOnlyList<(string Rule, string Sql)> OfBooks =>
    [
        ("paid-over",
            $"""
            {Into}select 'pembayaran_sppt', t.line, 'paid-over', b.nop, b.tax_year, b.nop / 100000000, 0, cast(b.amount as text),
              cast(t.principal + {LegacySql.Paid()} as text)
            from (select p.nop, p.tax_year, min(p.line) as line, cast(sum(p.amount - p.penalty) as bigint) as principal
              from sismiop_pembayaran_sppt p
              join revenue_legacy_bill k on k.region_code = @region and k.nop = p.nop and k.tax_year = p.tax_year
              where {KeptPayment} group by p.nop, p.tax_year) t
            join revenue_legacy_bill b on b.region_code = @region and b.nop = t.nop and b.tax_year = t.tax_year
            where t.principal + {LegacySql.Paid()} > b.amount
            """),
        ("bill-own",
            $"""
            {Into}select 'sppt', b.line, 'bill-own', b.nop, b.tax_year, b.nop / 100000000, 0, '', cast(b.amount as text)
            from sismiop_sppt b
            where {KeptBill} and exists (select 1 from revenue_bill n
              where n.region_code = @region and n.nop = b.nop and n.tax_year = b.tax_year)
            """),
        ("paid-own",
            $"""
            {Into}select 'pembayaran_sppt', min(p.line), 'paid-own', p.nop, p.tax_year, p.nop / 100000000, 0, '',
              cast(sum(p.amount - p.penalty) as text)
            from sismiop_pembayaran_sppt p
            where {KeptPayment} and exists (select 1 from revenue_bill n
              where n.region_code = @region and n.nop = p.nop and n.tax_year = p.tax_year)
            group by p.nop, p.tax_year
            """),
    ];

    /// <summary>
    /// A bill whose value a square metre is not what most bills of its class and year have. Only where most have the same: a region may
    /// bill
    /// by the NIR itself and print the class as a label.
    /// </summary>
    private static string Classes =>
        $"""
        {Into}select 'sppt', b.line, 'class-differs', b.nop, b.tax_year, b.nop / 100000000, 0,
          cast(b.land_area * c.per_metre as text), cast(b.land_value as text)
        from sismiop_sppt b
        join (select tax_year, land_class, per_metre from (
            select tax_year, land_class, land_value / land_area as per_metre, count(*) as bills,
              sum(count(*)) over (partition by tax_year, land_class) as all_bills,
              row_number() over (partition by tax_year, land_class order by count(*) desc, land_value / land_area) as place
            from sismiop_sppt where land_area > 0 and land_class <> '' group by tax_year, land_class, land_value / land_area) g
          where place = 1 and bills * 2 > all_bills and all_bills > 2) c on c.tax_year = b.tax_year and c.land_class = b.land_class
        where b.land_area > 0 and b.land_value <> b.land_area * c.per_metre and {KeptBill}
        """;

    /// <summary>
    /// Appraisals of buildings that are here already and do not have them: only one that is the value here can still be taken, together
    /// with the codes. One that an office has entered since is there.
    /// </summary>
    private static string Appraisals =>
        $"""
        {Into}select 'dat_nilai_individu', a.line, 'appraisal-differs', a.nop, 0, a.nop / 100000000, 0,
          case when w.valuation = 'Individual' then cast(w.value as text) else '' end,
          cast(a.value as text) || ' (no_bng ' || cast(a.number as text) || ')'
        from sismiop_dat_nilai_individu a
        left join revenue_building w on w.region_code = @region and w.nop = a.nop and w.number = a.number
          and w.version = (select max(o.version) from revenue_object o where o.region_code = @region and o.nop = a.nop)
        left join revenue_taken_building t on t.region_code = @region and t.nop = a.nop and t.number = a.number
        where a.value > 0 and a.nop in (select e.nop from sismiop_exception e where e.rule = 'object-known')
          and not exists (select 1 from sismiop_left x where x.file = 'dat_nilai_individu' and x.line = a.line)
          and coalesce(t.appraised, -1) <> a.value
          and (w.nop is null or w.valuation <> 'Individual' or w.value <> a.value or w.value_source = @source)
          and (t.nop is not null or not exists (select 1 from sismiop_dat_op_bangunan b join revenue_building k on {SameBuilding}
            where b.nop = a.nop and b.number = a.number and k.value = a.value and {KeptBuilding}))
        """;

    /// <summary>
    /// Codes of buildings that nobody has said the meaning of, with how many buildings have them. Buildings are counted by all their codes
    /// at once, in one walk over them.
    /// </summary>
    private static string Codes
    {
        get
        {
            var columns = string.Join(", ", SismiopTables.CodeColumns.Select(c => c.Stage));
            var each = SismiopTables.CodeColumns.Prepend(("kd_jpb", "use_code"))
                .Select(c => $"select '{c.Item1}' as name, {c.Item2} as code, line, buildings from g where {c.Item2} is not null");
            return $"""
                {Into}
                with g as (select use_code, {columns}, min(b.line) as line, count(*) as buildings from sismiop_dat_op_bangunan b
                  where not exists (select 1 from sismiop_left x where x.file = 'dat_op_bangunan' and x.line = b.line)
                  group by use_code, {columns})
                select 'dat_op_bangunan', min(line), 'building-code', 0, 0, 0, 0, name,
                  '"' || code || '" × ' || cast(cast(sum(buildings) as bigint) as text)
                from ({string.Join("\nunion all ", each)}) t
                where not exists (select 1 from sismiop_code k where k.name = t.name and k.code = t.code)
                group by name, code
                """;
        }
    }

    /// <summary>The same of facilities.</summary>
    private static string FacilityCodes =>
        $"""
        {Into}select 'dat_fasilitas_bangunan', min(f.line), 'building-code', 0, 0, 0, 0, '{BuildingCodes.FacilityColumn}',
          '"' || f.code || '" × ' || cast(count(*) as text)
        from sismiop_dat_fasilitas_bangunan f
        where f.amount > 0 and not exists (select 1 from sismiop_left x where x.file = 'dat_fasilitas_bangunan' and x.line = f.line)
          and not exists (select 1 from sismiop_code k where k.name = '{BuildingCodes.FacilityColumn}' and k.code = f.code)
        group by f.code
        """;

    private static string Unknown(string file) =>
        $"""
        {Into}select '{file}', min(o.line), 'village-unknown', 0, 0, o.nop / 100000000, 0, '', cast(count(*) as text)
        from sismiop_{file} o where {UnknownVillage} group by o.nop / 100000000
        """;

    /// <summary>All but the first row with the same key.</summary>
    private static string Twice(string rule, string file, string key, string values)
    {
        var same = string.Join(" and ", key.Split(", ").Select(k => $"d.{k} = s.{k}"));
        return $"""
            {Into}select '{file}', s.line, '{rule}', {values} from sismiop_{file} s
            join (select {key}, min(line) as first_line from sismiop_{file} group by {key} having count(*) > 1) d on {same}
            where s.line > d.first_line
            """;
    }

    private static string Orphan(string rule, string file) =>
        $"""
        {Into}select '{file}', l.line, '{rule}', l.nop, 0, l.nop / 100000000, 0, '', '' from sismiop_{file} l
        where not exists (select 1 from sismiop_dat_objek_pajak o where o.nop = l.nop)
        """;

    private static string OfNoBuilding(string rule, string file) =>
        $"""
        {Into}select '{file}', f.line, '{rule}', f.nop, 0, f.nop / 100000000, 0, '', cast(f.number as text) from sismiop_{file} f
        where not exists (select 1 from sismiop_dat_op_bangunan b where b.nop = f.nop and b.number = f.number)
        """;

    private static string Kept(string rule, string compare) =>
        $"""
        {Into}select 'sppt', b.line, '{rule}', b.nop, b.tax_year, b.nop / 100000000, b.amount, cast(k.amount as text),
            cast(b.amount as text)
        from sismiop_sppt b join revenue_legacy_bill k on k.region_code = @region and k.nop = b.nop and k.tax_year = b.tax_year
        where k.amount {compare} b.amount and {KeptBill}
        """;

    private static string Paid(string rule, string compare) =>
        $"""
        {Into}select 'pembayaran_sppt', p.line, '{rule}', p.nop, p.tax_year, p.nop / 100000000, p.amount,
          cast(k.amount as text), cast(p.amount as text)
        from sismiop_pembayaran_sppt p join revenue_legacy_payment k
          on k.region_code = @region and k.nop = p.nop and k.tax_year = p.tax_year and k.number = p.number
        where k.amount {compare} p.amount and {KeptPayment}
        """;
}

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// How checked rows become rows of the registers, in SQL that both engines read. Parameters: <c>@region</c>, <c>@import</c>, <c>@now</c>,
/// <c>@who</c>, <c>@source</c>, <c>@day</c>, <c>@billed</c>.
/// </summary>
internal static class SismiopWrite
{
    /// <summary>Sums that several statements read; made before the write.</summary>
    public static IReadOnlyList<string> Prepare { get; } =
    [
        "create temp table sismiop_owner (lookup bytea not null, taxpayer_id uuid not null, fresh integer not null)",
        """
        insert into sismiop_owner select lookup, taxpayer_id, 0 from (
          select n.lookup, n.taxpayer_id, row_number() over (partition by n.lookup order by n.recorded_at) as place
          from revenue_taxpayer_number n where n.region_code = @region and n.kind = 'sismiop'
            and exists (select 1 from sismiop_dat_objek_pajak o where o.lookup = n.lookup)) k
        where place = 1
        """,
        """
        insert into sismiop_owner select s.lookup, s.taxpayer_id, 1 from sismiop_dat_subjek_pajak s
        where not exists (select 1 from sismiop_left x where x.file = 'dat_subjek_pajak' and x.line = s.line)
          and not exists (select 1 from revenue_taxpayer_number n
            where n.region_code = @region and n.lookup = s.lookup and n.kind = 'sismiop')
        """,
        "create index sismiop_owner_key on sismiop_owner (lookup)",
        "create temp table sismiop_zone_value (tax_code bigint not null, zone text not null, per_metre bigint not null)",
        // A value that is known here counts, not what the export says of the same zone and year.
        $"""
        insert into sismiop_zone_value select tax_code, zone, per_metre from (
          select z.tax_code, z.zone, coalesce(k.per_metre, z.per_metre) as per_metre,
            row_number() over (partition by z.tax_code, z.zone order by z.tax_year desc, z.line) as place
          from sismiop_dat_nir z left join revenue_land_value k on k.region_code = @region and k.tax_code = z.tax_code
            and k.zone = z.zone and k.tax_year = z.tax_year and {SismiopChecks.LatestValue}) t
        where place = 1
        """,
        "create index sismiop_zone_value_key on sismiop_zone_value (tax_code, zone)",
        """
        create temp table sismiop_land_sum (nop bigint not null, area bigint not null, zones integer not null, zone text not null,
          kind integer not null, total bigint not null, unknown_values integer not null)
        """,
        """
        insert into sismiop_land_sum
        select l.nop, cast(sum(l.area) as bigint), cast(count(distinct l.zone) as integer), min(l.zone), min(l.kind),
          cast(sum(l.area * coalesce(v.per_metre, 0)) as bigint), cast(sum(case when v.per_metre is null then 1 else 0 end) as integer)
        from sismiop_dat_op_bumi l
        left join sismiop_zone_value v on v.tax_code = l.nop / 100000000 and v.zone = l.zone
        where not exists (select 1 from sismiop_left x where x.file = 'dat_op_bumi' and x.line = l.line)
        group by l.nop
        """,
        "create index sismiop_land_sum_key on sismiop_land_sum (nop)",
        // An individual appraisal comes before what the system computed.
        "create temp table sismiop_appraisal (nop bigint not null, number integer not null, value bigint not null)",
        """
        insert into sismiop_appraisal select a.nop, a.number, a.value from sismiop_dat_nilai_individu a
        where a.value > 0 and not exists (select 1 from sismiop_left x where x.file = 'dat_nilai_individu' and x.line = a.line)
        """,
        "create index sismiop_appraised_key on sismiop_appraisal (nop, number)",
        "create temp table sismiop_building_sum (nop bigint not null, area bigint not null, total bigint not null)",
        """
        insert into sismiop_building_sum
        select b.nop, cast(sum(b.area) as bigint), cast(sum(coalesce(a.value, b.value)) as bigint) from sismiop_dat_op_bangunan b
        left join sismiop_appraisal a on a.nop = b.nop and a.number = b.number
        where not exists (select 1 from sismiop_left x where x.file = 'dat_op_bangunan' and x.line = b.line)
        group by b.nop
        """,
        "create index sismiop_building_sum_key on sismiop_building_sum (nop)",
    ];

    /// <summary>Run inside the write, with what each is called in the counts.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Statements { get; } =
    [
        ("taxpayers",
            """
            insert into revenue_taxpayer (region_code, taxpayer_id, version, kind, name, name_key, npwpd, address, place, postcode, reason,
              recorded_at, recorded_by)
            select @region, s.taxpayer_id, 1, case when s.name_key like 'PT %' or s.name_key like 'CV %' or s.name_key like 'YAYASAN %'
              or s.name_key like 'KOPERASI %' then 'Body' else 'Person' end, s.name, s.name_key, '', s.address, s.place, s.postcode,
              @source, @now, @who
            from sismiop_owner w join sismiop_dat_subjek_pajak s on s.taxpayer_id = w.taxpayer_id where w.fresh = 1
            """),
        ("numbers", Number("sismiop", "sealed", "lookup")),
        ("phones", Number("phone", "phone", "phone_lookup")),
        ("npwp", Number("npwp", "npwp", "npwp_lookup")),
        ("objects",
            """
            insert into revenue_object (region_code, nop, version, valid_from, state, reason, taxpayer_id, address, rt, rw, land_area,
              land_zone, land_kind, land_use, land_value, land_value_source, building_area, building_value, common_value, takes_deduction,
              recorded_at, recorded_by)
            select @region, o.nop, 1, @day, 'Active', @source, w.taxpayer_id, o.address, o.rt, o.rw,
              cast(case when o.land_area > 0 then o.land_area else coalesce(l.area, 0) end as integer),
              case when l.zones > 1 and l.unknown_values = 0 and l.area > 0 then '' else coalesce(l.zone, '') end,
              case when l.kind between 1 and 5 then l.kind else 5 end, 1,
              case when l.zones > 1 and l.unknown_values = 0 and l.area > 0 then (2 * l.total + l.area) / (2 * l.area) end,
              case when l.zones > 1 and l.unknown_values = 0 and l.area > 0 then @source else '' end,
              cast(coalesce(b.area, 0) as integer), coalesce(b.total, 0), 0,
              exists (select 1 from sismiop_sppt t where t.nop = o.nop and t.tax_year = @billed and t.deduction > 0), @now, @who
            from sismiop_dat_objek_pajak o
            join sismiop_owner w on w.lookup = o.lookup
            left join sismiop_land_sum l on l.nop = o.nop
            left join sismiop_building_sum b on b.nop = o.nop
            where not exists (select 1 from sismiop_left x where x.file = 'dat_objek_pajak' and x.line = o.line)
            order by o.nop
            """),
        ("buildings",
            """
            insert into revenue_building (region_code, nop, version, number, area, use_code, floors, built_year, valuation, value,
              value_source)
            select @region, b.nop, 1, b.number, b.area, b.use_code, case when b.floors < 1 then 1 else b.floors end, b.built_year,
              'Individual', coalesce(a.value, b.value), @source
            from sismiop_dat_op_bangunan b join sismiop_dat_objek_pajak o on o.nop = b.nop join sismiop_owner w on w.lookup = o.lookup
            left join sismiop_appraisal a on a.nop = b.nop and a.number = b.number
            where not exists (select 1 from sismiop_left x where x.file = 'dat_op_bangunan' and x.line = b.line)
              and not exists (select 1 from sismiop_left x where x.file = 'dat_objek_pajak' and x.line = o.line)
            order by b.nop, b.number
            """),
        ("building-codes",
            $"""
            insert into revenue_taken_building (region_code, nop, number, import_id, {CodeColumns}, appraised)
            select @region, b.nop, b.number, @import, {CodeColumns}, coalesce(a.value, 0)
            from sismiop_dat_op_bangunan b join sismiop_dat_objek_pajak o on o.nop = b.nop join sismiop_owner w on w.lookup = o.lookup
            left join sismiop_appraisal a on a.nop = b.nop and a.number = b.number
            where (coalesce({CodeColumns}) is not null or a.value is not null)
              and not exists (select 1 from sismiop_left x where x.file = 'dat_op_bangunan' and x.line = b.line)
              and not exists (select 1 from sismiop_left x where x.file = 'dat_objek_pajak' and x.line = o.line)
            order by b.nop, b.number
            """),
        // Buildings that an earlier export brought without codes get them now, where they are the same building. One that was appraised
        // at what it is not worth here does not: it would keep this value for good.
        ("building-codes-later",
            $"""
            insert into revenue_taken_building (region_code, nop, number, import_id, {CodeColumns}, appraised)
            select @region, b.nop, b.number, @import, {CodeColumns}, coalesce(a.value, 0)
            from sismiop_dat_op_bangunan b join revenue_building k on {SismiopChecks.SameBuilding}
            left join sismiop_appraisal a on a.nop = b.nop and a.number = b.number
            where (coalesce({CodeColumns}) is not null or a.value is not null) and (a.value is null or a.value = k.value)
              and b.nop in (select e.nop from sismiop_exception e where e.rule = 'object-known')
              and not exists (select 1 from sismiop_left x where x.file = 'dat_op_bangunan' and x.line = b.line)
              and not exists (select 1 from revenue_taken_building t
                where t.region_code = @region and t.nop = b.nop and t.number = b.number)
            order by b.nop, b.number
            """),
        // They may come later than the codes, all of a building at once.
        ("facilities",
            $"""
            insert into revenue_taken_facility (region_code, nop, number, code, import_id, amount)
            select @region, f.nop, f.number, f.code, @import, f.amount
            from sismiop_dat_fasilitas_bangunan f join revenue_taken_building t on t.region_code = @region and t.nop = f.nop
              and t.number = f.number
            where f.amount > 0
              and (t.import_id = @import or exists (select 1 from sismiop_dat_op_bangunan b
                join revenue_building k on {SismiopChecks.SameBuilding}
                where b.nop = f.nop and b.number = f.number and {SismiopChecks.KeptBuilding}))
              and not exists (select 1 from revenue_taken_facility h
                where h.region_code = @region and h.nop = f.nop and h.number = f.number)
              and not exists (select 1 from sismiop_left x where x.file = 'dat_fasilitas_bangunan' and x.line = f.line)
            order by f.nop, f.number, f.code
            """),
        ("zones",
            """
            insert into revenue_land_value (region_code, tax_code, zone, tax_year, version, per_metre, source, recorded_at, recorded_by)
            select @region, z.tax_code, z.zone, z.tax_year, 1, z.per_metre, @source, @now, @who from sismiop_dat_nir z
            where not exists (select 1 from sismiop_left x where x.file = 'dat_nir' and x.line = z.line)
            """),
        ("bills",
            """
            insert into revenue_legacy_bill (region_code, nop, tax_year, import_id, cycle, name, land_class, building_class, land_area,
              building_area, land_value, building_value, total_value, deduction, tax, reduction, amount, due_on, issued_on)
            select @region, b.nop, b.tax_year, @import, b.cycle, b.name, b.land_class, b.building_class, b.land_area, b.building_area,
              b.land_value, b.building_value, b.total_value, b.deduction, b.tax, b.reduction, b.amount, b.due_on, b.issued_on
            from sismiop_sppt b where not exists (select 1 from sismiop_left x where x.file = 'sppt' and x.line = b.line)
            order by b.nop, b.tax_year
            """),
        ("payments",
            """
            insert into revenue_legacy_payment (region_code, nop, tax_year, number, import_id, amount, penalty, paid_on)
            select @region, p.nop, p.tax_year, p.number, @import, p.amount, p.penalty, p.paid_on
            from sismiop_pembayaran_sppt p
            where not exists (select 1 from sismiop_left x where x.file = 'pembayaran_sppt' and x.line = p.line)
            order by p.nop, p.tax_year, p.number
            """),
    ];

    public static string Exceptions { get; } =
        $"""
        insert into revenue_import_exception (region_code, import_id, ordinal, file, line, rule, nop, tax_year, tax_code, amount, expected,
          found)
        select @region, @import, row_number() over (order by file, line, rule), file, {DumpPlace.Line("line")}, rule, nop, tax_year,
          tax_code, amount, expected, found
        from (
          select case when s.name is null then x.file else x.file || ' · ' || s.name end as file, x.line, x.rule, x.nop, x.tax_year,
            x.tax_code, x.amount, x.expected, x.found
          from sismiop_exception x left join sismiop_source s on s.number = {DumpPlace.Source("x.line")}) e
        """;

    /// <summary>Sums of the files, of what is left out and of what is kept, by village and year.</summary>
    /// <param name="kind"><c>bill</c> or <c>payment</c>.</param>
    /// <param name="file">The file.</param>
    /// <param name="written">True where the rows are written: then what is kept is read back from the registers.</param>
    public static string Proof(string kind, string file, bool written)
    {
        var kept = written
            ? $"from revenue_legacy_{kind} k where k.region_code = @region and k.import_id = @import"
            : $"from sismiop_{file} k where not exists (select 1 from sismiop_left x where x.file = '{file}' and x.line = k.line)";
        return $"""
            insert into revenue_import_proof (region_code, import_id, kind, tax_code, tax_year, source_count, source_sum, left_count,
                left_sum,
              kept_count, kept_sum)
            select @region, @import, '{kind}', tax_code, tax_year, cast(sum(sc) as bigint), cast(sum(ss) as bigint),
                cast(sum(lc) as bigint),
              cast(sum(ls) as bigint), cast(sum(kc) as bigint), cast(sum(ks) as bigint)
            from (
              select nop / 100000000 as tax_code, tax_year, count(*) as sc, sum(amount) as ss, 0 as lc, 0 as ls, 0 as kc, 0 as ks
              from sismiop_{file} group by nop / 100000000, tax_year
              union all
              select tax_code, tax_year, 0, 0, count(*), sum(amount), 0, 0
              from (select distinct line, tax_code, tax_year, amount from sismiop_exception
                where file = '{file}' and rule in ({ImportRules.Listed(RuleEffect.LeavesOut)})) d
              group by tax_code, tax_year
              union all
              select k.nop / 100000000, k.tax_year, 0, 0, 0, 0, count(*), sum(k.amount) {kept} group by k.nop / 100000000, k.tax_year
            ) t
            group by tax_code, tax_year
            """;
    }

    /// <summary>Columns of codes: the temporary table and the register call them the same.</summary>
    private static string CodeColumns => string.Join(", ", SismiopTables.CodeColumns.Select(c => c.Stage));

    private static string Number(string kind, string value, string lookup) =>
        $"""
        insert into revenue_taxpayer_number (region_code, taxpayer_id, kind, version, sealed, lookup, recorded_at)
        select @region, s.taxpayer_id, '{kind}', 1, s.{value}, s.{lookup}, @now
        from sismiop_owner w join sismiop_dat_subjek_pajak s on s.taxpayer_id = w.taxpayer_id
        where w.fresh = 1 and s.{value} is not null
        """;
}

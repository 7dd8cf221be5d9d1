using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Deductions;

/// <summary>An object with the untaxed part whose taxpayer uses it on another one too.</summary>
internal sealed record DoubleDeduction
{
    public required long Number { get; init; }

    public required int Version { get; init; }

    public required string Address { get; init; }

    public required Guid OwnerId { get; init; }

    public required string Owner { get; init; }

    public required string Npwpd { get; init; }

    /// <summary>Rupiah, by the value of the zone or the own one; 0 for land whose zone has no value.</summary>
    public required long Njop { get; init; }

    /// <summary>1 for the most valuable object of the taxpayer among these, the one that keeps it.</summary>
    public required long Place { get; init; }

    /// <summary>True where a version begins later or was recorded after this one: such an object is left to the officer.</summary>
    public required bool Later { get; init; }

    public Nop Nop => Nop.Of(Number);

    public bool Keeps => Place == 1;
}

/// <summary>How often the untaxed part is used more than once.</summary>
/// <param name="Taxpayers">Taxpayers who use it on several objects.</param>
/// <param name="Surplus">Objects that would lose it.</param>
internal sealed record DoubleCount(int Taxpayers, int Surplus)
{
    public static readonly DoubleCount None = new(0, 0);
}

/// <summary>
/// Finds taxpayers who use the untaxed part (NJOPTKP) on several objects of a region. It is given once a taxpayer and year; public
/// facilities are not billed and do not count.
/// </summary>
internal sealed class DeductionReading(KotaDb db)
{
    // Whoever has it on several objects in any version, found in the index alone; only these are looked at as they are on the day. Steps
    // are materialized and joined in the order written: without statistics SQLite begins with all objects or taxpayers of the region.
    private const string Several =
        """
        with several as materialized (
          select coalesce(m.into_id, o.taxpayer_id) as owner
          from revenue_object o
          left join revenue_taxpayer_merge m on m.region_code = o.region_code and m.from_id = o.taxpayer_id and m.recorded_at <= {2}
          where o.region_code = {0} and o.takes_deduction
          group by coalesce(m.into_id, o.taxpayer_id) having min(o.nop) < max(o.nop)),
        entries as materialized (
          select owner, owner as entry from several
          union all
          select s.owner, m.from_id from several s join revenue_taxpayer_merge m on m.region_code = {0} and m.into_id = s.owner
            and m.recorded_at <= {2}),
        used as materialized (
          select e.owner, o.nop, o.version, o.address,
            coalesce(o.land_value, (select v.per_metre from revenue_land_value v where v.region_code = o.region_code
              and v.tax_code = o.nop / 100000000 and v.zone = o.land_zone and v.tax_year <= {3} and v.recorded_at <= {2}
              order by v.tax_year desc, v.version desc limit 1), 0) * o.land_area + o.building_value + o.common_value as njop,
            exists (select 1 from revenue_object x where x.region_code = o.region_code and x.nop = o.nop and x.version > o.version
              and x.recorded_at <= {2}) as later
          from entries e cross join revenue_object o
          where o.region_code = {0} and o.taxpayer_id = e.entry and o.takes_deduction and o.state = 'Active' and o.land_kind <> 4
            and o.version = (select x.version from revenue_object x where x.region_code = o.region_code and x.nop = o.nop
              and x.valid_from <= {1} and x.recorded_at <= {2} order by x.valid_from desc, x.version desc limit 1)),
        placed as materialized (
          select u.*, count(*) over (partition by u.owner) as objects,
            row_number() over (partition by u.owner order by u.njop desc, u.nop) as place
          from used u)

        """;

    /// <summary>How many there are on a day, as it was known at an instant.</summary>
    public Task<DoubleCount> CountAsync((RegionCode Code, DateOnly Day) at, DateTime knownAt, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(at.Code));
        return db.Database.SqlQueryRaw<DoubleCount>(
            $"""
            {Several}
            select cast(coalesce(sum(case when place = 1 then 1 else 0 end), 0) as integer) as "Taxpayers",
              cast(coalesce(sum(case when place = 1 then 0 else 1 end), 0) as integer) as "Surplus"
            from placed where objects > 1
            """,
            Args(at, knownAt)).SingleAsync(cancel);
    }

    /// <summary>The objects, those of a taxpayer together and the one that keeps it first.</summary>
    /// <param name="at">The region, and the day the objects are seen on.</param>
    /// <param name="knownAt">What was recorded later is left out.</param>
    /// <param name="range">How many rows are passed over, and how many are read.</param>
    /// <param name="cancel">Stops.</param>
    public Task<List<DoubleDeduction>> ListAsync(
        (RegionCode Code, DateOnly Day) at, DateTime knownAt, (int Skip, int Take) range, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(at.Code));
        return db.Database.SqlQueryRaw<DoubleDeduction>(
            $$"""
            {{Several}}
            select p.nop as "Number", p.version as "Version", p.address as "Address", p.owner as "OwnerId", t.name as "Owner",
              t.npwpd as "Npwpd", p.njop as "Njop", p.place as "Place", p.later as "Later"
            from placed p cross join revenue_taxpayer t
            where p.objects > 1 and t.region_code = {0} and t.taxpayer_id = p.owner
              and t.version = (select max(x.version) from revenue_taxpayer x
                where x.region_code = t.region_code and x.taxpayer_id = t.taxpayer_id)
            order by t.name_key, p.owner, p.place limit {4} offset {5}
            """,
            [.. Args(at, knownAt), range.Take, range.Skip]).ToListAsync(cancel);
    }

    /// <summary>Where else a taxpayer uses it on a day, apart from one object; in order of NOP.</summary>
    public async Task<IReadOnlyList<Nop>> ElsewhereAsync(
        (RegionCode Code, DateOnly Day) at, TaxpayerId owner, Nop? but, CancellationToken cancel)
    {
        var scope = RegionScope.Of(at.Code);
        var merges = await db.In<TaxpayerMerge>(scope).AsNoTracking().Where(m => m.FromId == owner || m.IntoId == owner)
            .ToListAsync(cancel);
        List<TaxpayerId> entries = [owner, .. merges.Select(m => m.FromId == owner ? m.IntoId : m.FromId)];
        var used = await db.In<TaxObject>(scope).AsNoTracking().Where(o => entries.Contains(o.TaxpayerId) && o.TakesDeduction)
            .Select(o => o.Nop).Distinct().ToListAsync(cancel);
        var versions = (await db.In<TaxObject>(scope).AsNoTracking().Where(o => used.Contains(o.Nop)).ToListAsync(cancel))
            .ToLookup(o => o.Nop);
        return
        [
            .. used.Where(n => n != but).OrderBy(n => n.Value).Where(n => TaxObject.On(at.Day, versions[n]) is { } on
                && on.State == ObjectState.Active && on.TakesDeduction && on.LandKind != Model.Assessment.ObjectLine.PublicFacility
                && entries.Contains(on.TaxpayerId)),
        ];
    }

    private static object[] Args((RegionCode Code, DateOnly Day) at, DateTime knownAt) =>
        [at.Code.Value, at.Day, knownAt, at.Day.Year];
}

using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Filters of the list of what is owed. All of them stand in the address.</summary>
/// <param name="Kind">Code of a kind, or empty.</param>
/// <param name="Letter">Code of a letter, or empty.</param>
/// <param name="Open">True for what is not paid.</param>
/// <param name="Search">Number of a letter, NOPD or NOP, or the beginning of a taxpayer's name.</param>
internal sealed record ChargeFilter(string Kind = "", string Letter = "", bool Open = false, string Search = "");

/// <summary>A row of the list.</summary>
internal sealed record ChargeRow
{
    public required Guid Id { get; init; }

    public required string Letter { get; init; }

    public required string Kind { get; init; }

    public required string Number { get; init; }

    public required string Subject { get; init; }

    public required DateOnly PeriodFrom { get; init; }

    public required DateOnly PeriodTo { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public required long Amount { get; init; }

    public required long OpenAmount { get; init; }

    public required string State { get; init; }

    public DateOnly? DueOn { get; init; }

    public required DateOnly ExpiresFrom { get; init; }

    public required string Owner { get; init; }
}

/// <summary>What is owed in a region, newest first, in plain SQL: the cycle that counts with what stands after its last event.</summary>
internal sealed class ChargeRows(KotaDb db)
{
    public const int PageSize = 50;

    private const string Columns =
        """
        select c.charge_id as "Id", f.letter as "Letter", c.kind as "Kind", f.number as "Number", c.subject as "Subject",
          c.period_from as "PeriodFrom", c.period_to as "PeriodTo", f.issued_on as "IssuedOn", c.amount as "Amount",
          e.open_after as "OpenAmount", e.state as "State", e.due_on as "DueOn", e.expires_from as "ExpiresFrom", t.name as "Owner"
        """;

    private const string Source =
        """

        from revenue_assessment c
        join revenue_assessment f on f.region_code = c.region_code and f.charge_id = c.charge_id and f.cycle = 1
        join revenue_assessment_event e on e.region_code = c.region_code and e.charge_id = c.charge_id
          and e.ordinal = (select max(x.ordinal) from revenue_assessment_event x
            where x.region_code = e.region_code and x.charge_id = e.charge_id)
        left join revenue_taxpayer_merge m on m.region_code = c.region_code and m.from_id = c.taxpayer_id
        join revenue_taxpayer t on t.region_code = c.region_code
          and t.taxpayer_id = case when m.into_id is null then c.taxpayer_id else m.into_id end
          and t.version = (select max(x.version) from revenue_taxpayer x
            where x.region_code = t.region_code and x.taxpayer_id = t.taxpayer_id)
        where c.region_code = {0}
          and c.cycle = (select max(x.cycle) from revenue_assessment x
            where x.region_code = c.region_code and x.charge_id = c.charge_id)
        """;

    /// <summary>One page before, or after, a charge in the order of issue, newest first.</summary>
    public async Task<RegisterRows<ChargeRow>> PageAsync(
        RegionCode region, ChargeFilter filter, (Guid? After, Guid? Before) cursor, int size, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var (where, args) = Where(region, filter);
        var counted = $"select count(*) as \"Value\" from (select 1 {Source}{where} limit {TaxpayerRows.MostCounted + 1}) c";
        var total = await db.Database.SqlQueryRaw<long>(counted, [.. args]).SingleAsync(cancel);
        var backwards = cursor.After is null && cursor.Before is not null;
        if ((cursor.After ?? cursor.Before) is { } at)
        {
            where += string.Create(CultureInfo.InvariantCulture, $" and c.charge_id {(backwards ? ">" : "<")} {{{args.Count}}}");
            args.Add(at);
        }

        var sql = $"{Columns}{Source}{where} order by c.charge_id {(backwards ? "asc" : "desc")} limit {size + 1}";
        var rows = await db.Database.SqlQueryRaw<ChargeRow>(sql, [.. args]).ToListAsync(cancel);
        return TaxpayerRows.Page(rows, size, (backwards, cursor.After is not null), r => r.Id.ToString(), total);
    }

    /// <summary>What is open in a region, the right to collect that ends first at the top.</summary>
    public async Task<IReadOnlyList<ChargeRow>> OpenAsync(RegionCode region, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        return await db.Database.SqlQueryRaw<ChargeRow>(
            $"{Columns}{Source} and e.open_after > 0 order by e.expires_from, c.charge_id", region.Value).ToListAsync(cancel);
    }

    /// <summary>Days on which the right to collect began, of charges where it began more than once.</summary>
    public async Task<ILookup<Guid, DateOnly>> StartsAsync(RegionCode region, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        var rows = await db.Database.SqlQueryRaw<ChargeStart>(
            """
            select distinct v.charge_id as "Id", v.expires_from as "From" from revenue_assessment_event v
            join (select charge_id from revenue_assessment_event where region_code = {0} and nop is null
              group by charge_id having min(expires_from) < max(expires_from)) m on m.charge_id = v.charge_id
            where v.region_code = {0}
            """, region.Value).ToListAsync(cancel);
        return rows.ToLookup(r => r.Id, r => r.From);
    }

    /// <summary>What was issued about an object, newest first.</summary>
    public async Task<IReadOnlyList<ChargeRow>> OfAsync(RegionCode region, Guid thing, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region));
        return await db.Database.SqlQueryRaw<ChargeRow>(
            $"{Columns}{Source} and c.object_id = {{1}} order by c.charge_id desc", region.Value, thing).ToListAsync(cancel);
    }

    private static (string Sql, List<object> Args) Where(RegionCode region, ChargeFilter filter)
    {
        var sql = new StringBuilder();
        List<object> args = [region.Value];
        void Add(string column, string value)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and {column} = {{{args.Count}}}");
            args.Add(value);
        }

        if (filter.Kind.Length > 0)
        {
            Add("c.kind", filter.Kind);
        }

        if (filter.Letter.Length > 0)
        {
            Add("f.letter", filter.Letter);
        }

        if (filter.Open)
        {
            sql.Append(" and e.open_after > 0");
        }

        if (filter.Search.Length > 0)
        {
            var first = args.Count;
            sql.Append(CultureInfo.InvariantCulture, $" and (f.number = {{{first}}} or c.number = {{{first}}}");
            sql.Append(CultureInfo.InvariantCulture, $" or c.subject = {{{first + 1}}}");
            sql.Append(CultureInfo.InvariantCulture, $" or t.name_key like {{{first + 2}}} escape '!')");
            args.AddRange([
                filter.Search.ToUpperInvariant(),
                Nop.TryParse(filter.Search, out var nop) ? Assessment.PbbAccounts.Subject(nop) : filter.Search.ToUpperInvariant(),
                TaxpayerRows.Escaped(Taxpayer.KeyOf(filter.Search)) + "%",
            ]);
        }

        return (sql.ToString(), args);
    }
}

/// <summary>A day on which the right to collect a charge began.</summary>
internal sealed record ChargeStart
{
    public required Guid Id { get; init; }

    public required DateOnly From { get; init; }
}

using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Filters of the list of bills. All of them stand in the address.</summary>
internal sealed record BillFilter(int Year)
{
    /// <summary>Ten digits of a village, or 0 for all.</summary>
    public long Village { get; init; }

    /// <summary>A book of the rules, or null for all.</summary>
    public BookRule? Book { get; init; }

    /// <summary>State on the day, or null for all.</summary>
    public BillState? State { get; init; }

    /// <summary>NOP with or without points, or its beginning; else a part of the name. Empty for all.</summary>
    public string Search { get; init; } = string.Empty;

    public bool IsSparse => Book is not null || State is not null || Search.Length > 0;
}

/// <summary>A row of the list of bills.</summary>
internal sealed record BillRow
{
    public required long Number { get; init; }

    public required int Cycle { get; init; }

    public required long BillNumber { get; init; }

    public required long Amount { get; init; }

    public required string Owner { get; init; }

    public required string Address { get; init; }

    /// <summary>What is open of it, rupiah.</summary>
    public required long Open { get; init; }

    public required DateOnly? DueOn { get; init; }

    /// <summary>The day from which the right to collect runs, null where nobody knows it yet.</summary>
    public DateOnly? Since { get; init; }

    public Nop Nop => Nop.Of(Number);

    public BillState On(DateOnly day) => Open == 0 ? BillState.Paid : DueOn is null ? BillState.NotSent
        : BillExpiry.IsOver(Since, day) ? BillState.Expired : DueOn < day ? BillState.Overdue : BillState.Open;
}

/// <summary>The bills of a year in plain SQL: ordered and paged by NOP, which is the key, so that a page reads its own rows.</summary>
internal sealed class BillRows(KotaDb db)
{
    public const int PageSize = 50;

    private const int NopDigits = 18;

    private const string Columns =
        """
        select b.nop as "Number", b.cycle as "Cycle", b.number as "BillNumber", b.amount as "Amount", t.name as "Owner",
          o.address as "Address", coalesce(e.open_after, b.amount) as "Open", coalesce(e.due_on, d.due_on) as "DueOn"
        """;

    private const string Source =
        $$"""

        from revenue_bill b
        join revenue_taxpayer t on t.region_code = b.region_code and t.taxpayer_id = b.taxpayer_id and t.version = b.taxpayer_version
        join revenue_object o on o.region_code = b.region_code and o.nop = b.nop and o.version = b.object_version
        left join revenue_dispatch d on d.region_code = b.region_code and d.batch_id = b.batch_id and d.tax_code = b.nop / 100000000
        {{BillSql.LastEvent}}
        where b.region_code = {0} and b.tax_year = {1}
        {{BillSql.Counts}}
        """;

    /// <summary>One page after, or before, an object. Rows of a narrow filter are not counted.</summary>
    /// <param name="region">The region with the legal date.</param>
    /// <param name="filter">Which bills.</param>
    /// <param name="cursor">Where the page begins or ends.</param>
    /// <param name="size">Rows a page.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<RegisterRows<BillRow>> PageAsync(
        (RegionCode Code, DateOnly Day) region, BillFilter filter, (long? After, long? Before) cursor, int size, CancellationToken cancel)
    {
        db.Declare(RegionScope.Of(region.Code));
        var (where, args) = Where(region, filter);
        long? total = null;
        if (!filter.IsSparse)
        {
            var counted = $"select count(*) as \"Value\" from (select 1 {Source}{where} limit {TaxpayerRows.MostCounted + 1}) c";
            total = await db.Database.SqlQueryRaw<long>(counted, [.. args]).SingleAsync(cancel);
        }

        var backwards = cursor.After is null && cursor.Before is not null;
        if ((cursor.After ?? cursor.Before) is { } at)
        {
            where += string.Create(CultureInfo.InvariantCulture, $" and b.nop {(backwards ? "<" : ">")} {{{args.Count}}}");
            args.Add(at);
        }

        var sql = $"{Columns}, {Since} as \"Since\"{Source}{where} order by b.nop {(backwards ? "desc" : "asc")} limit {size + 1}";
        var rows = await db.Database.SqlQueryRaw<BillRow>(sql, [.. args]).ToListAsync(cancel);
        return TaxpayerRows.Page(
            rows, size, (backwards, cursor.After is not null), r => r.Number.ToString(CultureInfo.InvariantCulture),
            total ?? TaxpayerRows.MostCounted + 1);
    }

    /// <summary>From which day the right to collect runs, see <see cref="BillExpiry.Since"/>; the third value is 1 January.</summary>
    private static string Since => LetterRules.BillExpiresFromDue ? "coalesce(e.expires_from, d.due_on)" : "coalesce(e.expires_from, {2})";

    private static (string Sql, List<object> Args) Where((RegionCode Code, DateOnly Day) region, BillFilter filter)
    {
        var sql = new StringBuilder();
        List<object> args = [region.Code.Value, filter.Year, new DateOnly(filter.Year, 1, 1)];
        void And(string condition, object value)
        {
            sql.Append(CultureInfo.InvariantCulture, $" and {condition} {{{args.Count}}}");
            args.Add(value);
        }

        if (filter.Village > 0)
        {
            var (first, last) = Nop.In(filter.Village);
            And("b.nop >=", first.Value);
            And("b.nop <=", last.Value);
        }

        if (filter.Search.Length > 0)
        {
            Search(sql, args, filter.Search);
        }

        if (filter.Book is { } book)
        {
            And(book.Above == 0 ? "b.amount >=" : "b.amount >", book.Above);
            if (book.To is { } to)
            {
                And("b.amount <=", to);
            }
        }

        switch (filter.State)
        {
            case BillState.Paid:
                sql.Append(" and coalesce(e.open_after, b.amount) = 0");
                break;
            case BillState.NotSent:
                sql.Append(" and b.amount > 0 and d.due_on is null");
                break;
            case BillState.Open:
                sql.Append(" and coalesce(e.open_after, b.amount) > 0");
                And("coalesce(e.due_on, d.due_on) >=", region.Day);
                And($"{Since} >", BillClock.On(region.Day).Expired);
                break;
            case BillState.Overdue:
                sql.Append(" and coalesce(e.open_after, b.amount) > 0");
                And("coalesce(e.due_on, d.due_on) <", region.Day);
                And($"{Since} >", BillClock.On(region.Day).Expired);
                break;
            case BillState.Expired:
                sql.Append(" and coalesce(e.open_after, b.amount) > 0 and d.due_on is not null");
                And($"{Since} <=", BillClock.On(region.Day).Expired);
                break;
        }

        return (sql.ToString(), args);
    }

    /// <summary>
    /// Digits with nothing but points, dashes and blanks are a NOP or its beginning: a range of the key. Else a part of the name: taxpayers
    /// are found in the index of names, their objects in the index of owners, and bills by their key.
    /// </summary>
    private static void Search(StringBuilder sql, List<object> args, string search)
    {
        var digits = string.Concat(search.Where(char.IsAsciiDigit));
        if (digits.Length is > 0 and <= NopDigits && search.All(c => char.IsAsciiDigit(c) || c is '.' or '-' or ' '))
        {
            sql.Append(CultureInfo.InvariantCulture, $" and b.nop between {{{args.Count}}} and {{{args.Count + 1}}}");
            args.AddRange([
                long.Parse(digits.PadRight(NopDigits, '0'), CultureInfo.InvariantCulture),
                long.Parse(digits.PadRight(NopDigits, '9'), CultureInfo.InvariantCulture),
            ]);
            return;
        }

        if (Taxpayer.KeyOf(search) is not { Length: > 0 } name)
        {
            // Signs alone name nobody.
            sql.Append(" and 1 = 0");
            return;
        }

        var like = string.Create(CultureInfo.InvariantCulture, $"{{{args.Count}}}");
        sql.Append(CultureInfo.InvariantCulture,
            $"""
             and t.name_key like {like} escape '!' and b.nop in (select y.nop from revenue_object y where y.region_code = {"{0}"}
              and y.taxpayer_id in (
                select n.taxpayer_id from revenue_taxpayer n where n.region_code = {"{0}"} and n.name_key like {like} escape '!'
                union select m.from_id from revenue_taxpayer n join revenue_taxpayer_merge m
                  on m.region_code = n.region_code and m.into_id = n.taxpayer_id
                where n.region_code = {"{0}"} and n.name_key like {like} escape '!'))
            """);
        args.Add($"%{TaxpayerRows.Escaped(name)}%");
    }
}

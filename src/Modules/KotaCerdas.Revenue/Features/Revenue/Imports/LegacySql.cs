namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// What is open of the bills of the system before, in SQL that both engines read; the same everywhere: a bill counts as long as this system
/// has none of the object and year, fines are not principal, and what was paid too much makes nothing negative.
/// </summary>
internal static class LegacySql
{
    /// <summary>Open bills of <c>@region</c>: <c>nop</c>, <c>tax_year</c>, <c>amount</c>.</summary>
    public static string Open =>
        $"""
        select l.nop, l.tax_year, l.amount - l.paid as amount
        from (select b.nop, b.tax_year, b.amount, {Paid()} as paid from revenue_legacy_bill b where b.region_code = @region) l
        where l.amount > l.paid and {NoOwn("l")} and {NotWrittenOff("l")}
        """;

    /// <summary>Principal that was paid of the bill <c>b</c>.</summary>
    /// <param name="which">Condition on the payment <c>p</c>, or nothing for all.</param>
    public static string Paid(string which = "") =>
        $"""
        coalesce((select cast(sum(p.amount - p.penalty) as bigint) from revenue_legacy_payment p where p.region_code = b.region_code
          and p.nop = b.nop and p.tax_year = b.tax_year{(which.Length == 0 ? string.Empty : $" and {which}")}), 0)
        """;

    /// <summary>The condition that nobody wrote the bill off.</summary>
    public static string NotWrittenOff(string row) =>
        $"""
        not exists (select 1 from revenue_assessment_event w where w.region_code = @region and w.nop = {row}.nop
          and w.tax_year = {row}.tax_year and w.kind = 'WrittenOff')
        """;

    /// <summary>The condition that this system has no bill of the object and year.</summary>
    public static string NoOwn(string row) =>
        $"not exists (select 1 from revenue_bill n where n.region_code = @region and n.nop = {row}.nop and n.tax_year = {row}.tax_year)";
}

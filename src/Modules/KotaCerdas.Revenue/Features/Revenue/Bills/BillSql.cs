namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>What statements over bills share.</summary>
internal static class BillSql
{
    /// <summary>
    /// Joins the last thing that happened to a bill <c>b</c> as <c>e</c>: what is open after it, by when it is to be paid. Bills to which
    /// nothing happened have none.
    /// </summary>
    public const string LastEvent =
        """

        left join revenue_assessment_event e on e.region_code = b.region_code and e.nop = b.nop and e.tax_year = b.tax_year
          and e.ordinal = (select max(x.ordinal) from revenue_assessment_event x
            where x.region_code = b.region_code and x.nop = b.nop and x.tax_year = b.tax_year)

        """;

    /// <summary>The condition that a bill <c>l</c> of the system before was not written off.</summary>
    public const string LegacyStands =
        """

          and not exists (select 1 from revenue_assessment_event w where w.region_code = l.region_code and w.nop = l.nop
            and w.tax_year = l.tax_year and w.kind = 'WrittenOff')

        """;

    /// <summary>The condition that no further cycle of a bill <c>b</c> exists.</summary>
    public const string Counts =
        """

          and b.cycle = (select max(x.cycle) from revenue_bill x
            where x.region_code = b.region_code and x.nop = b.nop and x.tax_year = b.tax_year)

        """;
}

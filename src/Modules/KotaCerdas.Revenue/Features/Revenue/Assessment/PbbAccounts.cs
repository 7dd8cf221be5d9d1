using System.Globalization;
using KotaCerdas.Revenue.Model;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>How PBB-P2 stands in the ledger. Codes are those of the chart (Permendagri 90/2019 with its yearly updates).</summary>
internal static class PbbAccounts
{
    /// <summary>Event of the journals of an assessment.</summary>
    public const string Assessed = "revenue.pbb-assessed";

    /// <summary>Event of the journals that bring the open bills of the system before into the books.</summary>
    public const string Opened = "revenue.pbb-opened";

    /// <summary>Piutang PBB-P2.</summary>
    public static readonly AccountCode Receivable = AccountCode.Parse("1.1.03.15");

    /// <summary>PBB-P2-LO.</summary>
    public static readonly AccountCode Income = AccountCode.Parse("7.1.01.15");

    /// <summary>Ekuitas: what was earned before the books began stands here, and not in the income of this year.</summary>
    public static readonly AccountCode Equity = AccountCode.Parse("3.1.01");

    /// <summary>Value date of an assessment: the day of its decree, and never before the 1 January from which the tax is owed.</summary>
    public static DateOnly OwedSince(int taxYear, DateOnly decreeOn)
    {
        var first = new DateOnly(taxYear, 1, 1);
        return decreeOn < first ? first : decreeOn;
    }

    /// <summary>Subject of a line: the 18 digits; in order of NOP as text too.</summary>
    public static string Subject(Nop nop) => nop.Value.ToString("000000000000000000", CultureInfo.InvariantCulture);
}

using System.Globalization;
using KotaCerdas.Revenue.Model;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>How PBB-P2 stands in the ledger. Codes are those of the chart (Permendagri 90/2019 with its yearly updates).</summary>
internal static class PbbAccounts
{
    /// <summary>Event of the journals of an assessment.</summary>
    public const string Assessed = "revenue.pbb-assessed";

    /// <summary>Piutang PBB-P2.</summary>
    public static readonly AccountCode Receivable = AccountCode.Parse("1.1.03.15");

    /// <summary>PBB-P2-LO.</summary>
    public static readonly AccountCode Income = AccountCode.Parse("7.1.01.15");

    /// <summary>Subject of a line: the 18 digits; in order of NOP as text too.</summary>
    public static string Subject(Nop nop) => nop.Value.ToString("000000000000000000", CultureInfo.InvariantCulture);
}

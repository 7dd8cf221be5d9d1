using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>
/// The end of the right to collect a PBB-P2 bill, by the tables of letters and of expiry: what has ended is not asked for any more.
/// </summary>
internal static class BillExpiry
{
    private static readonly int Years = LetterRules.ExpiryOf(RevenueKinds.Find(RevenueKinds.Pbb)!).Years;
    private static readonly bool FromDue = LetterRules.BillExpiresFromDue;

    /// <summary>The day from which the right runs; null where nobody knows it yet.</summary>
    /// <param name="interrupted">The day that the last thing that happened to the bill says, null where nothing did.</param>
    /// <param name="year">Tax year.</param>
    /// <param name="due">The day by which it was to be paid at first.</param>
    public static DateOnly? Since(DateOnly? interrupted, int year, DateOnly? due) =>
        interrupted ?? (FromDue ? due : new DateOnly(year, 1, 1));

    /// <summary>True where a right that runs since a day is over on another.</summary>
    public static bool IsOver(DateOnly? since, DateOnly day) => since is { } from && from.AddYears(Years) < day;
}

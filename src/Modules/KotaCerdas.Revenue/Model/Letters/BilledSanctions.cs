using System.Globalization;
using System.Runtime.InteropServices;

namespace KotaCerdas.Revenue.Model.Letters;

/// <summary>A cycle of something that follows a debt, with what says what it is for.</summary>
/// <param name="Charge">Which one it is.</param>
/// <param name="Cycle">Its cycle.</param>
/// <param name="First">Code of the letter of the first cycle.</param>
/// <param name="Letter">Code of the letter of this cycle.</param>
/// <param name="Sanction">Rupiah.</param>
/// <param name="Trace">See <see cref="ChargeTrace"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FollowingCycle(ChargeId Charge, int Cycle, string First, string Letter, long Sanction, string Trace);

/// <summary>What bills of sanctions (STPD, STRD) ask for of a debt, so that nobody asks for it again.</summary>
/// <param name="Interest">Interest on the debt, rupiah.</param>
/// <param name="Fines">Fines for a late return, rupiah.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BilledSanctions(long Interest, long Fines)
{
    /// <summary>
    /// What was billed, by all cycles of all that follows. What a bill is for stands in its first cycle. What a reduction took off stays
    /// billed, as it was waived; what a correction took off, or a cancellation, was never billed.
    /// </summary>
    public static BilledSanctions Of(IEnumerable<FollowingCycle> following)
    {
        var (interest, fines) = (0L, 0L);
        foreach (var bill in following.Where(f => LetterRules.Of(f.First).Basis == LetterBasis.Late).GroupBy(f => f.Charge))
        {
            var cycles = bill.OrderBy(c => c.Cycle).ToList();
            var (first, decided) = (cycles[0], cycles.FindLast(c => LetterRules.Of(c.Letter).Basis != LetterBasis.Share));
            if (LetterRules.Of(decided.Letter).Basis == LetterBasis.Nil)
            {
                continue;
            }

            var steps = ChargeTrace.Read(first.Trace);
            var (fine, refused) = (Sum(steps, "fine"), Sum(steps, "refused"));
            (interest, fines) = (interest + Math.Max(0, decided.Sanction - fine - refused), fines + fine);
        }

        return new(interest, fines);
    }

    private static long Sum(IReadOnlyList<TraceStep> steps, string name) =>
        steps.Where(s => s.Name == name).Sum(s => long.Parse(s.Value, CultureInfo.InvariantCulture));
}

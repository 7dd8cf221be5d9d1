using System.Runtime.InteropServices;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>What a set of figures gives for all objects of a region.</summary>
internal sealed record DecreeResult(AssessmentSummary Summary, IReadOnlyList<VillageSums> Villages);

/// <summary>Which objects a list is of: those whose bill rises by more than both over the year before.</summary>
/// <param name="Percent">Per cent of the year before.</param>
/// <param name="Rupiah">Rupiah.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RiseThreshold(int Percent, long Rupiah)
{
    /// <summary>
    /// True for a bill that had one the year before and rises by more; from nothing every rise is more than any per cent.
    /// </summary>
    public bool IsPassed(long last, long now) => last >= 0 && now - last > Rupiah && now > last
        && (Int128)(now - last) * 100 > (Int128)last * Percent;
}

/// <summary>Computes all objects of a region by other figures, in memory.</summary>
internal static class DecreeRun
{
    /// <summary>Sums; objects that have a bill of the year count like all others, because a decree is tried for all.</summary>
    public static DecreeResult Run(PbbRules rules, FactTable table)
    {
        var tally = new AssessmentTally(rules, table);
        for (var i = 0; i < table.Count; i++)
        {
            ref readonly var line = ref table[i];
            if (line.Object.LandKind == ObjectLine.PublicFacility)
            {
                tally.Skip(line, null);
            }
            else if (Assessor.Assess(rules, line, out var amount) is { } reason)
            {
                tally.Skip(line, reason);
            }
            else
            {
                tally.Add(i, line, amount);
            }
        }

        return new(tally.End(), tally.Villages);
    }

    /// <summary>Every object above a threshold, the largest rise first, of equal ones the lower NOP.</summary>
    public static IReadOnlyList<Rise> Above(PbbRules rules, FactTable table, RiseThreshold threshold)
    {
        var rises = new List<Rise>();
        for (var i = 0; i < table.Count; i++)
        {
            ref readonly var line = ref table[i];
            if (line.Last.Amount >= 0 && line.Object.LandKind != ObjectLine.PublicFacility
                && Assessor.Assess(rules, line, out var amount) is null && threshold.IsPassed(line.Last.Amount, amount.Payable))
            {
                rises.Add(new(line.Object.Nop.Value, line.Last.Amount, amount.Payable));
            }
        }

        rises.Sort((a, b) => (b.Amount - b.Last).CompareTo(a.Amount - a.Last) is var order and not 0 ? order : a.Nop.CompareTo(b.Nop));
        return rises;
    }
}

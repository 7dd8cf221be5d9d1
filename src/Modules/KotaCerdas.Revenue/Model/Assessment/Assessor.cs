using System.Runtime.InteropServices;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Model.Assessment;

/// <summary>A refused object.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RefusedLine(Nop Nop, int Version, RefusalReason Reason);

/// <summary>A result: its hash, sums and refusals.</summary>
internal sealed record AssessmentResult(
    string Hash, AssessmentSummary Summary, IReadOnlyList<VillageSums> Villages, IReadOnlyList<RefusedLine> Refusals);

/// <summary>Assesses the objects of a table, in order, the same way for simulation, posting and checks.</summary>
internal static class Assessor
{
    private const int Step = 16_384;

    /// <summary>Why an object has no bill although it should, or null; then the amount stands.</summary>
    public static RefusalReason? Assess(PbbRules rules, in ObjectLine line, out PbbAmount amount)
    {
        if (line.LacksLandValue)
        {
            amount = default;
            return RefusalReason.NoLandValue;
        }

        amount = rules.Assess(line.Facts);
        return amount.Refusal switch
        {
            PbbRefusal.None => null,
            PbbRefusal.BadFacts => RefusalReason.BadFacts,
            PbbRefusal.NoTier => RefusalReason.NoTier,
            PbbRefusal.NoLandClass => RefusalReason.NoLandClass,
            PbbRefusal.NoBuildingClass => RefusalReason.NoBuildingClass,
            _ => RefusalReason.TooLarge,
        };
    }

    /// <summary>Computes a batch whole.</summary>
    public static AssessmentResult Run(Batch batch, PbbRules rules, FactTable table, Action<int>? progress, CancellationToken cancel)
    {
        using var hash = new ResultHash(batch);
        var tally = new AssessmentTally(rules, table);
        var refusals = new List<RefusedLine>();
        for (var i = 0; i < table.Count; i++)
        {
            if (i % Step == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Invoke(i);
            }

            ref readonly var line = ref table[i];
            if (!line.IsBilled)
            {
                hash.Add(line, null);
                tally.Skip(line, null);
            }
            else if (Assess(rules, line, out var amount) is { } reason)
            {
                hash.Add(line, reason);
                tally.Skip(line, reason);
                refusals.Add(new(line.Object.Nop, line.Object.Version, reason));
            }
            else
            {
                hash.Add(line, amount);
                tally.Add(i, line, amount);
            }
        }

        return new(hash.End(), tally.End(), tally.Villages, refusals);
    }
}

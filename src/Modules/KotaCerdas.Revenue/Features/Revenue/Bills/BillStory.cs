using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>A figure of a bill that its facts and rules do not give.</summary>
/// <param name="NameKey">Text key of the figure.</param>
/// <param name="Billed">What stands in the bill, rupiah.</param>
/// <param name="Recomputed">What comes out, rupiah.</param>
internal sealed record BillMismatch(string NameKey, long Billed, long Recomputed);

/// <summary>Everything that explains a bill.</summary>
/// <param name="File">The bill with its rules.</param>
/// <param name="Steps">How it came about, computed again; empty where the facts cannot be assessed any more.</param>
/// <param name="Mismatches">Figures that do not come out again; empty, unless something is wrong.</param>
/// <param name="Before">The bill of the year before, null where there was none.</param>
internal sealed record BillStory(
    BillFile File, IReadOnlyList<PbbStep> Steps, IReadOnlyList<BillMismatch> Mismatches, BillFigures? Before)
{
    /// <summary>What decisions did to it, in order.</summary>
    public IReadOnlyList<BillStep> Decisions { get; init; } = [];

    /// <summary>The decision that reduced it before it was made, or null.</summary>
    public (Reduction Reduction, IssuedDocument? Document)? Relief { get; init; }

    /// <summary>What the rules alone give for its facts, rupiah.</summary>
    public required long ByRules { get; init; }

    public Bill Bill => File.Bill;

    public BillFigures Now => BillFigures.Of(File.Bill);

    /// <summary>Shares of the difference from the year before, which add up to it.</summary>
    public IReadOnlyList<CauseShare> Causes => Before is null ? [] : BillCauses.Of(Before, Now);
}

/// <summary>
/// Explains bills. Nothing of an explanation is kept: it is computed from the facts of the bill and the rules whose hash its batch has, and
/// every figure is compared with what was billed.
/// </summary>
internal sealed partial class BillStories(KotaDb db, BillReading bills, BillHistory history, ILogger<BillStories> log)
{
    /// <summary>The story of the bill that counts; null where there is no such bill.</summary>
    public async Task<Outcome<BillStory>?> FindAsync(RegionCode region, Nop nop, int year, CancellationToken cancel)
    {
        if (await bills.FindAsync(region, nop, year, cancel) is not { } bill)
        {
            return null;
        }

        var file = await bills.OpenAsync(bill, cancel);
        return file.Failed ? file.Problem : await TellAsync(file.Value, cancel);
    }

    private async Task<Outcome<BillStory>> TellAsync(BillFile file, CancellationToken cancel)
    {
        var bill = file.Bill;
        var decisions = await history.OfAsync(bill, cancel);
        var change = decisions.SingleOrDefault(d => d.Event.Kind == ChargeEventKind.Amended && d.Event.Cycle == bill.Cycle);
        var mismatches = Mismatches(bill, file.Rules, change);
        if (mismatches.Count > 0)
        {
            LogMismatch(log, bill.RegionCode, bill.TaxYear, bill.Number, mismatches.Count);
        }

        return new BillStory(file, file.Rules.Explain(bill.Facts()), mismatches, await BeforeAsync(bill, cancel))
        {
            Decisions = decisions, Relief = await history.ReductionAsync(file, cancel), ByRules = file.Rules.Assess(bill.Facts()).Payable,
        };
    }

    /// <summary>Figures of a bill that its facts, the rules, and the decision that gave it this amount do not give.</summary>
    public static IReadOnlyList<BillMismatch> Mismatches(Bill bill, PbbRules rules, BillStep? change)
    {
        var again = rules.Assess(bill.Facts());
        var amount = bill.Cycle == 1 ? again.Payable : change?.Again(rules) ?? -1;
        (string Key, long Billed, long Again)[] figures =
        [
            ("Revenue.Pbb.LandUnit", bill.LandUnit, again.LandUnit), ("Revenue.Pbb.LandNjop", bill.LandNjop, again.LandNjop),
            ("Revenue.Pbb.BuildingUnit", bill.BuildingUnit, again.BuildingUnit),
            ("Revenue.Pbb.BuildingNjop", bill.BuildingNjop, again.BuildingNjop), ("Revenue.Pbb.Njop", bill.Njop, again.Njop),
            ("Revenue.Pbb.Njoptkp", bill.Deduction, again.Deduction), ("Revenue.Pbb.Njkp", bill.Njkp, again.Njkp),
            ("Revenue.Pbb.Tax", bill.Tax, again.Tax), ("Revenue.Pbb.Adjusted", bill.Adjusted, again.Adjusted),
            ("Revenue.Pbb.Limited", bill.Limited, again.Limited), ("Revenue.Pbb.Reduced", bill.Reduced, again.Reduced),
            ("Revenue.Pbb.Payable", bill.Amount, amount),
        ];
        return [.. figures.Where(f => f.Billed != f.Again).Select(f => new BillMismatch(f.Key, f.Billed, f.Again))];
    }

    private async Task<BillFigures?> BeforeAsync(Bill bill, CancellationToken cancel)
    {
        if (await bills.FindAsync(bill.RegionCode, bill.Nop, bill.TaxYear - 1, cancel) is { } own)
        {
            return BillFigures.Of(own);
        }

        var (nop, year) = (bill.Nop, bill.TaxYear - 1);
        return await db.In<LegacyBill>(RegionScope.Of(bill.RegionCode)).AsNoTracking()
            .SingleOrDefaultAsync(b => b.Nop == nop && b.TaxYear == year, cancel) is { } legacy ? BillFigures.Of(legacy) : null;
    }

    [LoggerMessage(LogLevel.Error, "Bill {Number} of {Region} for {Year}: {Count} figures do not come out again")]
    private static partial void LogMismatch(ILogger log, RegionCode region, int year, long number, int count);
}

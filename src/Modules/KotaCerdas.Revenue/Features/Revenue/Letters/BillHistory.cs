using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A decision that changed what a PBB-P2 bill asks for, or by when.</summary>
/// <param name="Event">What it did.</param>
/// <param name="Document">Its letter, null where there is none any more.</param>
/// <param name="Values">What was proposed, by the names of its basis.</param>
/// <param name="Before">The bill before it, null where it changed no amount.</param>
/// <param name="After">The bill after it, null where it changed no amount.</param>
internal sealed record BillStep(
    ChargeEvent Event, IssuedDocument? Document, IReadOnlyDictionary<string, string> Values, Bill? Before, Bill? After)
{
    public LetterRule Letter => LetterRules.Of(Event.Letter);

    /// <summary>
    /// What the decision makes of the amount by the rules of the bill, computed again; −1 where it does not come out at all. Corrected
    /// facts are those that the bill keeps: whether the register had them is for the check of the ledger.
    /// </summary>
    public long Again(PbbRules rules)
    {
        if (Letter.Basis == LetterBasis.Facts)
        {
            return rules.Assess(After!.Facts()).Payable;
        }

        var next = BillChange.Next(Letter.Basis, Before!, rules, Values, default);
        return next.Failed ? -1 : next.Value.Amount;
    }
}

/// <summary>Reads what decisions did to a PBB-P2 bill.</summary>
internal sealed class BillHistory(KotaDb db, BillReading bills)
{
    /// <summary>
    /// The decision that reduced a bill before it was made, with its letter; null where the batch knew of none.
    /// </summary>
    public async Task<(Reduction Reduction, IssuedDocument? Document)?> ReductionAsync(BillFile file, CancellationToken cancel)
    {
        var (scope, nop) = (RegionScope.Of(file.Bill.RegionCode), file.Bill.Nop);
        var all = await db.In<Reduction>(scope).AsNoTracking().Where(r => r.Nop == nop).ToListAsync(cancel);
        if (Reduction.For(file.Bill.TaxYear, file.Batch.KnownAt, all) is not { Share: > 0 } found)
        {
            return null;
        }

        var paper = found.DocumentId;
        return (found, await db.In<IssuedDocument>(scope).AsNoTracking().SingleOrDefaultAsync(d => d.Id == paper, cancel));
    }

    /// <summary>What was granted for an object before assessments, newest first.</summary>
    public async Task<IReadOnlyList<Reduction>> ReductionsAsync(RegionCode region, Nop nop, CancellationToken cancel) =>
        await db.In<Reduction>(RegionScope.Of(region)).AsNoTracking().Where(r => r.Nop == nop).OrderByDescending(r => r.RecordedAt)
            .ToListAsync(cancel);

    /// <summary>Decisions on amount and due day and write-offs, in order.</summary>
    public Task<IReadOnlyList<BillStep>> OfAsync(Bill bill, CancellationToken cancel) =>
        OfAsync(bill.RegionCode, bill.Nop, bill.TaxYear, cancel);

    /// <summary>Decisions on amount and due day and write-offs of the bill of an object and year, in order.</summary>
    public async Task<IReadOnlyList<BillStep>> OfAsync(RegionCode region, Nop nop, int year, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var events = (await db.In<ChargeEvent>(scope).AsNoTracking().Where(e => e.Nop == nop && e.TaxYear == year)
            .OrderBy(e => e.Ordinal).ToListAsync(cancel))
            .FindAll(e => e.Kind is ChargeEventKind.Amended or ChargeEventKind.Deferred or ChargeEventKind.WrittenOff);
        if (events.Count == 0)
        {
            return [];
        }

        var decisions = events.Select(e => e.DecisionId).OfType<Guid>().ToList();
        var papers = events.Select(e => e.DocumentId).OfType<DocumentId>().ToList();
        var values = await DecidedValues.OfAsync(db, scope, decisions, cancel);
        var documents = await db.In<IssuedDocument>(scope).AsNoTracking().Where(d => papers.Contains(d.Id))
            .ToDictionaryAsync(d => d.Id, cancel);
        var cycles = (await bills.CyclesAsync(region, nop, year, cancel)).ToDictionary(b => b.Cycle);
        return
        [
            .. events.Select(e => new BillStep(
                e, e.DocumentId is { } paper ? documents.GetValueOrDefault(paper) : null,
                Facts.Read(e.DecisionId is { } id ? values.GetValueOrDefault(id, Facts.None) : Facts.None),
                e.Kind == ChargeEventKind.Amended ? cycles.GetValueOrDefault(e.Cycle!.Value - 1) : null,
                e.Kind == ChargeEventKind.Amended ? cycles.GetValueOrDefault(e.Cycle!.Value) : null)),
        ];
    }
}

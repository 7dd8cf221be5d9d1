using KotaCerdas.Documents.Log;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>Where a bill stands in a sealed run.</summary>
/// <param name="Run">The newest run that has it.</param>
/// <param name="Part">The file in which it is.</param>
/// <param name="Root">Root of the run, which the transparency log has.</param>
/// <param name="Hashes">Hashes that lead from the bill to the root.</param>
/// <param name="Fits">True where they do.</param>
internal sealed record PrintProof(PrintRun Run, PrintPart Part, string Root, int Hashes, bool Fits);

/// <summary>Shows that a bill belongs to a sealed run: from its own figures to the root, by the hashes beside the way.</summary>
internal sealed class PrintProofs(KotaDb db, PrintFeed feed)
{
    /// <summary>The proof, or null where no sealed run has the bill.</summary>
    public async Task<PrintProof?> FindAsync(Bill bill, CancellationToken cancel)
    {
        if (bill.Cycle > 1)
        {
            return null;
        }

        var scope = RegionScope.Of(bill.RegionCode);
        var found = await (from r in db.In<PrintRun>(scope)
                           join s in db.In<PrintSeal>(scope) on new { r.RegionCode, r.Id } equals new { s.RegionCode, Id = s.RunId }
                           where r.BatchId == bill.BatchId && r.Kind == PrintKind.Sppt
                           orderby r.Id descending
                           select new { Run = r, s.Root }).AsNoTracking().FirstOrDefaultAsync(cancel);
        if (found is null)
        {
            return null;
        }

        var parts = await db.In<PrintPart>(scope).AsNoTracking().Where(p => p.RunId == found.Run.Id).OrderBy(p => p.Ordinal)
            .ToListAsync(cancel);
        var at = parts.FindIndex(p => p.TaxCode == bill.Nop.Village && p.FirstNop.Value <= bill.Nop.Value
            && bill.Nop.Value <= p.LastNop.Value);
        return at < 0 ? null : await ProveAsync(bill, (found.Run, found.Root), parts, at, cancel);
    }

    private async Task<PrintProof?> ProveAsync(
        Bill bill, (PrintRun Run, string Root) sealedAs, List<PrintPart> parts, int at, CancellationToken cancel)
    {
        var part = parts[at];
        var (leaves, own) = (new List<byte[]>(), -1);
        await foreach (var printed in feed.ReadAsync(
            bill.RegionCode, bill.BatchId, part.TaxCode, part.FirstNop.Value - 1, sealedAs.Run.RecordedAt, cancel))
        {
            own = printed.Nop == bill.Nop && printed.Cycle == bill.Cycle ? leaves.Count : own;
            leaves.Add(MerkleHash.Leaf(printed.Leaf(bill.RegionCode)));
            if (leaves.Count == part.Bills)
            {
                break;
            }
        }

        if (own < 0)
        {
            return null;
        }

        var inPart = PrintTree.Path([.. leaves], own);
        var tops = parts.Select(p => MerkleHash.Leaf(Convert.FromHexString(p.Root))).ToArray();
        var inRun = PrintTree.Path(tops, at);
        var fits = MerkleProof.Includes(own, leaves.Count, leaves[own], inPart, Convert.FromHexString(part.Root))
            && MerkleProof.Includes(at, tops.Length, tops[at], inRun, Convert.FromHexString(sealedAs.Root));
        return new(sealedAs.Run, part, sealedAs.Root, inPart.Count + inRun.Count, fits);
    }
}

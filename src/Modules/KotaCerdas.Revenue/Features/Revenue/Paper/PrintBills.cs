using KotaCerdas.Documents;
using KotaCerdas.Documents.Log;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>Which run to print.</summary>
internal sealed record PrintBillsInput(string Region, Guid Run);

/// <summary>How far a run is.</summary>
/// <param name="Village">Place of the village in the order of codes.</param>
/// <param name="After">Last object of that village that was printed; 0 for none.</param>
internal sealed record PrintProgress(int Village, long After);

/// <summary>
/// Prints a run part by part. A part, its file and the progress are one write, so that a run that was cut short goes on with the next part;
/// when all parts are there the run is sealed: the root over all its bills is promised to the transparency log.
/// </summary>
internal sealed class PrintBills(
    KotaDb db, PrintPress press, BatchReading batches, FileStore files, TransparencyLog log, TimeProvider clock)
    : IOperation<PrintBillsInput>
{
    public static readonly OperationKind<PrintBillsInput> Kind = OperationKind.For<PrintBills, PrintBillsInput>(
        "revenue.print-bills", "Revenue.Print.Operation", PaperPermissions.Print,
        page: i => PaperPaths.Run(RegionCode.Parse(i.Region), i.Run));

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, PrintBillsInput input, CancellationToken cancel)
    {
        var scope = RegionScope.Of(context.Region);
        var run = await db.In<PrintRun>(scope).AsNoTracking().SingleAsync(r => r.Id == input.Run, cancel);
        var job = await press.OpenAsync(run, cancel);
        if (job.Failed)
        {
            return job.Problem;
        }

        var villages = (await batches.VillagesAsync(context.Region, run.BatchId, cancel)).Where(v => v.Bills > 0).ToList();
        var (progress, total) = (context.Resume(new PrintProgress(0, 0)), villages.Sum(v => v.Bills));
        var done = villages.Take(progress.Village).Sum(v => v.Bills);
        while (progress.Village < villages.Count)
        {
            context.Report(done, total, "Revenue.Print.Printing", job.Value.VillageOf(villages[progress.Village].TaxCode));
            var made = await press.MakeAsync(job.Value, villages[progress.Village].TaxCode, progress.After, cancel);
            if (made is null)
            {
                progress = new(progress.Village + 1, 0);
                continue;
            }

            progress = made.More ? progress with { After = made.Last.Value } : new(progress.Village + 1, 0);
            await KeepAsync(context, run, made, progress, cancel);
            done += made.Bills;
        }

        var seal = await SealAsync(run, cancel);
        return new OperationResult("Revenue.Print.Done", PaperPaths.Run(context.Region, run.Id), seal.Bills, seal.Parts);
    }

    private async Task KeepAsync(OperationContext context, PrintRun run, MadePart made, PrintProgress next, CancellationToken cancel)
    {
        var stored = new List<(StoredFile File, MadeFile Made)>();
        foreach (var file in made.Files)
        {
            stored.Add((await files.KeepAsync(context.Actor, context.Region, file.Content, file.Name, cancel), file));
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(context.Region), cancel);
        var last = await db.In<PrintPart>(write.Scope).Where(p => p.RunId == run.Id).MaxAsync(p => (int?)p.Ordinal, cancel) ?? 0;
        foreach (var (file, content) in stored)
        {
            db.Add(file);
            db.Add(new PrintPart
            {
                RegionCode = context.Region, RunId = run.Id, Ordinal = ++last, TaxCode = made.TaxCode, Form = content.Form,
                FirstNop = made.First, LastNop = made.Last, Bills = made.Bills, Amount = made.Amount, Pages = content.Pages,
                FileId = file.Id, Sha256 = file.Sha256, Root = made.Root,
            });
        }

        await context.CheckpointAsync(db, next, cancel);
        await write.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private async Task<PrintSeal> SealAsync(PrintRun run, CancellationToken cancel)
    {
        var scope = RegionScope.Of(run.RegionCode);
        if (await db.In<PrintSeal>(scope).AsNoTracking().SingleOrDefaultAsync(s => s.RunId == run.Id, cancel) is { } sealedBefore)
        {
            return sealedBefore;
        }

        var parts = await db.In<PrintPart>(scope).AsNoTracking().Where(p => p.RunId == run.Id).OrderBy(p => p.Ordinal).ToListAsync(cancel);
        var counted = parts.Where(p => p.Form == PrintPart.Pdf).ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        var seal = new PrintSeal
        {
            RegionCode = run.RegionCode, RunId = run.Id, Parts = parts.Count, Bills = counted.Sum(p => p.Bills),
            Amount = counted.Sum(p => p.Amount), Root = PrintTree.Root(parts),
            RecordedAt = new(now.Ticks - (now.Ticks % 10), DateTimeKind.Utc),
        };
        await using var write = await db.BeginWriteAsync(scope, cancel);
        db.Add(seal);
        log.Add(run.RegionCode, PrintFacts.Of(seal, run));
        await write.CommitAsync(cancel);
        return seal;
    }
}

/// <summary>The Merkle trees of a run: over the bills of a part, and over the parts (RFC 6962).</summary>
internal static class PrintTree
{
    /// <summary>Root over the leaves of a part, hexadecimal.</summary>
    public static string Root(IReadOnlyList<byte[]> leaves) => Convert.ToHexStringLower(Over([.. leaves.Select(l => MerkleHash.Leaf(l))]));

    /// <summary>Root over the parts: of bills their roots, of lists the hashes of their files.</summary>
    public static string Root(IReadOnlyList<PrintPart> parts) => Convert.ToHexStringLower(
        Over([.. parts.Select(p => MerkleHash.Leaf(Convert.FromHexString(p.Root.Length > 0 ? p.Root : p.Sha256)))]));

    /// <summary>Hashes beside the way from a leaf to the root.</summary>
    public static IReadOnlyList<byte[]> Path(byte[][] hashes, int index) =>
        MerkleTree.Inclusion(index, hashes.Length, (height, at) => Subtree(hashes, height, at));

    private static byte[] Over(byte[][] hashes) => MerkleTree.Root(hashes.Length, (height, index) => Subtree(hashes, height, index));

    private static byte[] Subtree(byte[][] hashes, int height, long index) => height == 0 ? hashes[index]
        : MerkleHash.Node(Subtree(hashes, height - 1, 2 * index), Subtree(hashes, height - 1, (2 * index) + 1));
}

/// <summary>Sealed runs as facts of the transparency log.</summary>
internal sealed class PrintFacts(KotaDb db) : ILogFacts
{
    public static readonly LogKind Run = new("revenue.print-run", "Revenue.Print.LogKind", IsPublic: true)
    {
        Fields =
        [
            new("parts", "Revenue.Print.LogParts"), new("bills", "Revenue.Print.LogBills"),
            new("amount", "Revenue.Print.LogAmount", (value, _) =>
                Formats.Decimal(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), 0)),
        ],
    };

    public LogKind Kind => Run;

    public static LogEntry Of(PrintSeal seal, PrintRun run) => new(Run, run.Id.ToString(), new Dictionary<string, string?>(
        StringComparer.Ordinal)
    {
        ["run"] = run.Id.ToString(),
        ["batch"] = run.BatchId.ToString(),
        ["kind"] = run.Kind.ToString(),
        ["parts"] = seal.Parts.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["bills"] = seal.Bills.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["amount"] = seal.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["root"] = seal.Root,
    });

    public async IAsyncEnumerable<LogFact> ReadAsync(
        RegionScope scope, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from seal in db.In<PrintSeal>(scope).AsNoTracking()
                   join run in db.In<PrintRun>(scope).AsNoTracking()
                       on new { seal.RegionCode, Id = seal.RunId } equals new { run.RegionCode, run.Id }
                   orderby seal.RegionCode
                   select new { seal, run };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return new LogFact(row.seal.RegionCode, Of(row.seal, row.run));
        }
    }
}

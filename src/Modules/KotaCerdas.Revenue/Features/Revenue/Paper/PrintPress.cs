using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>A run with everything that its files depend on.</summary>
internal sealed record PrintJob(
    PrintRun Run, Batch Batch, PaperSetting Setting, PbbRules Rules, int MonthsToPay, BillRegion Where,
    IReadOnlyDictionary<long, Dispatch> Dispatches)
{
    public string VillageOf(long taxCode) => Where.VillageOf(Nop.In(taxCode).First);
}

/// <summary>A file as it was made.</summary>
/// <param name="Name">Name to show.</param>
/// <param name="Form">See <see cref="PrintPart.Form"/>.</param>
/// <param name="Content">Its bytes; of bills they hold until the next part is made.</param>
/// <param name="Pages">0 for a spreadsheet.</param>
internal sealed record MadeFile(string Name, string Form, ReadOnlyMemory<byte> Content, int Pages);

/// <summary>A part of a run.</summary>
/// <param name="TaxCode">Its village.</param>
/// <param name="First">First object in it.</param>
/// <param name="Last">Last object in it.</param>
/// <param name="Bills">How many bills.</param>
/// <param name="Amount">What they ask for together.</param>
/// <param name="Root">Root over them, empty for lists.</param>
/// <param name="Files">Its files.</param>
/// <param name="More">True where the village goes on in the next part.</param>
internal sealed record MadePart(
    long TaxCode, Nop First, Nop Last, int Bills, long Amount, string Root, IReadOnlyList<MadeFile> Files, bool More);

/// <summary>
/// Makes the files of print runs. What a file depends on stands in the run and in facts that never change, so that a part can be made again
/// and comes out byte for byte the same.
/// </summary>
internal sealed class PrintPress(
    KotaDb db, PrintFeed feed, BatchReading batches, BillRegions regions, PersonalNumbers numbers, IOptions<SmtpOptions> site)
    : IDisposable
{
    /// <summary>Bills in a file: what a person can carry, and a tenth of the memory that a run may take.</summary>
    public const int BillsPerPart = 1_000;

    // Used for one part after the other, so that a run does not leave a heap of large pieces behind.
    private readonly MemoryStream _page = new();

    /// <summary>Finds what a run needs, or says what is missing.</summary>
    public async Task<Outcome<PrintJob>> OpenAsync(PrintRun run, CancellationToken cancel)
    {
        var scope = RegionScope.Of(run.RegionCode);
        var batch = (await batches.FindAsync(run.RegionCode, run.BatchId, cancel))!.Batch;
        var rules = await batches.RulesAsync(batch, cancel);
        if (rules.Failed)
        {
            return rules.Problem;
        }

        var months = DispatchBills.MonthsOf(rules.Value.Set, run.PrintedOn);
        if (months.Failed)
        {
            return months.Problem;
        }

        var setting = await db.In<PaperSetting>(scope).AsNoTracking().SingleAsync(s => s.Version == run.PaperVersion, cancel);
        var where = await regions.FindAsync(run.RegionCode.Value, cancel);
        var sent = await batches.DispatchesAsync(run.RegionCode, run.BatchId, cancel);
        return new PrintJob(run, batch, setting, rules.Value, months.Value, where!, sent.Where(d => d.RecordedAt <= run.RecordedAt)
            .ToDictionary(d => d.TaxCode));
    }

    /// <summary>Makes the next part of a village; null where decisions left none of its bills.</summary>
    public async Task<MadePart?> MakeAsync(PrintJob job, long taxCode, long after, CancellationToken cancel)
    {
        var run = job.Run;
        var most = run.Kind == PrintKind.Sppt ? BillsPerPart : int.MaxValue;
        var bills = new List<PrintedBill>();
        var more = false;
        await foreach (var bill in feed.ReadAsync(run.RegionCode, run.BatchId, taxCode, after, run.RecordedAt, cancel))
        {
            if (bills.Count == most)
            {
                more = true;
                break;
            }

            bills.Add(bill);
        }

        if (bills.Count == 0)
        {
            return null;
        }

        if (run.Kind == PrintKind.Sppt)
        {
            var open = await feed.ArrearsAsync(
                run.RegionCode, (bills[0].Nop.Value, bills[^1].Nop.Value), job.Batch.TaxYear, (run.PrintedOn, run.RecordedAt),
                cancel);
            bills = bills.ConvertAll(b => open.Contains(b.Nop.Value) ? b with { Arrears = [.. open[b.Nop.Value]] } : b);
            foreach (var (at, changed) in bills.Index().Where(b => b.Item.Cycle > 1).ToList())
            {
                bills[at] = Changed(changed, await feed.ChangeAsync(run.RegionCode, changed, cancel));
            }
        }

        var root = run.Kind == PrintKind.Sppt ? PrintTree.Root([.. bills.Select(b => b.Leaf(run.RegionCode))]) : string.Empty;
        return new MadePart(
            taxCode, bills[0].Nop, bills[^1].Nop, bills.Count, bills.Sum(b => b.Amount), root,
            run.Kind == PrintKind.Sppt ? [Sppt(job, taxCode, bills)] : Lists(job, taxCode, bills), more);
    }

    /// <summary>
    /// A bill with what its decision says on paper. The form is law and practice of the field and therefore Indonesian, whoever prints it.
    /// </summary>
    public static PrintedBill Changed(PrintedBill bill, BillStep change)
    {
        var (indonesian, before) = (Languages.Indonesian, change.Before!);
        var decision = $"{change.Letter.Title.Id} {change.Document?.Number} tanggal {Formats.Date(change.Event.HappenedOn, indonesian)}";
        return bill with
        {
            DueOn = change.Event.DueOn,
            Replaces = string.Create(
                indonesian, $"{decision}; menggantikan SPPT No. {before.Number:0000000} (Rp{Formats.Number(before.Amount, indonesian)})."),
        };
    }

    /// <summary>One bill on a page, as of a day.</summary>
    public static byte[] Page(SpptSetup setup, PrintedBill bill)
    {
        using var to = new MemoryStream();
        using var writer = new SpptWriter(to, setup);
        writer.Add(bill);
        writer.Finish();
        return to.ToArray();
    }

    /// <summary>What the bills of a village share.</summary>
    public SpptSetup SetupOf(PrintJob job, long taxCode) => new()
    {
        Setting = job.Setting, Paper = job.Run.Paper, Rules = job.Rules, MonthsToPay = job.MonthsToPay,
        Village = job.VillageOf(taxCode), District = job.Where.Districts.GetValueOrDefault(taxCode, string.Empty),
        PrintedOn = job.Run.PrintedOn,
        DueOn = job.Dispatches.TryGetValue(taxCode, out var sent) ? sent.DueOn : job.Run.DueOn, MadeAt = job.Run.RecordedAt,
        Title = $"SPPT PBB-P2 {BillWords.Year(job.Batch.TaxYear)} {job.VillageOf(taxCode)}",
        Code = (nop, year) => BillCode.Of(numbers, job.Run.RegionCode, nop, year),
        Address = (nop, year, code) => site.Value.SiteAddress.TrimEnd('/') + BillPaths.Public(
            job.Where.Region.Slug, nop, year, code.Replace("-", string.Empty, StringComparison.Ordinal)),
    };

    public void Dispose() => _page.Dispose();

    private MadeFile Sppt(PrintJob job, long taxCode, List<PrintedBill> bills)
    {
        _page.SetLength(0);
        using var writer = new SpptWriter(_page, SetupOf(job, taxCode));
        bills.ForEach(writer.Add);
        var pages = writer.Finish();
        return new(
            NameOf(job, "sppt", bills[0].Nop, PrintPart.Pdf), PrintPart.Pdf, _page.GetBuffer().AsMemory(0, (int)_page.Length), pages);
    }

    private static IReadOnlyList<MadeFile> Lists(PrintJob job, long taxCode, List<PrintedBill> bills)
    {
        var village = job.VillageOf(taxCode);
        var books = bills.GroupBy(b => job.Rules.BookOf(b.Amount)).OrderBy(g => g.Min(b => b.Amount)).ToList();
        using var pdf = new MemoryStream();
        using var writer = new DhkpWriter(pdf, new DhkpSetup(
            job.Setting, job.Run.Paper, job.Batch.TaxYear, job.Run.PrintedOn, job.Run.RecordedAt,
            $"DHKP PBB-P2 {BillWords.Year(job.Batch.TaxYear)} {village}"));
        using var sheet = new MemoryStream();
        using (var workbook = DhkpSheet.Begin(sheet))
        {
            writer.BeginVillage(village);
            foreach (var book in books)
            {
                writer.BeginBook(book.Key.Length == 0 ? string.Empty : $"Buku {book.Key}");
                foreach (var bill in book)
                {
                    writer.Add(new(bill.Nop, bill.Name, bill.Address, bill.LandArea, bill.BuildingArea, bill.Njop, bill.Amount));
                    DhkpSheet.Add(workbook, village, book.Key, bill);
                }

                writer.EndBook();
            }

            writer.EndVillage();
        }

        var pages = writer.Finish();
        return
        [
            new(NameOf(job, "dhkp", bills[0].Nop, PrintPart.Pdf), PrintPart.Pdf, pdf.ToArray(), pages),
            new(NameOf(job, "dhkp", bills[0].Nop, PrintPart.Xlsx), PrintPart.Xlsx, sheet.ToArray(), 0),
        ];
    }

    private static string NameOf(PrintJob job, string kind, Nop first, string form) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{kind}-{job.Batch.TaxYear}-{BillPaths.Digits(first)[..10]}-"
            + $"{BillPaths.Digits(first)[10..]}.{form}");
}

/// <summary>The list as a spreadsheet: one row a bill, NOP as text.</summary>
internal static class DhkpSheet
{
    private static readonly (string Head, int Width)[] Columns =
    [
        ("Kelurahan/desa", 22), ("Buku", 7), ("NOP", 26), ("Nama wajib pajak", 32), ("Letak objek", 36), ("RT", 6), ("RW", 6),
        ("Luas tanah (m²)", 15), ("Luas bangunan (m²)", 17), ("NJOP (Rp)", 18), ("Pokok (Rp)", 15),
    ];

    public static WorkbookStream Begin(Stream to) => new(to, "DHKP", Columns);

    public static void Add(WorkbookStream to, string village, string book, PrintedBill bill) => to.Row(
        village, book, bill.Nop.ToString(), bill.Name, bill.Address, bill.Rt, bill.Rw, bill.LandArea, bill.BuildingArea, bill.Njop,
        bill.Amount);
}

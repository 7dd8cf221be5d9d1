using System.Diagnostics;
using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Benchmarks;

/// <summary>
/// Bills on paper: a print run of 100,000 bills with QR code by the product's own operation, from the database to files, sealed; and a
/// collection list of a million lines as PDF and as a spreadsheet. <c>sppt=10000</c> and <c>dhkp=100000</c> for other sizes.
/// </summary>
internal static class PaperSpeed
{
    private static PaperSetting Setting { get; } = new()
    {
        RegionCode = BillFill.Region, Version = 1, ValidFrom = new DateOnly(2020, 1, 1), Government = "Pemerintah Kota Contoh",
        Office = "Badan Pendapatan Daerah", Address = "Jalan Contoh Nomor 1", Place = "Contoh", SignatoryTitle = "Kepala Badan Pendapatan",
        SignatoryName = "Nama Contoh", SignatoryNumber = "", PayPlaces = "Bank Contoh\nKantor Pos", RecordedAt = DateTime.UnixEpoch,
        RecordedBy = "bench",
    };

    public static Task SpptAsync() => Benchmark.OnEachEngineAsync(engine => SpptAsync(engine, Benchmark.Size ?? 100_000));

    public static Task DhkpAsync()
    {
        var lines = Benchmark.Size ?? 1_000_000;
        var folder = Directory.CreateTempSubdirectory("kotacerdas-dhkp");
        try
        {
            List(Path.Combine(folder.FullName, "dhkp.pdf"), lines);
            Sheet(Path.Combine(folder.FullName, "dhkp.xlsx"), lines);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return Task.CompletedTask;
    }

    private static async Task SpptAsync(DatabaseEngine engine, int bills)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var fill = new BillFill(database);
        await fill.RunAsync(bills);
        var run = new PrintRun
        {
            RegionCode = BillFill.Region, Id = Guid.CreateVersion7(), BatchId = new BatchId(fill.Batch), Kind = PrintKind.Sppt,
            Paper = PaperSize.F4, PaperVersion = 1, PrintedOn = new DateOnly(2026, 3, 1), RecordedAt = DateTime.UnixEpoch.AddYears(56),
            RecordedBy = "bench",
        };
        await database.WithAsync(async (KotaDb db) =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(BillFill.Region), default);
            db.Add(Setting);
            db.Add(run);
            await write.CommitAsync(default);
        });
        Machine.ForgetPeak();
        var machine = new Machine();
        using var self = Process.GetCurrentProcess();
        var (cpu, watch) = (Machine.Used(self), Stopwatch.StartNew());
        var ended = await database.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            Actor.Platform("benchmark"), PrintBills.Kind, BillFill.Region, new PrintBillsInput("16.72", run.Id), null, default);
        var seconds = watch.Elapsed.TotalSeconds;
        Check.That(ended.State == OperationState.Done);
        var used = Machine.Used(self) - cpu;
        var alone = await ReadAsync(database, fill.Batch, bills, run.RecordedAt);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{engine,-10} {bills:N0} SPPT with QR in {seconds:0.0} s (target 30 s for 100,000), {bills / seconds:N0}/s, "
            + $"{seconds / alone:0.0} x reading the same bills alone; {used:0.0} s of processor, peak {Machine.Peak()} MiB "
            + $"(target 300 MB); {machine.Others()}"));
    }

    /// <summary>Seconds to read what a run prints and do nothing with it.</summary>
    private static Task<double> ReadAsync(TestDatabase database, Guid batch, int bills, DateTime known) => database.WithAsync(
        async (PrintFeed feed) =>
        {
            var (watch, read) = (Stopwatch.StartNew(), 0);
            for (var i = 0; i < bills; i += BillFill.PerVillage)
            {
                var village = Nop.Of(BillFill.NopOf(i)).Village;
                await foreach (var _ in feed.ReadAsync(BillFill.Region, new BatchId(batch), village, 0, known, default))
                {
                    read++;
                }
            }

            Check.That(read == bills);
            return watch.Elapsed.TotalSeconds;
        });

    /// <summary>Seconds to write the words of the same lines into a file and do nothing else.</summary>
    private static double Plain(string path, int lines)
    {
        var watch = Stopwatch.StartNew();
        using (var file = new StreamWriter(path + ".txt"))
        {
            for (var i = 0; i < lines; i++)
            {
                file.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Nop.Of(BillFill.NopOf(i))};CONTOH NAMA WAJIB PAJAK {i};JALAN OBJEK CONTOH {i};"
                        + $"{120 + (i % 900)};{i % 300};{35_072 + i}"));
            }
        }

        return watch.Elapsed.TotalSeconds;
    }

    private static void List(string path, int lines)
    {
        Machine.ForgetPeak();
        var machine = new Machine();
        var watch = Stopwatch.StartNew();
        int pages;
        using (var file = new FileStream(path, FileMode.Create))
        using (var writer = new DhkpWriter(file, new DhkpSetup(
            Setting, PaperSize.F4, 2026, new DateOnly(2026, 3, 1), DateTime.SpecifyKind(DateTime.UnixEpoch, DateTimeKind.Utc), "DHKP")))
        {
            for (var i = 0; i < lines; i++)
            {
                if (i % BillFill.PerVillage == 0)
                {
                    writer.BeginVillage("Kelurahan Contoh");
                    writer.BeginBook("Buku I");
                }

                writer.Add(new(
                    Nop.Of(BillFill.NopOf(i)), "CONTOH NAMA WAJIB PAJAK " + i, "JALAN OBJEK CONTOH " + i, 120 + (i % 900), i % 300,
                    97_680_000, 35_072 + i));
                if ((i + 1) % BillFill.PerVillage == 0 || i == lines - 1)
                {
                    writer.EndBook();
                    writer.EndVillage();
                }
            }

            pages = writer.Finish();
        }

        Say("PDF", lines, watch, path, $"{pages:N0} pages (target 30 s for a million); {machine.Others()}");
    }

    private static void Sheet(string path, int lines)
    {
        Machine.ForgetPeak();
        var machine = new Machine();
        var watch = Stopwatch.StartNew();
        using (var file = new FileStream(path, FileMode.Create))
        using (var book = DhkpSheet.Begin(file))
        {
            for (var i = 0; i < lines; i++)
            {
                DhkpSheet.Add(book, "Kelurahan Contoh", "I", Bill(i));
            }
        }

        Say("XLSX", lines, watch, path, $"target 60 s for a million; {machine.Others()}");
    }

    private static PrintedBill Bill(int i) => new()
    {
        Nop = Nop.Of(BillFill.NopOf(i)), TaxYear = 2026, Cycle = 1, Number = i, LandArea = 120, BuildingArea = 60, CommonValue = 0,
        LandClass = "072", BuildingClass = "A04", Tier = 0, LandUnit = 0, BuildingUnit = 0, LandNjop = 0, BuildingNjop = 0,
        Njop = 97_680_000, Deduction = 0, Njkp = 0, Tax = 0, Limited = 0, Reduced = 0, Amount = 35_072 + i,
        Name = "CONTOH NAMA WAJIB PAJAK", OwnerAddress = "", OwnerPlace = "", Address = "JALAN OBJEK CONTOH", Rt = "001", Rw = "02",
    };

    private static void Say(string form, int lines, Stopwatch watch, string path, string more)
    {
        var (seconds, peak) = (watch.Elapsed.TotalSeconds, Machine.Peak());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"DHKP {form,-4} {lines:N0} lines in {seconds:0.0} s, {seconds / Plain(path, lines):0.0} x their words alone, "
            + $"{new FileInfo(path).Length / 1_000_000} MB, peak {peak} MiB; {more}"));
    }
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>
/// One bill or receipt on a page, made when it is asked for. A bill that went out is dated with that day, however late somebody asks for it
/// again: the same bytes.
/// </summary>
internal sealed class SinglePaper(KotaDb db, PaperDesk desk, PrintPress press, PrintFeed feed, BillReading bills)
{
    /// <summary>The bill of an object and year that counts; null where there is none.</summary>
    public async Task<Outcome<byte[]>?> SpptAsync(BillRegion where, Nop nop, int year, CancellationToken cancel)
    {
        if (await bills.FindAsync(where.Code, nop, year, cancel) is not { } bill)
        {
            return null;
        }

        var village = nop.Village;
        var sent = await db.In<Dispatch>(RegionScope.Of(where.Code)).AsNoTracking()
            .Where(d => d.BatchId == bill.BatchId && d.TaxCode == village).Select(d => (DateOnly?)d.DispatchedOn)
            .SingleOrDefaultAsync(cancel);
        var on = sent ?? where.Today;
        var setting = await desk.SettingAsync(where.Code, on, cancel);
        if (setting.Failed)
        {
            return setting.Problem;
        }

        var job = await press.OpenAsync(RunOf(bill, setting.Value, on), cancel);
        if (job.Failed)
        {
            return job.Problem;
        }

        var arrears = await feed.ArrearsAsync(where.Code, (nop.Value, nop.Value), year, on, cancel);
        await foreach (var printed in feed.ReadAsync(where.Code, bill.BatchId, nop.Village, nop.Value - 1, cancel))
        {
            return PrintPress.Page(press.SetupOf(job.Value, nop.Village), printed with { Arrears = [.. arrears[nop.Value]] });
        }

        return null;
    }

    /// <summary>The receipt of a payment that the system before had; null where there is none.</summary>
    public async Task<Outcome<byte[]>?> SttsAsync(BillRegion where, Nop nop, int year, int number, CancellationToken cancel)
    {
        var scope = RegionScope.Of(where.Code);
        var payment = await db.In<LegacyPayment>(scope).AsNoTracking()
            .SingleOrDefaultAsync(p => p.Nop == nop && p.TaxYear == year && p.Number == number, cancel);
        if (payment is null)
        {
            return null;
        }

        var bill = await db.In<LegacyBill>(scope).AsNoTracking().SingleOrDefaultAsync(b => b.Nop == nop && b.TaxYear == year, cancel);
        var setting = await desk.SettingAsync(where.Code, where.Today, cancel);
        return setting.Failed ? setting.Problem : SttsWriter.Write(setting.Value, where, payment, bill);
    }

    /// <summary>A run of one page, which is not kept: it is dated with the start of the day.</summary>
    private static PrintRun RunOf(Bill bill, PaperSetting setting, DateOnly on) => new()
    {
        RegionCode = bill.RegionCode, Id = Guid.Empty, BatchId = bill.BatchId, Kind = PrintKind.Sppt, Paper = PaperSize.A4,
        PaperVersion = setting.Version, PrintedOn = on, RecordedAt = on.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        RecordedBy = string.Empty,
    };
}

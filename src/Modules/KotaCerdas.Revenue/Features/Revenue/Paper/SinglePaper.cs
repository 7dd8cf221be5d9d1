using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>
/// One bill or receipt on a page, made when it is asked for. A bill that went out is dated with that day, however late somebody asks for it
/// again: the same bytes. One that a decision changed is a bill with a number of its own, dated with the decision.
/// </summary>
internal sealed class SinglePaper(
    KotaDb db, PaperDesk desk, PrintPress press, PrintFeed feed, BillReading bills, BillHistory history)
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
            .SingleOrDefaultAsync(d => d.BatchId == bill.BatchId && d.TaxCode == village, cancel);
        var change = bill.Cycle == 1 ? null : (await history.OfAsync(bill, cancel)).Single(s => s.After?.Cycle == bill.Cycle);
        var on = change?.Event.HappenedOn ?? sent?.DispatchedOn ?? where.Today;
        var known = change?.Event.RecordedAt ?? sent?.RecordedAt ?? on.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var setting = await desk.SettingAsync(where.Code, on, cancel);
        if (setting.Failed && sent is not null)
        {
            // Bills may go out before anybody sets what stands on paper: then it is what counts today.
            setting = await desk.SettingAsync(where.Code, where.Today, cancel);
        }

        if (setting.Failed)
        {
            return setting.Problem;
        }

        var job = await press.OpenAsync(RunOf(bill, setting.Value, (on, known)), cancel);
        if (job.Failed)
        {
            return job.Problem;
        }

        var arrears = await feed.ArrearsAsync(
            where.Code, (nop.Value, nop.Value), year, (on, known), cancel);
        if (await feed.FindAsync(bill, cancel) is not { } printed)
        {
            return null;
        }

        printed = printed with { Arrears = [.. arrears[nop.Value]] };
        return PrintPress.Page(press.SetupOf(job.Value, nop.Village), change is null ? printed : PrintPress.Changed(printed, change));
    }

    /// <summary>True where the bill of an object and year went out: before that nobody outside the office gets it on paper.</summary>
    public async Task<bool> WentOutAsync(RegionCode region, Nop nop, int year, CancellationToken cancel)
    {
        var village = nop.Village;
        var batches = db.In<Bill>(RegionScope.Of(region)).Where(b => b.Nop == nop && b.TaxYear == year).Select(b => b.BatchId);
        return await db.In<Dispatch>(RegionScope.Of(region)).AnyAsync(d => d.TaxCode == village && batches.Contains(d.BatchId), cancel);
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

    /// <summary>A run of one page, which is not kept: as of the instant at which the bill went out, or was decided on.</summary>
    private static PrintRun RunOf(Bill bill, PaperSetting setting, (DateOnly On, DateTime Known) asOf) => new()
    {
        RegionCode = bill.RegionCode, Id = Guid.Empty, BatchId = bill.BatchId, Kind = PrintKind.Sppt, Paper = PaperSize.A4,
        PaperVersion = setting.Version, PrintedOn = asOf.On, RecordedAt = asOf.Known,
        RecordedBy = string.Empty,
    };
}

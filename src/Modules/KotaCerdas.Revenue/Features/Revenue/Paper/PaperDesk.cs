using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>What is asked for when a run is started.</summary>
/// <param name="Batch">A posted batch.</param>
/// <param name="Kind">Bills or lists.</param>
/// <param name="Paper">Paper.</param>
/// <param name="SentOn">Day on which the bills are to go out, which gives the due day on them; null where it is not known.</param>
internal sealed record PrintOrder(BatchId Batch, PrintKind Kind, PaperSize Paper, DateOnly? SentOn);

/// <summary>Settings of paper, and print runs.</summary>
internal sealed class PaperDesk(KotaDb db, RegisterDesk desk, BatchReading batches, Operations operations)
{
    /// <summary>What stands on paper of a day, or the refusal that says where it is set.</summary>
    public async Task<Outcome<PaperSetting>> SettingAsync(RegionCode region, DateOnly day, CancellationToken cancel) =>
        PaperSetting.On(day, await SettingsAsync(region, cancel)) is { } found ? found
            : new Problem("Revenue.Paper.NotSet", null, PaperPaths.Setting(region));

    public Task<List<PaperSetting>> SettingsAsync(RegionCode region, CancellationToken cancel) =>
        db.In<PaperSetting>(RegionScope.Of(region)).AsNoTracking().OrderByDescending(s => s.Version).ToListAsync(cancel);

    public Task<List<PrintRun>> RunsAsync(RegionCode region, CancellationToken cancel) =>
        db.In<PrintRun>(RegionScope.Of(region)).AsNoTracking().OrderByDescending(r => r.Id).Take(100).ToListAsync(cancel);

    /// <summary>Adds a version of the setting.</summary>
    public async Task<Outcome<Nothing>> SetAsync(
        RegionCode code, DateOnly from, Func<int, DateTime, string, PaperSetting> make, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, PaperPermissions.Print, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var last = await db.In<PaperSetting>(write.Scope).MaxAsync(s => (int?)s.Version, cancel) ?? 0;
        db.Add(make(last + 1, desk.Now, desk.Actor.Name));
        desk.NoteRegion("Revenue.Trail.PaperSet", code, new { from });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Starts a run; gives the operation to follow.</summary>
    public async Task<Outcome<OperationId>> StartAsync(RegionCode code, PrintOrder order, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, PaperPermissions.Print, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var today = desk.Today(region.Value);
        var setting = await SettingAsync(code, today, cancel);
        if (setting.Failed)
        {
            return setting.Problem;
        }

        if (await batches.FindAsync(code, order.Batch, cancel) is not { Posted: not null } batch)
        {
            return new Problem("Revenue.Print.NotPosted", "Batch");
        }

        DateOnly? due = null;
        if (order.SentOn is { } sent)
        {
            var set = await batches.SetAsync(batch.Batch, cancel);
            var found = set.Failed ? Outcome.Fail<DateOnly>(set.Problems) : DispatchBills.DueOn(set.Value, sent);
            if (found.Failed)
            {
                return found.Problem;
            }

            due = found.Value;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var run = new PrintRun
        {
            RegionCode = code, Id = desk.NewId(), BatchId = order.Batch, Kind = order.Kind, Paper = order.Paper,
            PaperVersion = setting.Value.Version, PrintedOn = today, DueOn = due, RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
        };
        db.Add(run);
        var operation = operations.Add(desk.Actor, PrintBills.Kind, code, new PrintBillsInput(code.Value, run.Id));
        desk.NoteRegion("Revenue.Trail.PrintStarted", code, new { run.Id, order.Kind });
        await write.CommitAsync(cancel);
        return operation;
    }
}

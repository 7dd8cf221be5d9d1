using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>What the page of a batch shows beside the batch: names of villages, and the work that goes on for it.</summary>
internal sealed class BatchPageParts(KotaDb db, BatchReading reading, VillageMap map, Texts texts)
{
    public Texts Texts => texts;

    public async Task<BatchView> ViewAsync(
        Region region, BatchHistory history, IReadOnlyList<BatchVillage> villages, IReadOnlyList<Dispatch> sent, CancellationToken cancel)
    {
        var names = (await map.RowsAsync(region.Code, cancel)).ToDictionary(v => v.TaxCode, v => v.Name);
        var books = await reading.BooksAsync(region.Code, history.Batch.Id, cancel);
        return new(region, history, texts) { VillageRows = villages, BookRows = books, Names = names, Sent = sent };
    }

    /// <summary>The operation that works on the batch now, or failed last; null where neither.</summary>
    public async Task<IHtmlContent?> WorkAsync(BatchHistory history, CancellationToken cancel)
    {
        if (history.State is BatchState.Posted or BatchState.Withdrawn)
        {
            return null;
        }

        var (kind, id) = (history.State == BatchState.Made ? SimulateBatch.Kind.Name : PostBatch.Kind.Name, history.Batch.Id.ToString());
        var last = await db.In<OperationRow>(RegionScope.Of(history.Batch.RegionCode)).AsNoTracking()
            .Where(o => o.Kind == kind && o.Input.Contains(id)).OrderByDescending(o => o.Id).FirstOrDefaultAsync(cancel);
        return last switch
        {
            null => null,
            { Ended: false } => Notice.Render(new()
            {
                Tone = Tone.Info, Title = texts[kind == SimulateBatch.Kind.Name ? "Revenue.Batch.Simulating" : "Revenue.Batch.Posting"],
                Text = texts["Revenue.Batch.WorkText"], More = Markup.Link(texts["Revenue.Batch.WorkLink"], $"/operasi/{last.Id}"),
            }),
            { State: OperationState.Failed } => Notice.Render(new()
            {
                Tone = Tone.Danger, Title = texts["Revenue.Batch.WorkFailed"], Text = texts["Revenue.Batch.WorkFailedText"],
                More = Markup.Link(texts["Revenue.Batch.WorkFailedLink"], $"/operasi/{last.Id}"),
            }),
            _ => null,
        };
    }
}

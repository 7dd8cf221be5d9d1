using KotaCerdas.Features.Platform.Work;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Web;

/// <summary>Names the background work of a page while it goes on, so that who started it finds its progress again.</summary>
internal sealed class PageWork(Operations operations, OperationKinds kinds, Texts texts)
{
    public async Task<IReadOnlyList<FrameWork>> OfAsync(Actor actor, string path, CancellationToken cancel) =>
    [
        .. from row in await operations.RunningAtAsync(actor, path, cancel)
           let name = OperationWords.KindOf(row, kinds, texts)
           select new FrameWork(
               row.ProgressTotal > 0 ? texts["Host.Operations.RunningHereAt", name, row.ProgressDone, row.ProgressTotal]
                   : texts["Host.Operations.RunningHere", name],
               texts["Host.Operations.Follow"], $"/operasi/{row.Id}"),
    ];
}

using KotaCerdas.Platform.Instruments;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Features.Instruments;

/// <summary>Instruments: the published for anyone, the drafts for those who manage them.</summary>
internal sealed class ListPage(InstrumentStore store, Actor actor) : ProductPage
{
    public IReadOnlyList<InstrumentVersion> Versions { get; private set; } = [];

    public bool MayManage => actor.May(InstrumentStore.Manage, RegionCode.National);

    public async Task OnGetAsync(CancellationToken cancel) =>
        Versions = [.. (await store.ListAsync(cancel)).Where(v => MayManage || v.State == InstrumentState.Published)];
}

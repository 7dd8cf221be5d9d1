using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Features.Instruments;

/// <summary>A version of an instrument, whole: a published one for anyone, a draft for those who manage it.</summary>
internal sealed class VersionPage(InstrumentStore store, Actor actor) : ProductPage
{
    public InstrumentVersion Stored { get; private set; } = null!;

    public Instrument Instrument => InstrumentStore.EngineOf(Stored).Instrument;

    public string Path => InstrumentText.PathOf(Stored.Code, Stored.Version);

    public bool MayManage => actor.May(InstrumentStore.Manage, RegionCode.National);

    public bool Tried => Stored.TestedHash == Stored.Hash;

    public async Task<IActionResult> OnGetAsync(string code, int version, CancellationToken cancel) =>
        await LoadAsync(code, version, cancel) ? Page() : NotFound();

    /// <summary>The spreadsheet that gives this very instrument when it is loaded.</summary>
    public async Task<IActionResult> OnGetXlsxAsync(string code, int version, CancellationToken cancel) =>
        await LoadAsync(code, version, cancel)
        ? File(
            InstrumentFile.WriteXlsx(Instrument, !Languages.IsEnglish(System.Globalization.CultureInfo.CurrentUICulture)),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{code}-v{InstrumentText.Plain(version)}.xlsx")
        : NotFound();

    public async Task<IActionResult> OnPostPublishAsync(string code, int version, CancellationToken cancel)
    {
        if (!await LoadAsync(code, version, cancel))
        {
            return NotFound();
        }

        var published = await store.PublishAsync(actor, code, version, cancel);
        return published.Failed ? this.Invalid(published.Problems) : this.SeeOther(Path);
    }

    private async Task<bool> LoadAsync(string code, int version, CancellationToken cancel)
    {
        if (await store.FindAsync(code, version, cancel) is not { } found || (found.State == InstrumentState.Draft && !MayManage))
        {
            return false;
        }

        Stored = found;
        return true;
    }
}

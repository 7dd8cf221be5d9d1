using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Features.Instruments;

/// <summary>A flaw of an uploaded file and where it is; the place is empty where the file as a whole is wrong.</summary>
internal sealed record FlawRow(string Sheet, string Row, string Column, string Text);

/// <summary>Loads an instrument from a spreadsheet as a draft: whole, or not at all with every flaw and its cell.</summary>
[Needs("platform.instrument.manage")]
internal sealed class LoadPage(InstrumentStore store, Actor actor, Texts texts) : ProductPage
{
    [BindProperty]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<FlawRow> Flaws { get; private set; } = [];

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Upload is not { Length: > 0 and <= InstrumentLimits.FileBytes })
        {
            return this.Invalid(new Problem("Host.Instrument.NoFile", nameof(Upload), Formats.FileSize(InstrumentLimits.FileBytes)));
        }

        await using var file = Upload.OpenReadStream();
        var engine = await InstrumentFile.LoadAsync(file, cancel);
        if (engine.Failed)
        {
            Flaws = [.. engine.Problems.Select(Place)];
            return this.Invalid(new Problem("Host.Instrument.Rejected", nameof(Upload), Flaws.Count));
        }

        var loaded = await store.LoadDraftAsync(actor, engine.Value, cancel);
        return loaded.Failed
            ? this.Invalid([.. loaded.Problems.Select(p => p.On(nameof(Upload)))])
            : this.SeeOther(InstrumentText.PathOf(loaded.Value.Code, loaded.Value.Version));
    }

    private FlawRow Place(Problem problem) => problem is { Field: not null, Args: [string sheet, string row, string column, ..] }
        ? new(sheet, row, column, texts.Of(problem))
        : new("–", "–", "–", texts.Of(problem));
}

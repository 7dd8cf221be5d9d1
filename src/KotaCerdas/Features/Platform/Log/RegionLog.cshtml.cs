using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.TransparencyLogs;

/// <summary>One log: its key, its newest signed state and its entries, newest first.</summary>
internal sealed class RegionLogPage(PublicLog logs, LogKinds kinds, KotaDb db, Texts texts) : ProductPage
{
    private const int Shown = 50;

    private IReadOnlyList<LogLine> _lines = [];

    public LogHead Head { get; private set; } = null!;

    public string Name { get; private set; } = string.Empty;

    /// <summary>Where the next page begins, or null.</summary>
    public long? Older => _lines is [.., { Index: > 0 } last] ? last.Index : null;

    public IReadOnlyList<Fact> Facts =>
    [
        new(texts["Host.Log.Entries"], Formats.Number(Head.Size)),
        new(texts["Host.Log.SignedAt"], Formats.Instant(Head.SignedAt, RegionZone.WIB)),
        new(texts["Host.Log.Witnesses"], LogText.Witnesses(Head, logs, texts)),
        new(texts["Host.Log.Root"], Cell.Of(Hash.Render(Convert.ToBase64String(Head.Root)))),
        new(texts["Host.Log.Key"], Cell.Of(Hash.Render(Head.Key.ToString()))),
    ];

    public IReadOnlyList<Column> Columns => [new(texts["Host.Log.Number"]), new(texts["Host.Log.Kind"]), new(texts["Host.Log.When"])];

    public IEnumerable<IReadOnlyList<Cell>> Rows => _lines.Select(l => (IReadOnlyList<Cell>)
    [
        Cell.Link(Formats.Number(l.Index), $"/log/{Head.Region}/entri/{l.Index}"), LogText.Kind(l.Logged, kinds, texts),
        LogText.When(l.Logged, texts),
    ]);

    public async Task<IActionResult> OnGetAsync(
        string region, [FromQuery(Name = "sebelum")] long? before, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var of) || await logs.HeadAsync(of, cancel) is not { } head)
        {
            return NotFound();
        }

        Head = head;
        _lines = await logs.LinesAsync(of, Math.Min(before ?? head.Size, head.Size), Shown, cancel);
        var name = await db.Shared<Region>().Where(r => r.Code == of).Select(r => r.Name).SingleOrDefaultAsync(cancel);
        Name = LogText.Name(of, name, texts);
        return Page();
    }
}

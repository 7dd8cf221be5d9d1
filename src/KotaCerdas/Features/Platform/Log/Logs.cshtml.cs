using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.TransparencyLogs;

/// <summary>All transparency logs with their heads, what they are, and how to check them.</summary>
internal sealed class LogsPage(PublicLog logs, KotaDb db, Texts texts, IConfiguration configuration) : ProductPage
{
    private Dictionary<RegionCode, string> _names = [];

    public ListPage<LogHead> Listed { get; private set; } = null!;

    public bool IsDemo => configuration.GetValue<bool>("Demo:SignIn");

    public IReadOnlyList<Column> Columns =>
    [
        new(texts["Host.Log.Log"]), new(texts["Host.Log.Entries"], true), new(texts["Host.Log.SignedAt"]), new(texts["Host.Log.Witnesses"]),
    ];

    public IEnumerable<IReadOnlyList<Cell>> Rows => Listed.Rows.Select(h => (IReadOnlyList<Cell>)
    [
        Cell.Link(LogText.Name(h.Region, _names.GetValueOrDefault(h.Region), texts), $"/log/{h.Region}"), Formats.Number(h.Size),
        Formats.Instant(h.SignedAt, RegionZone.WIB), LogText.Witnesses(h, logs, texts),
    ]);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Listed = ListPages.Of(HttpContext, await logs.HeadsAsync(cancel), h => h.Region.Value);
        var codes = Listed.Rows.Select(h => h.Region).ToList();
        _names = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code))
            .ToDictionaryAsync(r => r.Code, r => r.Name, cancel);
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.Platform.Work;

/// <summary>Background operations: one's own, or everybody's for administrators.</summary>
[Needs]
internal sealed class OperationListModel(KotaDb db, Actor actor, Texts texts) : ProductPage
{
    private const int PageSize = 25;

    public bool MayManage => actor.MayAnywhere(PlatformModule.ManageOperations);

    public bool Everyone { get; private set; }

    public OperationState? State { get; private set; }

    public IReadOnlyList<OperationRow> Rows { get; private set; } = [];

    public RegionTitles Regions { get; private set; } = RegionTitles.None;

    public string? NextHref { get; private set; }

    public async Task OnGetAsync(string? milik, OperationState? status, Guid? sebelum, CancellationToken cancel)
    {
        var size = ListQuery.PageSize(HttpContext, PageSize);
        Everyone = MayManage && milik == "semua";
        State = status;
        var rows = db.In<OperationRow>(RegionScope.National("operations of one person or of an administrator")).AsNoTracking();
        rows = Everyone ? Managed(rows) : rows.Where(o => o.StartedBy == actor.User);
        rows = status is { } state ? rows.Where(o => o.State == state) : rows;
        rows = sebelum is { } id ? rows.Where(o => o.Id < new OperationId(id)) : rows;
        var found = await rows.OrderByDescending(o => o.Id).Take(size + 1).ToListAsync(cancel);
        Rows = found.Count > size ? found[..size] : found;
        Regions = await RegionTitles.OfAsync(db, texts, Rows.Select(o => o.RegionCode), cancel);
        NextHref = found.Count > size ? Href(("sebelum", Rows[^1].Id.ToString())) : null;
    }

    private IQueryable<OperationRow> Managed(IQueryable<OperationRow> rows)
    {
        var regions = actor.Grants.Where(g => g.Permissions.Contains(PlatformModule.ManageOperations.Code)).Select(g => g.Region).ToList();
        return actor.IsPlatform || regions.Any(r => r.IsNational) ? rows : rows.Where(o => regions.Contains(o.RegionCode));
    }

    private string Href(params (string Name, string Value)[] more) => "/operasi" + QueryString.Create(
        new[] { ("milik", Everyone ? "semua" : null), ("status", State?.ToString()) }
            .Concat(more.Select(m => (m.Name, (string?)m.Value)))
            .Where(p => p.Item2 is not null).Select(p => KeyValuePair.Create(p.Item1, p.Item2)));
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>A person's objects in all regions: what is billed this year, what is to be paid today, what was asked for.</summary>
[Needs]
internal sealed class MinePageModel(
    MyObjects objects, MyFigures figures, MyRequests requests, ConnectTaxpayer connections, Actor actor) : ProductPage
{
    private const int PageSize = 20;

    private List<MyThing> _shown = [];
    private bool _hasBefore;
    private bool _hasAfter;

    public MyRegister Register { get; private set; } = null!;

    public IReadOnlyList<ParcelFigures> Parcels { get; private set; } = [];

    public IReadOnlyList<KindFigures> Kinds { get; private set; } = [];

    /// <summary>What the person asked for in all regions.</summary>
    public MyRequestList Requests { get; private set; } = null!;

    public bool IsEmpty => Register.Things.Count == 0 && Register.Lost.Count == 0 && Register.Connections.Count == 0;

    public bool IsPaged => _hasBefore || _hasAfter;

    /// <summary>
    /// What has to be paid today for all objects, what is not due yet, and what nobody is asked for any more; null where they do not all
    /// stand on this page.
    /// </summary>
    public (long Now, long Later, long Expired)? Total => IsPaged ? null : (
        Parcels.Sum(p => p.Now) + Kinds.Sum(k => k.Now), Parcels.Sum(p => p.Later) + Kinds.Sum(k => k.Later),
        Parcels.Sum(p => p.Expired) + Kinds.Sum(k => k.Expired));

    /// <summary>True where the total lacks interest that no rule says.</summary>
    public bool InterestUnknown => Parcels.Any(p => p.InterestUnknown) || Kinds.Any(k => k.InterestUnknown);

    public string? PreviousHref => _hasBefore ? $"{MinePaths.Start}?sebelum={Uri.EscapeDataString(_shown[0].Key)}" : null;

    public string? NextHref => _hasAfter ? $"{MinePaths.Start}?setelah={Uri.EscapeDataString(_shown[^1].Key)}" : null;

    public async Task OnGetAsync(string? setelah, string? sebelum, CancellationToken cancel)
    {
        var user = actor.User!.Value;
        Response.Headers.CacheControl = MineWords.NotKept;
        Register = await objects.AllAsync(user, cancel);
        Choose(setelah, sebelum, ListQuery.PageSize(HttpContext, PageSize));
        Parcels = await figures.OfAsync([.. _shown.OfType<MyParcel>()], cancel);
        Kinds = await figures.OfAsync([.. _shown.OfType<MyKind>()], cancel);
        Requests = await requests.AllAsync(user, cancel);
    }

    public async Task<IActionResult> OnPostHapusAsync(string? daerah, Guid klaim, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(daerah, out var region))
        {
            return NotFound();
        }

        var left = await connections.LeaveAsync(region, klaim, cancel);
        return left.Failed ? NotFound() : this.SeeOther(MinePaths.Start);
    }

    public IReadOnlyList<Cell> Row(ParcelFigures f, Texts t) =>
    [
        Cell.Of(new HtmlBuilder().Add(Markup.Link(f.Thing.Nop.ToString(), MinePaths.Of(f.Thing.Code, f.Thing.Nop)))
            .Element("div", f.Thing.Now.Address).Element("div", $"{f.Thing.Where.VillageOf(f.Thing.Nop)}, {f.Thing.Where.Region.Name}",
                ("class", "k-soft"))),
        f.ThisYear is { } year ? Formats.Money(year.Principal) : t["Revenue.Mine.NoBillYet", BillWords.Year(f.Thing.Where.Today.Year)],
        MineWords.Owed((f.Now, f.Later, f.Expired), f.InterestUnknown, t),
        f.ThisYear?.DueOn is { } due ? Cell.Date(due) : "–",
        MineWords.Delivery(f, t),
        f.ThisYear is { } now ? Cell.Of(BillWords.State(now.On(f.Thing.Where.Today), t)) : "–",
    ];

    private void Choose(string? after, string? before, int size)
    {
        var all = Register.Things;
        if (after is null && before is not null)
        {
            var earlier = all.Where(t => string.CompareOrdinal(t.Key, before) < 0).ToList();
            _shown = [.. earlier.TakeLast(size)];
            (_hasBefore, _hasAfter) = (earlier.Count > size, _shown.Count > 0 && _shown[^1].Key != all[^1].Key);
            return;
        }

        var later = all.Where(t => after is null || string.CompareOrdinal(t.Key, after) > 0).ToList();
        _shown = [.. later.Take(size)];
        (_hasBefore, _hasAfter) = (_shown.Count > 0 && _shown[0].Key != all[0].Key, later.Count > size);
    }
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Where a village officer writes down what became of the bills: one row each, many at once.</summary>
[Needs(BillPermissions.ReadDeliveriesCode)]
internal sealed class VillageDeliveryPageModel(RegisterDesk desk, DeliveryDesk delivery, BillRegions regions) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;
    private long _after;
    private bool _more;

    /// <summary>By NOP, 18 digits.</summary>
    [BindProperty]
    public Dictionary<string, string?> Results { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string?> Receiver { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string?> Relation { get; set; } = [];

    [BindProperty]
    public DateFields On { get; set; } = new();

    public int Year { get; private set; }

    public long Village { get; private set; }

    public string VillageName { get; private set; } = string.Empty;

    /// <summary>True where bills are shown that were taken, too.</summary>
    public bool All { get; private set; }

    public IReadOnlyList<DeliveryRow> Rows { get; private set; } = [];

    /// <summary>Others only see what was recorded.</summary>
    public bool MayRecord => _desk.Actor.May(BillPermissions.Deliver, Code);

    public string Path => BillPaths.Delivery(Code, Year, Village);

    public string Here => Path + Query(_after);

    public string? NextHref => _more ? Path + Query(Rows[^1].Number) : null;

    public string? StartHref => _after > 0 ? Path + Query(0) : null;

    public async Task<IActionResult> OnGetAsync(
        string region, int tahun, long kelurahan, bool semua, long setelah, CancellationToken cancel)
    {
        On = DateFields.From(null);
        return await LoadAsync(region, (tahun, kelurahan), (setelah, semua), cancel) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(
        string region, int tahun, long kelurahan, bool semua, long setelah, CancellationToken cancel)
    {
        if (await LoadAsync(region, (tahun, kelurahan), (setelah, semua), cancel) is { } closed)
        {
            return closed;
        }

        if (!MayRecord)
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        var on = On.Read("On");
        if (on.Failed)
        {
            return this.Invalid(on.Problem);
        }

        var entries = Form.Read(digits => Nop.TryParse(digits, out var nop) ? nop.ToString() : null);
        var done = await delivery.RecordAsync(Code, (Year, Village), on.Value, entries, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path + Query(All ? _after : 0));
    }

    public IReadOnlyList<Cell> Row(DeliveryRow row, Texts t) =>
    [
        row.Nop.ToString(), new HtmlBuilder().Element("strong", row.Owner).Element("p", row.Address, ("class", "k-small")),
        .. Form.Cells(
            (BillPaths.Digits(row.Nop), row.Nop.ToString()), row.Outcome is null ? null : (row.Outcome, row.HappenedOn!.Value), ModelState,
            t),
    ];

    public IReadOnlyList<Cell> SeenRow(DeliveryRow row, Texts t) =>
    [
        row.Nop.ToString(), new HtmlBuilder().Element("strong", row.Owner).Element("p", row.Address, ("class", "k-small")),
        row.Outcome is null ? Cell.NotRecorded(t)
            : t["Revenue.Delivery.Earlier", t[$"Revenue.DeliveryOutcome.{row.Outcome}"], row.HappenedOn!.Value],
        row.Receiver ?? string.Empty,
    ];

    private DeliveryForm Form => new(Results, Receiver, Relation);

    private async Task<IActionResult?> LoadAsync(
        string region, (int Year, long Village) of, (long After, bool All) page, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.ReadDeliveries, cancel) is { } closed)
        {
            return closed;
        }

        var where = (await regions.FindAsync(Region.Slug, cancel))!;
        if (!where.VillageCodes.Contains(of.Village))
        {
            return NotFound();
        }

        ((Year, Village), (_after, All)) = (of, page);
        VillageName = where.VillageOf(Nop.In(of.Village).First);
        var rows = await delivery.RowsAsync(Code, of, page, cancel);
        _more = rows.Count > DeliveryDesk.PageSize;
        Rows = [.. rows.Take(DeliveryDesk.PageSize)];
        return null;
    }

    private string Query(long after)
    {
        var query = QueryString.Empty;
        query = All ? query.Add("semua", "true") : query;
        return (after > 0 ? query.Add("setelah", after.ToString(CultureInfo.InvariantCulture)) : query).ToUriComponent();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Where an officer writes down what became of letters that were carried out: one row each, many at once.</summary>
[Needs(ChargePermissions.DeliverCode)]
internal sealed class LetterDeliveryPageModel(RegisterDesk desk, LetterDeliveryDesk delivery) : RegisterPage(desk)
{
    private Guid? _after;
    private bool _more;

    /// <summary>By key of the document.</summary>
    [BindProperty]
    public Dictionary<string, string?> Results { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string?> Receiver { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string?> Relation { get; set; } = [];

    [BindProperty]
    public DateFields On { get; set; } = new();

    public LetterDeliveryFilter Filter { get; private set; } = new(false);

    public IReadOnlyList<(LetterToDeliver Letter, Taxpayer? To)> Rows { get; private set; } = [];

    public string Here => Query(_after);

    public string? NextHref => _more ? Query(Rows[^1].Letter.DocumentId) : null;

    public string? StartHref => _after is null ? null : Query(null);

    private DeliveryForm Form => new(Results, Receiver, Relation);

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        On = DateFields.From(null);
        return await LoadAsync(region, cancel) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var on = On.Read("On");
        if (on.Failed)
        {
            return this.Invalid(on.Problem);
        }

        var shown = Rows.ToDictionary(r => r.Letter.DocumentId.ToString(), r => r.Letter.Number, StringComparer.Ordinal);
        var done = await delivery.RecordAsync(Code, on.Value, Form.Read(NameOf), cancel);

        // What a colleague wrote down meanwhile is no longer listed; what was chosen for it is not lost for that.
        string? NameOf(string key) => shown.GetValueOrDefault(key) ?? (Guid.TryParse(key, out _) ? key : null);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Filter.All ? Here : Query(null));
    }

    public IReadOnlyList<Cell> Row(LetterToDeliver row, Taxpayer? taxpayer, Texts t) =>
    [
        Cell.Of(new HtmlBuilder().Add(Markup.Link(row.Number, row.ChargeId is { } id
            ? ChargePaths.Of(Code, new(id)) : RegisterPaths.Of(Code, row.About().Bill!.Value.Nop)))
            .Element("div", LetterRules.Of(row.Letter).Title.In()).Element("div", Formats.Date(row.DatedOn), ("class", "k-soft"))),
        taxpayer is { } to
            ? new HtmlBuilder().Element("strong", to.Name).Element("p", string.Join(", ", new[] { to.Address, to.Place }
                .Where(p => p.Length > 0)), ("class", "k-small"))
            : "–",
        .. Form.Cells(
            (row.DocumentId.ToString(), row.Number), row.Outcome is null ? null : (row.Outcome, row.HappenedOn!.Value), ModelState, t),
    ];

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Deliver, cancel) is { } closed)
        {
            return closed;
        }

        var query = Request.Query;
        _after = Guid.TryParse(query["setelah"], out var after) ? after : null;
        Guid? charge = Guid.TryParse(query["ketetapan"], out var id) ? id : null;
        Filter = new(charge is not null || query["keadaan"] == "semua", query["nomor"].ToString().Trim(), charge);
        var rows = await delivery.RowsAsync(Code, Filter, _after, cancel);
        _more = rows.Count > LetterDeliveryDesk.PageSize;
        Rows = [.. rows.Take(LetterDeliveryDesk.PageSize)];
        return null;
    }

    private string Query(Guid? after)
    {
        var query = Microsoft.AspNetCore.Http.QueryString.Empty;
        query = Filter.Charge is { } charge ? query.Add("ketetapan", charge.ToString())
            : Filter.All ? query.Add("keadaan", "semua") : query;
        query = Filter.Number.Length > 0 ? query.Add("nomor", Filter.Number) : query;
        return ChargePaths.Letters(Code) + (after is { } last ? query.Add("setelah", last.ToString()) : query).ToUriComponent();
    }
}

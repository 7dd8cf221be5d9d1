using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Open PBB-P2 bills whose right to collect ends soon or has ended; what has expired is proposed for write-off.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class BillRadarPageModel(RegisterDesk desk, BillRadarRows rows, BillRegions regions, Operations operations)
    : RegisterPage(desk)
{
    private const string ExpiredOnly = "kedaluwarsa";

    private readonly RegisterDesk _desk = desk;
    private BillRegion _where = null!;
    private BillClock _clock = null!;
    private long _village;
    private bool _expired;

    public IReadOnlyList<BillRadarYear> Years { get; private set; } = [];

    public RegisterRows<BillRadarRow> Result { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public string Path => ChargePaths.BillRadar(Code);

    public bool MayPropose => _desk.Actor.May(ChargePermissions.Propose, Code) && Years.Any(y => y.Expired > 0);

    public string VillageChosen => _village == 0 ? string.Empty : _village.ToString(CultureInfo.InvariantCulture);

    public string StateChosen => _expired ? ExpiredOnly : string.Empty;

    public string? StartHref => Result.Before is null ? null : Path + Query(null);

    public string? NextHref => Result.After is { } at ? Path + Query(at) : null;

    /// <summary>Where the form is sent: what is chosen above it holds.</summary>
    public string FormHref => Path + Query(null);

    public string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    public IReadOnlyList<Choice> VillageChoices(Texts t) =>
    [
        new(string.Empty, t["Revenue.Object.AnyVillage"]),
        .. _where.Villages.OrderBy(v => v.Key).Select(v => new Choice(v.Key.ToString(CultureInfo.InvariantCulture), v.Value)),
    ];

    public static IReadOnlyList<Choice> StateChoices(Texts t) =>
        [new(string.Empty, t["Revenue.BillRadar.Endangered"]), new(ExpiredOnly, t["Revenue.BillRadar.Expired"])];

    public async Task<IActionResult> OnGetAsync(string region, string? setelah, CancellationToken cancel) =>
        await LoadAsync(region, setelah, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, null, cancel) is { } closed)
        {
            return closed;
        }

        if (!MayPropose)
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        var reason = (Reason ?? string.Empty).Trim();
        if (reason.Length is 0 or > Charge.ReasonLength)
        {
            return this.Invalid(new Problem("Revenue.Letter.ReasonNeeded", "Reason", Charge.ReasonLength));
        }

        var batch = _desk.NewId();
        var started = await operations.StartAsync(
            _desk.Actor, ProposeWriteOffs.Kind, Code, new ProposeWriteOffsInput(Code, batch, _village, reason), batch.ToString(), cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    public IReadOnlyList<Cell> Row(BillRadarRow row, Texts t)
    {
        var ends = row.Since.AddYears(_clock.Years);
        var left = ends.DayNumber - Today.DayNumber;
        return
        [
            Cell.Link(row.Nop.ToString(), ChargePaths.Of(Code, ChargeId.Of(row.Nop, row.TaxYear))), BillWords.Year(row.TaxYear), row.Owner,
            Cell.Money(row.Open), Cell.Date(ends), Cell.Count(left),
            Cell.Of(Markup.Join(
                Tag.Render(t[left < 0 ? "Revenue.Radar.StateExpired" : "Revenue.Radar.StateSoon"], left < 0 ? Tone.Danger : Tone.Warning),
                row.Interrupted ? Tag.Render(t["Revenue.BillRadar.Interrupted"], Tone.Info) : null)),
        ];
    }

    private async Task<IActionResult?> LoadAsync(string region, string? after, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        _where = (await regions.FindAsync(Region.Slug, cancel))!;
        _village = long.TryParse(Request.Query["kelurahan"], CultureInfo.InvariantCulture, out var village)
            && _where.VillageCodes.Contains(village) ? village : 0;
        _expired = Request.Query["keadaan"] == ExpiredOnly;
        _clock = BillClock.On(Today);
        Years = await rows.YearsAsync(Code, _clock, cancel);
        Result = await rows.PageAsync(
            Code, (_expired ? _clock.Expired : _clock.Endangered, _village), after, ListQuery.PageSize(HttpContext, BillRadarRows.PageSize),
            cancel);
        return null;
    }

    private string Query(string? after)
    {
        var query = QueryString.Empty;
        query = StateChosen.Length > 0 ? query.Add("keadaan", StateChosen) : query;
        query = VillageChosen.Length > 0 ? query.Add("kelurahan", VillageChosen) : query;
        return (after is null ? query : query.Add("setelah", after)).ToUriComponent();
    }
}

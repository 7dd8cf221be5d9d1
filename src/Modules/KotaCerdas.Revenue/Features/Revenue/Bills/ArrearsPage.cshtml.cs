using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>What is not paid although its due day is over, with its age and interest as of today.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class ArrearsPageModel(RegisterDesk desk, ArrearsRows rows, ChargeReading charges, BillRegions regions, Texts texts)
    : RegisterPage(desk)
{
    private static readonly long[] Steps = [100_000, 500_000, 1_000_000, 5_000_000, 10_000_000, 50_000_000];

    private readonly RegisterDesk _desk = desk;
    private BillRegion _where = null!;
    private IReadOnlyDictionary<ChargeId, BilledSanctions> _billed = new Dictionary<ChargeId, BilledSanctions>();
    private ArrearsFilter _filter = new();

    public RegisterRows<ArrearsRow> Result { get; private set; } = null!;

    public string Path => BillPaths.Arrears(Code);

    public string VillageChosen => _filter.Village == 0 ? string.Empty : _filter.Village.ToString(CultureInfo.InvariantCulture);

    public string AgeChosen => AgeOf(_filter.Years);

    public string LeastChosen => LeastOf(_filter.Least);

    /// <summary>Where letters are made of what is listed; null for who may not propose any.</summary>
    public string? LettersHref => _desk.Actor.May(ChargePermissions.Propose, Code) && Result.Rows.Count > 0
        ? BillPaths.ArrearsLetters(Code) + Query(null) : null;

    /// <summary>Sums by age, of the chosen village or, where somebody asks for it, of all.</summary>
    public IReadOnlyList<ArrearsByAge> ByAge { get; private set; } = [];

    /// <summary>Where the sums of all are asked for; null where they are shown or there is nothing to sum.</summary>
    public string? SumHref { get; private set; }

    public string? StartHref => Result.Before is null ? null : Path + Query(null);

    public string? NextHref => Result.After is { } at ? Path + Query(at) : null;

    /// <summary>Whole years since the due day.</summary>
    public static IReadOnlyList<Choice> Ages(Texts t) =>
    [
        new(string.Empty, t["Revenue.Arrears.AnyAge"]),
        .. Enumerable.Range(0, ArrearsRows.Oldest + 1).Select(y => new Choice(y.ToString(CultureInfo.InvariantCulture), AgeOf(y, t))),
    ];

    public async Task<IActionResult> OnGetAsync(string region, string? setelah, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        _where = (await regions.FindAsync(Region.Slug, cancel))!;
        _filter = Read(Request.Query, _where);
        var first = setelah is null && !ListQuery.IsDownload(HttpContext);
        var sums = first && (_filter.Village != 0 || Request.Query["hitung"] == "umur");
        ByAge = sums ? await rows.AgesAsync((Code, Today), _filter.Village, cancel) : [];
        Result = await rows.PageAsync(
            (Code, Today), _filter, setelah, ListQuery.PageSize(HttpContext, ArrearsRows.PageSize), cancel);
        _billed = await charges.BilledAsync(Code, [.. Result.Rows.Select(r => ChargeId.Of(r.Nop, r.TaxYear))], cancel);
        SumHref = first && !sums && Result.Rows.Count > 0 ? Path + QueryString.Create("hitung", "umur") + "#hitung-umur" : null;
        return Page();
    }

    /// <summary>What can be asked for at least.</summary>
    public static IReadOnlyList<Choice> Amounts(Texts t) =>
        [new(string.Empty, t["Revenue.Arrears.AnyAmount"]), .. Steps.Select(s => new Choice(LeastOf(s), Formats.Money(s)))];

    public static string AgeOf(int? years) => years?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    public static string LeastOf(long least) => least <= 1 ? string.Empty : least.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the address chooses; what it does not name, or names wrongly, is not chosen.</summary>
    public static ArrearsFilter Read(IQueryCollection query, BillRegion where) => new(
        long.TryParse(query["kelurahan"], CultureInfo.InvariantCulture, out var village) && where.VillageCodes.Contains(village)
            ? village : 0,
        int.TryParse(query["umur"], CultureInfo.InvariantCulture, out var age) && age is >= 0 and <= ArrearsRows.Oldest ? age : null,
        long.TryParse(query["paling-sedikit"], CultureInfo.InvariantCulture, out var least) && Steps.Contains(least) ? least : 1);

    /// <summary>The same as an address.</summary>
    public static QueryString QueryOf(ArrearsFilter filter)
    {
        var query = filter.Years is null ? QueryString.Empty : QueryString.Create("umur", AgeOf(filter.Years));
        query = filter.Village == 0 ? query : query.Add("kelurahan", filter.Village.ToString(CultureInfo.InvariantCulture));
        return filter.Least <= 1 ? query : query.Add("paling-sedikit", LeastOf(filter.Least));
    }

    public IReadOnlyList<Choice> VillageChoices(Texts t) => VillagesOf(_where, t);

    public static IReadOnlyList<Choice> VillagesOf(BillRegion where, Texts t) =>
    [
        new(string.Empty, t["Revenue.Object.AnyVillage"]),
        .. where.Villages.OrderBy(v => v.Key).Select(v => new Choice(v.Key.ToString(CultureInfo.InvariantCulture), v.Value)),
    ];

    public IReadOnlyList<Cell> Row(ArrearsRow row)
    {
        var year = new BilledYear(
            row.TaxYear, row.Open, 0, null, row.DueOn,
            DebtInterest.Accrued(row.Open, row.Paid, row.DueOn, DueTerms.Read(row.Plan), _where.Interest, Today), row.Own)
            .Less(_billed.GetValueOrDefault(ChargeId.Of(row.Nop, row.TaxYear)).Interest).Ended(row.IsExpired(Today));
        return
        [
            Cell.Link(row.Nop.ToString(), RegisterPaths.Of(Code, row.Nop)),
            row.Own ? Cell.Link(BillWords.Year(row.TaxYear), BillPaths.Of(Code, row.Nop, row.TaxYear)) : BillWords.Year(row.TaxYear),
            row.Owner, Age(row, year), Cell.Money(row.Open),
            BillCheckPageModel.Interest(year, texts), BillCheckPageModel.ToPay(year), Cell.Date(row.DueOn),
        ];
    }

    public IReadOnlyList<Cell> AgeRow(ArrearsByAge of)
    {
        var query = QueryString.Empty.Add("umur", of.Years.ToString(CultureInfo.InvariantCulture));
        query = VillageChosen.Length > 0 ? query.Add("kelurahan", VillageChosen) : query;
        return [Cell.Link(AgeOf(of.Years, texts), Path + query.ToUriComponent()), Cell.Count(of.Bills), Cell.Money(of.Open)];
    }

    private static string AgeOf(int years, Texts t) => years == 0 ? t["Revenue.Radar.AgeFirst"]
        : years == ArrearsRows.Oldest ? t["Revenue.Radar.AgeOldest", years] : t["Revenue.Radar.AgeOf", years, years + 1];

    /// <summary>Its age; what nobody may collect any more is marked.</summary>
    private Cell Age(ArrearsRow row, BilledYear year) => !year.Expired ? Age(row.DueOn)
        : Cell.Of(new HtmlBuilder().Text(Age(row.DueOn)).Start("div").Add(BillWords.State(BillState.Expired, texts)).End());

    private string Age(DateOnly due)
    {
        var months = Math.Max(0, ((Today.Year - due.Year) * 12) + Today.Month - due.Month - (Today.Day < due.Day ? 1 : 0));
        return months < 12 ? texts["Revenue.Arrears.Months", months] : texts["Revenue.Arrears.Years", months / 12, months % 12];
    }

    private string Query(string? after)
    {
        var query = QueryOf(_filter);
        return (after is null ? query : query.Add("setelah", after)).ToUriComponent();
    }
}

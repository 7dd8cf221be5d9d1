using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>What is not paid although its due day is over, with its age and interest as of today.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class ArrearsPageModel(RegisterDesk desk, ArrearsRows rows, BillRegions regions, Texts texts) : RegisterPage(desk)
{
    private BillRegion _where = null!;
    private long _village;
    private int _age;

    public RegisterRows<ArrearsRow> Result { get; private set; } = null!;

    public string Path => BillPaths.Arrears(Code);

    public string VillageChosen => _village == 0 ? string.Empty : _village.ToString(CultureInfo.InvariantCulture);

    public string AgeChosen => _age.ToString(CultureInfo.InvariantCulture);

    public string? StartHref => Result.Before is null ? null : Path + Query(null);

    public string? NextHref => Result.After is { } at ? Path + Query(at) : null;

    /// <summary>Whole years that the tax year is over at least.</summary>
    public static IReadOnlyList<Choice> Ages(Texts t) =>
        [.. Enumerable.Range(0, 6).Select(a => new Choice(a.ToString(CultureInfo.InvariantCulture),
            a == 0 ? t["Revenue.Arrears.AnyAge"] : t["Revenue.Arrears.AtLeast", a]))];

    public async Task<IActionResult> OnGetAsync(string region, string? setelah, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        _where = (await regions.FindAsync(Region.Slug, cancel))!;
        _village = long.TryParse(Request.Query["kelurahan"], CultureInfo.InvariantCulture, out var village)
            && _where.VillageCodes.Contains(village) ? village : 0;
        _age = int.TryParse(Request.Query["umur"], CultureInfo.InvariantCulture, out var age) && age is >= 0 and <= 5 ? age : 0;
        Result = await rows.PageAsync(
            (Code, Today), (_village, Today.Year - _age), setelah, ListQuery.PageSize(HttpContext, ArrearsRows.PageSize), cancel);
        return Page();
    }

    public IReadOnlyList<Choice> VillageChoices(Texts t) =>
    [
        new(string.Empty, t["Revenue.Object.AnyVillage"]),
        .. _where.Villages.OrderBy(v => v.Key).Select(v => new Choice(v.Key.ToString(CultureInfo.InvariantCulture), v.Value)),
    ];

    public IReadOnlyList<Cell> Row(ArrearsRow row)
    {
        var year = new BilledYear(
            row.TaxYear, row.Open, 0, null, row.DueOn,
            DebtInterest.Of(row.Open, row.Paid, row.DueOn, DueTerms.Read(row.Plan), _where.Interest, Today), row.Own);
        return
        [
            Cell.Link(row.Nop.ToString(), RegisterPaths.Of(Code, row.Nop)),
            row.Own ? Cell.Link(BillWords.Year(row.TaxYear), BillPaths.Of(Code, row.Nop, row.TaxYear)) : BillWords.Year(row.TaxYear),
            row.Owner, Age(row.DueOn), Cell.Money(row.Open),
            BillCheckPageModel.Interest(year, texts), Cell.Money(year.Total), Cell.Date(row.DueOn),
        ];
    }

    private string Age(DateOnly due)
    {
        var months = Math.Max(0, ((Today.Year - due.Year) * 12) + Today.Month - due.Month - (Today.Day < due.Day ? 1 : 0));
        return months < 12 ? texts["Revenue.Arrears.Months", months] : texts["Revenue.Arrears.Years", months / 12, months % 12];
    }

    private string Query(string? after)
    {
        var query = QueryString.Empty.Add("umur", AgeChosen);
        query = VillageChosen.Length > 0 ? query.Add("kelurahan", VillageChosen) : query;
        return (after is null ? query : query.Add("setelah", after)).ToUriComponent();
    }
}

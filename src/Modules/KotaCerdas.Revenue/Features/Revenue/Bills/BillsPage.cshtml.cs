using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>The bills of a year, by village, book and state.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class BillsPageModel(RegisterDesk desk, BillRows rows, BatchReading batches, BillRegions regions) : RegisterPage(desk)
{
    private const int LongestSearch = 100;

    private BillRegion _where = null!;
    private IReadOnlyList<BookRule> _books = [];

    /// <summary>Years with posted batches, newest first.</summary>
    public IReadOnlyList<int> Years { get; private set; } = [];

    public BillFilter Filter { get; private set; } = new(0);

    public RegisterRows<BillRow> Result { get; private set; } = null!;

    public string Path => BillPaths.List(Code);

    public string YearChosen => BillWords.Year(Filter.Year);

    public string VillageChosen => Filter.Village == 0 ? string.Empty : Filter.Village.ToString(CultureInfo.InvariantCulture);

    public IReadOnlyList<Choice> YearChoices => [.. Years.Select(y => new Choice(BillWords.Year(y), BillWords.Year(y)))];

    public string? PreviousHref => Result.Before is { } at ? Path + Query(("sebelum", at)) : null;

    public string? NextHref => Result.After is { } at ? Path + Query(("setelah", at)) : null;

    public async Task<IActionResult> OnGetAsync(string region, long? setelah, long? sebelum, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        _where = (await regions.FindAsync(Region.Slug, cancel))!;
        var posted = (await batches.AllAsync(Code, cancel)).Where(b => b.Posted is not null).ToList();
        Years = [.. posted.Select(b => b.Batch.TaxYear).Distinct().OrderDescending()];
        if (Years.Count == 0)
        {
            return Page();
        }

        var year = Years.FirstOrDefault(y => BillWords.Year(y) == Request.Query["tahun"], Years[0]);
        var rules = await batches.SetAsync(posted.First(b => b.Batch.TaxYear == year).Batch, cancel);
        _books = rules.Failed ? [] : rules.Value.Books;
        Filter = FilterOf(year, Request.Query);
        Result = await rows.PageAsync(
            (Code, Today), Filter, (setelah, sebelum), ListQuery.PageSize(HttpContext, BillRows.PageSize), cancel);
        return Page();
    }

    public IReadOnlyList<Choice> VillageChoices(Texts t) =>
    [
        new(string.Empty, t["Revenue.Object.AnyVillage"]),
        .. _where.Villages.OrderBy(v => v.Key).Select(v => new Choice(v.Key.ToString(CultureInfo.InvariantCulture), v.Value)),
    ];

    public IReadOnlyList<Choice> BookChoices(Texts t) =>
        [new(string.Empty, t["Revenue.Bill.AnyBook"]), .. _books.Select(b => new Choice(b.Book, b.Book))];

    private BillFilter FilterOf(int year, IQueryCollection query) => new(year)
    {
        Village = long.TryParse(query["kelurahan"], CultureInfo.InvariantCulture, out var village) && _where.VillageCodes.Contains(village)
            ? village : 0,
        Book = _books.FirstOrDefault(b => b.Book == query["buku"]),
        State = Named.TryRead<BillState>(query["keadaan"], out var state) ? state : null,
        Search = query["cari"].ToString() is { Length: <= LongestSearch } words ? words.Trim() : string.Empty,
    };

    private string Query((string Name, string Value) cursor)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[]
        {
            ("tahun", YearChosen), ("kelurahan", VillageChosen), ("buku", Filter.Book?.Book ?? string.Empty),
            ("keadaan", Filter.State?.ToString() ?? string.Empty), ("cari", Filter.Search),
        })
        {
            query = value.Length > 0 ? query.Add(name, value) : query;
        }

        return query.Add(cursor.Name, cursor.Value).ToUriComponent();
    }
}

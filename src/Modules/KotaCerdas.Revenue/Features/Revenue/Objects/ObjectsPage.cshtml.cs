using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>The objects of a region as they are today.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class ObjectsPageModel(RegisterDesk desk, ObjectRows rows, VillageMap map) : RegisterPage(desk)
{
    private const int SearchLength = 100;

    private IReadOnlyList<VillageRow> _villages = [];

    public ObjectFilter Filter { get; private set; } = new();

    public RegisterRows<ObjectRow> Result { get; private set; } = null!;

    public string Path => RegisterPaths.Objects(Code);

    public bool IsFiltered => Filter != new ObjectFilter();

    public string VillageChosen => Filter.Village == 0 ? string.Empty : Number(Filter.Village);

    public string? PreviousHref => Result.Before is { } at ? Path + Query(("sebelum", at)) : null;

    public string? NextHref => Result.After is { } at ? Path + Query(("setelah", at)) : null;

    public async Task<IActionResult> OnGetAsync(string region, long? setelah, long? sebelum, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        _villages = await map.RowsAsync(Code, cancel);
        Filter = FilterOf(Request.Query);
        Result = await rows.PageAsync(
            (Code, Today), Filter, (setelah, sebelum), ListQuery.PageSize(HttpContext, ObjectRows.PageSize), cancel);
        return Page();
    }

    public IReadOnlyList<Choice> VillageChoices(Texts texts) =>
    [
        new(string.Empty, texts["Revenue.Object.AnyVillage"]),
        .. _villages.Select(v => new Choice(Number(v.TaxCode), v.Name.Length > 0 ? v.Name : TaxVillage.Show(v.TaxCode))),
    ];

    private static string Number(long code) => code.ToString(CultureInfo.InvariantCulture);

    private ObjectFilter FilterOf(IQueryCollection query)
    {
        var state = query["keadaan"].ToString();
        var search = query["cari"].ToString().Trim();
        return new()
        {
            Village = _villages.FirstOrDefault(v => Number(v.TaxCode) == query["kelurahan"])?.TaxCode ?? 0,
            State = Named.TryRead<ObjectState>(state, out var known) ? known.ToString() : string.Empty,
            Search = search.Length <= SearchLength ? search : search[..SearchLength],
        };
    }

    private string Query((string Name, string Value) cursor)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[] { ("kelurahan", VillageChosen), ("keadaan", Filter.State), ("cari", Filter.Search) })
        {
            query = value.Length > 0 ? query.Add(name, value) : query;
        }

        return query.Add(cursor.Name, cursor.Value).ToUriComponent();
    }
}

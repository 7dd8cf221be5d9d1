using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>The taxpayers of a region, by name.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class TaxpayersPageModel(RegisterDesk desk, TaxpayerRows rows) : RegisterPage(desk)
{
    private const int SearchLength = 100;

    public string Kind { get; private set; } = string.Empty;

    public string Search { get; private set; } = string.Empty;

    public RegisterRows<TaxpayerRow> Result { get; private set; } = null!;

    public string Path => RegisterPaths.Taxpayers(Code);

    public bool IsFiltered => Kind.Length + Search.Length > 0;

    public string? PreviousHref => Result.Before is { } at ? Path + Query(("sebelum", at)) : null;

    public string? NextHref => Result.After is { } at ? Path + Query(("setelah", at)) : null;

    public async Task<IActionResult> OnGetAsync(
        string region, string? jenis, string? cari, string? setelah, string? sebelum, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        Kind = Named.TryRead<TaxpayerKind>(jenis, out var known) ? known.ToString() : string.Empty;
        var search = (cari ?? string.Empty).Trim();
        Search = search.Length <= SearchLength ? search : search[..SearchLength];
        Result = await rows.PageAsync(
            Code, (Kind, Search), (setelah, sebelum), ListQuery.PageSize(HttpContext, TaxpayerRows.PageSize), cancel);
        return Page();
    }

    private string Query((string Name, string Value) cursor)
    {
        var query = Kind.Length > 0 ? QueryString.Create("jenis", Kind) : QueryString.Empty;
        query = Search.Length > 0 ? query.Add("cari", Search) : query;
        return query.Add(cursor.Name, cursor.Value).ToUriComponent();
    }
}

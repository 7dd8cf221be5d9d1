using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What is owed in a region, except PBB-P2.</summary>
[Needs(ChargePermissions.ReadCode)]
internal sealed class ChargesPageModel(RegisterDesk desk, ChargeRows rows) : RegisterPage(desk)
{
    private const int SearchLength = 100;

    public ChargeFilter Filter { get; private set; } = new();

    public RegisterRows<ChargeRow> Result { get; private set; } = null!;

    public string Path => ChargePaths.All(Code);

    public string? PreviousHref => Result.Before is { } at ? Path + Query(("sebelum", at)) : null;

    public string? NextHref => Result.After is { } at ? Path + Query(("setelah", at)) : null;

    public static IEnumerable<Choice> LetterChoices =>
        LetterRules.All.Where(l => l.Effect == LetterEffect.Charge).Select(l => new Choice(l.Code, l.Title.In()));

    public static IEnumerable<Choice> KindChoices => RevenueKinds.All
        .Where(k => LetterRules.ReturnOf(k) is not null || LetterRules.OfficialOf(k) is not null)
        .Select(k => new Choice(k.Code, k.Title.In()));

    public async Task<IActionResult> OnGetAsync(string region, Guid? setelah, Guid? sebelum, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var (query, search) = (Request.Query, Request.Query["cari"].ToString().Trim());
        Filter = new(
            RevenueKinds.Find(query["jenis"].ToString())?.Code ?? string.Empty,
            LetterRules.Find(query["surat"].ToString())?.Code ?? string.Empty, query["keadaan"] == "terbuka",
            search.Length <= SearchLength ? search : search[..SearchLength]);
        Result = await rows.PageAsync(Code, Filter, (setelah, sebelum), ListQuery.PageSize(HttpContext, ChargeRows.PageSize), cancel);
        return Page();
    }

    private string Query((string Name, string Value) cursor)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[]
        {
            ("jenis", Filter.Kind), ("surat", Filter.Letter), ("keadaan", Filter.Open ? "terbuka" : string.Empty), ("cari", Filter.Search),
        })
        {
            query = value.Length > 0 ? query.Add(name, value) : query;
        }

        return query.Add(cursor.Name, cursor.Value).ToUriComponent();
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>The objects of every tax and levy but PBB-P2, as they are today.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class KindObjectsPageModel(RegisterDesk desk, KindObjectRows rows) : RegisterPage(desk)
{
    private const int SearchLength = 100;

    public KindObjectFilter Filter { get; private set; } = new();

    public RegisterRows<KindObjectRow> Result { get; private set; } = null!;

    public string Path => LevyPaths.Objects(Code);

    public bool IsFiltered => Filter != new KindObjectFilter();

    public string? PreviousHref => Result.Before is { } at ? Path + Query(("sebelum", at)) : null;

    public string? NextHref => Result.After is { } at ? Path + Query(("setelah", at)) : null;

    /// <summary>Kinds whose objects are registered here.</summary>
    public static IEnumerable<Choice> Kinds => RevenueKinds.All.Where(KindObject.Has).Select(k => new Choice(k.Code, k.Title.In()));

    public static IHtmlContent StateOf(ObjectState state, Texts texts) =>
        Tag.Render(texts[$"Revenue.LevyState.{state}"], state == ObjectState.Active ? Tone.Positive : Tone.Neutral);

    public async Task<IActionResult> OnGetAsync(string region, string? setelah, string? sebelum, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var (query, search) = (Request.Query, Request.Query["cari"].ToString().Trim());
        Filter = new(
            RevenueKinds.Find(query["jenis"].ToString())?.Code ?? string.Empty,
            Named.TryRead<ObjectState>(query["keadaan"], out var state) ? state.ToString() : string.Empty,
            search.Length <= SearchLength ? search : search[..SearchLength]);
        Result = await rows.PageAsync(
            (Code, Today), Filter, (setelah, sebelum), ListQuery.PageSize(HttpContext, KindObjectRows.PageSize), cancel);
        return Page();
    }

    private string Query((string Name, string Value) cursor)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[] { ("jenis", Filter.Kind), ("keadaan", Filter.State), ("cari", Filter.Search) })
        {
            query = value.Length > 0 ? query.Add(name, value) : query;
        }

        return query.Add(cursor.Name, cursor.Value).ToUriComponent();
    }
}

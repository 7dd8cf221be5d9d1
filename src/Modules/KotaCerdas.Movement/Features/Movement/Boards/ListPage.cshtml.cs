using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>The ministry's list of a call's applications.</summary>
[Needs(CallPermissions.ListCode)]
internal sealed class ListPageModel(CallRows calls, ApplicationRows rows, Actor actor) : ProductPage
{
    public Call Call { get; private set; } = null!;

    public ApplicationFilter Filter { get; private set; } = new();

    public ApplicationPage Result { get; private set; } = null!;

    public string Path => Paths.Of(Call.Id) + "/pendaftaran";

    public string? PreviousHref => Result.Before is { } code ? Path + Query(("sebelum", code)) : null;

    public string? NextHref => Result.After is { } code ? Path + Query(("setelah", code)) : null;

    public async Task<IActionResult> OnGetAsync(Guid id, string? setelah, string? sebelum, CancellationToken cancel)
    {
        if (!actor.May(CallPermissions.List, RegionCode.National))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        if (await calls.FindAsync(new CallId(id), cancel) is not { } call || call.Status == CallStatus.Draft)
        {
            return NotFound();
        }

        (Call, Filter) = (call, FilterOf(Request.Query));
        Result = ListQuery.IsDownload(HttpContext)
            ? new(await rows.AllAsync(call.Id, Filter, cancel), 0, null, null)
            : await rows.PageAsync(call.Id, Filter, (setelah, sebelum), cancel);
        return Page();
    }

    public string HrefOf(ApplicationRow row) => Paths.Of(Call.Id, RegionCode.Parse(row.Region)) + "/lihat";

    public IReadOnlyList<Choice> States(Texts texts) =>
    [
        new("", texts["Movement.List.AnyState"]), new(ApplicationFilter.NotStarted, Features.States.Word(null, texts)),
        .. Enum.GetValues<ApplicationStatus>().Select(s => new Choice(s.ToString(), Features.States.Word(s, texts))),
    ];

    /// <summary>Only known values become filters; anything else in the address means no filter.</summary>
    public static ApplicationFilter FilterOf(IQueryCollection query)
    {
        var state = query["keadaan"].ToString();
        var island = query["pulau"].ToString();
        var name = query["cari"].ToString().Trim();
        return new()
        {
            State = state == ApplicationFilter.NotStarted || Named.TryRead<ApplicationStatus>(state, out _) ? state : string.Empty,
            Island = IslandNames.Codes.Contains(island) ? island : string.Empty,
            Complete = query["kelengkapan"].ToString(),
            Name = name.Length <= 100 ? name : name[..100],
        };
    }

    private string Query((string Name, string Value)? cursor)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[] {
            ("pulau", Filter.Island), ("keadaan", Filter.State), ("kelengkapan", Filter.Complete), ("cari", Filter.Name) })
        {
            query = value.Length > 0 ? query.Add(name, value) : query;
        }

        return (cursor is { } at ? query.Add(at.Name, at.Value) : query).ToUriComponent();
    }
}

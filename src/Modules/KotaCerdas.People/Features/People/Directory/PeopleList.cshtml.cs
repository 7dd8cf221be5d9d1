using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.Directory;

/// <summary>The directory for administrators: who holds what in the regions they look after.</summary>
[Needs("people.account.view")]
internal sealed class PeopleListModel(KotaDb db, DirectoryRows rows, RoleCatalogue roles, Texts texts, Actor actor) : ProductPage
{
    private const int PageSize = 50;

    [BindProperty(Name = "nama", SupportsGet = true)]
    public string? NamePart { get; set; }

    [BindProperty(Name = "peran", SupportsGet = true)]
    public string? Role { get; set; }

    [BindProperty(Name = "wilayah", SupportsGet = true)]
    public string? Region { get; set; }

    [BindProperty(Name = "sesudah", SupportsGet = true)]
    public string? AfterName { get; set; }

    [BindProperty(Name = "surel", SupportsGet = true)]
    public string? AfterEmail { get; set; }

    public IReadOnlyList<DirectoryRow> Rows { get; private set; } = [];

    public IReadOnlyDictionary<RegionCode, string> Regions { get; private set; } = new Dictionary<RegionCode, string>();

    public string? NextHref { get; private set; }

    public IReadOnlyList<Choice> Roles =>
        [.. roles.All.OrderBy(r => r.NameIn(), StringComparer.Ordinal).Select(r => new Choice(r.Code, r.NameIn()))];

    public bool MayInvite => actor.MayAnywhere(PeopleModule.InvitePeople);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (ScopeOfReader() is not { } scope)
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        var size = ListQuery.PageSize(HttpContext, PageSize);
        var found = await rows.ListAsync(scope, new DirectoryFilter(NamePart, Role, AfterName, AfterEmail), size + 1, cancel);
        Rows = [.. found.Take(size)];
        Regions = await RegionNames.OfAsync(db, texts, Rows.SelectMany(r => r.Holdings).Select(h => h.RegionCode), cancel);
        if (found.Count > size)
        {
            var last = Rows[^1].Account;
            NextHref = "/orang" + QueryString.Create(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["nama"] = NamePart, ["peran"] = Role, ["wilayah"] = Region, ["sesudah"] = last.DisplayName,
                        ["surel"] = last.NormalEmail,
                });
        }

        return Page();
    }

    public string RolesOf(DirectoryRow row) =>
        string.Join("; ", HeldRole.From(row.Holdings, roles, Regions).Select(h => $"{h.Title(texts)}, {h.Region}"));

    /// <summary>The region asked for where the reader may see it; else all that the reader may see.</summary>
    private RegionScope? ScopeOfReader() =>
        RegionCode.TryParse(Region, out var asked)
            ? actor.May(PeopleModule.ViewAccounts, asked) ? RegionScope.Of(asked) : null
            : actor.ScopeOf(PeopleModule.ViewAccounts)
                ?? RegionScope.Of(actor.Grants.First(g => g.Permissions.Contains(PeopleModule.ViewAccounts.Code)).Region);
}

using KotaCerdas.Demo;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Web;

/// <summary>What stands around every page: navigation by permission, and who is signed in.</summary>
internal sealed class PageFrames(
    CurrentActor current, RoleCatalogue roles, KotaDb db, Notifications notifications, PageWork work, Texts texts) : IPageFrames
{
    private PageFrame? _frame;

    public async ValueTask<PageFrame> GetAsync(HttpContext http) =>
        _frame ??= await MakeAsync(http.Request.Path.Value ?? string.Empty, http.RequestAborted);

    private async Task<PageFrame> MakeAsync(string path, CancellationToken cancel)
    {
        var actor = current.Value;
        var demo = await DemoRecord.StandAsync(db, cancel);
        var entries = actor.SignedIn ? Entries(actor).ToList() : [];
        var office = entries.ConvertAll(e => new FrameLink(texts[e.TextKey], e.Path));
        return new PageFrame
        {
            PublicLinks = [new FrameLink(texts["Host.Nav.Country"], "/"), new FrameLink(texts["Host.Nav.Calls"], "/panggilan"),
                new FrameLink(texts["Host.Nav.Measures"], "/ukuran"), new FrameLink(texts["Host.Nav.Calendar"], "/kalender"),
                new FrameLink(texts["Host.Nav.Tariffs"], "/tarif"), new FrameLink(texts["Host.Nav.Bills"], "/tagihan"),
                new FrameLink(texts["Host.Nav.CheckDocument"], "/periksa")],
            FootLinks = [new FrameLink(texts["Host.Nav.Log"], "/log"), new FrameLink(texts["Host.Nav.Ceremonies"], "/upacara"),
                new FrameLink(texts["Host.Nav.Glossary"], "/glosarium"), new FrameLink(texts["Host.Nav.Parts"], "/galeri")],
            OfficeHref = actor.SignedIn ? StartOf(actor)
                ?? (entries.Find(e => e.Needs is not null) ?? entries.FirstOrDefault())?.Path ?? "/akun" : null,
            OfficeText = actor.Grants.Count == 0 && entries.Count > 0 ? office[0].Text : null,
            SignInHref = "/masuk",
            HasGeneratedData = demo.IsThere,
            Generating = demo.Percent is { } percent ? texts["Host.Demo.Generating", percent] : null,
            OfficerGroups = actor.SignedIn ? [new FrameGroup(null, office)] : [],
            Work = actor.SignedIn ? await work.OfAsync(actor, path, cancel) : [],
            User = actor.User is { } user ? await UserAsync(actor, user, cancel) : null,
        };
    }

    /// <summary>Where the day of one's first office begins, where its role says so.</summary>
    private string? StartOf(Actor actor) =>
        actor.Grants.Count > 0 && roles.Find(actor.Grants[0].Role) is { Start: { Length: > 0 } start } ? start : null;

    private async Task<FrameUser> UserAsync(Actor actor, UserId user, CancellationToken cancel) =>
        new(actor.ShownName, await OfficeAsync(actor, cancel), "/akun", "/keluar")
        {
            Key = user.Value.ToString("N"),
            NotificationsHref = "/pemberitahuan",
            Unread = await notifications.CountUnreadAsync(user, cancel),
        };

    /// <summary>
    /// The movement stands first: whoever has work in it begins the day there. Its entries that need no role do not count as such. Who
    /// holds no role finds what is personal, and nothing of an office. A page that several permissions open stands there once.
    /// </summary>
    private static IEnumerable<NavigationEntry> Entries(Actor actor) => (
        from module in ModuleList.All.Reverse().OrderBy(m => m is Movement.MovementModule ? 0 : 1)
        from entry in module.Navigation
        where actor.Grants.Count == 0 ? entry.Personal : entry.Needs is null || actor.MayAnywhere(entry.Needs)
        select entry).DistinctBy(e => e.Path);

    private async Task<string> OfficeAsync(Actor actor, CancellationToken cancel)
    {
        if (actor.Grants.Count == 0)
        {
            return string.Empty;
        }

        var grant = actor.Grants[0];
        var english = Languages.IsEnglish(System.Globalization.CultureInfo.CurrentUICulture);
        var role = roles.Find(grant.Role) is { } found ? (english ? found.NameEn : found.NameId) : grant.Role;
        var region = grant.Region.IsNational ? null : await db.Shared<Region>().Where(r => r.Code == grant.Region).Select(r => r.Name)
            .SingleOrDefaultAsync(cancel);
        return region is null ? role : $"{role}, {region}";
    }
}

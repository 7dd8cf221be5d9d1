using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>Invitations that still wait, and the link that was just made.</summary>
[Needs("people.account.invite")]
internal sealed class InvitationListModel(
    KotaDb db, PendingCookie pending, RoleCatalogue roles, IOptions<SmtpOptions> smtp, TimeProvider clock, Actor actor) : ProductPage
{
    public const string Made = "undangan";

    /// <summary>True where the link went out by mail too.</summary>
    public bool Mailed => smtp.Value.SendsLinks;

    public MadeInvitation? JustMade { get; private set; }

    public IReadOnlyList<Invitation> Rows { get; private set; } = [];

    public PaginationOptions Paging { get; private set; } = new() { Shown = 0 };

    public async Task OnGetAsync(CancellationToken cancel)
    {
        JustMade = pending.Read<MadeInvitation>(HttpContext, Made);
        pending.Clear(HttpContext, Made);
        var now = clock.GetUtcNow().UtcDateTime;
        var scope = actor.ScopeOf(PeopleModule.InvitePeople)
            ?? RegionScope.Of(actor.Grants.First(g => g.Permissions.Contains(PeopleModule.InvitePeople.Code)).Region);
        var open = await db.In<Invitation>(scope).AsNoTracking()
            .Where(i => i.AcceptedAt == null && i.WithdrawnAt == null && i.ExpiresAt > now).OrderByDescending(i => i.CreatedAt)
            .ThenBy(i => i.NormalEmail).ThenBy(i => i.Id).Take(ListQuery.MostRows).ToListAsync(cancel);
        (Rows, Paging) = ListPages.Of(HttpContext, open, i => i.Id.Value.ToString());
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string invitation, CancellationToken cancel)
    {
        if (invitation.Split('~') is not [var code, var idText] || !RegionCode.TryParse(code, out var region)
            || !Guid.TryParse(idText, out var id))
        {
            return NotFound();
        }

        if (actor.Refuse(PeopleModule.InvitePeople, region) is { } refused)
        {
            return this.Invalid(refused);
        }

        var (key, now) = (new InvitationId(id), clock.GetUtcNow().UtcDateTime);
        await db.In<Invitation>(RegionScope.Of(region)).Where(i => i.RegionCode == region && i.Id == key && i.AcceptedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.WithdrawnAt, now), cancel);
        return this.SeeOther("/orang/undangan");
    }

    public string RoleOf(Invitation invitation) => roles.Find(invitation.Role)?.NameIn() ?? invitation.Role;
}

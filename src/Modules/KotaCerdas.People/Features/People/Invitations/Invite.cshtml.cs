using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>Invites a person to a role.</summary>
[Needs("people.account.invite")]
internal sealed class InviteModel(
    KotaDb db, InvitePerson invite, PendingCookie pending, RoleCatalogue roles, Texts texts, Actor actor) : ProductPage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public RoleForm Input { get; set; } = new();

    public IReadOnlyList<Choice> Roles => RoleChoices.Roles(roles, actor, PeopleModule.InvitePeople);

    public IReadOnlyList<Choice> Units { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds => RoleChoices.Kinds(texts);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Input.Region = RoleChoices.OwnRegion(actor, PeopleModule.InvitePeople);
        Units = await RoleChoices.UnitsAsync(db, actor, PeopleModule.InvitePeople, Input.Region, cancel);
    }

    public async Task<IActionResult> OnPostAsync(string? langkah, CancellationToken cancel)
    {
        Units = await RoleChoices.UnitsAsync(db, actor, PeopleModule.InvitePeople, Input.Region, cancel);
        if (langkah == "unit")
        {
            return Page();
        }

        var read = Input.Read(default);
        var invited = read.Failed ? Outcome.Fail<string>(read.Problems) : await invite.RunAsync(actor, Email, read.Value, cancel);
        if (invited.Failed)
        {
            return this.Invalid([.. RoleForm.Tie(invited.Problems).Select(p => p.Field == "Input.Email" ? p.On("Email") : p)]);
        }

        pending.Write(HttpContext, InvitationListModel.Made,
            new MadeInvitation(Email!.Trim(), $"{Request.Scheme}://{Request.Host}{invited.Value}"));
        return this.SeeOther("/orang/undangan");
    }
}

/// <summary>A link that was just made, for the next page only.</summary>
internal sealed record MadeInvitation(string Email, string Link);

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.Directory;

/// <summary>Gives a person a role.</summary>
[Needs("people.holding.grant")]
internal sealed class GrantModel(
    KotaDb db, PersonReader reader, GrantHolding grant, RoleCatalogue roles, Texts texts, Actor actor) : ProductPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public RoleForm Input { get; set; } = new();

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<Choice> Roles => RoleChoices.Roles(roles, actor, PeopleModule.GrantHoldings);

    public IReadOnlyList<Choice> Units { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds => RoleChoices.Kinds(texts);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Input.Region = RoleChoices.OwnRegion(actor, PeopleModule.GrantHoldings);
        return await LoadAsync(cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string? langkah, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        if (langkah == "unit")
        {
            return Page();
        }

        var read = Input.Read(new UserId(Id));
        var granted = read.Failed ? Outcome.Fail<Guid>(read.Problems) : await grant.RunAsync(actor, read.Value, cancel);
        return granted.Failed ? this.Invalid(RoleForm.Tie(granted.Problems)) : this.SeeOther($"/orang/{Id}");
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Person = (await reader.FindAsync(actor, new UserId(Id), cancel))!;
        Units = await RoleChoices.UnitsAsync(db, actor, PeopleModule.GrantHoldings, Input.Region, cancel);
        return Person is not null;
    }
}

using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.Directory;

/// <summary>Makes a link for a new password for someone who gets no mail. The person is told, and the link is shown once.</summary>
[Needs("people.account.close")]
internal sealed class ResetLinkModel(PersonReader reader, MakeResetLink make, PendingCookie pending, Actor actor) : ProductPage
{
    private const string Made = "sandi-baru";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Person Person { get; private set; } = null!;

    public string? Link { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        Link = pending.Read<string>(HttpContext, Made);
        pending.Clear(HttpContext, Made);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var made = await make.RunAsync(actor, Person.Account, cancel);
        if (made.Failed)
        {
            return this.Invalid(made.Problems);
        }

        pending.Write(HttpContext, Made, $"{Request.Scheme}://{Request.Host}{made.Value}");
        return this.SeeOther($"/orang/{Id}/sandi");
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        Person = (await reader.FindAsync(actor, new UserId(Id), cancel))!;
        return Person is not null;
    }
}

using KotaCerdas.People.Features.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.Registrations;

/// <summary>Asks for an account of one's own: an address first, the rest once it has shown to be one's own.</summary>
internal sealed class RegisterModel(AskForAccount ask, RegistrationDoor door) : ProductPage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty(Name = "lanjut", SupportsGet = true)]
    public string? Back { get; set; }

    [BindProperty(Name = "terkirim", SupportsGet = true)]
    public bool Sent { get; set; }

    public bool IsOpen => door.IsOpen;

    public bool CanMail => door.CanMail;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var asked = await ask.RunAsync(Email, SignInPages.SafePath(Back, string.Empty), this.Address(), cancel);
        return asked.Failed ? this.Invalid(asked.Problems) : this.SeeOther("/daftar?terkirim=true");
    }
}

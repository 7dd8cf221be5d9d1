using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace KotaCerdas.People.Features.SignIn;

/// <summary>Asks for a link to set a new password.</summary>
internal sealed class ForgottenModel(AskForReset ask, IOptions<SmtpOptions> smtp) : ProductPage
{
    [BindProperty]
    public string? Email { get; set; }

    [BindProperty(Name = "terkirim", SupportsGet = true)]
    public bool Sent { get; set; }

    public bool CanMail => smtp.Value.Configured;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var asked = await ask.RunAsync(Email, this.Address(), cancel);
        return asked.Failed ? this.Invalid(asked.Problems) : this.SeeOther("/masuk/lupa?terkirim=true");
    }
}

using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.People.Features.Profile;

/// <summary>Enters or replaces one's own numbers. What is stored is never shown again in full.</summary>
[Needs]
internal sealed class NumbersModel(AccountChanges changes, Actor actor) : ProductPage
{
    private const int NipDigits = 18;

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Nip { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (phone, nip) = (Digits(Phone), Digits(Nip));
        var problems = new List<Problem>();
        if (phone is { Length: < 8 or > 15 })
        {
            problems.Add(new Problem("People.Numbers.PhoneLength", "Phone"));
        }

        if (nip is not null && nip.Length != NipDigits)
        {
            problems.Add(new Problem("People.Numbers.NipLength", "Nip", NipDigits));
        }

        if (problems.Count > 0)
        {
            return this.Invalid(problems);
        }

        await changes.NumbersAsync(actor, phone, nip, cancel);
        return this.SeeOther("/akun");
    }

    /// <summary>The digits of what was typed; null where nothing was, which leaves the stored number.</summary>
    private static string? Digits(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : string.Concat(typed.Where(char.IsAsciiDigit));
}

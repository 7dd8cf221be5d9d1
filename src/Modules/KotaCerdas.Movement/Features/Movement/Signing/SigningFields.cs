using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>A page on which somebody signs: what the authority asks of them, where it asks.</summary>
internal abstract class SigningFields(SigningDesk signing) : ProductPage
{
    public const string Passphrase = "sandi";
    public const string Code = "kode";

    [BindProperty]
    public string? Identity { get; set; }

    [BindProperty]
    public string? Secret { get; set; }

    /// <summary>With what somebody proves that it is them: <see cref="Passphrase"/> or <see cref="Code"/>.</summary>
    [BindProperty]
    public string? Proof { get; set; } = Passphrase;

    public bool AsksForSecret => signing.AsksForSecret;

    /// <summary>True where a code can be sent in place of the passphrase. A batch is many signatures, for which one code is none.</summary>
    public virtual bool SendsCodes => signing.SendsCodes;

    /// <summary>True where a code was sent a moment ago.</summary>
    public bool CodeSent { get; private set; }

    protected SigningHand Hand => AsksForSecret && !string.IsNullOrEmpty(Secret)
        ? new SigningHand(Identity?.Trim(), new SigningSecret(Secret, oneTime: SendsCodes && Proof == Code))
        : SigningHand.None;

    public static IReadOnlyList<Choice> Proofs(Texts texts) =>
        [new(Passphrase, texts["Movement.Signing.ByPassphrase"]), new(Code, texts["Movement.Signing.ByCode"])];

    /// <summary>
    /// Has a code sent. The page comes back with what was typed: another answer would lead to an address, and a NIK never stands in one.
    /// </summary>
    protected async Task<IActionResult> SendCodeAsync(CancellationToken cancel)
    {
        var sent = await signing.SendCodeAsync(Identity?.Trim(), cancel);
        if (sent.Failed)
        {
            return this.Invalid(sent.Problems);
        }

        (CodeSent, Proof, Secret) = (true, Code, null);
        _ = ModelState.Remove(nameof(Proof)) | ModelState.Remove(nameof(Secret));
        return Page();
    }
}

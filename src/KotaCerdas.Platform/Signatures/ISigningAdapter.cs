using KotaCerdas.Documents.Signatures;

namespace KotaCerdas.Platform;

/// <summary>Where signatures come from: an authority of our own for tests and demonstrations, or that of the government.</summary>
public interface ISigningAdapter
{
    /// <summary>Short name, kept with each signature.</summary>
    string Name { get; }

    /// <summary>True where a person proves with a passphrase or one-time code, and by NIK or e-mail address, that it is them.</summary>
    bool AsksForSecret { get; }

    /// <summary>True where a person can have a one-time code sent, to be typed in place of the passphrase.</summary>
    bool SendsCodes => false;

    /// <summary>Signs one file for one person.</summary>
    /// <returns>The whole file with its new signature, byte for byte as the authority made it; or why there is none.</returns>
    Task<Outcome<byte[]>> SignAsync(SigningRequest request, CancellationToken cancel);

    /// <summary>Seals files that no person signs: receipts, letters in great number.</summary>
    /// <returns>The files in the same order, or why none was sealed.</returns>
    Task<Outcome<IReadOnlyList<byte[]>>> SealAsync(IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancel);

    /// <summary>Whether a person can sign now.</summary>
    /// <returns>Success, or the problem that keeps them from signing.</returns>
    Task<Outcome<Nothing>> StatusAsync(SignerIdentity signer, CancellationToken cancel);

    /// <summary>Has a one-time code sent to a person.</summary>
    /// <param name="signer">Who will sign.</param>
    /// <param name="files">Number of files that the code is for.</param>
    /// <param name="cancel">Stops.</param>
    Task<Outcome<Nothing>> SendCodeAsync(SignerIdentity signer, int files, CancellationToken cancel) =>
        Task.FromResult<Outcome<Nothing>>(new Problem("Platform.Signing.NoCodes"));

    /// <summary>Has a new activation code of the seal sent to its subscriber.</summary>
    Task<Outcome<Nothing>> ActivateSealAsync(CancellationToken cancel) =>
        Task.FromResult<Outcome<Nothing>>(new Problem("Platform.Signing.NoSeal"));
}

/// <summary>Who signs a document.</summary>
/// <param name="Role">Role of the template: <c>pihak-kesatu</c>.</param>
/// <param name="Office">Office, as it stands in the document.</param>
/// <param name="Identity">NIK or e-mail address that the authority knows the person by. Never stored; null for the local one.</param>
public sealed record SignerIdentity(string Role, string Office, string? Identity = null)
{
    /// <summary>Without the identity, so that a log can hold it.</summary>
    public override string ToString() => $"{Role}: {Office}";
}

/// <summary>A passphrase or one-time code that a person typed for one signature. Held in memory only; writes itself as dots.</summary>
/// <param name="value">What was typed.</param>
/// <param name="oneTime">True for a one-time code in place of a passphrase.</param>
public sealed class SigningSecret(string value, bool oneTime = false)
{
    /// <summary>For authorities that need none.</summary>
    public static SigningSecret None { get; } = new(string.Empty);

    /// <summary>True for a one-time code.</summary>
    public bool IsOneTime { get; } = oneTime;

    /// <summary>The secret itself; called where it goes over the wire and nowhere else.</summary>
    internal string Reveal() => value;

    /// <inheritdoc />
    public override string ToString() => "••••";
}

/// <summary>A file to sign.</summary>
/// <param name="File">The file as it is.</param>
/// <param name="Signer">Who signs.</param>
/// <param name="Secret">What proves that it is them.</param>
/// <param name="Order">What the signature says about itself.</param>
public sealed record SigningRequest(ReadOnlyMemory<byte> File, SignerIdentity Signer, SigningSecret Secret, SignatureOrder Order);

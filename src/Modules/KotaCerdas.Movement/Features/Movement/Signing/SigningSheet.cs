using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>A place on the document with the signature that stands there.</summary>
internal sealed record SigningLine(SignaturePlace Place, AgreementParty Party, DocumentSignature? Signature);

/// <summary>The document of an agreement with its places.</summary>
internal sealed record SigningSheet(IssuedDocument Document, IReadOnlyList<SigningLine> Lines)
{
    public bool Complete => Document.State is DocumentState.Issued or DocumentState.Superseded;

    public SigningLine Of(AgreementParty party) => Lines.Single(l => l.Party.Number == party.Number);

    /// <summary>True where everybody but this party has signed.</summary>
    public bool OnlyLeft(AgreementParty party) => Lines.All(l => l.Signature is not null || l.Party.Number == party.Number);
}

/// <summary>What somebody proves themselves with for one signature. Held in memory only.</summary>
internal sealed record SigningHand(string? Identity, SigningSecret Secret)
{
    public static SigningHand None { get; } = new(null, SigningSecret.None);
}

/// <summary>Reads documents of agreements.</summary>
internal sealed class SigningDesk(DocumentRegister register, DocumentSignatures signatures, ISigningAdapter adapter)
{
    /// <summary>True where whoever signs types a passphrase or a code.</summary>
    public bool AsksForSecret => adapter.AsksForSecret;

    /// <summary>True where a one-time code can be sent in place of the passphrase.</summary>
    public bool SendsCodes => adapter.SendsCodes;

    public DocumentSignatures Signatures => signatures;

    public DocumentRegister Register => register;

    /// <summary>Null where the agreement has no document.</summary>
    public async Task<SigningSheet?> SheetAsync(AgreementFile file, CancellationToken cancel)
    {
        var agreement = file.Agreement;
        if (agreement.DocumentId is not { } id
            || await register.FindAsync(agreement.RegionCode, new(id), cancel) is not { } document)
        {
            return null;
        }

        var given = await signatures.OfAsync(agreement.RegionCode, document.Id, cancel);
        return new SigningSheet(document, [.. document.SignaturePlaces.Select(place => new SigningLine(
            place, file.Parties.Single(p => SigningRoles.Of(p.Number) == place.Role), given.FirstOrDefault(s => s.Role == place.Role)))]);
    }

    public Task<IssuedDocument?> DocumentAsync(RegionCode region, Guid id, CancellationToken cancel) =>
        register.FindAsync(region, new(id), cancel);

    public Task<byte[]> BytesAsync(IssuedDocument document, CancellationToken cancel) => register.ReadAsync(document, cancel);

    /// <summary>Has a one-time code for one signature sent to somebody.</summary>
    public async Task<Outcome<Nothing>> SendCodeAsync(string? identity, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(identity))
        {
            return new Problem("Movement.Signing.IdentityNeeded", "Identity");
        }

        var signer = new SignerIdentity(string.Empty, string.Empty, identity);
        return await adapter.StatusAsync(signer, cancel) is { Failed: true } cannot ? cannot.Problem
            : await adapter.SendCodeAsync(signer, 1, cancel);
    }

    /// <summary>Why the authority lets somebody not sign now, or null; asked before the document goes there.</summary>
    public async Task<Problem?> RefuseSignerAsync(SigningHand hand, CancellationToken cancel) =>
        adapter.AsksForSecret && hand.Identity is { Length: > 0 } identity
            && await adapter.StatusAsync(new SignerIdentity(string.Empty, string.Empty, identity), cancel) is { Failed: true } cannot
            ? cannot.Problem : null;

    /// <summary>What keeps a signature from being asked for, or null.</summary>
    public Problem? Refuse(SigningHand hand) =>
        adapter.AsksForSecret && (hand == SigningHand.None || string.IsNullOrWhiteSpace(hand.Identity))
            ? new Problem("Movement.Signing.SecretNeeded", "Secret")
            : null;
}

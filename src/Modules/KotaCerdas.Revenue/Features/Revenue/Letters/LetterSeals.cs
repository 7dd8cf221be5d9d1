using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// Seals letters after they were issued. The authority may be out of reach: then the letter stands without its seal, which its page says,
/// and is sealed later.
/// </summary>
internal sealed class LetterSeals(DocumentSignatures signatures, Actor actor)
{
    public async Task<Problem?> SealAsync(RegionCode region, DocumentId document, CancellationToken cancel)
    {
        var sealing = await signatures.SealAsync(actor, region, document, cancel);
        return sealing.Failed ? sealing.Problem : null;
    }
}

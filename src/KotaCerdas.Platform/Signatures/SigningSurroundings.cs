using KotaCerdas.Documents.Signatures;

namespace KotaCerdas.Platform;

/// <summary>What signing asks of its surroundings: time, the words of a visible mark, trail and log.</summary>
public sealed class SigningSurroundings(Trail trail, TransparencyLog log, Texts texts, TimeProvider clock)
{
    internal DateTimeOffset Now
    {
        get
        {
            // Whole seconds: a PDF keeps no more.
            var now = clock.GetUtcNow();
            return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        }
    }

    internal SignerIdentity Seal => new(DocumentSignature.SealRole, texts["Platform.Signing.SealOffice"]);

    /// <summary>What a signature says about itself, with a mark at the place that the document reserved.</summary>
    internal SignatureOrder OrderOf(IssuedDocument document, SignerIdentity signer)
    {
        var now = Now;
        var place = document.SignaturePlaces.First(p => p.Role == signer.Role);
        return new SignatureOrder
        {
            At = now,
            Name = signer.Office,
            Reason = texts["Platform.Signing.Reason", document.Number],
            Mark = new SignatureMark(
                place.Page + 1, place.Left, place.Bottom, place.Width, place.Height,
                [texts["Platform.Signing.MarkHead"], signer.Office, Formats.Instant(now.UtcDateTime, RegionZone.WIB)]),
        };
    }

    internal void Note(Actor actor, IssuedDocument document, DocumentSignature signature)
    {
        trail.Add(
            actor, "Platform.Signing.TrailSigned", new Subject(document.RegionCode, "platform.document", document.Id.ToString()),
            new { document.Number, signature.Role, signature.Office, signature.Sha256After });
        log.Add(document.RegionCode, SignatureFacts.Of(signature));
    }
}

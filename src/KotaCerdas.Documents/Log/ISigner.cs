namespace KotaCerdas.Documents.Log;

/// <summary>
/// Signs with Ed25519 (RFC 8032). The key may lie in this process, in a file or in a device; only this seam knows.
/// </summary>
public interface ISigner
{
    /// <summary>32 bytes.</summary>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>Signs a message.</summary>
    /// <returns>64 bytes.</returns>
    byte[] Sign(ReadOnlySpan<byte> message);
}

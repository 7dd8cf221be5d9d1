using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace KotaCerdas.Documents.Log;

/// <summary>A witness's signature (C2SP tlog-cosignature, cosignature/v1): the time it was made, then Ed25519 over time and text.</summary>
public static class Cosignature
{
    /// <summary>Bytes of the time.</summary>
    public const int TimeLength = sizeof(ulong);

    /// <summary>Bytes of time and signature.</summary>
    public const int Length = TimeLength + Ed25519.SignatureLength;

    /// <summary>When the witness signed, in seconds since 1970.</summary>
    public static long TimeOf(ReadOnlySpan<byte> signature) => (long)BinaryPrimitives.ReadUInt64BigEndian(signature);

    /// <summary>What the witness signs.</summary>
    internal static byte[] Message(long seconds, string checkpoint) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{checkpoint}"));

    internal static byte[] Write(long seconds, ReadOnlySpan<byte> signature)
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)seconds);
        signature.CopyTo(bytes.AsSpan(TimeLength));
        return bytes;
    }
}

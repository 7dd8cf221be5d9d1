using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KotaCerdas.Documents.Log;

/// <summary>What a key's signatures say (C2SP signed-note, signature types).</summary>
public enum NoteKeyKind
{
    /// <summary>The log signs the text.</summary>
    Log = 1,

    /// <summary>A witness signs that it saw the checkpoint at a time and that the log has only grown (cosignature/v1).</summary>
    Witness = 4,
}

/// <summary>A public key with the name under which it signs notes: <c>name+id+base64</c>.</summary>
public sealed class NoteKey
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>A key.</summary>
    /// <param name="name">Like an address without a scheme; no spaces, no plus sign.</param>
    /// <param name="kind">What it signs.</param>
    /// <param name="publicKey">32 bytes.</param>
    public NoteKey(string name, NoteKeyKind kind, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name) || publicKey.Length != Ed25519.KeyLength)
        {
            throw new ArgumentException("A key has 32 bytes and a name without spaces and plus signs", nameof(name));
        }

        Name = name;
        Kind = kind;
        PublicKey = publicKey.ToArray();
        byte[] named = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)kind, .. publicKey];
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(named));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What it signs.</summary>
    public NoteKeyKind Kind { get; }

    /// <summary>The first four bytes of the hash over name, kind and key.</summary>
    public uint Id { get; }

    /// <summary>32 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>True for what may name a key or a log.</summary>
    public static bool IsName([NotNullWhen(true)] string? name) =>
        !string.IsNullOrEmpty(name) && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>Reads <c>name+id+base64</c>; false where it is not so written or the identifier is not the key's.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NoteKey? key)
    {
        key = null;
        if (text?.Split('+', 3) is not [var name, { Length: 8 } id, var encoded] || !IsName(name)
            || !uint.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            || Base64.Read(encoded) is not [1 or 4, .. { Length: Ed25519.KeyLength } publicKey] bytes)
        {
            return false;
        }

        var read = new NoteKey(name, (NoteKeyKind)bytes[0], publicKey);
        key = read.Id == number ? read : null;
        return key is not null;
    }

    /// <summary>True where the signature is this key's over the text.</summary>
    public bool Signed(string text, NoteSignature signature)
    {
        if (signature.Name != Name || signature.KeyId != Id)
        {
            return false;
        }

        var bytes = signature.Signature.Span;
        return Kind == NoteKeyKind.Log ? Ed25519.Verify(PublicKey.Span, Strict.GetBytes(text), bytes)
            : bytes.Length == Cosignature.Length
                && Ed25519.Verify(PublicKey.Span, Cosignature.Message(Cosignature.TimeOf(bytes), text), bytes[Cosignature.TimeLength..]);
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Kind, .. PublicKey.Span])}");
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace KotaCerdas.Documents.Log;

/// <summary>A signature line of a note.</summary>
/// <param name="Name">Who signs.</param>
/// <param name="KeyId">Which of their keys.</param>
/// <param name="Signature">What the key made.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>An em dash, the name, and the key's identifier with the signature.</summary>
    public override string ToString()
    {
        var bytes = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Signature.Span.CopyTo(bytes.AsSpan(4));
        return $"{SignedNote.Dash}{Name} {Convert.ToBase64String(bytes)}\n";
    }

    /// <summary>Reads a line without its end.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(SignedNote.Dash, StringComparison.Ordinal)
            || line[SignedNote.Dash.Length..].Split(' ') is not [var name, var text]
            || !NoteKey.IsName(name) || Base64.Read(text) is not { Length: > 4 } bytes)
        {
            return false;
        }

        signature = new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4));
        return true;
    }
}

/// <summary>What opening a note with some keys shows.</summary>
public enum NoteVerdict
{
    /// <summary>At least one of the keys signed it, and no line of theirs is wrong.</summary>
    Valid,

    /// <summary>None of the keys signed it.</summary>
    Unsigned,

    /// <summary>A line names one of the keys, and the signature does not hold.</summary>
    Forged,
}

/// <summary>A text with signatures under it (C2SP signed-note). Lines of keys that are not known are ignored, not wrong.</summary>
/// <param name="Text">The text, ending with a line end.</param>
/// <param name="Signatures">The lines under it.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    internal const string Dash = "— ";

    private const int MostSignatures = 100;

    /// <summary>Reads a note; false where it is none.</summary>
    public static bool TryParse(string? note, [NotNullWhen(true)] out SignedNote? parsed)
    {
        parsed = null;
        var end = note?.LastIndexOf("\n\n", StringComparison.Ordinal) ?? -1;
        if (note is null || end < 0 || !note.EndsWith('\n') || note.Any(c => char.IsControl(c) && c != '\n'))
        {
            return false;
        }

        var signatures = new List<NoteSignature>();
        var below = note[(end + 2)..];
        foreach (var line in below.Length == 0 ? [] : below[..^1].Split('\n'))
        {
            if (!NoteSignature.TryParse(line, out var signature) || signatures.Count == MostSignatures)
            {
                return false;
            }

            signatures.Add(signature);
        }

        parsed = new SignedNote(note[..(end + 1)], signatures);
        return signatures.Count > 0;
    }

    /// <summary>Judges the note by some keys. The keys whose signature holds are given back.</summary>
    public NoteVerdict Open(IEnumerable<NoteKey> keys, out IReadOnlyList<NoteKey> signedBy)
    {
        var holding = new List<NoteKey>();
        signedBy = holding;
        foreach (var key in keys)
        {
            foreach (var signature in Signatures.Where(s => s.Name == key.Name && s.KeyId == key.Id))
            {
                if (!key.Signed(Text, signature))
                {
                    signedBy = [];
                    return NoteVerdict.Forged;
                }

                if (!holding.Contains(key))
                {
                    holding.Add(key);
                }
            }
        }

        return holding.Count > 0 ? NoteVerdict.Valid : NoteVerdict.Unsigned;
    }

    /// <summary>The note as it is written.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures)}";
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KotaCerdas.Documents.Log;

/// <summary>What a log claims to be at a moment (C2SP tlog-checkpoint): its name, how many leaves, the root over them.</summary>
/// <param name="Origin">Name of the log, for ever its own.</param>
/// <param name="Size">Leaves.</param>
/// <param name="Root">32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>Reads the text of a note; lines after the root are extensions and passed over.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (text?.Split('\n') is not [{ Length: > 0 } origin, var digits, var root, .., ""]
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || size.ToString(CultureInfo.InvariantCulture) != digits || Base64.Read(root) is not { Length: MerkleHash.Length } hash)
        {
            return false;
        }

        checkpoint = new Checkpoint(origin, size, hash);
        return true;
    }

    /// <summary>Reads a note that one of the log's keys must have signed. The log's name is that of the key.</summary>
    public static NoteVerdict? Open(string? note, NoteKey log, out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (!SignedNote.TryParse(note, out var parsed) || !TryParse(parsed.Text, out var read))
        {
            return null;
        }

        var verdict = parsed.Open([log], out _);
        checkpoint = verdict == NoteVerdict.Valid ? read : null;
        return verdict;
    }

    /// <summary>The text that is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");
}

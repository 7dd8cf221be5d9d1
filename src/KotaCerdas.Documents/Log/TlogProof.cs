using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace KotaCerdas.Documents.Log;

/// <summary>What the check of a proof says.</summary>
public enum ProofVerdict
{
    /// <summary>The entry is in a log whose checkpoint is signed by its key and by enough witnesses.</summary>
    Valid,

    /// <summary>The checkpoint is not one, or nobody known has signed it.</summary>
    NotSigned,

    /// <summary>A signature does not hold: the checkpoint was changed, or somebody else made it.</summary>
    Forged,

    /// <summary>The checkpoint holds, and the entry is not what it says.</summary>
    NotIncluded,

    /// <summary>Entry and log hold; fewer witnesses than wanted have seen the checkpoint.</summary>
    TooFewWitnesses,
}

/// <summary>A file that proves by itself that an entry is in a log (C2SP tlog-proof): place, neighbours, signed checkpoint.</summary>
/// <param name="Index">Place of the entry, from 0.</param>
/// <param name="Hashes">Neighbours from the leaf upwards.</param>
/// <param name="Note">The signed checkpoint.</param>
/// <param name="Extra">Something the application adds, or null.</param>
public sealed record TlogProof(long Index, IReadOnlyList<byte[]> Hashes, string Note, byte[]? Extra = null)
{
    private const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>Reads a file.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TlogProof? proof)
    {
        proof = null;
        var end = text?.IndexOf("\n\n", StringComparison.Ordinal) ?? -1;
        if (text is null || end < 0 || text[..end].Split('\n') is not [Header, .. var lines])
        {
            return false;
        }

        byte[]? extra = null;
        if (lines is [var first, .. var others] && first.StartsWith("extra ", StringComparison.Ordinal))
        {
            extra = Base64.Read(first["extra ".Length..]);
            if (extra is null)
            {
                return false;
            }

            lines = others;
        }

        if (lines is not [var place, .. var encoded] || !place.StartsWith("index ", StringComparison.Ordinal)
            || !long.TryParse(place.AsSpan("index ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || place != string.Create(CultureInfo.InvariantCulture, $"index {index}"))
        {
            return false;
        }

        var hashes = encoded.Select(Base64.Read).ToList();
        if (hashes.Exists(h => h is not { Length: MerkleHash.Length }))
        {
            return false;
        }

        proof = new TlogProof(index, hashes.ConvertAll(h => h!), text[(end + 2)..], extra);
        return true;
    }

    /// <summary>Judges the proof.</summary>
    /// <param name="entry">The entry itself.</param>
    /// <param name="log">The log's key.</param>
    /// <param name="witnesses">Keys of witnesses that count.</param>
    /// <param name="quorum">How many of them must have signed.</param>
    public ProofVerdict Check(ReadOnlySpan<byte> entry, NoteKey log, IReadOnlyCollection<NoteKey> witnesses, int quorum)
    {
        if (!SignedNote.TryParse(Note, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
        {
            return ProofVerdict.NotSigned;
        }

        var verdict = note.Open([log, .. witnesses], out var signedBy);
        if (verdict == NoteVerdict.Forged)
        {
            return ProofVerdict.Forged;
        }

        if (!signedBy.Contains(log))
        {
            return ProofVerdict.NotSigned;
        }

        return !MerkleProof.Includes(Index, checkpoint.Size, MerkleHash.Leaf(entry), Hashes, checkpoint.Root) ? ProofVerdict.NotIncluded
            : signedBy.Count(k => k.Kind == NoteKeyKind.Witness) < quorum ? ProofVerdict.TooFewWitnesses : ProofVerdict.Valid;
    }

    /// <summary>The file as it is written.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is not null)
        {
            text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        }

        text.Append("index ").Append(Index.ToString(CultureInfo.InvariantCulture)).Append('\n');
        foreach (var hash in Hashes)
        {
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        }

        return text.Append('\n').Append(Note).ToString();
    }
}

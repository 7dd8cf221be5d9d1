namespace KotaCerdas.Documents.Log;

/// <summary>What a witness answers (C2SP tlog-witness, add-checkpoint).</summary>
public enum WitnessVerdict
{
    /// <summary>It has signed.</summary>
    Cosigned,

    /// <summary>It does not watch this log.</summary>
    UnknownLog,

    /// <summary>The log's own signature is missing or does not hold.</summary>
    NotSigned,

    /// <summary>It remembers another size than the one the proof starts from.</summary>
    OtherSize,

    /// <summary>The checkpoint is not a growth of the one it signed last: the log shows two histories.</summary>
    Inconsistent,
}

/// <summary>The answer of a witness.</summary>
/// <param name="Verdict">What it decided.</param>
/// <param name="Signature">Its line, where it signed.</param>
/// <param name="Size">The size it remembers.</param>
public sealed record WitnessAnswer(WitnessVerdict Verdict, NoteSignature? Signature, long Size);

/// <summary>
/// Watches logs: it signs a checkpoint only where the log's key signed it and it grows out of the last one it signed. It remembers in
/// memory; who runs it keeps <see cref="Remembered"/>.
/// </summary>
public sealed class Witness(NoteSigner signer, IEnumerable<NoteKey> logs, TimeProvider clock)
{
    private readonly Dictionary<string, NoteKey> _logs = logs.ToDictionary(k => k.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, Checkpoint> _last = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>What it signed last of each log.</summary>
    public IReadOnlyCollection<Checkpoint> Remembered => _last.Values;

    /// <summary>Looks at a checkpoint.</summary>
    /// <param name="oldSize">The size that the proof starts from; 0 for the first checkpoint, then without a proof.</param>
    /// <param name="proof">Consistency from the old size to the checkpoint's.</param>
    /// <param name="note">The signed checkpoint.</param>
    public WitnessAnswer Add(long oldSize, IReadOnlyList<byte[]> proof, string note)
    {
        if (!SignedNote.TryParse(note, out var parsed) || !Checkpoint.TryParse(parsed.Text, out var checkpoint))
        {
            return new WitnessAnswer(WitnessVerdict.NotSigned, null, 0);
        }

        if (!_logs.TryGetValue(checkpoint.Origin, out var log))
        {
            return new WitnessAnswer(WitnessVerdict.UnknownLog, null, 0);
        }

        lock (_lock)
        {
            var last = _last.GetValueOrDefault(checkpoint.Origin);
            var size = last?.Size ?? 0;
            var verdict = parsed.Open([log], out _) != NoteVerdict.Valid ? WitnessVerdict.NotSigned
                : oldSize != size ? WitnessVerdict.OtherSize
                : !Grows(last, checkpoint, proof) ? WitnessVerdict.Inconsistent
                : WitnessVerdict.Cosigned;
            if (verdict != WitnessVerdict.Cosigned)
            {
                return new WitnessAnswer(verdict, null, size);
            }

            _last[checkpoint.Origin] = checkpoint;
            return new WitnessAnswer(verdict, signer.Cosign(parsed.Text, clock.GetUtcNow()), checkpoint.Size);
        }
    }

    private static bool Grows(Checkpoint? last, Checkpoint next, IReadOnlyList<byte[]> proof) => last is null || last.Size == 0
        ? proof.Count == 0
        : MerkleProof.Extends(last.Size, next.Size, last.Root, next.Root, proof);
}

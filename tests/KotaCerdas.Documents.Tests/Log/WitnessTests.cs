using KotaCerdas.Documents.Log;

namespace KotaCerdas.Documents.Tests.Log;

/// <summary>Conformance CT-LOG-07.</summary>
public sealed class WitnessTests
{
    private static readonly List<byte[]> Leaves = LogVectors.Leaves(20);
    private static readonly NoteSigner Log = new("log.contoh.go.id/16.72", NoteKeyKind.Log, LogVectors.LogSigner);

    private readonly Witness _witness = new(
        new NoteSigner("saksi.contoh.org/w1", NoteKeyKind.Witness, LogVectors.WitnessSigner), [Log.Key], TimeProvider.System);

    [Fact]
    public void CT_LOG_07_A_witness_signs_what_grows_and_its_signature_holds()
    {
        var first = _witness.Add(0, [], Note(Leaves[..5]));
        Assert.Equal(WitnessVerdict.Cosigned, first.Verdict);
        var second = _witness.Add(5, NaiveTree.Proof(5, Leaves[..12]), Note(Leaves[..12]));
        Assert.Equal(WitnessVerdict.Cosigned, second.Verdict);
        Assert.True(SignedNote.TryParse(Note(Leaves[..12]), out var note));
        var cosigned = note with { Signatures = [.. note.Signatures, second.Signature!] };
        Assert.Equal(NoteVerdict.Valid, cosigned.Open([Log.Key, LogVectors.WitnessKey], out var signedBy));
        Assert.Equal(2, signedBy.Count);
        Assert.Equal(12, Assert.Single(_witness.Remembered).Size);
    }

    [Fact]
    public void CT_LOG_07_A_witness_refuses_a_second_history()
    {
        _witness.Add(0, [], Note(Leaves[..5]));
        List<byte[]> other = [.. Leaves[..4], .. LogVectors.Leaves(30)[20..28]];
        var answer = _witness.Add(5, NaiveTree.Proof(5, other), Note(other));
        Assert.Equal(WitnessVerdict.Inconsistent, answer.Verdict);
        Assert.Null(answer.Signature);
        Assert.Equal(5, answer.Size);
        // The same size with another root is a second history too.
        Assert.Equal(WitnessVerdict.Inconsistent, _witness.Add(5, [], Note(other[..5])).Verdict);
        // And a log that became shorter.
        Assert.Equal(WitnessVerdict.Inconsistent, _witness.Add(5, [], Note(Leaves[..3])).Verdict);
        Assert.Equal(WitnessVerdict.Cosigned, _witness.Add(5, NaiveTree.Proof(5, Leaves), Note(Leaves)).Verdict);
    }

    [Fact]
    public void CT_LOG_07_A_witness_refuses_what_the_log_did_not_sign_and_logs_it_does_not_watch()
    {
        var forged = Note(Leaves[..5]).Replace("\n5\n", "\n6\n", StringComparison.Ordinal);
        Assert.Equal(WitnessVerdict.NotSigned, _witness.Add(0, [], forged).Verdict);
        Assert.Equal(WitnessVerdict.NotSigned, _witness.Add(0, [], "not a note").Verdict);
        var other = new NoteSigner("log.contoh.go.id/16.71", NoteKeyKind.Log, LogVectors.LogSigner);
        Assert.Equal(WitnessVerdict.UnknownLog, _witness.Add(0, [], Note(Leaves[..5], other)).Verdict);
        _witness.Add(0, [], Note(Leaves[..5]));
        Assert.Equal(WitnessVerdict.OtherSize, _witness.Add(4, NaiveTree.Proof(4, Leaves), Note(Leaves)).Verdict);
    }

    private static string Note(List<byte[]> leaves, NoteSigner? signer = null)
    {
        var log = signer ?? Log;
        var text = new Checkpoint(log.Key.Name, leaves.Count, NaiveTree.Root(leaves)).Text;
        return new SignedNote(text, [log.Sign(text)]).ToString();
    }
}

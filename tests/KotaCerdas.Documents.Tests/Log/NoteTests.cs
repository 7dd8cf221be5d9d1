using System.Text;
using KotaCerdas.Documents.Log;

namespace KotaCerdas.Documents.Tests.Log;

/// <summary>Conformance CT-LOG-03: signed notes, checkpoints, proofs and cosignatures.</summary>
public sealed class NoteTests
{
    private const string FirstKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static readonly byte[] Leaf5 = "@ABC"u8.ToArray();

    [Fact]
    public void CT_LOG_03_The_note_of_the_specification_is_accepted()
    {
        var key = LogVectors.Key(FirstKey);
        Assert.Equal(FirstKey, key.ToString());
        Assert.True(SignedNote.TryParse(LogVectors.Text("note-1.txt"), out var note));
        Assert.Equal("This is an example message.\n", note.Text);
        Assert.Equal(NoteVerdict.Valid, note.Open([key], out var signedBy));
        Assert.Equal([key], signedBy);
        Assert.Equal(LogVectors.Text("note-1.txt"), note.ToString());
    }

    [Fact]
    public void CT_LOG_03_The_proof_with_a_witness_is_accepted_and_made_again_byte_for_byte()
    {
        var text = LogVectors.Text("leaf5.tlog-proof");
        Assert.True(TlogProof.TryParse(text, out var proof));
        Assert.Equal(text, proof.ToString());
        Assert.Equal(ProofVerdict.Valid, proof.Check(Leaf5, LogVectors.Log, [LogVectors.WitnessKey], 1));

        var read = LogVectors.Over(LogVectors.Reference);
        var log = new NoteSigner("pad.contoh.go.id/kuitansi", NoteKeyKind.Log, LogVectors.LogSigner);
        var witness = new NoteSigner("saksi.contoh.org/w1", NoteKeyKind.Witness, LogVectors.WitnessSigner);
        var checkpoint = new Checkpoint(log.Key.Name, 8, MerkleTree.Root(8, read));
        var note = new SignedNote(
            checkpoint.Text, [log.Sign(checkpoint.Text), witness.Cosign(checkpoint.Text, DateTimeOffset.FromUnixTimeSeconds(1767320130))]);
        Assert.Equal(text, new TlogProof(5, MerkleTree.Inclusion(5, 8, read), note.ToString()).ToString());
        Assert.Equal(
            "bb1d54db0042fdcad425bff142bbb0d4ac7ff12a6c194dc559ccdc0264a5736c", Sha256.Hex(Encoding.UTF8.GetBytes(note.ToString())));
        Assert.Equal(LogVectors.Log.ToString(), log.Key.ToString());
        Assert.Equal(LogVectors.WitnessKey.ToString(), witness.Key.ToString());
    }

    [Fact]
    public void A_proof_says_what_is_wrong_with_it()
    {
        Assert.True(TlogProof.TryParse(LogVectors.Text("leaf5.tlog-proof"), out var proof));
        var (log, witness) = (LogVectors.Log, LogVectors.WitnessKey);
        Assert.Equal(ProofVerdict.NotIncluded, proof.Check("@ABD"u8, log, [witness], 1));
        Assert.Equal(ProofVerdict.NotIncluded, (proof with { Index = 4 }).Check(Leaf5, log, [witness], 1));
        Assert.Equal(ProofVerdict.Forged, (proof with { Note = proof.Note.Replace("\n8\n", "\n9\n", StringComparison.Ordinal) })
            .Check(Leaf5, log, [], 0));
        Assert.Equal(ProofVerdict.TooFewWitnesses, proof.Check(Leaf5, log, [], 1));
        Assert.Equal(ProofVerdict.NotSigned, proof.Check(Leaf5, LogVectors.Key(FirstKey), [witness], 0));
        Assert.Equal(ProofVerdict.NotSigned, (proof with { Note = "pad.contoh.go.id/kuitansi\n8\n" }).Check(Leaf5, log, [], 0));
    }

    [Fact]
    public void Lines_of_unknown_keys_are_ignored_and_a_wrong_line_of_a_known_key_is_not()
    {
        var text = LogVectors.Text("note-1.txt");
        var stranger = new NoteSigner("lain.contoh.org", NoteKeyKind.Log, LogVectors.WitnessSigner);
        var key = LogVectors.Key(FirstKey);
        Assert.True(SignedNote.TryParse(text, out var note));
        var both = note with { Signatures = [stranger.Sign("something else\n"), .. note.Signatures] };
        Assert.Equal(NoteVerdict.Valid, both.Open([key], out _));
        Assert.Equal(NoteVerdict.Forged, both.Open([key, stranger.Key], out var nobody));
        Assert.Empty(nobody);
        Assert.Equal(NoteVerdict.Unsigned, note.Open([stranger.Key], out _));
        Assert.Equal(NoteVerdict.Forged, (note with { Text = "This is another message.\n" }).Open([key], out _));
    }

    [Theory]
    [InlineData("text\n— a.id AAAAAAA=\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— a.id AAAAAAA=")]
    [InlineData("text\n\n- a.id AAAAAAA=\n")]
    [InlineData("text\n\n— a.id AAAAAAA=\nmore\n")]
    [InlineData("text\n\n— a+b AAAAAAA=\n")]
    [InlineData("text\n\n— a.id AAAA\n")]
    [InlineData("text\n\n— a.id AAAAAAB=\n")]
    [InlineData("te\txt\n\n— a.id AAAAAAA=\n")]
    [InlineData("te\r\nxt\n\n— a.id AAAAAAA=\n")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_not_written_as_a_note_is_none(string? note) => Assert.False(SignedNote.TryParse(note, out _));

    [Fact]
    public void A_note_with_sixteen_signatures_is_read()
    {
        var signers = Enumerable.Range(0, 16)
            .Select(i => new NoteSigner($"s{i}.contoh.org", NoteKeyKind.Log, LogVectors.LogSigner)).ToList();
        var note = new SignedNote("a\n\nb\n", [.. signers.Select(s => s.Sign("a\n\nb\n"))]);
        Assert.True(SignedNote.TryParse(note.ToString(), out var read));
        Assert.Equal("a\n\nb\n", read.Text);
        Assert.Equal(NoteVerdict.Valid, read.Open(signers.Select(s => s.Key), out var signedBy));
        Assert.Equal(16, signedBy.Count);
    }

    [Theory]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/fooo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U")]
    [InlineData("example.com/foo+530d903a")]
    [InlineData("")]
    [InlineData(null)]
    public void A_key_that_is_not_what_it_says_is_refused(string? key) => Assert.False(NoteKey.TryParse(key, out _));

    [Theory]
    [InlineData("log.contoh.id\n08\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("log.contoh.id\n-8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("log.contoh.id\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQw==\n")]
    [InlineData("log.contoh.id\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=")]
    [InlineData("\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("log.contoh.id\n8\n")]
    public void What_is_not_written_as_a_checkpoint_is_none(string text) => Assert.False(Checkpoint.TryParse(text, out _));

    [Fact]
    public void A_cosignature_binds_its_time()
    {
        var witness = new NoteSigner("saksi.contoh.org/w1", NoteKeyKind.Witness, LogVectors.WitnessSigner);
        var line = witness.Cosign("a\n", DateTimeOffset.FromUnixTimeSeconds(1000));
        Assert.Equal(1000, Cosignature.TimeOf(line.Signature.Span));
        Assert.True(witness.Key.Signed("a\n", line));
        var later = line.Signature.ToArray();
        later[7]++;
        Assert.False(witness.Key.Signed("a\n", line with { Signature = later }));
        Assert.False(witness.Key.Signed("a\n", line with { Signature = line.Signature[..^1] }));
    }
}

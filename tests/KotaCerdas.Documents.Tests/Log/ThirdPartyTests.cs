using KotaCerdas.Documents.Log;

namespace KotaCerdas.Documents.Tests.Log;

/// <summary>Conformance CT-LOG-04: what a verifier that we did not write says of our checkpoints and proofs.</summary>
public sealed class ThirdPartyTests
{
    private static readonly NoteSigner Log = new("log.contoh.go.id/16.72", NoteKeyKind.Log, LogVectors.LogSigner);

    private static readonly byte[][] Entries = [.. Enumerable.Range(0, 300).Select(i => BitConverter.GetBytes(i))];
    private static readonly List<byte[]> Leaves = [.. Entries.Select(e => MerkleHash.Leaf(e))];

    [Fact]
    public async Task CT_LOG_04_Debians_Go_verifier_accepts_our_proofs()
    {
        var key = LogVectors.Log.ToString();
        Assert.Equal("ACCEPTED", await GoVerifier.CheckAsync(key, LogVectors.Text("leaf5.tlog-proof"), "@ABC"u8.ToArray()));
        foreach (var index in new[] { 0, 255, 256, 299 })
        {
            Assert.Equal("ACCEPTED", await GoVerifier.CheckAsync(Log.Key.ToString(), Proof(index).ToString(), Entries[index]));
        }
    }

    [Fact]
    public async Task CT_LOG_04_Debians_Go_verifier_accepts_that_the_log_only_grew()
    {
        var proof = Proof(7).ToString();
        var growth = MerkleTree.Consistency(130, 300, LogVectors.Over(Leaves));
        Assert.Equal("ACCEPTED", await GoVerifier.CheckAsync(Log.Key.ToString(), proof, Entries[7], Note(130), growth));
        var refused = await GoVerifier.CheckAsync(Log.Key.ToString(), proof, Entries[7], Note(131), growth);
        Assert.StartsWith("REFUSED", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CT_LOG_04_Debians_Go_verifier_refuses_another_leaf_and_an_edited_size()
    {
        var key = Log.Key.ToString();
        var proof = Proof(7);
        var otherLeaf = await GoVerifier.CheckAsync(key, proof.ToString(), Entries[8]);
        Assert.Contains("invalid transparency proof", otherLeaf, StringComparison.Ordinal);
        var edited = proof with { Note = proof.Note.Replace("\n300\n", "\n301\n", StringComparison.Ordinal) };
        Assert.Contains("invalid signature", await GoVerifier.CheckAsync(key, edited.ToString(), Entries[7]), StringComparison.Ordinal);
    }

    private static TlogProof Proof(int index) =>
        new(index, MerkleTree.Inclusion(index, Leaves.Count, LogVectors.Over(Leaves)), Note(Leaves.Count));

    private static string Note(int size)
    {
        var text = new Checkpoint(Log.Key.Name, size, NaiveTree.Root(Leaves[..size])).Text;
        return new SignedNote(text, [Log.Sign(text)]).ToString();
    }
}

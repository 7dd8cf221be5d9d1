using System.Text;
using KotaCerdas.Documents.Log;

namespace KotaCerdas.Documents.Tests.Log;

/// <summary>The vectors, and trees to prove things about.</summary>
internal static class LogVectors
{
    private static readonly string[] ReferenceHex =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    public static IReadOnlyList<byte[]> Reference { get; } = [.. ReferenceHex.Select(h => MerkleHash.Leaf(Convert.FromHexString(h)))];

    public static NoteKey Log { get; } = Key("pad.contoh.go.id/kuitansi+0e706a8f+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea");

    public static NoteKey WitnessKey { get; } = Key("saksi.contoh.org/w1+b713d04e+BD1AF8PoQ4lakrcKp00bfrycmCzPLsSWjMDNVfEq9GYM");

    public static ISigner LogSigner { get; } = Signer(0);

    public static ISigner WitnessSigner { get; } = Signer(1);

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Vectors", "log", file);

    public static string Text(string file) => File.ReadAllText(PathOf(file), Encoding.UTF8);

    public static IEnumerable<string[]> Rows(string file) => File.ReadLines(PathOf(file)).Skip(1).Select(l => l.Split(','));

    public static NoteKey Key(string text) => NoteKey.TryParse(text, out var key) ? key : throw new FormatException(text);

    /// <summary>Different leaves, the same in every run.</summary>
    public static List<byte[]> Leaves(int count) => [.. Enumerable.Range(0, count).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i)))];

    /// <summary>Reads subtrees straight from the leaves.</summary>
    public static SubtreeReader Over(IReadOnlyList<byte[]> leaves) => (height, index) =>
        NaiveTree.Root([.. leaves.Skip((int)(index << height)).Take(1 << height)]);

    private static ISigner Signer(int row) => Ed25519.Signer(Convert.FromHexString(Rows("rfc8032.csv").ElementAt(row)[0]));
}

/// <summary>The definitions of RFC 6962 section 2.1 word for word, slow: what the product is compared with.</summary>
internal static class NaiveTree
{
    public static byte[] Root(IReadOnlyList<byte[]> leaves) => leaves.Count switch
    {
        0 => MerkleHash.Empty,
        1 => leaves[0],
        _ => MerkleHash.Node(Root(Left(leaves)), Root(Right(leaves))),
    };

    public static List<byte[]> Path(int index, IReadOnlyList<byte[]> leaves) => leaves.Count == 1 ? []
        : index < Split(leaves.Count) ? [.. Path(index, Left(leaves)), Root(Right(leaves))]
        : [.. Path(index - Split(leaves.Count), Right(leaves)), Root(Left(leaves))];

    public static List<byte[]> Proof(int older, IReadOnlyList<byte[]> leaves) => Subproof(older, leaves, whole: true);

    private static List<byte[]> Subproof(int older, IReadOnlyList<byte[]> leaves, bool whole)
    {
        if (older == leaves.Count)
        {
            return whole ? [] : [Root(leaves)];
        }

        var split = Split(leaves.Count);
        return older <= split ? [.. Subproof(older, Left(leaves), whole), Root(Right(leaves))]
            : [.. Subproof(older - split, Right(leaves), false), Root(Left(leaves))];
    }

    private static int Split(int count)
    {
        var power = 1;
        while (power * 2 < count)
        {
            power *= 2;
        }

        return power;
    }

    private static List<byte[]> Left(IReadOnlyList<byte[]> leaves) => [.. leaves.Take(Split(leaves.Count))];

    private static List<byte[]> Right(IReadOnlyList<byte[]> leaves) => [.. leaves.Skip(Split(leaves.Count))];
}

using System.Text;

namespace KotaCerdas.Documents.Log;

/// <summary>Signs notes under a name.</summary>
public sealed class NoteSigner
{
    private readonly ISigner _signer;

    /// <summary>A signer.</summary>
    /// <param name="name">The name that its lines bear.</param>
    /// <param name="kind">What its signatures say.</param>
    /// <param name="signer">The key.</param>
    public NoteSigner(string name, NoteKeyKind kind, ISigner signer)
    {
        _signer = signer;
        Key = new NoteKey(name, kind, signer.PublicKey.Span);
    }

    /// <summary>What others check its signatures with.</summary>
    public NoteKey Key { get; }

    /// <summary>Signs a text as a log.</summary>
    public NoteSignature Sign(string text)
    {
        if (Key.Kind != NoteKeyKind.Log)
        {
            throw new InvalidOperationException("A witness signs with a time");
        }

        return new NoteSignature(Key.Name, Key.Id, _signer.Sign(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Signs a checkpoint as a witness who saw it now.</summary>
    public NoteSignature Cosign(string checkpoint, DateTimeOffset now)
    {
        if (Key.Kind != NoteKeyKind.Witness)
        {
            throw new InvalidOperationException("Only a witness cosigns");
        }

        var seconds = now.ToUnixTimeSeconds();
        return new NoteSignature(Key.Name, Key.Id, Cosignature.Write(seconds, _signer.Sign(Cosignature.Message(seconds, checkpoint))));
    }
}

using System.Security.Cryptography;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>A dump that cannot be read, and where.</summary>
/// <param name="line">Line of the file, the first is 1.</param>
/// <param name="rule">What was broken; <c>Revenue.Import.Dump.…</c> says it and how to repair it.</param>
/// <param name="args">What the sentence names after the file and the line.</param>
internal sealed class DumpException(int line, string rule, params object[] args) : Exception("A dump cannot be read")
{
    public int Line { get; } = line;

    public string Rule { get; } = rule;

    public IReadOnlyList<object> Args { get; } = args;
}

/// <summary>The bytes of a dump, one after the other, with the line they stand in. Only a block of them is in memory.</summary>
internal sealed class DumpBytes : IDisposable
{
    /// <summary>Stands behind the last byte.</summary>
    public const int End = -1;

    private const int Block = 1 << 16;

    private readonly Stream _content;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[Block];
    private int _at;
    private int _count;
    private bool _ended;

    /// <summary>Reads the first block.</summary>
    /// <exception cref="DumpException">What is in it is no text.</exception>
    public DumpBytes(Stream content)
    {
        _content = content;
        Fill();
        var first = _buffer.AsSpan(0, _count);
        if (first.Contains((byte)0))
        {
            throw new DumpException(1, "Binary");
        }

        _at = first.StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>Line of the next byte.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>True where the next byte is the first of its line.</summary>
    public bool AtLineStart { get; private set; } = true;

    /// <summary>Bytes read so far.</summary>
    public long Length { get; private set; }

    /// <summary>The next byte.</summary>
    public int Peek() => _at < _count ? _buffer[_at] : More(0);

    /// <summary>The byte behind the next.</summary>
    public int PeekSecond() => _at + 1 < _count ? _buffer[_at + 1] : More(1);

    /// <summary>The next byte, which is passed.</summary>
    public int Take()
    {
        var next = Peek();
        if (next != End)
        {
            _at++;
            AtLineStart = next == '\n';
            Line += AtLineStart ? 1 : 0;
        }

        return next;
    }

    /// <summary>Passes the rest of the line with its end.</summary>
    public void SkipLine()
    {
        while (Take() is not ('\n' or End))
        {
        }
    }

    /// <summary>The hash of all bytes; once, at the end.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private int More(int ahead)
    {
        Fill();
        return _at + ahead < _count ? _buffer[_at + ahead] : End;
    }

    private void Fill()
    {
        if (_ended)
        {
            return;
        }

        _buffer.AsSpan(_at, _count - _at).CopyTo(_buffer);
        (_count, _at) = (_count - _at, 0);
        var read = _content.ReadAtLeast(_buffer.AsSpan(_count), Block - _count, throwOnEndOfStream: false);
        _hash.AppendData(_buffer, _count, read);
        _ended = read < Block - _count;
        (_count, Length) = (_count + read, Length + read);
    }
}

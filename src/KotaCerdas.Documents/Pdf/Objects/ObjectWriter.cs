using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace KotaCerdas.Documents.Pdf;

/// <summary>
/// Writes numbered objects to a stream as they come and keeps only their offsets. Closes with a classic cross-reference table, which a
/// signature can be appended to (ISO 32000-1, 7.5.4). The file identifier is the hash of what was written, so that equal content is an
/// equal file.
/// </summary>
internal sealed class ObjectWriter : IDisposable
{
    private const int FlushAt = 64 * 1024;
    private const long NotWritten = 0;

    private readonly Stream _to;
    private readonly ByteWriter _out = new(FlushAt * 2);
    private readonly MemoryStream _packed = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<long> _offsets = [NotWritten];
    private long _flushed;

    public ObjectWriter(Stream to)
    {
        _to = to;
        _out.Raw("%PDF-1.7\n%"u8).Raw([0xE2, 0xE3, 0xCF, 0xD3]).Raw("\n"u8);
    }

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        _offsets.Add(NotWritten);
        return _offsets.Count - 1;
    }

    /// <summary>Starts an object; its content goes to what is returned, then <see cref="End"/>.</summary>
    public ByteWriter Begin(int id)
    {
        _offsets[id] = _flushed + _out.Count;
        return _out.Integer(id).Raw(" 0 obj\n"u8);
    }

    public void End()
    {
        _out.Raw("\nendobj\n"u8);
        if (_out.Count >= FlushAt)
        {
            Flush();
        }
    }

    /// <summary>A whole object.</summary>
    public void Write(int id, string content)
    {
        Begin(id).Ascii(content);
        End();
    }

    /// <summary>A stream object.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="entries">Entries of its dictionary beside the length and the filter.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="level">How hard to compress.</param>
    public void WriteStream(int id, string entries, ReadOnlySpan<byte> content, CompressionLevel level = CompressionLevel.Fastest)
    {
        _packed.SetLength(0);
        using (var zlib = new ZLibStream(_packed, level, leaveOpen: true))
        {
            zlib.Write(content);
        }

        WritePlainStream(id, entries + "/Filter/FlateDecode", _packed.GetBuffer().AsSpan(0, (int)_packed.Length));
    }

    /// <summary>A stream object whose bytes are written as they are.</summary>
    public void WritePlainStream(int id, string entries, ReadOnlySpan<byte> content)
    {
        Begin(id).Raw("<<"u8).Ascii(entries).Raw("/Length "u8).Integer(content.Length).Raw(">>stream\n"u8);
        _out.Raw(content).Raw("\nendstream"u8);
        End();
    }

    /// <summary>Writes the cross-reference table and the trailer; every reserved object must have been written.</summary>
    public long Close(int catalog, int info)
    {
        Flush();
        var id = Convert.ToHexString(_hash.GetCurrentHash().AsSpan(0, 16));
        var start = _flushed;
        _out.Raw("xref\n0 "u8).Integer(_offsets.Count).Raw("\n0000000000 65535 f \n"u8);
        foreach (var offset in _offsets.Skip(1))
        {
            if (offset == NotWritten)
            {
                throw new InvalidOperationException("An object was reserved and never written");
            }

            _out.Ascii(offset.ToString("D10")).Raw(" 00000 n \n"u8);
        }

        _out.Raw("trailer\n<</Size "u8).Integer(_offsets.Count).Raw("/Root "u8).Ref(catalog).Raw("/Info "u8).Ref(info);
        _out.Ascii($"/ID[<{id}><{id}>]>>\nstartxref\n{start}\n%%EOF\n");
        Flush();
        _to.Flush();
        return _flushed;
    }

    public void Dispose()
    {
        _packed.Dispose();
        _hash.Dispose();
    }

    private void Flush()
    {
        _to.Write(_out.Written);
        _hash.AppendData(_out.Written);
        _flushed += _out.Count;
        _out.Clear();
    }

    /// <summary>Bytes of an XML packet in UTF-8 without a mark.</summary>
    public static byte[] Utf8(string text) => new UTF8Encoding(false).GetBytes(text);
}

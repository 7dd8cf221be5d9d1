using System.Buffers.Binary;

namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// Appends a revision to a file: the objects that are new or changed, and cross-references of the kind that the file has (ISO 32000-1
/// section 7.5.6). What stood before stays as it was to the byte.
/// </summary>
internal sealed class IncrementWriter : IDisposable
{
    private static readonly string[] Kept = ["Info", "ID"];

    private readonly PdfFile _file;
    private readonly MemoryStream _content = new();
    private readonly SortedDictionary<int, (int Offset, int Generation)> _written = [];
    private int _next;

    public IncrementWriter(PdfFile file)
    {
        _file = file;
        _next = Math.Max(1, file.Numbers.DefaultIfEmpty(0).Max() + 1);
        if (file.Trailer["Size"] is PdfNumber { Whole: int size } && size > _next && size <= _next + 1_000_000)
        {
            _next = size;
        }

        _content.Write(file.Bytes.Span);
        if (file.Bytes.Span[^1] is not (10 or 13))
        {
            _content.WriteByte(10);
        }
    }

    public void Dispose() => _content.Dispose();

    /// <summary>A number for a new object.</summary>
    public PdfReference Reserve() => new(_next++, 0);

    /// <summary>Writes an object; an object of the file keeps its generation.</summary>
    /// <returns>Where its value starts in the new file.</returns>
    public int Put(PdfReference reference, PdfValue value) => Put(reference, PdfSerializer.Bytes(value));

    public int Put(PdfReference reference, byte[] body)
    {
        _written.Add(reference.Number, ((int)_content.Length, reference.Generation));
        PdfSerializer.Ascii(_content, $"{reference.Number} {reference.Generation} obj\n");
        var start = (int)_content.Length;
        _content.Write(body);
        _content.Write("\nendobj\n"u8);
        return start;
    }

    /// <summary>The whole file with its new revision.</summary>
    public byte[] Finish()
    {
        var isStream = _file.Sections[0].IsStream;
        var own = isStream ? Reserve() : null;
        var start = (int)_content.Length;
        var trailer = new Dictionary<string, PdfValue>
        {
            ["Size"] = new PdfNumber(_next),
            ["Root"] = _file.Root,
            ["Prev"] = new PdfNumber(_file.Sections[0].Offset),
        };
        foreach (var key in Kept.Where(_file.Trailer.Has))
        {
            trailer[key] = _file.Trailer[key];
        }

        if (own is null)
        {
            WriteTable(new PdfDictionary(trailer));
        }
        else
        {
            _written.Add(own.Number, (start, 0));
            WriteStream(own, trailer);
        }

        PdfSerializer.Ascii(_content, $"startxref\n{start}\n%%EOF\n");
        return _content.ToArray();
    }

    private void WriteTable(PdfDictionary trailer)
    {
        _content.Write("xref\n"u8);
        foreach (var run in Runs())
        {
            PdfSerializer.Ascii(_content, $"{run[0]} {run.Count}\n");
            foreach (var (offset, generation) in run.Select(number => _written[number]))
            {
                PdfSerializer.Ascii(_content, $"{offset:D10} {generation:D5} n \n");
            }
        }

        _content.Write("trailer\n"u8);
        PdfSerializer.Write(_content, trailer);
        _content.WriteByte(10);
    }

    private void WriteStream(PdfReference own, Dictionary<string, PdfValue> trailer)
    {
        var rows = new byte[_written.Count * 7];
        var at = 0;
        foreach (var (offset, generation) in _written.Values)
        {
            rows[at] = 1;
            BinaryPrimitives.WriteInt32BigEndian(rows.AsSpan(at + 1), offset);
            BinaryPrimitives.WriteUInt16BigEndian(rows.AsSpan(at + 5), (ushort)generation);
            at += 7;
        }

        trailer["Type"] = new PdfName("XRef");
        trailer["W"] = new PdfArray([new PdfNumber(1), new PdfNumber(4), new PdfNumber(2)]);
        trailer["Index"] = new PdfArray([.. Runs().SelectMany(r => new[] { new PdfNumber(r[0]), new PdfNumber(r.Count) })]);
        PdfSerializer.Ascii(_content, $"{own.Number} 0 obj\n");
        PdfSerializer.Write(_content, new PdfStream(new PdfDictionary(trailer), rows));
        _content.Write("\nendobj\n"u8);
    }

    private List<List<int>> Runs()
    {
        var runs = new List<List<int>>();
        foreach (var number in _written.Keys)
        {
            if (runs.Count > 0 && runs[^1][^1] == number - 1)
            {
                runs[^1].Add(number);
            }
            else
            {
                runs.Add([number]);
            }
        }

        return runs;
    }
}

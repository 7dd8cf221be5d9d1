using System.Runtime.InteropServices;

namespace KotaCerdas.Documents.Signatures;

/// <summary>An object as it stands in the body of the file: <c>12 0 obj … endobj</c>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IndirectObject(int Number, int Generation, PdfValue Value, int End)
{
    /// <summary>Reads the object that starts at an offset.</summary>
    /// <param name="file">The file, or its revision.</param>
    /// <param name="offset">Where it starts.</param>
    /// <param name="resolve">Finds the length of a stream where it is an object of its own.</param>
    public static IndirectObject Read(ReadOnlyMemory<byte> file, int offset, Func<PdfValue, PdfValue> resolve)
    {
        if (offset < 0 || offset >= file.Length)
        {
            throw new PdfFormatException("an object outside of the file");
        }

        var lexer = new PdfLexer(file, offset);
        var (number, generation) = (lexer.ReadWhole(), lexer.ReadWhole());
        lexer.Expect("obj");
        var value = lexer.ReadValue();
        if (value is PdfDictionary dictionary && lexer.Passes("stream"))
        {
            if (resolve(dictionary["Length"]) is not PdfNumber { Whole: int and >= 0 } length)
            {
                throw new PdfFormatException("a stream without length");
            }

            value = new PdfStream(dictionary, lexer.ReadStreamBytes(length.Whole.Value));
        }

        lexer.Expect("endobj");
        return new IndirectObject(number, generation, value, lexer.Position);
    }
}

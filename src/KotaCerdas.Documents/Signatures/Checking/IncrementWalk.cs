namespace KotaCerdas.Documents.Signatures;

/// <summary>
/// Accounts for every byte that was appended after a signature: objects that the new cross-references name at that very place, the
/// cross-references, and the marks of the end. A byte more, or an object that stands twice, and another reader may see another document.
/// </summary>
internal static class IncrementWalk
{
    /// <summary>What speaks against the appended part; null where nothing does.</summary>
    /// <param name="after">The file with the appended revisions.</param>
    /// <param name="from">Where the signed part ends.</param>
    /// <param name="appended">The sections of the appended revisions.</param>
    public static string? Objection(PdfFile after, int from, IReadOnlyList<XrefSection> appended)
    {
        var objects = new Dictionary<int, int>();
        foreach (var section in appended)
        {
            foreach (var (number, entry) in section.Entries.Where(e => e.Value.Kind == XrefKind.InFile))
            {
                if (entry.Place < from || (objects.TryGetValue(entry.Place, out var other) && other != number))
                {
                    return "the cross-references point to where they must not";
                }

                objects[entry.Place] = number;
            }
        }

        var open = objects.Keys.ToHashSet();
        var tables = appended.ToDictionary(s => s.Offset);
        var seen = 0;
        var lexer = new PdfLexer(after.Bytes, from);
        var isEnded = false;
        while (true)
        {
            var gap = lexer.Position;
            SkipBlank(lexer);
            if (lexer.Peek() < 0)
            {
                return isEnded && open.Count == 0 && seen == appended.Count && lexer.Position - gap <= 2 ? null
                    : "there are bytes behind the end";
            }

            var at = lexer.Position;
            isEnded = false;
            if (objects.TryGetValue(at, out _) && open.Remove(at))
            {
                lexer = new PdfLexer(after.Bytes, IndirectObject.Read(after.Bytes, at, after.Resolve).End);
                seen += tables.TryGetValue(at, out var own) && own.IsStream ? 1 : 0;
            }
            else if (tables.TryGetValue(at, out var section))
            {
                seen++;
                lexer = new PdfLexer(after.Bytes, section.End);
            }
            else if (!PassesEnd(after, lexer, tables, out isEnded))
            {
                return "there are bytes that no cross-reference names";
            }
        }
    }

    private static bool PassesEnd(PdfFile after, PdfLexer lexer, Dictionary<int, XrefSection> tables, out bool isEnded)
    {
        isEnded = false;
        if (lexer.Passes("startxref"))
        {
            return tables.ContainsKey(lexer.ReadWhole());
        }

        if (!after.Bytes.Span[lexer.Position..].StartsWith("%%EOF"u8))
        {
            return false;
        }

        isEnded = true;
        lexer.Skip(5);
        return true;
    }

    private static void SkipBlank(PdfLexer lexer)
    {
        while (PdfLexer.IsSpace(lexer.Peek()))
        {
            lexer.Skip(1);
        }
    }
}

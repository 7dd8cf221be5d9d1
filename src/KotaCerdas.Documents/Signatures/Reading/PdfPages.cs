namespace KotaCerdas.Documents.Signatures;

/// <summary>Finds pages in the tree of pages.</summary>
internal static class PdfPages
{
    private const int MaxNodes = 200_000;

    /// <summary>The pages in reading order.</summary>
    public static IEnumerable<(PdfReference Reference, PdfDictionary Page)> Of(PdfFile file)
    {
        var open = new Stack<PdfValue>();
        var seen = new HashSet<int>();
        open.Push(file.Catalog["Pages"]);
        while (open.TryPop(out var next))
        {
            if (next is not PdfReference reference || !seen.Add(reference.Number) || seen.Count > MaxNodes
                || file.Resolve(reference) is not PdfDictionary node)
            {
                throw new PdfFormatException("the pages are no tree");
            }

            if (node.Name("Type") == "Page" || !node.Has("Kids"))
            {
                yield return (reference, node);
                continue;
            }

            foreach (var kid in file.Items(node["Kids"]).Reverse())
            {
                open.Push(kid);
            }
        }
    }
}

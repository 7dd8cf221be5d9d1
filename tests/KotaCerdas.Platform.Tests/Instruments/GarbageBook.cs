using System.IO.Compression;

namespace KotaCerdas.Platform.Tests.Instruments;

/// <summary>A zip with the parts of a workbook, whose sheet holds what a test puts there.</summary>
internal static class GarbageBook
{
    public static byte[] Of(string sheet)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in new[]
            {
                ("[Content_Types].xml", "<Types/>"),
                ("xl/workbook.xml", "<workbook><sheets><sheet name='a' sheetId='1'/></sheets></workbook>"),
                ("xl/worksheets/sheet1.xml", sheet), ("xl/sharedStrings.xml", sheet),
            })
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
                writer.Write(text);
            }
        }

        return memory.ToArray();
    }
}

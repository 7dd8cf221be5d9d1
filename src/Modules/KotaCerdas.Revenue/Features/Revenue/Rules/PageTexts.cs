using System.IO.Compression;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Features.Rules;

/// <summary>Texts and today's legal date, for pages that show both.</summary>
internal sealed class PageTexts(Texts texts, TimeProvider clock)
{
    public Texts T => texts;

    public DateOnly Today(Region region) => region.Zone.DateAt(clock.GetUtcNow());
}

/// <summary>A set as a zip of CSV files, as it can be loaded again.</summary>
internal static class RuleZip
{
    public static byte[] Write(byte[] definition)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var table in RuleSheets.Read(definition))
            {
                using var entry = zip.CreateEntry(table.Name + ".csv").Open();
                using var text = new StreamWriter(entry, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                text.Write(string.Join(',', table.Columns) + "\n");
                foreach (var row in table.Rows)
                {
                    text.Write(string.Join(',', table.Columns.Select(c => Quoted(row[c]))) + "\n");
                }
            }
        }

        return file.ToArray();
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(',', '"', '\n') ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell;
}

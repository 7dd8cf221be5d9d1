using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace KotaCerdas.Movement.Tests.Probes;

/// <summary>A form that has been spoilt in some way.</summary>
/// <param name="How">What was done to it.</param>
/// <param name="Content">What is sent.</param>
internal sealed record Spoilt(string How, HttpContent Content);

/// <summary>Ways to get a form or a file wrong: what careless people, broken software and those who try doors send.</summary>
internal static class Malformations
{
    private const int Oversized = 40 * 1024 * 1024;
    private const string Urlencoded = "application/x-www-form-urlencoded";

    private static readonly string[] Values =
    [
        "", " ", "abc", "-1", "0", "999999999999999999999999999999", "1e400", "NaN", "-0", "1.234.567,89", "31-02-2026", "2026-13-45",
        "0000-00-00", "9999-12-31", "true; drop table", "' or 1=1 --", "<script>alert(1)</script>", "{{7*7}}", "../../etc/passwd", "\0",
        "a\0b", "\u202Eabc", "\uFFFF", "é\u0301\u0301\u0301", "a\r\nb\r\nc", "=cmd|' /C calc'!A0", "00000000-0000-0000-0000-000000000000",
        "[]", "{\"a\":{\"b\":[1]}}", "%00%ff", "99.99", "😀", new('x', 70_000), new('9', 5_000),
    ];

    private static readonly (string How, Func<(string Name, byte[] Content)> File)[] Files =
    [
        ("empty file", () => ("a.csv", [])),
        ("cut-off spreadsheet", () => ("a.xlsx", Spreadsheet("<worksheet/>")[..120])),
        ("spreadsheet of garbage", () => ("a.xlsx", Spreadsheet("<worksheet><sheetData><row r='x'><c t='s'><v>99999</v></c></row>"))),
        ("zip bomb", () => ("a.xlsx", Spreadsheet(new string(' ', 60_000_000)))),
        ("program named document", () => ("a.pdf", "MZ\u0090\0\u0003"u8.ToArray())),
        ("text with NULs", () => ("a.csv", "a,b\0c\n\0\0\0\n"u8.ToArray())),
        ("text that is not UTF-8", () => ("a.csv", [0x61, 0x2C, 0xFF, 0xFE, 0xC3, 0x28, 0x0A])),
        ("endless line", () => ("a.csv", Encoding.ASCII.GetBytes(new string('a', 300_000)))),
        ("unclosed quote", () => ("a.csv", "region,year\n\"16.72,2026\n"u8.ToArray())),
        ("thousand columns", () => ("a.csv", Encoding.ASCII.GetBytes(string.Join(',', Enumerable.Range(0, 1000)) + "\n1\n"))),
        ("path as a name", () => ("..\\..\\..\\a.pdf", "%PDF-1.4\n"u8.ToArray())),
        ("endless name", () => (new string('n', 3_000) + ".pdf", "%PDF-1.4\n"u8.ToArray())),
    ];

    /// <summary>The form with something wrong.</summary>
    public static Spoilt Of(FoundForm form, Random random) => random.Next(form.File is null ? 9 : 14) switch
    {
        0 => new("no antiforgery token", Encoded(form.Fields.Where(f => f.Key != FoundForm.Token))),
        1 => new("wrong antiforgery token", Encoded(With(form, f => f.Key == FoundForm.Token ? "CfDJ8x" : f.Value))),
        2 => new("no field but the token", Encoded(form.Fields.Where(f => f.Key == FoundForm.Token))),
        3 => new("every field twice and nested", Encoded(form.Fields.SelectMany(f => new[] { f, new(f.Key + "[0][x].y", "1"), f }))),
        4 => new("bytes that are not UTF-8", Raw(Query(form.Fields) + "&x=%FF%FE%C3%28&%ED%A0%80=%00", Urlencoded)),
        5 => new("broken multipart", Broken(form, random)),
        6 => new("JSON instead of a form", Raw("{\"a\":[[[[[[[[1]]]]]]]],\"b\":\"\\ud800\"}", "application/json")),
        7 => random.Next(10) == 0 ? new("oversized", Raw(new string('a', Oversized), Urlencoded)) : Strange(form, random),
        8 => Strange(form, random),
        _ => WithFile(form, Files[random.Next(Files.Length)]),
    };

    private static Spoilt Strange(FoundForm form, Random random)
    {
        var all = random.Next(3) == 0;
        var chosen = random.Next(Math.Max(1, form.Fields.Count));
        var value = Values[random.Next(Values.Length)];
        return new(
            $"{(all ? "all fields" : form.Fields.ElementAtOrDefault(chosen).Key)} = {(value.Length > 40 ? value[..40] + "…" : value)}",
            Encoded(form.Fields.Select((f, i) => f.Key == FoundForm.Token || (!all && i != chosen) ? f : new(f.Key, value))));
    }

    private static IEnumerable<KeyValuePair<string, string>> With(FoundForm form, Func<KeyValuePair<string, string>, string> value) =>
        form.Fields.Select(f => KeyValuePair.Create(f.Key, value(f)));

    private static Spoilt WithFile(FoundForm form, (string How, Func<(string Name, byte[] Content)> File) bad)
    {
        var (name, bytes) = bad.File();
        var content = new MultipartFormDataContent();
        foreach (var (key, value) in form.Fields)
        {
            content.Add(new StringContent(value), key);
        }

        content.Add(new ByteArrayContent(bytes), form.File!, name);
        return new(bad.How, content);
    }

    private static ByteArrayContent Broken(FoundForm form, Random random)
    {
        var token = form.Fields.FirstOrDefault(f => f.Key == FoundForm.Token).Value;
        var text = $"--b\r\nContent-Disposition: form-data; name=\"{FoundForm.Token}\"\r\n\r\n{token}\r\n--b\r\n"
            + "Content-Disposition: form-data; name=\"File\"; filename=\"a.xlsx\"\r\nContent-Type: x/y\r\n\r\nPK";
        text = random.Next(3) switch
        {
            0 => text,
            1 => text[..(text.Length / 2)],
            _ => text.Replace("form-data", "form-date;;=", StringComparison.Ordinal) + "\r\n--b--",
        };
        return Raw(text, random.Next(2) == 0 ? "multipart/form-data; boundary=b" : "multipart/form-data");
    }

    private static ByteArrayContent Encoded(IEnumerable<KeyValuePair<string, string>> fields) =>
        Raw(Query(fields), Urlencoded);

    // Not FormUrlEncodedContent: that refuses what nobody should send.
    private static string Query(IEnumerable<KeyValuePair<string, string>> fields) => string.Join('&', fields.Select(f =>
        $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));

    private static ByteArrayContent Raw(string text, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static byte[] Spreadsheet(string sheet)
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

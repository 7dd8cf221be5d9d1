using AngleSharp.Html.Parser;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui.Tests;

/// <summary>The tools that every list has: chosen columns and the download.</summary>
public sealed class ListTableTests
{
    private static readonly Texts Texts = UiTexts.Load();

    private static readonly TableOptions Regions = new()
    {
        Caption = "Daerah",
        Columns = [new("Daerah"), new("Keadaan"), new("Nilai", Numeric: true), new("Kode", Extra: true), new("Tindakan", Action: true)],
        Rows =
        [
            [Cell.Link("Sleman", "/daerah/sleman"), Cell.Of(Tag.Render("Terpilih & tetap")), "-1,5", "34.04", "Ubah"],
            ["=SUM(A1)", "\"kutip\"", Cell.Missing(Texts), "16.72", "Ubah"],
        ],
    };

    private static readonly TableOptions Bills = new()
    {
        Caption = "Tagihan",
        Columns =
        [
            new("NOP"), new("Pokok", true), new("Sisa", true), new("Bunga", true), new("Luas", true), new("Jatuh tempo"), new("Dikirim"),
            new("Keadaan"), new("Tahun"),
        ],
        Rows =
        [
            [
                Cell.Link("16.72.010.001.001-0001.0", "/objek"), Cell.Money(1_234_567), Cell.Money(-5_000, "(Rp5.000)"),
                Cell.Money(0).To("/bayar"), Cell.Count(12_345), Cell.Date(new(2026, 3, 2)), Cell.Of(Markup.Date(new(2026, 3, 9))),
                Cell.Of(Markup.Join(Markup.Date(new(2026, 3, 9)), Tag.Render("Terlambat"))), "2026",
            ],
            [
                "16.72.010.001.001-0002.0", Cell.Money(0), Cell.Money(0, "–"), Cell.Missing(Texts), Cell.Count(0), "–", "–", "Belum",
                "2026",
            ],
        ],
    };

    [Fact]
    public async Task A_download_holds_every_row_as_text_without_actions()
    {
        var http = Asking("?bentuk=csv&cari=s");
        Assert.Equal(
            "\uFEFF\"Daerah\",\"Keadaan\",\"Nilai\",\"Kode\"\r\n\"Sleman\",\"Terpilih & tetap\",\"-1,5\",\"34.04\"\r\n"
            + "\"'=SUM(A1)\",\"\"\"kutip\"\"\",,\"16.72\"\r\n",
            System.Text.Encoding.UTF8.GetString((await FileAsync(http, Regions)).ToArray()));
        Assert.Equal("attachment; filename=daerah.csv", http.Response.Headers.ContentDisposition);
    }

    [Fact]
    public async Task Numbers_and_days_are_written_as_programs_read_them()
    {
        var csv = System.Text.Encoding.UTF8.GetString((await FileAsync(Asking("?bentuk=csv"), Bills)).ToArray());
        Assert.Equal(
            "\"16.72.010.001.001-0001.0\",1234567,-5000,0,12345,2026-03-02,2026-03-09,\"2026-03-09 Terlambat\",\"2026\"\r\n"
            + "\"16.72.010.001.001-0002.0\",0,0,,0,,,\"Belum\",\"2026\"\r\n",
            csv[(csv.IndexOf('\n') + 1)..]);
        Assert.Equal("1234567", TableFile.Upload(await FileAsync(Asking("?bentuk=csv"), Bills), ["nop", "pokok"]).Value[0]["pokok"]);
        var page = new HtmlParser().ParseDocument(ListTable.Render(Asking(""), "tagihan", Bills, Texts).ToString()!);
        Assert.Equal(
            "16.72.010.001.001-0001.0|Rp1.234.567|(Rp5.000)|Rp0|12.345|2 Maret 2026|9 Maret 2026|9 Maret 2026Terlambat|2026",
            string.Join('|', page.QuerySelectorAll("tbody tr")[0].Children.Select(c => c.TextContent)));
        Assert.Equal("/bayar", page.QuerySelector("td a")!.GetAttribute("href"));
        Assert.Equal("2026-03-02", page.QuerySelector("time")!.GetAttribute("datetime"));
    }

    [Fact]
    public async Task A_workbook_has_numbers_days_and_texts()
    {
        using var file = await FileAsync(Asking("?bentuk=xlsx"), Bills);
        var sheet = TableFile.Upload(file, ["nop", "pokok", "jatuh tempo"]).Value;
        Assert.Equal(("16.72.010.001.001-0001.0", "1234567"), (sheet[0]["nop"], sheet[0]["pokok"]));
        Assert.StartsWith("2026-03-02", sheet[0]["jatuh tempo"], StringComparison.Ordinal);
        file.Position = 0;
        using var zip = new System.IO.Compression.ZipArchive(file);
        using var xml = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var rows = await xml.ReadToEndAsync();
        Assert.Contains("<c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">16.72.010.001.001-0001.0</t></is></c>", rows);
        Assert.Contains("<c r=\"B2\"><v>1234567</v></c><c r=\"C2\"><v>-5000</v></c>", rows);
        Assert.Contains("<c r=\"F2\" s=\"3\"><v>46083</v></c>", rows);
    }

    [Fact]
    public async Task Rows_are_read_while_they_are_sent()
    {
        var read = 0;
        using var sent = new Sent(() => read);
        var http = Asking("?bentuk=csv");
        http.Response.Body = sent;
        var endless = Enumerable.Range(0, 50_000).Select(i =>
        {
            read = i;
            return (IReadOnlyList<Cell>)[Cell.Link("16.72." + i, "/a"), Cell.Money(i)];
        });
        ListTable.Render(http, "panjang", new() { Caption = "Panjang", Columns = [new("NOP"), new("Pokok")], Rows = endless }, Texts);
        Assert.Equal(0, read);
        await SheetFile.SendAsync(
            Assert.IsType<ListDownload>(http.Items[ListDownload.Key]).Rows(), false, http.Response, TestContext.Current.CancellationToken);
        Assert.True(sent.FirstAt < 10_000 && read == 49_999, $"first sent at row {sent.FirstAt}");
    }

    [Theory]
    [InlineData("", "Daerah|Keadaan|Nilai|Tindakan")]
    [InlineData("?kolom=0&kolom=2", "Daerah|Nilai")]
    [InlineData("?kolom=3", "Daerah|Kode")]
    [InlineData("?kolom=99&kolom=x", "Daerah|Keadaan|Nilai|Tindakan")]
    public void A_list_shows_the_columns_that_the_address_names_and_always_the_first(string query, string expected) =>
        Assert.Equal(expected, string.Join('|', Headings(Asking(query))));

    [Fact]
    public void A_choice_of_columns_is_remembered_and_the_address_wins()
    {
        var asked = Asking("?kolom=0&kolom=1");
        Headings(asked);
        Assert.StartsWith("kolom.daerah=0.1;", asked.Response.Headers.SetCookie.ToString(), StringComparison.Ordinal);

        Assert.Equal(["Daerah", "Keadaan"], Headings(Asking("", "kolom.daerah=0.1")));
        Assert.Equal(["Daerah", "Nilai"], Headings(Asking("?kolom=2", "kolom.daerah=0.1")));
    }

    [Fact]
    public void The_tools_keep_the_filters_and_leave_the_place_in_the_list_behind()
    {
        var page = new HtmlParser().ParseDocument(
            ListTable.Render(Asking("?cari=bandung&sesudah=1&kolom=0"), "daerah", Regions, Texts).ToString()!);
        Assert.Equal("/a?cari=bandung&bentuk=csv", page.QuerySelector("a[rel=nofollow]")!.GetAttribute("href"));
        Assert.Equal("/a?cari=bandung&bentuk=xlsx", page.QuerySelectorAll("a[rel=nofollow]")[1].GetAttribute("href"));
        Assert.Equal(["kolom", "cari"], page.QuerySelectorAll("input[type=hidden]").Select(i => i.GetAttribute("name")));
    }

    private static async Task<MemoryStream> FileAsync(HttpContext http, TableOptions table)
    {
        Assert.Equal("", ListTable.Render(http, table == Regions ? "daerah" : "tagihan", table, Texts).ToString());
        var body = new MemoryStream();
        http.Response.Body = body;
        await SheetFile.SendAsync(
            Assert.IsType<ListDownload>(http.Items[ListDownload.Key]).Rows(), ListQuery.IsWorkbook(http), http.Response,
            TestContext.Current.CancellationToken);
        body.Position = 0;
        return body;
    }

    private static DefaultHttpContext Asking(string query, string? cookie = null)
    {
        var http = new DefaultHttpContext();
        http.Request.Path = "/a";
        http.Request.QueryString = new QueryString(query);
        if (cookie is not null)
        {
            http.Request.Headers.Cookie = cookie;
        }

        return http;
    }

    private static List<string> Headings(HttpContext http) =>
    [
        .. new HtmlParser().ParseDocument(ListTable.Render(http, "daerah", Regions, Texts).ToString()!).QuerySelectorAll("thead th")
            .Select(h => h.TextContent),
    ];

    /// <summary>Remembers how far the rows were when the first of them came.</summary>
    private sealed class Sent(Func<int> read) : MemoryStream
    {
        public int FirstAt { get; private set; } = int.MaxValue;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            FirstAt = Math.Min(FirstAt, read());
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}

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

    [Fact]
    public void A_download_holds_every_row_as_text_without_actions()
    {
        var http = Asking("?bentuk=csv&cari=s");
        Assert.Empty(Headings(http));
        var file = Assert.IsType<ListDownload>(http.Items[ListDownload.Key]);
        Assert.Equal(
            "\"Daerah\",\"Keadaan\",\"Nilai\",\"Kode\"\r\n\"Sleman\",\"Terpilih & tetap\",\"-1,5\",\"34.04\"\r\n"
            + "\"'=SUM(A1)\",\"\"\"kutip\"\"\",\"\",\"16.72\"\r\n",
            System.Text.Encoding.UTF8.GetString(file.Content));
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
        Assert.Equal(["kolom", "cari"], page.QuerySelectorAll("input[type=hidden]").Select(i => i.GetAttribute("name")));
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
}

using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Ui.Tests;

public sealed class ListPageTests
{
    private static readonly int[] Seven = [1, 2, 3, 4, 5, 6, 7];

    [Fact]
    public void The_ways_lead_through_all_rows_once_and_back_and_keep_the_filters()
    {
        var ahead = new List<int>();
        var query = "?cari=a%20b&wilayah=16.72&kolom=2";
        string? back = null;
        for (var page = Of(query); ; page = Of(query))
        {
            ahead.AddRange(page.Rows);
            Assert.Equal((page.Rows.Count, 7L), (page.Paging.Shown, page.Paging.Total));
            if (page.Paging.NextHref is not { } next)
            {
                back = page.Paging.PreviousHref;
                break;
            }

            query = next["/a".Length..];
            Assert.StartsWith("?cari=a%20b&sesudah=", query, StringComparison.Ordinal);
        }

        Assert.Equal(Seven, ahead);
        Assert.Equal("/a?cari=a%20b&sebelum=7", back);
        Assert.Equal([4, 5, 6], Of("?sebelum=7").Rows);
        Assert.Equal("/a?sebelum=4", Of("?sebelum=7").Paging.PreviousHref);
        Assert.Equal("/a?sesudah=6", Of("?sebelum=7").Paging.NextHref);
        Assert.Null(Of("?sebelum=4").Paging.PreviousHref);
    }

    [Fact]
    public void A_row_that_is_gone_means_the_first_page_and_a_download_has_all()
    {
        Assert.Equal([1, 2, 3], Of("?sesudah=99").Rows);
        Assert.Equal(Seven, Of("?bentuk=csv").Rows);
        Assert.Equal((null, null), (Of("?bentuk=csv").Paging.PreviousHref, Of("?bentuk=csv").Paging.NextHref));
        Assert.Empty(ListPages.Of(Asking("?sesudah=1"), Array.Empty<int>(), Key).Rows);
    }

    [Fact]
    public void What_a_row_opens_stays_on_its_page()
    {
        Assert.Equal("/a?cari=x&sesudah=3&wilayah=2", ListQuery.Beside(Asking("?cari=x&sesudah=3&wilayah=1&handler=Swap"), "wilayah", "2"));
        Assert.Equal([4, 5, 6], Of("?cari=x&sesudah=3&wilayah=2").Rows);
    }

    private static ListPage<int> Of(string query) => ListPages.Of(Asking(query), Seven, Key, 3, "wilayah");

    private static string Key(int row) => $"{row}";

    private static DefaultHttpContext Asking(string query)
    {
        var http = new DefaultHttpContext();
        http.Request.Path = "/a";
        http.Request.QueryString = new QueryString(query);
        return http;
    }
}

using System.Net;
using System.Text;
using KotaCerdas.TestKit;

namespace KotaCerdas.Platform.Tests.Calendar;

public sealed class CalendarPageTests
{
    private static readonly Actor Officer = TestPeople.Office("ministry-officer");

    [Theory, OnEachDatabase]
    public async Task Anyone_sees_the_closed_days_of_a_year_with_their_decree(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var page = await app.Client().PageAsync("/kalender?tahun=2026");
        Assert.Contains(page.QuerySelectorAll("tbody th"), c => c.TextContent.Contains("17 Agustus 2026", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client().GetAsync("/kalender?tahun=1990")).StatusCode);
        Assert.Null(page.QuerySelector("a[href='/kalender/impor']"));
        Assert.Equal(HttpStatusCode.Found, (await app.Client().GetAsync("/kalender/impor")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await app.Client(TestPeople.Office("diskominfo", "16.72"))
            .GetAsync("/kalender/impor")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_decree_is_imported_and_a_corrected_one_is_the_next_revision(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var client = app.Client(Officer);
        for (var revision = 1; revision <= 2; revision++)
        {
            using var answer = await UploadAsync(client, "2027-01-01;Tahun Baru;libur nasional;SKB 1/2026");
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        var page = await app.Client().PageAsync("/kalender?tahun=2027");
        Assert.Contains("Revisi 2", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task One_wrong_row_imports_nothing_and_names_row_column_and_remedy(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var answer = await UploadAsync(
            app.Client(Officer), "2027-01-01;Tahun Baru;libur nasional;SKB 1/2026\n"
                + "17 Agustus;Hari Merdeka;libur nasional;SKB 1/2026\n2027-05-01;Buruh;libur;");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        var rows = page.QuerySelector("main table")!.QuerySelectorAll("tbody tr")
            .Select(r => (r.Children[0].TextContent, r.Children[1].TextContent));
        Assert.Equal([("3", "date"), ("4", "kind"), ("4", "decree")], rows);
        Assert.Contains("2 baris salah", page.QuerySelector("main caption")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("input[name=Year][value='2027']"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client().GetAsync("/kalender?tahun=2027")).StatusCode);
    }

    [Theory]
    [InlineData("kapan", "date;name_id;kind;decree\n2027-01-01;a;libur nasional;b", "#Year")]
    [InlineData("2027", "", "#Upload")]
    [InlineData("2027", "tanggal;nama\n1;2", "#Upload")]
    public async Task A_wrong_field_is_named(string year, string file, string link)
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var answer = await app.Client(Officer).UploadAsync("/kalender/impor", "Upload",
            ("kalender.csv", Encoding.UTF8.GetBytes(file)), ("Year", year));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull((await answer.DocumentAsync()).QuerySelector($"a[href='{link}']"));
    }

    private static Task<HttpResponseMessage> UploadAsync(HttpClient client, string rows) => client.UploadAsync(
        "/kalender/impor", "Upload", ("2027.csv", Encoding.UTF8.GetBytes("date;name_id;kind;decree\n" + rows)), ("Year", "2027"));
}

using System.Net;
using AngleSharp.Html.Dom;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class DecreeTextPageTests
{
    private static readonly Dictionary<string, string?> Quiet = new(StringComparer.Ordinal) { ["Operations:Worker"] = "false" };

    [Theory, OnEachDatabase]
    public async Task A_decree_is_worded_numbered_signed_and_checked_on_the_pages(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Quiet);
        var regions = await OpenAsync(app.Database);
        using var officer = app.Client(regions.Officer);
        using var started = await officer.SubmitAsync("/kelembagaan/16.72", [], "main form[action*='jenis=dewan']");
        var decree = started.Headers.Location!.OriginalString;
        var text = decree + "/naskah";
        var page = await officer.PageAsync(decree);
        Assert.NotNull(page.QuerySelector($"main a[href='{text}']"));
        Assert.NotNull(page.QuerySelector("main [name=Upload]"));
        Assert.Null((await officer.PageAsync(text)).QuerySelector("form[action*=Prepare]"));
        using var none = await officer.GetAsync(text + "/konsep");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        var id = Guid.Parse(decree[^36..]);
        Ok(await regions.SeatAsync(id, "chair"));
        Ok(await regions.SeatAsync(id, "member"));
        Assert.Contains("Belum ada akun yang memegang jabatan Wali Kota Pagar Alam", (await officer.PageAsync(text)).Body!.TextContent,
            StringComparison.Ordinal);
        var head = regions.Head with { User = await regions.Notices.AccountAsync("region-head", "16.72") };

        await WordedAsync(officer, text);
        Assert.Equal(
            ["Pilih", "Sekretaris Daerah Kota Pagar Alam"],
            (await officer.PageAsync(text)).QuerySelectorAll("select[name=ToOffice] option").Select(o => o.TextContent));
        using var draft = await officer.GetAsync(text + "/konsep");
        Assert.Equal("application/pdf", draft.Content.Headers.ContentType!.MediaType);
        using var letter = await officer.SubmitAsync(text, [new("ToOffice", ""), .. Date("Until", Start)], "#wakil");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, letter.StatusCode);
        Assert.Contains("Menurut adat", Area(await letter.DocumentAsync(), "Considering"), StringComparison.Ordinal);
        using var numbered = await officer.SubmitAsync(text, [], "form[action*=Prepare]");
        Assert.Equal(HttpStatusCode.SeeOther, numbered.StatusCode);
        var closed = await officer.PageAsync(decree);
        Assert.Null(closed.QuerySelector("#anggota"));
        Assert.Contains("Menunggu tanda tangan", closed.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await officer.PageAsync(text)).QuerySelector("form[action*='handler=Sign']"));

        using var mayor = app.Client(head);
        using var signed = await mayor.SubmitAsync(text, [], "form[action*='handler=Sign']");
        Assert.Equal(HttpStatusCode.SeeOther, signed.StatusCode);
        using var ministry = app.Client(regions.Ministry);
        using var accepted = await ministry.SubmitAsync(decree, [new("Answer", "accept")], "main form[action$='handler=Judge']");
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
        await PublicAsync(app, officer);
        using var neighbour = app.Client(regions.Neighbour);
        foreach (var path in new[] { text, text + "/berkas", text + "/konsep" })
        {
            using var answer = await neighbour.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    /// <summary>The guide's words stand first; too much is refused and kept, own words are kept, an empty part is the guide's.</summary>
    private static async Task WordedAsync(HttpClient officer, string text)
    {
        var shipped = Area(await officer.PageAsync(text), "Recalling");
        Assert.Contains("Undang-Undang Nomor 23 Tahun 2014", shipped, StringComparison.Ordinal);
        var much = string.Join('\n', Enumerable.Repeat("butir", DecreeWords.MostLines + 1));
        using var refused = await officer.SubmitAsync(text, [new("Considering", much)], "#naskah");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(much, Area(await refused.DocumentAsync(), "Considering"));
        using var saved = await officer.SubmitAsync(
            text, [new("Considering", "Menurut adat;\n\nbahwa;"), new("Recalling", " ")], "#naskah");
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var page = await officer.PageAsync(text);
        Assert.Equal("Menurut adat;\nbahwa;", Area(page, "Considering"));
        Assert.Equal(shipped, Area(page, "Recalling"));
    }

    /// <summary>The page of the bodies and the public page of the region lead to where anybody checks the decree.</summary>
    private static async Task PublicAsync(TestApp app, HttpClient officer)
    {
        var link = (await officer.PageAsync("/kelembagaan/16.72")).QuerySelector("main td a[href*='/periksa/']")!.GetAttribute("href")!;
        using var visitor = app.Client();
        Assert.NotNull((await visitor.PageAsync("/daerah/kota-pagar-alam")).QuerySelector($"main li a[href='{link}']"));
        var check = (await visitor.PageAsync(link)).Body!.TextContent;
        Assert.Contains("001/KPTS-SC/16.72/2026", check, StringComparison.Ordinal);
        Assert.Contains("Keputusan kepala daerah", check, StringComparison.Ordinal);
    }

    private static string Area(IHtmlDocument page, string name) =>
        ((IHtmlTextAreaElement)page.QuerySelector($"textarea[name={name}]")!).Value.ReplaceLineEndings("\n");

    private static KeyValuePair<string, string>[] Date(string field, DateOnly date) =>
    [
        new(field + ".Day", date.Day.ToString()), new(field + ".Month", date.Month.ToString()), new(field + ".Year", date.Year.ToString()),
    ];
}

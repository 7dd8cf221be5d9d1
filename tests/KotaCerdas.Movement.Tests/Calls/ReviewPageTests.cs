using System.Net;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>Verifying and returning on the page, and what forms say that are wrong in several places.</summary>
public sealed class ReviewPageTests
{
    [Theory, OnEachDatabase]
    public async Task Verifying_refuses_while_reasons_stand_beside_questions_and_keeps_them(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await SubmittedAsync(app);
        using var ministry = app.Client(season.Ministry);
        var path = $"/pendaftaran/{season.Call}/16.72/lihat";
        using var refused = await ministry.SubmitAsync(path + "?handler=Verify", [new("a.visi", "Visi terlalu singkat")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.DocumentAsync();
        Assert.NotNull(page.QuerySelector(".govuk-error-summary a[href*='visi']"));
        Assert.Contains("Visi terlalu singkat", page.QuerySelector("textarea[name='a.visi']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(ApplicationStatus.Submitted, (await season.DossierAsync()).Application!.Status);
    }

    [Theory, OnEachDatabase]
    public async Task A_verified_application_is_returned_with_a_reason_until_the_assessment(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await SubmittedAsync(app);
        using var ministry = app.Client(season.Ministry);
        var path = $"/pendaftaran/{season.Call}/16.72/lihat";
        using var verified = await ministry.SubmitAsync(path + "?handler=Verify", []);
        Assert.Equal(HttpStatusCode.SeeOther, verified.StatusCode);
        Assert.Null((await ministry.PageAsync(path)).QuerySelector("main button[formaction$='handler=Verify']"));

        using var none = await ministry.SubmitAsync(path + "?handler=Return", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        using var returned = await ministry.SubmitAsync(path + "?handler=Return", [new("a.visi", "Visi terlalu singkat")]);
        Assert.Equal(HttpStatusCode.SeeOther, returned.StatusCode);
        Assert.Equal(ApplicationStatus.Returned, (await season.DossierAsync()).Application!.Status);
        Assert.False((await season.SaveAsync(season.Head, new TypedAnswer("visi", "Kota cerdas yang adil", "", 1))).Failed);
    }

    [Fact]
    public async Task Evidence_without_name_and_file_says_both_and_what_of_a_date_is_missing()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.SaveAsync(season.Head, new TypedAnswer("punya_perwali", "true", "", 0));
        using var head = app.Client(season.Head);
        var path = $"/pendaftaran/{season.Call}/16.72/bukti/nomor_perwali";
        using var refused = await head.SubmitAsync(path, [new("ValidUntil.Day", "1")], "main form[enctype]");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var errors = (await refused.DocumentAsync()).QuerySelector(".govuk-error-summary")!;
        Assert.NotNull(errors.QuerySelector("a[href='#Title']"));
        Assert.NotNull(errors.QuerySelector("a[href='#Upload']"));
        Assert.Contains("Isi bulan dan tahun", errors.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("1//", errors.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_without_an_index_says_why_it_shows_nothing()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var season = await Season.OpenAsync(app.Database, app.Services);
        using var ministry = app.Client(season.Ministry);
        using var answer = await ministry.GetAsync($"/panggilan/{season.Call}/undangan?pulau=sumatera");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await answer.DocumentAsync();
        Assert.Contains("pilih sedikitnya satu indeks", page.QuerySelector(".govuk-error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("sumatera", page.QuerySelector("select[name=pulau] option[selected]")!.GetAttribute("value"));
    }

    private static async Task<Season> SubmittedAsync(TestApp app)
    {
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.SaveAsync(season.Head, Season.Complete);
        Assert.False((await season.SubmitAsync(season.Head)).Failed);
        return season;
    }
}

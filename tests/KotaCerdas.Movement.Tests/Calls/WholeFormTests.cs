using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>A form tells all that is wrong with it at once, each at its field.</summary>
public sealed class WholeFormTests
{
    [Theory, OnEachDatabase]
    public async Task A_call_with_an_unreadable_number_is_told_every_other_mistake_too(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var ministry = app.Client(TestPeople.Office("ministry-officer"));

        using var answer = await ministry.SubmitAsync("/panggilan/baru",
        [
            new("Call.Year", "1999"), new("Call.ReturnDays", "banyak"), new("Call.ObjectionDays", "99"), new("Call.PerRegion", "1"),
            new("Call.Quota", "0"), .. Date("OpensOn", "5", "5", "2026"), .. Date("SubmitBy", "4", "5", "2026"),
            .. Date("AssessFrom", "31", "2", "2026"), .. Date("AssessTo", "1", "1", "2026"),
        ]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var told = Told(await answer.DocumentAsync());
        string[] wrong = ["#Call_Year", "#Call_ReturnDays", "#Call_ObjectionDays", "#Call_PerRegion", "#Call_Quota", "#Call_TitleId"];
        Assert.Empty(wrong.Except(told));
        Assert.Contains(told, h => h.StartsWith("#Call_SubmitBy", StringComparison.Ordinal));
        Assert.Single(told, h => h.StartsWith("#Call_AssessFrom", StringComparison.Ordinal));
        Assert.DoesNotContain(told, h => h.StartsWith("#Call_AssessTo", StringComparison.Ordinal));
        Assert.Equal(told.Count, told.Distinct().Count());
    }

    [Theory, OnEachDatabase]
    public async Task Evidence_is_told_of_its_file_its_title_and_its_dates_together(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        await season.SaveAsync(season.Head, Season.Complete);
        using var head = app.Client(season.Head);
        var path = $"/pendaftaran/{season.Call}/16.72/bukti/nomor_perwali";
        (string, string)[] both = [("ValidFrom.Day", "31"), ("ValidFrom.Month", "2"), ("ValidFrom.Year", "2026")];
        (string, string)[] order =
        [
            ("ValidFrom.Day", "2"), ("ValidFrom.Month", "2"), ("ValidFrom.Year", "2026"),
            ("ValidUntil.Day", "1"), ("ValidUntil.Month", "2"), ("ValidUntil.Year", "2026"),
        ];

        foreach (var (dates, field) in new[] { (both, "#ValidFrom"), (order, "#ValidUntil") })
        {
            using var answer = await head.UploadAsync(path, "Upload", ("perwali.pdf", "MZ bukan PDF"u8.ToArray()), dates);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var told = Told(await answer.DocumentAsync());
            Assert.Equal(3, told.Count);
            Assert.Empty(new[] { "#Upload", "#Title" }.Except(told));
            Assert.Contains(told, h => h.StartsWith(field, StringComparison.Ordinal));
        }

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(app.Database.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    private static List<string> Told(AngleSharp.Html.Dom.IHtmlDocument page) =>
        [.. page.QuerySelectorAll(".govuk-error-summary__list a").Select(a => a.GetAttribute("href")!)];

    private static IEnumerable<KeyValuePair<string, string>> Date(string field, string day, string month, string year) =>
        [new($"Call.{field}.Day", day), new($"Call.{field}.Month", month), new($"Call.{field}.Year", year)];
}

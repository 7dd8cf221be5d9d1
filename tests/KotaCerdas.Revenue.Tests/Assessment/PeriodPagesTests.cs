using System.Net;
using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using static KotaCerdas.Revenue.Tests.Assessment.AssessmentRoom;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>Months of the books as an office closes and reopens them.</summary>
public sealed class PeriodPagesTests
{
    private const string Books = "/pendapatan/16.72/buku-besar";
    private const string January = Books + "/masa/LO/2026-01";

    private static readonly Actor Treasurer = TestPeople.Office("revenue-treasurer", "16.72");

    [Theory, OnEachDatabase]
    public async Task A_month_is_closed_softly_and_for_good_and_reopened_by_another_person_with_a_decision(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var treasurer = app.Client(Treasurer);
        Assert.NotNull((await treasurer.PageAsync(Books)).QuerySelector($"main a[href='{Books}/masa']"));
        var year = (await treasurer.PageAsync(Books + "/masa?tahun=2026&buku=LO")).QuerySelectorAll("main tbody tr");
        Assert.Equal(12, year.Length);
        Assert.All(year, row => Assert.Contains("Terbuka", row.TextContent, StringComparison.Ordinal));

        await PressAsync(treasurer, "Sementara");
        Assert.Contains("hanya jurnal yang melengkapi bulan ini", await TextAsync(treasurer, January), StringComparison.Ordinal);
        Assert.Null((await treasurer.PageAsync(January)).QuerySelector("form[action$=Sementara]"));
        await PressAsync(treasurer, "Tutup");
        Assert.Contains("tidak ada jurnal", await TextAsync(treasurer, January), StringComparison.Ordinal);

        // Who only closes cannot reopen; months before are closed too, other books are not.
        Assert.Null((await treasurer.PageAsync(January)).QuerySelector("form[action$=Buka]"));
        Assert.Contains("Ditutup bersama", await TextAsync(treasurer, Books + "/masa/LO/2025-12"), StringComparison.Ordinal);
        Assert.Contains("semua jurnal", await TextAsync(treasurer, Books + "/masa/LRA/2026-01"), StringComparison.Ordinal);

        using var head = app.Client(Head);
        using var lacking = await head.SubmitAsync(January, Fields(("Reason", "jurnal tertinggal")), "form[action$=Buka]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, lacking.StatusCode);
        Assert.Contains("Isi nomor dan tanggal keputusan", (await lacking.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        using var silent = await head.SubmitAsync(January, Fields(("Decision", "SK 9/2026")), "form[action$=Buka]");
        Assert.Contains("Isi alasan", (await silent.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        using var opened = await head.SubmitAsync(
            January, Fields(("Decision", "SK 9/2026"), ("Reason", "jurnal tertinggal")), "form[action$=Buka]");
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        Assert.Contains("SK 9/2026. jurnal tertinggal", await TextAsync(head, January), StringComparison.Ordinal);
        Assert.Equal(3, (await head.PageAsync(January)).QuerySelectorAll(".k-timeline li").Length);

        // Nobody reopens what they closed themselves.
        await PressAsync(head, "Tutup");
        using var own = await head.SubmitAsync(
            January, Fields(("Decision", "SK 10/2026"), ("Reason", "sekali lagi")), "form[action$=Buka]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.StatusCode);
        Assert.Contains("Orang lain harus membukanya", (await own.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, await TrailAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task A_month_that_runs_is_not_closed_and_who_may_not_is_refused(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var treasurer = app.Client(Treasurer);
        var running = (await treasurer.PageAsync(Books + "/masa/LO/2026-03")).Body!;
        Assert.Contains("Bulan ini belum berakhir", running.TextContent, StringComparison.Ordinal);
        Assert.Null(running.QuerySelector("form[action*=handler]"));

        using var assessor = app.Client(Drafter);
        var seen = await assessor.PageAsync(January);
        Assert.Null(seen.QuerySelector("form[action*=handler]"));
        var token = (await assessor.PageAsync("/pendapatan/16.72/penetapan/baru"))
            .QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var handler in new[] { "Sementara", "Tutup" })
        {
            using var content = new FormUrlEncodedContent(Fields(("__RequestVerificationToken", token)));
            using var refused = await assessor.PostAsync($"{January}?handler={handler}", content);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Equal(0, await TrailAsync(app));

        foreach (var path in new[] { "/masa/LO/2026-13", "/masa/lo/2026-01", "/masa/0/2026-01", "/masa/XX/2026-01" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await treasurer.GetAsync(Books + path)).StatusCode);
        }

        using var stranger = app.Client(TestPeople.Office("revenue-treasurer", "16.71"));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(January)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(Books + "/masa")).StatusCode);
    }

    private static async Task PressAsync(HttpClient client, string handler)
    {
        using var done = await client.SubmitAsync(January, Fields(), $"form[action$='handler={handler}']");
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
    }

    private static async Task<string> TextAsync(HttpClient client, string path) =>
        (await client.PageAsync(path)).QuerySelector("main")!.TextContent;

    private static Task<int> TrailAsync(TestApp app) => app.Services.AsAsync<Periods, int>(
        Head, async p => (await p.HistoryAsync(Home, default)).Count);

    private static IEnumerable<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] fields) =>
        fields.Select(f => KeyValuePair.Create(f.Name, f.Value));
}

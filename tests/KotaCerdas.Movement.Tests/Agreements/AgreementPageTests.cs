using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Agreements;

public sealed class AgreementPageTests
{
    [Theory, OnEachDatabase]
    public async Task An_officer_drafts_an_agreement_and_opens_the_negotiation(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        using var region = app.Client(sides.Region);

        var made = await region.SubmitAsync("/kesepakatan/baru", Fields(
            ("Input.Template", BothSides.Memorandum), ("Input.Kind", "ministry"), ("Input.Held", "daring")));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var path = made.Headers.Location!.ToString();
        var page = await region.PageAsync(path);
        Assert.Contains("Wali Kota Pagar Alam", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("bukan naskah resmi", (await region.PageAsync("/kesepakatan/baru")).Body!.TextContent, StringComparison.Ordinal);

        var moved = await region.SubmitAsync(path, Fields(("Next", nameof(AgreementState.Negotiation))), "form[action*=Move]");
        Assert.Equal(HttpStatusCode.SeeOther, moved.StatusCode);
        Assert.Contains("Dirundingkan", (await region.PageAsync("/kesepakatan?keadaan=Negotiation&cari=PAGAR")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_form_keeps_what_was_typed_and_says_what_is_wrong()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var sides = new BothSides(app.Database, app.Services);
        using var region = app.Client(sides.Region);

        var answer = await region.SubmitAsync("/kesepakatan/baru", Fields(
            ("Input.Template", "kerja-sama-bank"), ("Input.Kind", "business"), ("Input.Office", "Direktur Utama"),
            ("Input.PlannedOn.Day", "31"), ("Input.PlannedOn.Month", "2"), ("Input.PlannedOn.Year", "2026")));

        var page = await answer.DocumentAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("Direktur Utama", page.QuerySelector("[name='Input.Office']")!.GetAttribute("value"));
        Assert.Equal("31", page.QuerySelector("[name='Input.PlannedOn.Day']")!.GetAttribute("value"));
    }

    [Theory, OnEachDatabase]
    public async Task Evidence_goes_from_the_region_to_the_ministry_over_the_pages(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.InForceAsync(new(2026, 3, 2));
        var path = $"/kesepakatan/16.72/{id}/kewajiban/{(await sides.ObligationAsync(id, "sk-dewan")).Id}";
        using var region = app.Client(sides.Region);
        using var ministry = app.Client(sides.Ministry);

        var sent = await UploadAsync(region, path);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Contains("Menunggu jawaban", (await region.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        var returned = await ministry.SubmitAsync(path, Fields(("jawaban", "kembalikan")), "form[action*=Answer]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, returned.StatusCode);
        var accepted = await ministry.SubmitAsync(path, Fields(("jawaban", "terima")), "form[action*=Answer]");
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);

        var done = await region.PageAsync(path);
        Assert.Contains("Dipenuhi", done.Body!.TextContent, StringComparison.Ordinal);
        var file = ((IHtmlAnchorElement)done.QuerySelector("a[href*=berkas]")!).GetAttribute("href")!;
        using var bytes = await region.GetAsync(file);
        Assert.Equal("application/pdf", bytes.Content.Headers.ContentType!.MediaType);
        using var stranger = app.Client(sides.Stranger);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(file)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync($"/kesepakatan/16.72/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/kesepakatan/16.71/{id}")).StatusCode);
        Assert.DoesNotContain("Dewan", (await stranger.PageAsync("/kewajiban")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("127.0.0.1:3310", false)]
    public async Task Where_nothing_is_scanned_whoever_opens_files_is_told(string scanner, bool told)
    {
        await using var app = await TestApp.StartAsync(
            DatabaseEngine.Sqlite, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Files:Clamd"] = scanner });
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.InForceAsync(new(2026, 3, 2));
        using var ministry = app.Client(sides.Ministry);
        foreach (var page in new[] { $"kewajiban/{(await sides.ObligationAsync(id, "sk-dewan")).Id}", "pihak", "tanda-tangan" })
        {
            var main = (await ministry.PageAsync($"/kesepakatan/16.72/{id}/{page}")).QuerySelector("main")!.TextContent;
            Assert.Equal(told, main.Contains("tidak dipindai dari perangkat lunak jahat", StringComparison.Ordinal));
        }

        Assert.DoesNotContain(
            "tidak dipindai", (await ministry.PageAsync("/kesepakatan")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_choice_that_no_list_offers_is_refused_and_breaks_no_page(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.NegotiatingAsync();
        var path = $"/kesepakatan/16.72/{id}/pihak";
        using var region = app.Client(sides.Region);
        foreach (var typed in new[] { "-1", "1", "99999", "Holder, OnBehalf" })
        {
            var party = await region.SubmitAsync(
                path, Fields(("Office", "Wali Kota Pagar Alam"), ("Capacity", typed)), "form[action*=Party]");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, party.StatusCode);
            var witness = await region.SubmitAsync(
                path, Fields(("AttendeeOffice", "Asisten"), ("Institution", "Kota"), ("AttendeeKind", typed)), "form[action*=Attend]");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, witness.StatusCode);
        }

        Assert.Contains("Wali Kota Pagar Alam", (await region.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task An_officer_of_a_partner_begins_at_its_agreements_and_finds_each_page_once_in_the_menu(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var partner = TestPeople.Office("partner-officer", "16.72");
        using var bank = app.Client(partner);
        using var both = app.Client(partner with { Grants = [.. partner.Grants, .. TestPeople.Office("diskominfo", "16.72").Grants] });

        Assert.Equal("/kesepakatan", (await bank.GetAsync("/kantor")).Headers.Location!.ToString());
        foreach (var client in new[] { bank, both })
        {
            var page = await client.PageAsync("/kesepakatan");
            var menu = page.QuerySelectorAll("nav.k-side a").Select(a => a.GetAttribute("href")).ToList();
            Assert.Single(menu, "/kesepakatan");
            Assert.Single(menu, "/kewajiban");
            Assert.Equal(menu.Count, menu.Distinct().Count());
        }
    }

    [Fact]
    public async Task A_recorded_signing_starts_the_clocks_that_the_due_list_shows()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.SigningAsync();
        using var ministry = app.Client(sides.Ministry);
        var path = $"/kesepakatan/16.72/{id}";

        var future = await ministry.SubmitAsync(path, Fields(
            ("SignedOn.Day", "3"), ("SignedOn.Month", "3"), ("SignedOn.Year", "2026")), "form[action*=Record]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, future.StatusCode);
        var done = await ministry.SubmitAsync(path, Fields(
            ("SignedOn.Day", "2"), ("SignedOn.Month", "3"), ("SignedOn.Year", "2026")), "form[action*=Record]");
        Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);

        Assert.Contains("1 Mei 2026", (await ministry.PageAsync("/kewajiban")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 May 2026", (await ministry.PageAsync(path + "/kewajiban?bahasa=en")).Body!.TextContent,
            StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient client, string path)
    {
        var page = await client.PageAsync(path);
        var form = (IHtmlFormElement)page.QuerySelector("form[action*=Report]")!;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(form.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
                "__RequestVerificationToken" },
            { new StringContent("Keputusan terlampir"), "Note" },
        };
        var file = new ByteArrayContent("%PDF-1.4\n%%EOF\n"u8.ToArray());
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        content.Add(file, "Upload", "sk.pdf");
        return await client.PostAsync(form.GetAttribute("action")!, content);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] fields) =>
        fields.Select(f => KeyValuePair.Create(f.Name, f.Value));
}

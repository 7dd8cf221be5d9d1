using System.Collections.Concurrent;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

public sealed class RegionJourneys(Chromium chromium, SeededApp seeded)
{
    [Fact]
    public async Task A_region_fills_a_section_and_adds_its_evidence_without_a_script()
    {
        await using var journey = await InvitedAsync("34.71", script: false);
        var page = journey.Page;
        await page.GotoAsync("/daerah-saya");
        await page.Locator("main .k-card .k-buttons a").First.ClickAsync();
        await Assertions.Expect(page.Locator("main .k-meter").First).ToContainTextAsync("0 dari 3");

        await page.Locator("main a[href$='/bagian/umum']").First.ClickAsync();
        await journey.FillAsync(("j.visi", "Kota cerdas"), ("j.staf", "12"));
        await page.Locator("button[name=langkah][value=lanjut]").Last.ClickAsync();
        await page.WaitForURLAsync("**/bagian/hukum");
        await page.Locator("[name='j.punya_perwali'][value=true]").CheckAsync();
        await page.Locator("button[name=langkah][value=lanjut]").Last.ClickAsync();
        await journey.FillAsync(("j.nomor_perwali", "Nomor 5 Tahun 2025"));
        await page.Locator("button[name=bukti][value=nomor_perwali]").ClickAsync();
        await AddEvidenceAsync(journey);

        await page.GotoAsync(Overview("34.71"));
        await Assertions.Expect(page.Locator("main .k-meter").First).ToContainTextAsync("4 dari 4");
    }

    [Fact]
    public async Task A_refused_answer_stays_as_typed_without_a_script()
    {
        await using var journey = await InvitedAsync("33.74", script: false);
        var page = journey.Page;
        await page.GotoAsync(Overview("33.74") + "/bagian/umum");
        await journey.FillAsync(("j.visi", "Kota cerdas"), ("j.staf", "banyak"));

        await page.Locator("button[name=langkah][value=lanjut]").Last.ClickAsync();

        await Assertions.Expect(page.Locator(".govuk-error-summary")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[name='j.staf']")).ToHaveValueAsync("banyak");
    }

    [Fact]
    public async Task Answers_are_saved_while_typing_and_stay_after_a_reload()
    {
        await using var journey = await InvitedAsync("73.71", script: true);
        var page = journey.Page;
        await page.GotoAsync(Overview("73.71") + "/bagian/umum");
        var note = page.Locator("p[data-saved]");

        await journey.FillAsync(("j.visi", "Makassar"));
        await Assertions.Expect(note).ToHaveAttributeAsync("data-state", "saved");
        await Assertions.Expect(note).ToContainTextAsync("Tersimpan");
        await page.RunAndWaitForResponseAsync(
            () => journey.FillAsync(("j.visi", "Makassar, kota dunia")), r => r.Url.Contains("handler=Autosave", StringComparison.Ordinal));
        await Assertions.Expect(note).ToHaveAttributeAsync("data-state", "saved");
        await page.ReloadAsync();

        await Assertions.Expect(page.Locator("[name='j.visi']")).ToHaveValueAsync("Makassar, kota dunia");
    }

    [Fact]
    public async Task What_was_typed_while_the_connection_was_away_comes_back_and_is_saved()
    {
        await using var journey = await InvitedAsync("36.74", script: true);
        var page = journey.Page;
        await page.GotoAsync(Overview("36.74") + "/bagian/umum");
        var note = page.Locator("p[data-saved]");
        await page.Context.SetOfflineAsync(true);
        await journey.FillAsync(("j.visi", "Ditulis tanpa jaringan"));
        await Assertions.Expect(note).ToHaveAttributeAsync("data-state", "error");

        await page.Context.SetOfflineAsync(false);

        await Assertions.Expect(note).ToHaveAttributeAsync("data-state", "saved");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[name='j.visi']")).ToHaveValueAsync("Ditulis tanpa jaringan");
    }

    [Fact]
    public async Task What_was_typed_without_a_connection_outlives_the_button()
    {
        await using var journey = await InvitedAsync("18.71", script: true);
        var page = journey.Page;
        await page.GotoAsync(Overview("18.71") + "/bagian/umum");
        await page.Context.SetOfflineAsync(true);
        await journey.FillAsync(("j.visi", "Ditulis tanpa jaringan"));
        await page.Locator("button[name=langkah][value=lanjut]").Last.ClickAsync();
        await journey.FailsAsync();
        await page.Context.SetOfflineAsync(false);

        await page.GotoAsync(Overview("18.71") + "/bagian/umum");

        await Assertions.Expect(page.Locator("[name='j.visi']")).ToHaveValueAsync("Ditulis tanpa jaringan");
        await Assertions.Expect(page.Locator("p[data-saved]")).ToHaveAttributeAsync("data-state", "saved");
        await page.EvaluateAsync("localStorage.clear()");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[name='j.visi']")).ToHaveValueAsync("Ditulis tanpa jaringan");
    }

    [Fact]
    public async Task What_was_typed_after_signing_out_elsewhere_outlives_the_button_and_is_shown_to_nobody_else()
    {
        await using var journey = await InvitedAsync("17.71", script: true);
        var (page, path) = (journey.Page, Overview("17.71") + "/bagian/umum");
        var me = journey.Actor!;
        await page.GotoAsync(path);
        await journey.SitsAsync(seeded, Actor.Visitor);
        await journey.FillAsync(("j.visi", "Ditulis setelah keluar"));
        await Assertions.Expect(page.Locator("p[data-saved]")).ToContainTextAsync("Anda sudah keluar");
        await page.Locator("button[name=langkah][value=lanjut]").Last.ClickAsync();
        await Assertions.Expect(page.Locator("[name='j.visi']")).ToHaveCountAsync(0);

        await journey.SitsAsync(seeded, TestPeople.Office("region-head", "17.71"));
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("[name='j.visi']")).ToHaveValueAsync(string.Empty);

        await journey.SitsAsync(seeded, me);
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("[name='j.visi']")).ToHaveValueAsync("Ditulis setelah keluar");
        await page.Locator("button[name=langkah][value=lanjut]").Last.ClickAsync();
        await page.WaitForURLAsync("**/bagian/hukum");
        await journey.KeepsNothingAsync();
    }

    [Fact]
    public async Task A_form_goes_after_the_save_that_is_on_its_way()
    {
        await using var journey = await InvitedAsync("51.71", script: true);
        var page = journey.Page;
        await page.GotoAsync(Overview("51.71") + "/bagian/umum");
        var order = new ConcurrentQueue<string>();
        await page.RouteAsync("**/bagian/umum**", async route =>
        {
            var save = route.Request.Url.Contains("handler=Autosave", StringComparison.Ordinal);
            await Task.Delay(save ? 2000 : 0);
            if (route.Request.Method == "POST")
            {
                order.Enqueue(save ? "save" : "form");
            }

            await route.ContinueAsync();
        });
        await page.RunAndWaitForRequestAsync(
            () => journey.FillAsync(("j.visi", "Ditulis lebih dahulu"), ("j.staf", "12")),
            r => r.Url.Contains("handler=Autosave", StringComparison.Ordinal));
        await journey.FillAsync(("j.visi", "Ditulis kemudian"));
        await page.Locator("button[name=langkah][value=lanjut]").Last.DblClickAsync();
        await page.WaitForURLAsync("**/bagian/hukum");

        Assert.Equal(["save", "form"], order);
        await page.GotoAsync(Overview("51.71") + "/bagian/umum");
        await Assertions.Expect(page.Locator("[name='j.visi']")).ToHaveValueAsync("Ditulis kemudian");
    }

    private static async Task AddEvidenceAsync(Journey journey)
    {
        await journey.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "perwali.pdf", MimeType = "application/pdf",
            Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"),
        });
        await journey.FillAsync(("Title", "Peraturan Wali Kota"));
        await journey.SendAsync();
        await Assertions.Expect(journey.Page.Locator("main .k-card")).ToContainTextAsync("Peraturan Wali Kota");
    }

    private string Overview(string region) => $"/pendaftaran/{seeded.Open.Call}/{region}";

    private async Task<Journey> InvitedAsync(string region, bool script)
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        Assert.Empty((await seeded.Open.InviteAsync(RegionCode.Parse(region))).Problems);
        return await Journey.StartAsync(chromium, seeded, TestPeople.Office("region-head", region), script);
    }
}

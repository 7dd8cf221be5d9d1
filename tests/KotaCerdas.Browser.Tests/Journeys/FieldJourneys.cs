using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Surveys;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace KotaCerdas.Browser.Tests.Journeys;

public sealed class FieldJourneys(Chromium chromium, SeededApp seeded)
{
    private const string List = "/pendapatan/16.72/lapangan";

    // The smallest PNG there is.
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_surveyor_fills_in_without_a_network_and_the_report_arrives_once_when_it_is_back()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var relay = await Relay.ToAsync(seeded.App, seeded.Surveyor);
        await using var window = await chromium.OpenAsync(
            new() { BaseURL = relay.Address, Locale = "id-ID", ViewportSize = new() { Width = 360, Height = 740 } });
        var page = await window.NewPageAsync();
        await page.GotoAsync(List);
        await page.Locator("#simpan-luring").ClickAsync();
        await Assertions.Expect(page.Locator("[data-field-say]")).ToContainTextAsync("tersimpan di telepon");

        relay.Cut();
        await page.GotoAsync(List);
        await page.Locator($"main a[href='{List}/{seeded.FieldTask}']").ClickAsync();
        await page.Locator("[name='land_area']").FillAsync("151");
        await page.Locator("[name='Form.Photo']").SetInputFilesAsync(
            new FilePayload { Name = "depan.png", MimeType = "image/png", Buffer = Picture });
        await page.Locator("form[data-field-form] .k-buttons button").ClickAsync();
        await Assertions.Expect(page.Locator("[data-field-queue] li")).ToHaveCountAsync(1);
        Assert.True(relay.Lost > 0);
        Assert.Empty(await ReportsAsync());

        // The form as it was filled in is still there after the page was left.
        await page.GotoAsync($"{List}/{seeded.FieldTask}");
        await Assertions.Expect(page.Locator("[name='land_area']")).ToHaveValueAsync("151");

        relay.Restore();
        await page.GotoAsync(List);
        await Assertions.Expect(page.Locator("[data-field-say]")).ToContainTextAsync("terkirim");
        await Assertions.Expect(page.Locator("[data-field-queue] li")).ToHaveCountAsync(0);
        await page.Locator("#kirim-sekarang").ClickAsync();
        var report = Assert.Single(await ReportsAsync());
        Assert.Equal(SurveyOutcome.Applied, report.Outcome);
        Assert.NotNull(report.PhotoId);
    }

    [Fact]
    public async Task Without_a_script_the_form_is_sent_like_any_other_and_a_contradiction_is_settled_by_an_officer()
    {
        await using var journey = await Journey.StartAsync(chromium, seeded, seeded.Surveyor, script: false);
        await journey.Page.GotoAsync($"{List}/{seeded.ContradictedTask}");
        await seeded.ContradictAsync();
        await journey.FillAsync(("address", "Jalan Dari Lapangan 1"));
        await journey.SendAsync();
        await Assertions.Expect(journey.Page.Locator("main")).ToContainTextAsync("Bertentangan dengan register");
        var report = new Uri(journey.Page.Url).AbsolutePath;

        await using var officer = await Journey.StartAsync(chromium, seeded, seeded.Decider, script: false);
        await officer.Page.GotoAsync(report);
        await officer.Page.Locator("input[name='address'][value='report']").CheckAsync();
        await officer.FillAsync(("Reason", "Papan nama dilihat di tempat"));
        await officer.SendAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("Papan nama dilihat di tempat");
    }

    [Fact]
    public async Task An_object_without_a_number_is_found_without_a_network_and_gets_its_number_at_the_desk()
    {
        Assert.SkipUnless(Chromium.IsThere, Chromium.Missing);
        await using var relay = await Relay.ToAsync(seeded.App, seeded.Surveyor);
        await using var window = await chromium.OpenAsync(
            new() { BaseURL = relay.Address, Locale = "id-ID", ViewportSize = new() { Width = 360, Height = 740 } });
        var page = await window.NewPageAsync();
        await page.GotoAsync(List);
        await page.Locator("#simpan-luring").ClickAsync();
        await Assertions.Expect(page.Locator("[data-field-say]")).ToContainTextAsync("tersimpan di telepon");

        relay.Cut();
        foreach (var address in new[] { "Jalan Tanpa Nomor 1", "Jalan Tanpa Nomor 2" })
        {
            await page.GotoAsync(List);
            await page.GotoAsync($"{List}/baru");
            await page.Locator("[name='village']").SelectOptionAsync("1672010002");
            foreach (var (name, value) in new[]
            {
                ("block", "7"), ("address", address), ("land_area", "120"), ("place", "-4.03, 103.26"), ("owner", "Contoh Tanpa Nomor"),
            })
            {
                await page.Locator($"[name='{name}']").FillAsync(value);
            }

            await page.Locator("[name='land_kind']").SelectOptionAsync("3");
            await page.Locator("form[data-field-form] .k-buttons button").ClickAsync();
            await Assertions.Expect(page.Locator("[data-field-queue]")).ToContainTextAsync(address);
        }

        // Both wait, each under its own address, and can be opened again.
        await Assertions.Expect(page.Locator("[data-field-queue] li")).ToHaveCountAsync(2);
        await page.GotoAsync(List);
        await page.Locator("[data-field-queue] a", new() { HasText = "Nomor 1" }).ClickAsync();
        await Assertions.Expect(page.Locator("[name='address']")).ToHaveValueAsync("Jalan Tanpa Nomor 1");
        Assert.Empty(await FindsAsync());

        relay.Restore();
        await page.GotoAsync(List);
        await Assertions.Expect(page.Locator("[data-field-say]")).ToContainTextAsync("terkirim");
        await Assertions.Expect(page.Locator("[data-field-queue] li")).ToHaveCountAsync(0);
        var finds = await FindsAsync();
        Assert.Equal(["Jalan Tanpa Nomor 1", "Jalan Tanpa Nomor 2"], finds.Select(f => FindReading.FactsOf(f)["address"]).Order());
        await RegisterAsync(finds[0].Id);
    }

    private async Task RegisterAsync(Guid find)
    {
        await using var officer = await Journey.StartAsync(chromium, seeded, seeded.Decider, script: false);
        await officer.Page.GotoAsync($"{List}/temuan/{find}/daftarkan");
        await officer.SendAsync();
        await Assertions.Expect(officer.Page.Locator(".govuk-error-summary")).ToContainTextAsync("Isi kode zona");
        await officer.FillAsync(
            ("Form.LandZone", "AB"), ("Form.OwnerAddress", "Jalan Tanpa Nomor 1"), ("Form.Reason", "SPOP dari lapangan"));
        await officer.SendAsync();
        await Assertions.Expect(officer.Page.Locator("main")).ToContainTextAsync("16.72.010.002.007-0001.0");
    }

    private async Task<List<SurveyFind>> FindsAsync()
    {
        await using var scope = seeded.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<KotaDb>().In<SurveyFind>(RegionScope.Of(RegisterRoom.Home)).AsNoTracking()
            .Where(f => f.Block == 7).ToListAsync();
    }

    private async Task<List<SurveyReport>> ReportsAsync()
    {
        await using var scope = seeded.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<KotaDb>().In<SurveyReport>(RegionScope.Of(RegisterRoom.Home)).AsNoTracking()
            .Where(r => r.TaskId == seeded.FieldTask).ToListAsync();
    }
}

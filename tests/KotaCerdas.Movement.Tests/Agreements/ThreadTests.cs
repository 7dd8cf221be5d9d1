using System.Net;
using AngleSharp.Dom;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Tests.Mentoring;
using KotaCerdas.Movement.Tests.Signing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Agreements;

/// <summary>From a memorandum one comes to what it came from and to what came of it, as far as one may go.</summary>
public sealed class ThreadTests
{
    [Theory, OnEachDatabase]
    public async Task A_memorandum_leads_to_call_result_ceremony_and_mentoring_and_they_lead_back(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await OpenAsync(app.Database);
        var (ceremony, id) = await SignedAsync(app);
        var (call, path) = ($"/panggilan/{regions.Call}", $"/kesepakatan/16.72/{id}");
        var work = $"/pendampingan/{regions.Call}/16.72";
        using var officer = app.Client(regions.Officer);
        using var ministry = app.Client(regions.Ministry);

        var links = await ThreadAsync(officer, path);
        Assert.Equal(
            [call, call + "/hasil/kota-pagar-alam", $"/upacara/{ceremony}", work, "/kelembagaan/16.72", "/daerah/kota-pagar-alam"], links);
        Assert.Contains($"/upacara/{ceremony}/ruang", await ThreadAsync(ministry, path));
        Assert.Equal([path, call, call + "/hasil/kota-pagar-alam", "/daerah/kota-pagar-alam"], await ThreadAsync(officer, work));
        using var mentor = app.Client(regions.Mentor);
        Assert.DoesNotContain(path, await ThreadAsync(mentor, work));
        foreach (var (client, page) in new[] { (officer, path), (ministry, path), (officer, work), (mentor, work) })
        {
            foreach (var link in await ThreadAsync(client, page))
            {
                Assert.Equal((link, HttpStatusCode.OK), (link, (await client.GetAsync(link)).StatusCode));
            }
        }

        using var visitor = app.Client();
        var card = (await visitor.PageAsync("/daerah/kota-pagar-alam")).QuerySelectorAll("main .k-card a").Select(Href).ToList();
        Assert.Contains(call + "/hasil/kota-pagar-alam", card);
        Assert.Contains($"/upacara/{ceremony}", card);
    }

    [Theory, OnEachDatabase]
    public async Task An_obligation_leads_to_its_clause_and_to_what_keeps_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var regions = await OpenAsync(app.Database);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.InForceAsync(Start);
        using var officer = app.Client(regions.Officer);
        var path = $"/kesepakatan/16.72/{id}";

        async Task<List<string>> LinksAsync(string code)
        {
            var page = await officer.PageAsync($"{path}/kewajiban/{(await sides.ObligationAsync(id, code)).Id}");
            return [.. page.QuerySelectorAll("main .k-summary a, #asal a").Select(Href)];
        }

        Assert.Equal([path + "/naskah/kewajiban-daerah", "/kelembagaan/16.72"], await LinksAsync("sk-dewan"));
        var decree = await regions.WriteDecreeAsync("dewan");
        Assert.Equal([path + "/naskah/kewajiban-daerah", $"/kelembagaan/16.72/keputusan/{decree}"], await LinksAsync("sk-dewan"));
        Assert.Equal([path + "/naskah/kewajiban-kementerian", $"/pendampingan/{regions.Call}/16.72"], await LinksAsync("pembimbingan"));
        Assert.Empty(await LinksAsync("rencana-kerja"));
        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(path + "/naskah/kewajiban-daerah")).StatusCode);
    }

    /// <summary>The memorandum of Pagar Alam after the ceremony in which it was signed.</summary>
    private static async Task<(CeremonyId Ceremony, AgreementId Id)> SignedAsync(TestApp app)
    {
        var day = new SigningDay(new BothSides(app.Database, app.Services), app.Services);
        var ceremony = await day.OpenedAsync(PagarAlam);
        await day.AllSignAsync(ceremony);
        await day.CountersignAsync(ceremony);
        SigningDay.Ok(await day.Sides.AsAsync(day.Sides.Ministry, (CloseCeremony o) => o.RunAsync(ceremony, default)));
        return (ceremony, (await day.RoomAsync(ceremony)).Seats.Single().Seat.AgreementId);
    }

    private static async Task<List<string>> ThreadAsync(HttpClient client, string path) =>
        [.. (await client.PageAsync(path)).QuerySelectorAll("#asal a").Select(Href)];

    private static string Href(IElement link) => link.GetAttribute("href")!;
}

using System.Net;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Signing.SigningDay;

namespace KotaCerdas.Movement.Tests.Signing;

public sealed class CeremonyPageTests
{
    private static readonly Dictionary<string, string?> Quiet = new(StringComparer.Ordinal) { ["Operations:Worker"] = "false" };

    [Theory, OnEachDatabase]
    public async Task A_ceremony_is_held_on_its_pages_without_a_script(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Quiet);
        var day = new SigningDay(new BothSides(app.Database, app.Services), app.Services);
        var id = await day.OpenedAsync(Regions[0], Regions[1]);
        var (room, seat) = ($"/upacara/{id}/ruang", $"/upacara/{id}/daerah/16.72");
        using var officer = app.Client(day.Sides.Ministry);
        using var general = app.Client(day.General);
        using var head = app.Client(day.Sides.Head);

        Assert.Null((await officer.PageAsync(room)).QuerySelector("form[action*=Countersign]"));
        Assert.Contains("Wali Kota Pagar Alam", (await head.PageAsync(seat)).QuerySelector("form[action*=Sign] p")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await head.SubmitAsync(seat, [], "form[action*=Sign]")).StatusCode);
        Assert.Null((await head.PageAsync(seat)).QuerySelector("form[action*=Sign]"));
        Assert.Equal(HttpStatusCode.SeeOther, (await general.SubmitAsync(room, [], "form[action*=Countersign]")).StatusCode);
        await RunNextAsync(app);
        Assert.Contains("Ditandatangani semua pihak", (await head.PageAsync(seat)).Body!.TextContent, StringComparison.Ordinal);

        using var visitor = app.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/upacara/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.SubmitAsync(room, [], "form[action*=Close]")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await general.SubmitAsync(room, [], "form[action*=Protocol]")).StatusCode);
        var told = await visitor.PageAsync($"/upacara/{id}");
        Assert.Contains("1 dari 2", told.Body!.TextContent, StringComparison.Ordinal);
        var check = told.QuerySelector("td a[href*=periksa]")!.GetAttribute("href")!;
        Assert.Contains("001/NK/16.72/III/2026", (await visitor.PageAsync(check)).Body!.TextContent, StringComparison.Ordinal);
        using var protocol = await general.GetAsync($"/upacara/{id}/berita-acara");
        Assert.Equal("application/pdf", protocol.Content.Headers.ContentType!.MediaType);
    }

    [Theory, OnEachDatabase]
    public async Task Rooms_are_closed_to_who_takes_no_part(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Quiet);
        var day = new SigningDay(new BothSides(app.Database, app.Services), app.Services);
        var id = await day.OpenedAsync(Regions[0], Regions[1]);
        using var stranger = app.Client(day.Sides.Stranger);
        using var head = app.Client(day.Sides.Head);
        foreach (var path in new[] { "/daerah/16.72", "/daerah/16.72?handler=Kabar", "/ruang", "/ruang?handler=Kabar", "/berita-acara" })
        {
            using var answer = await stranger.GetAsync($"/upacara/{id}{path}");
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await head.GetAsync($"/upacara/{id}/daerah/32.73")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await head.GetAsync("/upacara/baru")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/upacara/{id}/daerah/34.04")).StatusCode);
        Assert.Contains("Upacara uji", (await head.PageAsync("/upacara")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Upacara uji", (await stranger.PageAsync("/upacara")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Events_tell_of_every_change_and_nothing_that_the_reader_has_already(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Quiet);
        var day = new SigningDay(new BothSides(app.Database, app.Services), app.Services);
        var id = await day.OpenedAsync(Regions[0], Regions[1]);
        using var officer = app.Client(day.Sides.Ministry);
        var shown = (await officer.PageAsync($"/upacara/{id}/ruang")).QuerySelector("[data-live]")!.GetAttribute("data-mark")!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/upacara/{id}/ruang?handler=Kabar");
        request.Headers.Add("Last-Event-ID", shown);
        using var answer = await officer.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.StartsWith(":", await lines.ReadLineAsync(), StringComparison.Ordinal);

        Ok(await day.SignAsync(day.Sides.Head, Regions[0], (await day.RoomAsync(id)).Seats[0].Seat.AgreementId));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        string? line;
        while ((line = await lines.ReadLineAsync(patience.Token))?.StartsWith("id:", StringComparison.Ordinal) == false)
        {
            Assert.True(line.Length == 0 || line[0] == ':');
        }

        Assert.Equal("id: " + (await day.RoomAsync(id)).Mark, line);
        Assert.NotEqual("id: " + shown, line);
    }

    [Theory, OnEachDatabase]
    public async Task An_officer_plans_a_ceremony_of_what_waits(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Quiet);
        var day = new SigningDay(new BothSides(app.Database, app.Services), app.Services);
        var agreement = await day.FrozenAsync(Regions[0]);
        using var officer = app.Client(day.Sides.Ministry);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Title"] = "Upacara Maret", ["Held"] = "tempat", ["Place"] = "", ["HeldOn.Day"] = "9", ["HeldOn.Month"] = "3",
            ["HeldOn.Year"] = "2026", ["Seats"] = $"16.72/{agreement}",
        };
        var refused = await officer.SubmitAsync("/upacara/baru", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        fields["Place"] = "Jakarta";
        var planned = await officer.SubmitAsync("/upacara/baru", fields);
        Assert.Equal(HttpStatusCode.SeeOther, planned.StatusCode);
        await RunNextAsync(app);
        var room = planned.Headers.Location!.ToString();
        Assert.Contains("001/NK/16.72/III/2026", (await officer.PageAsync(room)).Body!.TextContent, StringComparison.Ordinal);
        var early = await officer.SubmitAsync(room, [], "form[action*=Open]");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Contains("pada hari upacara, 9 Maret 2026", (await early.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        app.Database.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.SubmitAsync(room, [], "form[action*=Open]")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Both_sign_from_the_page_of_the_agreement(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Quiet);
        var day = new SigningDay(new BothSides(app.Database, app.Services), app.Services);
        var path = $"/kesepakatan/16.72/{await day.Sides.SigningAsync()}/tanda-tangan";
        using var general = app.Client(day.General);
        using var head = app.Client(day.Sides.Head);
        Assert.Null((await general.PageAsync(path)).QuerySelector("form[action*=Sign]"));
        Assert.Equal(HttpStatusCode.SeeOther, (await head.SubmitAsync(path, [], "form[action*=Sign]")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await general.SubmitAsync(path, [], "form[action*=Sign]")).StatusCode);
        Assert.Contains("Semua pihak sudah menandatangani", (await head.PageAsync(path)).Body!.TextContent, StringComparison.Ordinal);
        using var file = await head.GetAsync(path + "/berkas");
        Assert.Equal("application/pdf", file.Content.Headers.ContentType!.MediaType);
        using var stranger = app.Client(day.Sides.Stranger);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(path + "/berkas")).StatusCode);
    }

    private static async Task RunNextAsync(TestApp app) => Assert.True(
        await ((OperationRunner)app.Services.GetService(typeof(OperationRunner))!).RunNextAsync(default));
}

using System.Net;
using System.Text;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Movement.Tests.Demo;
using KotaCerdas.Movement.Tests.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static KotaCerdas.Movement.Tests.Signing.SigningDay;

namespace KotaCerdas.Movement.Tests.Signing;

/// <summary>Officials sign with NIK and passphrase on the product's pages, through the client service that the simulator plays.</summary>
public sealed class BsrePageTests : IAsyncDisposable
{
    private const string Mayor = "1672010101700001";
    private const string General = "3171010101600002";
    private const string Passphrase = "frasa-sandi-wali-kota";
    private const string GeneralPassphrase = "frasa-sandi-dirjen";
    private const string Wrong = "bukan-frasa-sandinya";

    private readonly LogLines _log = new();
    private BsreSimulator _bsre = null!;
    private TestDatabase _database = null!;

    private async Task OpenAsync(DatabaseEngine engine)
    {
        _database = await TestDatabase.CreateAsync(engine);
        _bsre = await BsreSimulator.StartAsync(_database.Clock);
        _bsre.People[Mayor] = new BsrePerson("Wali Kota", Passphrase);
        _bsre.People[General] = new BsrePerson("Direktur Jenderal", GeneralPassphrase);
    }

    public async ValueTask DisposeAsync()
    {
        await _bsre.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory, OnEachDatabase]
    public async Task NIK_and_passphrase_sign_once_a_wrong_one_is_refused_in_plain_words_and_neither_is_kept(DatabaseEngine engine)
    {
        await OpenAsync(engine);
        await using var app = await StartAsync();
        var day = DayOf(app);
        var id = await day.Sides.SigningAsync();
        var path = $"/kesepakatan/16.72/{id}/tanda-tangan";
        using var head = app.Client(day.Sides.Head);
        using var general = app.Client(day.General);

        await RefusedAsync(await SignAsync(head, path, Mayor, string.Empty), "Isi NIK atau surel Anda");
        await RefusedAsync(await SignAsync(head, path, string.Empty, Passphrase), "Isi NIK atau surel Anda");
        Assert.Empty(_bsre.Requests);
        await RefusedAsync(await SignAsync(head, path, Mayor, Wrong), "Passphrase anda salah");
        await RefusedAsync(await SignAsync(head, path, "1672010101709999", Passphrase), "belum terdaftar di BSrE");
        Assert.Empty(_bsre.Signed);

        var signed = await SignAsync(head, path, Mayor, Passphrase);
        Assert.Equal((HttpStatusCode.SeeOther, path), (signed.StatusCode, signed.Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.SeeOther, (await SignAsync(general, path, General, GeneralPassphrase)).StatusCode);

        Assert.Equal(AgreementState.InForce, (await day.Sides.FileAsync(id)).Agreement.State);
        Assert.Equal(2, _bsre.Signed.Count);
        await day.AssertSoundAsync();
        await AssertNothingKeptAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_service_that_cannot_be_reached_changes_nothing_and_says_so(DatabaseEngine engine)
    {
        await OpenAsync(engine);
        await using var app = await StartAsync(new() { ["Signing:BsreAddress"] = "http://127.0.0.1:9" });
        var day = DayOf(app);
        var path = $"/kesepakatan/16.72/{await day.Sides.SigningAsync()}/tanda-tangan";
        using var head = app.Client(day.Sides.Head);

        await RefusedAsync(await SignAsync(head, path, Mayor, Passphrase), "Layanan tanda tangan tidak menjawab");

        Assert.NotNull((await head.PageAsync(path)).QuerySelector("form[action*=Sign]"));
        await day.AssertSoundAsync();
        await AssertNothingKeptAsync();
    }

    [Theory, OnEachDatabase]
    public async Task After_a_restart_in_the_middle_of_a_batch_the_passphrase_is_asked_again_and_nothing_is_signed_twice(
        DatabaseEngine engine)
    {
        await OpenAsync(engine);
        CeremonyId id;
        await using (var app = await StartAsync())
        {
            var day = DayOf(app);
            id = await SignedByHeadsAsync(day, 3);

            using var general = app.Client(day.General);
            Assert.Equal(HttpStatusCode.SeeOther, (await CountersignAsync(general, id, GeneralPassphrase)).StatusCode);
            using var stop = new CancellationTokenSource();
            var signed = 0;
            _bsre.OnSigned = () =>
            {
                if (++signed == 2)
                {
                    stop.Cancel();
                }
            };
            Assert.True(await app.Services.GetRequiredService<OperationRunner>().RunNextAsync(stop.Token));
            _bsre.OnSigned = null;
            Assert.Equal(1, (await day.RoomAsync(id)).Complete);
        }

        await using var again = await StartAsync();
        var after = DayOf(again);
        using var director = again.Client(after.General);
        var asked = _bsre.Requests.Count;
        Assert.True(await again.Services.GetRequiredService<OperationRunner>().RunNextAsync(default));
        Assert.Equal(asked, _bsre.Requests.Count);
        var room = await director.PageAsync($"/upacara/{id}/ruang");
        Assert.Contains("frasa sandi Anda tidak disimpan", room.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 dokumen sudah ditandatangani semua pihak", room.Body.TextContent, StringComparison.Ordinal);
        Assert.All((await after.RoomAsync(id)).Seats, s => Assert.Null(s.Problem));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await CountersignAsync(director, id, string.Empty)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await CountersignAsync(director, id, GeneralPassphrase)).StatusCode);
        Assert.True(await again.Services.GetRequiredService<OperationRunner>().RunNextAsync(default));

        var done = await after.RoomAsync(id);
        Assert.Equal((3, 6), (done.Complete, done.Seats.Sum(s => s.Signatures.Count)));
        await after.AssertSoundAsync();
        await AssertNothingKeptAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_wrong_passphrase_for_a_batch_is_not_tried_on_every_document(DatabaseEngine engine)
    {
        await OpenAsync(engine);
        await using var app = await StartAsync();
        var day = DayOf(app);
        var id = await SignedByHeadsAsync(day, 4);

        using var general = app.Client(day.General);
        var asked = _bsre.Requests.Count;
        await CountersignAsync(general, id, Wrong);
        Assert.True(await app.Services.GetRequiredService<OperationRunner>().RunNextAsync(default));

        // Once whether the person can sign, and two documents.
        Assert.Equal(3, _bsre.Requests.Count - asked);
        Assert.Contains("Passphrase anda salah", (await general.PageAsync($"/upacara/{id}/ruang")).Body!.TextContent,
            StringComparison.Ordinal);
        await CountersignAsync(general, id, GeneralPassphrase);
        Assert.True(await app.Services.GetRequiredService<OperationRunner>().RunNextAsync(default));
        var done = await day.RoomAsync(id);
        Assert.Equal(4, done.Complete);
        Assert.All(done.Seats, s => Assert.Empty(s.Seat.ProblemCode));
    }

    [Theory, OnEachDatabase]
    public async Task A_one_time_code_is_sent_on_request_and_signs_in_place_of_the_passphrase(DatabaseEngine engine)
    {
        await OpenAsync(engine);
        await using var app = await StartAsync();
        var day = DayOf(app);
        var id = await day.Sides.SigningAsync();
        var path = $"/kesepakatan/16.72/{id}/tanda-tangan";
        using var head = app.Client(day.Sides.Head);

        await RefusedAsync(await SendCodeAsync(head, path, string.Empty), "Isi NIK atau surel Anda; kode dikirim");
        Assert.Empty(_bsre.Requests);
        using var sent = await SendCodeAsync(head, path, Mayor);
        var page = await sent.DocumentAsync();
        Assert.Contains("Kode sekali pakai sudah dikirim", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelector("[name=Proof][value=kode]")!.HasAttribute("checked"));
        Assert.Equal(["user/check/status", "sign/get/totp"], _bsre.Requests.Select(r => r.Path));
        Assert.Equal(1, _bsre.Requests[^1].Body["data"]!.GetValue<int>());

        await RefusedAsync(await CodeAsync(head, path, "000000"), "Passphrase anda salah");
        Assert.Equal(HttpStatusCode.SeeOther, (await CodeAsync(head, path, BsreSimulator.PersonCode)).StatusCode);
        var signed = _bsre.Requests.Last(r => r.Path == "sign/pdf").Body;
        Assert.Equal(BsreSimulator.PersonCode, signed["totp"]!.GetValue<string>());
        Assert.False(signed.ContainsKey("passphrase"));

        using var general = app.Client(day.General);
        Assert.Equal(HttpStatusCode.SeeOther, (await SignAsync(general, path, General, GeneralPassphrase)).StatusCode);
        await BsreAgreesAsync(app, (await day.Sides.FileAsync(id)).Agreement.DocumentId!.Value);
        await AssertNothingKeptAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_decree_is_signed_with_NIK_and_passphrase_on_its_page(DatabaseEngine engine)
    {
        await OpenAsync(engine);
        await using var app = await StartAsync();
        var regions = await MentoredRegions.OpenAsync(_database);
        var head = regions.Head with { User = await regions.Notices.AccountAsync("region-head", "16.72") };
        var id = await regions.WriteDecreeAsync("dewan");
        Ok(await regions.AsAsync(regions.Officer, (PrepareDecree o) => o.RunAsync(MentoredRegions.PagarAlam, id, default)));
        var path = $"/kelembagaan/16.72/keputusan/{id}/naskah";
        using var mayor = app.Client(head);

        await RefusedAsync(await SignAsync(mayor, path, Mayor, string.Empty), "Isi NIK atau surel Anda");
        await RefusedAsync(await SignAsync(mayor, path, Mayor, Wrong), "Passphrase anda salah");
        Assert.Equal(HttpStatusCode.SeeOther, (await SignAsync(mayor, path, Mayor, Passphrase)).StatusCode);

        Assert.Single(_bsre.Signed);
        var page = await mayor.PageAsync(path);
        Assert.Contains("Keputusan sudah ditandatangani dan diajukan", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action*=Sign]"));
        await AssertNothingKeptAsync();
    }

    [Theory]
    [InlineData("EXPIRED", "sudah habis")]
    [InlineData("REVOKE", "sudah dicabut")]
    [InlineData("SUSPEND", "sedang ditangguhkan")]
    [InlineData("UNVERIFIED", "belum diverifikasi BSrE")]
    [InlineData("RENEW", "status: RENEW")]
    public async Task Who_cannot_sign_is_told_why_before_the_document_goes_anywhere(string status, string words)
    {
        await OpenAsync(DatabaseEngine.Sqlite);
        _bsre.People[Mayor] = new BsrePerson("Wali Kota", Passphrase, status);
        await using var app = await StartAsync();
        var day = DayOf(app);
        var path = $"/kesepakatan/16.72/{await day.Sides.SigningAsync()}/tanda-tangan";
        using var head = app.Client(day.Sides.Head);

        await RefusedAsync(await SignAsync(head, path, Mayor, Passphrase), words);
        await RefusedAsync(await SendCodeAsync(head, path, Mayor), words);

        Assert.All(_bsre.Requests, r => Assert.Equal("user/check/status", r.Path));
        await AssertNothingKeptAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_batch_is_signed_with_the_passphrase_only_and_asks_once_whether_the_person_can_sign(DatabaseEngine engine)
    {
        await OpenAsync(engine);
        await using var app = await StartAsync();
        var day = DayOf(app);
        var id = await SignedByHeadsAsync(day, 2);

        using var general = app.Client(day.General);
        Assert.Null((await general.PageAsync($"/upacara/{id}/ruang")).QuerySelector("[name=Proof]"));
        _bsre.People[General] = new BsrePerson("Direktur Jenderal", GeneralPassphrase, "SUSPEND");
        var asked = _bsre.Requests.Count;
        await CountersignAsync(general, id, GeneralPassphrase);
        Assert.True(await app.Services.GetRequiredService<OperationRunner>().RunNextAsync(default));
        Assert.Equal(["user/check/status"], _bsre.Requests.Skip(asked).Select(r => r.Path));
        Assert.Equal(0, (await day.RoomAsync(id)).Complete);
    }

    /// <summary>A ceremony of so many regions whose heads have signed.</summary>
    private static async Task<CeremonyId> SignedByHeadsAsync(SigningDay day, int regions)
    {
        var id = await day.OpenedAsync(Regions.Take(regions));
        foreach (var seat in (await day.RoomAsync(id)).Seats)
        {
            var hand = new SigningHand(Mayor, new SigningSecret(Passphrase));
            Ok(await day.Sides.AsAsync(Head(seat.Region.Code), (SignAgreement o) =>
                o.RunAsync(seat.Region.Code, seat.Seat.AgreementId, hand, default)));
        }

        return id;
    }

    /// <summary>The page of the document asks the client service what it thinks of the signatures.</summary>
    private static async Task BsreAgreesAsync(TestApp app, Guid document)
    {
        using var officer = app.Client(TestPeople.Office("ministry-officer"));
        using var answer = await officer.SubmitAsync($"/dokumen/16.72/{document}", [], "form[action*=Bsre]");
        Assert.Contains("BSrE menyatakan sah 2 tanda tangan", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> SendCodeAsync(HttpClient client, string path, string identity)
    {
        var page = await client.PageAsync(path);
        var button = page.QuerySelector("button[formaction$='handler=Code']")!;
        Assert.Equal("Kirim kode", button.TextContent.Trim());
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Identity"] = identity, ["Proof"] = "sandi", ["Secret"] = string.Empty,
            ["__RequestVerificationToken"] =
                button.Closest("form")!.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!,
        });
        return await client.PostAsync(path + button.GetAttribute("formaction"), content);
    }

    private static Task<HttpResponseMessage> CodeAsync(HttpClient client, string path, string code) =>
        client.SubmitAsync(path, new Dictionary<string, string>(Typed(Mayor, code), StringComparer.Ordinal) { ["Proof"] = "kode" },
            "form[action*=Sign]");

    private static SigningDay DayOf(TestApp app) => new(new BothSides(app.Database, app.Services), app.Services);

    private static Task<HttpResponseMessage> SignAsync(HttpClient client, string path, string identity, string secret) =>
        client.SubmitAsync(path, Typed(identity, secret), "form[action*=Sign]");

    private static Task<HttpResponseMessage> CountersignAsync(HttpClient client, CeremonyId id, string secret) =>
        client.SubmitAsync($"/upacara/{id}/ruang", Typed(General, secret), "form[action*=Countersign]");

    private static Dictionary<string, string> Typed(string identity, string secret) =>
        new(StringComparer.Ordinal) { ["Identity"] = identity, ["Secret"] = secret };

    /// <summary>The page comes back with the reason; a passphrase is never written into it.</summary>
    private static async Task RefusedAsync(HttpResponseMessage answer, string words)
    {
        var page = await answer.DocumentAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(words, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(string.Empty, page.QuerySelector("[name=Secret]")!.GetAttribute("value") ?? string.Empty);
        Assert.DoesNotContain(Passphrase, page.Source.Text, StringComparison.Ordinal);
    }

    private async Task<TestApp> StartAsync(Dictionary<string, string?>? more = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_database.Folder, "akar")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "akar.crt"), _bsre.Authority.Root.ExportCertificatePem());
        var settings = _bsre.Settings;
        settings["Operations:Worker"] = "false";
        settings["Signing:TrustFolder"] = folder;
        settings["Logging:LogLevel:Default"] = "Trace";
        settings["Logging:Console:LogLevel:Default"] = "None";
        foreach (var (key, value) in more ?? [])
        {
            settings[key] = value;
        }

        return await TestApp.OverAsync(_database, settings, services => services.AddSingleton<ILoggerProvider>(_log));
    }

    /// <summary>Neither NIK nor passphrase stands in an address, in a log or in anything stored.</summary>
    private async Task AssertNothingKeptAsync()
    {
        string[] secrets = [Mayor, General, Passphrase, GeneralPassphrase, Wrong, BsreSimulator.Password];
        Assert.Contains(_log.Lines, l => l.Contains("/tanda-tangan", StringComparison.Ordinal)
            || l.Contains("/upacara", StringComparison.Ordinal) || l.Contains("/naskah", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, l => secrets.Any(s => l.Contains(s, StringComparison.Ordinal)));
        Assert.DoesNotContain(await DemoDigest.TablesAsync(_database), t => secrets.Any(s => t.Contains(s, StringComparison.Ordinal)));
        SqliteConnection.ClearAllPools();
        var files = Directory.GetFiles(_database.Folder, "*", SearchOption.AllDirectories);
        Assert.Equal(_database.Engine == DatabaseEngine.Sqlite, files.Any(f => f.EndsWith(".db", StringComparison.Ordinal)));
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.DoesNotContain(secrets, s => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(s)) >= 0);
        }
    }
}

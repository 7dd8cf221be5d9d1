using System.Globalization;
using System.Net;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.Revenue.Tests.Rules;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

public sealed class LetterPagesTests
{
    private static readonly DateOnly January = new(2026, 1, 1);

    [Theory, OnEachDatabase]
    public async Task An_officer_files_a_return_sees_how_it_is_computed_and_takes_the_receipt(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var id = (await RegisterAsync(app.Services, "pbjt-makan", Input(await TaxpayerAsync(app.Services)))).Value;
        using var client = app.Client(Assessor);
        var list = (await client.PageAsync(Root + "/spt?masa=2026-01")).Body!.TextContent;
        Assert.Contains("Belum masuk, lewat batas", list, StringComparison.Ordinal);
        var path = $"{Root}/spt/baru?objek={id}&masa=2026-01";
        using var wrong = await client.SubmitAsync(path, Fields(("isian.turnover", "seribu"), ("langkah", "hitung")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);

        using var computed = await client.SubmitAsync(path, Fields(("isian.turnover", "185.000.000"), ("langkah", "hitung")));
        var shown = await computed.DocumentAsync();
        Assert.Contains("Rp18.500.000", shown.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Denda Rp100.000", shown.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal("18500000", shown.QuerySelector("[name=dilihat]")!.GetAttribute("value"));
        using var changed = await client.SubmitAsync(
            path, Fields(("isian.turnover", "1"), ("langkah", "kirim"), ("dilihat", "18500000")));
        Assert.Contains("Jumlah berubah", (await changed.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);

        using var sent = await client.UploadAsync(
            path, "Files", ("rekap.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n")),
            ("isian.turnover", "185.000.000"), ("langkah", "kirim"), ("dilihat", "18500000"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var file = sent.Headers.Location!.ToString();
        var page = await client.PageAsync(file);
        Assert.Contains("Menunggak", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("rekap.pdf", page.Body.TextContent, StringComparison.Ordinal);
        var paper = page.QuerySelector("a[href*='/surat/']")!.GetAttribute("href")!;
        using var pdf = await client.GetAsync(paper);
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString(await pdf.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        using var attached = await client.GetAsync(page.QuerySelector("a[href*='/lampiran/']")!.GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, attached.StatusCode);

        var explained = (await client.PageAsync(file + "/jelaskan")).Body!.TextContent;
        Assert.Contains("hasilnya sama", explained, StringComparison.Ordinal);
        Assert.Contains("Rp18.500.000", explained, StringComparison.Ordinal);
        using var visitor = app.Client();
        var check = (await visitor.PageAsync(page.QuerySelector("a[href^='/periksa/']")!.GetAttribute("href")!)).Body!.TextContent;
        Assert.Contains("SPTPD", check, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_taxpayer_files_by_a_link_and_corrects_and_a_newer_link_closes_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var id = (await RegisterAsync(app.Services, "pbjt-hotel", Input(await TaxpayerAsync(app.Services)))).Value;
        using var officer = app.Client(Assessor);
        using var visitor = app.Client();
        var thing = $"{Root}/objek-lain/{id}";
        var link = await LinkAsync(officer, thing);
        using var sent = await visitor.SubmitAsync(
            link + "?masa=2026-01", Fields(("isian.turnover", "20000000"), ("langkah", "kirim"), ("dilihat", "2000000")), "#spt");
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var receipt = await visitor.PageAsync(sent.Headers.Location!.ToString());
        Assert.Contains("SPTPD sudah diterima", receipt.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Rp2.000.000", receipt.Body.TextContent, StringComparison.Ordinal);
        using var again = await visitor.SubmitAsync(
            link + "?masa=2026-01", Fields(("isian.turnover", "30000000"), ("langkah", "hitung")), "#spt");
        Assert.Contains("Tulis alasan pembetulannya", (await again.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);

        var newer = await LinkAsync(officer, thing);
        using var old = await visitor.GetAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
        await visitor.PageAsync(newer);
        foreach (var bad in new[] { newer + "x", "/lapor/16.72/AAAA", "/lapor/16.71" + newer["/lapor/16.72".Length..], "/lapor/x/y" })
        {
            using var refused = await visitor.GetAsync(bad);
            Assert.Equal((bad, HttpStatusCode.NotFound), (bad, refused.StatusCode));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_letter_is_proposed_by_one_and_decided_by_another(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var owner = await TaxpayerAsync(app.Services);
        var board = (await RegisterAsync(
            app.Services, "reklame", Input(owner, null, ("width", "4"), ("height", "6"), ("elevation", "5")))).Value;
        using var officer = app.Client(Assessor);
        using var head = app.Client(Head);
        var ask = $"{Root}/usulan/baru?surat=skpd&objek={board}";
        Assert.NotNull((await officer.PageAsync(ask)).QuerySelector("[name=dari]"));
        ask += "&dari=1/1/2026&sampai=31/12/2026";
        using var wrong = await officer.SubmitAsync(
            ask, Fields(("isian.width", ""), ("Reason", "Hasil pendataan"), ("langkah", "hitung")), "#usulan");
        Assert.Contains("Lebar", (await wrong.DocumentAsync()).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var noReason = await officer.SubmitAsync(ask, Fields(("langkah", "hitung")), "#usulan");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noReason.StatusCode);
        using var made = await officer.SubmitAsync(
            ask, Fields(("isian.type", "papan"), ("Reason", "Hasil pendataan"), ("langkah", "kirim")), "#usulan");
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        var proposal = made.Headers.Location!.ToString();
        Assert.Null((await officer.PageAsync(proposal)).QuerySelector("#putusan"));
        await DeskAsync(app, head);
        using var empty = await head.SubmitAsync(proposal, Fields(("Grant", "false")), "#putusan");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using var granted = await head.SubmitAsync(proposal, Fields(("Grant", "true")), "#putusan");
        Assert.Equal(HttpStatusCode.SeeOther, granted.StatusCode);
        var charge = granted.Headers.Location!.ToString();

        using var asked = await officer.SubmitAsync(
            charge + "/permohonan?surat=pengurangan", Fields(("Form.Reason", "Usaha tutup karena banjir")));
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        using var unasked = await officer.SubmitAsync(charge + "/permohonan?surat=keberatan", Fields(("Form.Reason", "")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unasked.StatusCode);
        var page = await officer.PageAsync(charge);
        Assert.Contains("diminta 2 Maret 2026", page.Body!.TextContent, StringComparison.Ordinal);
        var answer = page.QuerySelector("a[href*='permohonan=']")!.GetAttribute("href")!;
        using var cut = await officer.SubmitAsync(
            answer, Fields(("isian.principal_share", "50"), ("Reason", "Terbukti banjir"), ("langkah", "kirim")), "#usulan");
        Assert.Equal(HttpStatusCode.SeeOther, cut.StatusCode);
        using var decided = await head.SubmitAsync(cut.Headers.Location!.ToString(), Fields(("Grant", "true")), "#putusan");
        Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        var text = (await head.PageAsync(charge)).Body!.TextContent;
        Assert.Contains("Keputusan pengurangan", text, StringComparison.Ordinal);
        await ReceivableAgreesAsync(app.Services);
        await JournalLeadsToAsync(head, charge);

        await ClosedToOthersAsync(app, officer,
        [
            Root + "/meja", Root + "/spt", Root + "/spt/bphtb", Root + "/ketetapan", charge, charge + "/jelaskan",
            charge + "/permohonan?surat=pengurangan", Root + "/kedaluwarsa", proposal, ask,
        ]);
        Assert.Equal(Root + "/meja", (await head.GetAsync("/pendapatan/meja")).Headers.Location!.ToString());
    }

    [Theory, OnEachDatabase]
    public async Task The_levies_of_all_stalls_are_proposed_and_granted_together(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await OpenAsync(app.Services);
        var owner = await TaxpayerAsync(app.Services);
        for (var i = 1; i <= 3; i++)
        {
            Assert.False((await RegisterAsync(app.Services, "pasar", Input(owner, null, ("width", $"{i}"), ("length", "4")))).Failed);
        }

        Assert.False((await RegisterAsync(app.Services, "pasar", Input(owner))).Failed);
        using var officer = app.Client(Assessor);
        using var head = app.Client(Head);
        var path = Root + "/usulan/massal?jenis=pasar";
        using var wrong = await officer.SubmitAsync(path, Fields(("isian.days", "400")), "#massal");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var started = await officer.SubmitAsync(path, Fields(("isian.days", "30"), ("Form.Reason", "Maret 2026")), "#massal");
        Assert.Equal(HttpStatusCode.SeeOther, started.StatusCode);
        var batch = await FinishAsync(officer, started.Headers.Location!.ToString(), "tidak dapat diusulkan");
        var shown = (await head.PageAsync(batch)).Body!.TextContent;
        Assert.Contains("Rp360.000", shown, StringComparison.Ordinal);
        Assert.Contains("Tidak diusulkan: 1", shown, StringComparison.Ordinal);
        Assert.Null((await officer.PageAsync(batch)).QuerySelector("#putuskan"));
        using var granting = await head.SubmitAsync(batch, [], "#putuskan");
        Assert.Equal(HttpStatusCode.SeeOther, granting.StatusCode);
        await FinishAsync(head, granting.Headers.Location!.ToString(), "tidak dapat diterbitkan");
        var ended = await head.PageAsync(batch);
        Assert.Null(ended.QuerySelector("#putuskan"));
        await BundledAsync(app, head, ended.QuerySelector($"main a[href='{batch}/surat']")!.GetAttribute("href")!);
        Assert.Equal(360_000, await BalanceAsync(app.Services, "1.1.04"));
        await ReceivableAgreesAsync(app.Services);
    }

    [Theory, OnEachDatabase]
    public async Task Where_no_object_at_all_can_be_proposed_the_work_says_why_instead_of_leading_nowhere(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        async Task<OperationError> ProposeAsync() => OperationError.FromJson((await database.Services.GetRequiredService<OperationRunner>()
            .RunNowAsync(
                Assessor, ProposeMany.Kind, Home,
                new ProposeManyInput(
                    Home, Guid.CreateVersion7(), "skrd", "pasar", new(2026, 1, 1), new(2026, 1, 31), [], "Januari 2026"),
                null, default)).Error!);
        Assert.Equal("Revenue.Many.NoObjects", (await ProposeAsync()).Code);
        Assert.False((await RegisterAsync(database.Services, "pasar", Input(await TaxpayerAsync(database.Services)))).Failed);
        var error = await ProposeAsync();
        Assert.Equal(("Revenue.Many.Nothing", "1"), (error.Code, $"{error.Args[0]}"));

        // The worker has one language, its readers have two.
        var texts = database.Services.GetRequiredService<Texts>();
        string Said(string language) => texts.Get(error.Code, CultureInfo.GetCultureInfo(language), error.Args);
        Assert.Contains("Lebar kios", Said("id"), StringComparison.Ordinal);
        Assert.Contains("Enter \"Width of the stall\".", Said("en"), StringComparison.Ordinal);
    }

    /// <summary>All letters with their index in one file, the same whenever it is asked for, in any language.</summary>
    private static async Task BundledAsync(TestApp app, HttpClient head, string path)
    {
        var bytes = await head.GetByteArrayAsync(path);
        Assert.Equal(bytes, await head.GetByteArrayAsync(path + "?bahasa=en"));
        await using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        var papers = zip.Entries.Where(e => e.FullName.EndsWith(".pdf", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, papers.Count);
        using var reader = new StreamReader(await zip.GetEntry("daftar.csv")!.OpenAsync());
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Nomor;NOPD;Nama usaha atau objek;Jumlah;Berkas;SHA-256", lines[0]);
        Assert.Equal(360_000, lines.Skip(1).Sum(l => long.Parse(l.Split(';')[3], System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var (paper, line) in papers.Zip(lines.Skip(1)))
        {
            await using var content = await paper.OpenAsync();
            var hash = Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(content));
            Assert.EndsWith($"\"{paper.FullName}\";{hash}", line, StringComparison.Ordinal);
        }

        using var stranger = app.Client(Stranger);
        using var refused = await stranger.GetAsync(path);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    /// <summary>From the trial balance down to a journal, and from there to what it came from.</summary>
    private static async Task JournalLeadsToAsync(HttpClient reader, string charge)
    {
        var trial = (await reader.PageAsync(Root + "/buku-besar")).Body!;
        var lines = (await reader.PageAsync(trial.QuerySelector("a[href*='/akun/']")!.GetAttribute("href")!)).Body!;
        var journal = (await reader.PageAsync(lines.QuerySelector("a[href*='/jurnal/']")!.GetAttribute("href")!)).Body!;
        Assert.Equal("Ketetapan", journal.QuerySelector("h1")!.TextContent.Trim());
        Assert.Equal("Buka ketetapan", journal.QuerySelector($"a[href='{charge}']")!.TextContent);
    }

    /// <summary>Waits for the background worker and follows the link of the result.</summary>
    private static async Task<string> FinishAsync(HttpClient client, string operation, string said)
    {
        for (var i = 0; i < 300; i++)
        {
            var page = await client.PageAsync(operation);
            if (page.Body!.TextContent.Contains(said, StringComparison.Ordinal)
                && page.QuerySelector($"main a[href^='{Root}/usulan/massal/']") is { } link)
            {
                return link.GetAttribute("href")!;
            }

            await Task.Delay(200);
        }

        throw new InvalidOperationException((await client.PageAsync(operation)).Body!.TextContent);
    }

    private static async Task ClosedToOthersAsync(TestApp app, HttpClient officer, string[] paths)
    {
        using var stranger = app.Client(Stranger);
        using var visitor = app.Client();
        foreach (var path in paths)
        {
            var english = path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "bahasa=en";
            await officer.PageAsync(english);
            await officer.PageAsync(english[..^2] + "id");
            using var refused = await stranger.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, refused.StatusCode));
            using var away = await visitor.GetAsync(path);
            Assert.StartsWith("/masuk", away.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> LinkAsync(HttpClient officer, string thing)
    {
        using var made = await officer.SubmitAsync(thing, [], "#tautan");
        var text = (await made.DocumentAsync()).Body!.TextContent;
        var start = text.IndexOf("/lapor/", StringComparison.Ordinal);
        return new string([.. text[start..].TakeWhile(c => !char.IsWhiteSpace(c))]);
    }

    /// <summary>What waits elsewhere is counted as soon as there is some, for who may read it.</summary>
    private static async Task DeskAsync(TestApp app, HttpClient head)
    {
        var desk = (await head.PageAsync(Root + "/meja")).Body!.TextContent;
        Assert.Contains("SKPD", desk, StringComparison.Ordinal);
        Assert.DoesNotContain("Menunggu di halaman lain", desk, StringComparison.Ordinal);
        await app.Services.AsAsync<LoadRules, Outcome<RuleContent>>(Assessor, l => l.RunAsync(
            Assessor, Home, Sets.Planted("kota-pagar-alam", "set", 3, "value", "2"), "uji.xlsx", default));
        Assert.EndsWith(": 1", (await head.PageAsync(Root + "/meja")).QuerySelector($"main a[href='{Root}/aturan']")!.TextContent,
            StringComparison.Ordinal);
    }
}

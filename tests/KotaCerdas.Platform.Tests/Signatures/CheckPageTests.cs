using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using KotaCerdas.Documents.Tests.Signatures;
using KotaCerdas.Platform.Tests.Documents;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Signatures;

public sealed class CheckPageTests
{
    private const int MostBytes = 60_000;

    [Theory, OnEachDatabase]
    public async Task By_upload_one_learns_that_a_document_is_genuine_and_who_signed(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (document, bytes) = await IssuedAsync(app);

        using var answer = await app.Client().UploadAsync("/periksa", "Upload", ("nota.pdf", bytes));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var main = (await answer.DocumentAsync()).QuerySelector("main")!.TextContent;
        Assert.Contains($"Dokumen {document.Number} asli", main, StringComparison.Ordinal);
        Assert.Contains("Wali Kota Pagar Alam", main, StringComparison.Ordinal);
        Assert.Contains(document.Title, main, StringComparison.Ordinal);
        Assert.Contains("Dokumen peragaan", main, StringComparison.Ordinal);
        Assert.Contains(document.ContentSha256, main, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task By_code_one_learns_the_verdict_but_neither_title_nor_content(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (document, _) = await IssuedAsync(app);

        using var client = app.Client();
        using var typed = await client.SubmitAsync(
            "/periksa", [KeyValuePair.Create("kode", document.CheckCode.ToLowerInvariant())], "main form[method=get]");
        Assert.Equal(HttpStatusCode.SeeOther, typed.StatusCode);
        Assert.Equal($"/periksa/{document.CheckCode}", typed.Headers.Location!.ToString());
        var page = await app.Client().PageAsync($"/periksa/{document.CheckCode}");
        var main = page.QuerySelector("main")!.TextContent;
        Assert.Contains($"Dokumen {document.Number} asli", main, StringComparison.Ordinal);
        Assert.Contains("Kota Pagar Alam", main, StringComparison.Ordinal);
        Assert.DoesNotContain(document.Title, main, StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("a"), a => a.GetAttribute("href")!.Contains("pdf", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("id", "diubah setelah ditandatangani")]
    [InlineData("en", "was changed after it was signed")]
    public async Task A_changed_file_is_called_altered_in_both_languages(string language, string words)
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var (_, bytes) = await IssuedAsync(app);
        bytes[bytes.Length / 3] ^= 1;

        var client = app.Client();
        await client.GetAsync($"/periksa?bahasa={language}");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        client.DefaultRequestHeaders.Add("Cookie", $"bahasa={language}");
        using var answer = await client.UploadAsync("/periksa", "Upload", ("nota.pdf", bytes));

        Assert.Contains(words, (await answer.DocumentAsync()).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_superseded_document_names_the_number_that_replaced_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (document, bytes) = await IssuedAsync(app);
        var (next, _) = await IssuedAsync(app);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
            var register = scope.ServiceProvider.GetRequiredService<DocumentRegister>();
            var old = await register.FindAsync(Memoranda.PagarAlam, document.Id, default);
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Memoranda.PagarAlam), default);
            old!.Supersede(next.Id);
            await write.CommitAsync(default);
        }

        using var answer = await app.Client().UploadAsync("/periksa", "Upload", ("nota.pdf", bytes));
        Assert.Contains($"digantikan oleh dokumen {next.Number}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var told = await AskAsync(app, bytes);
        Assert.Equal("Superseded", told["verdict"]!.GetValue<string>());
        Assert.Equal(next.Number, told["document"]!["replacedBy"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_not_whole_or_no_longer_counts_is_never_called_valid()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var half = await Signing.PrepareAsync(app.Services);
        await Signing.SignAsync(app.Services, half.Id, Signing.Mayor);
        var (replaced, _) = await IssuedAsync(app);
        var taken = await Signing.PrepareAsync(app.Services);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
            var register = scope.ServiceProvider.GetRequiredService<DocumentRegister>();
            var (old, back) = (await register.FindAsync(Memoranda.PagarAlam, replaced.Id, default),
                await register.FindAsync(Memoranda.PagarAlam, taken.Id, default));
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Memoranda.PagarAlam), default);
            old!.Supersede(null);
            back!.Withdraw(new(2026, 12, 1, 3, 15, 0, DateTimeKind.Utc));
            await write.CommitAsync(default);
        }

        using var client = app.Client();
        foreach (var (code, title, text) in new[]
        {
            (half.CheckCode, "Belum ditandatangani semua pihak", "belum semua pihak"),
            (replaced.CheckCode, "Sudah digantikan", $"Dokumen {replaced.Number} asli dan tidak diubah, tetapi sudah digantikan"),
            (taken.CheckCode, "Ditarik, tidak berlaku", $"Dokumen {taken.Number} ditarik pada 1 Desember 2026, 10.15 WIB sebelum"),
        })
        {
            var notice = (await client.PageAsync($"/periksa/{code}")).QuerySelector("main .k-notice")!;
            Assert.Contains(title, notice.TextContent, StringComparison.Ordinal);
            Assert.Contains(text, notice.TextContent, StringComparison.Ordinal);
            Assert.Contains("k-notice--warning", notice.ClassName!, StringComparison.Ordinal);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_signed_document_that_was_taken_back_is_answered_with_the_moment_in_place_of_valid(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (document, bytes) = await IssuedAsync(app);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
            var issued = await scope.ServiceProvider.GetRequiredService<DocumentRegister>()
                .FindAsync(Memoranda.PagarAlam, document.Id, default);
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Memoranda.PagarAlam), default);
            issued!.Withdraw(new(2026, 12, 1, 3, 15, 0, DateTimeKind.Utc));
            await write.CommitAsync(default);
        }

        using var answer = await app.Client().UploadAsync("/periksa", "Upload", ("kuasa.pdf", bytes));
        var notice = (await answer.DocumentAsync()).QuerySelector("main .k-notice")!;
        Assert.Contains("Ditarik, tidak berlaku", notice.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            $"Dokumen {document.Number} pernah ditandatangani, tetapi ditarik pada 1 Desember 2026, 10.15 WIB", notice.TextContent,
            StringComparison.Ordinal);
        var told = await AskAsync(app, bytes);
        Assert.Equal("Withdrawn", told["verdict"]!.GetValue<string>());
        Assert.StartsWith("2026-12-01T03:15", told["document"]!["withdrawnAt"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task An_earlier_revision_is_genuine_and_says_that_there_is_a_newer_one(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var made = await Signing.PrepareAsync(app.Services);
        await Signing.SignAsync(app.Services, made.Id, Signing.Mayor);
        var (_, first) = await Signing.ReadAsync(app.Services, made.Id);
        Assert.Contains("belum semua pihak", (await AskAsync(app, first))["sentence"]!.GetValue<string>(), StringComparison.Ordinal);
        await Signing.SignAsync(app.Services, made.Id, Signing.Director);

        var told = await AskAsync(app, first);

        Assert.Equal("Valid", told["verdict"]!.GetValue<string>());
        Assert.False(told["document"]!["newest"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Files_of_other_kinds_and_broken_requests_get_a_clear_error_and_never_a_failure_of_the_server()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var client = app.Client();
        byte[][] files =
        [
            [1], "%PDF-1.7\n"u8.ToArray(), Encoding.ASCII.GetBytes(new string('(', 100_000)), TestPdf.Table(), TestPdf.Streams(),
        ];
        foreach (var file in files)
        {
            using var answer = await client.UploadAsync("/periksa", "Upload", ("berkas.pdf", file));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        using var empty = await client.SubmitAsync("/periksa", []);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        foreach (var wrong in new[] { "12", "bukan kode" })
        {
            using var badCode = await client.SubmitAsync("/periksa", [KeyValuePair.Create("kode", wrong)], "main form[method=get]");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, badCode.StatusCode);
            var field = (await badCode.DocumentAsync()).QuerySelector("input[name=kode]")!;
            Assert.Equal((wrong, "true"), (field.GetAttribute("value"), field.GetAttribute("aria-invalid")));
        }

        using var unknown = await client.GetAsync($"/periksa/{CheckCode.New(Memoranda.PagarAlam)}");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("Kode tidak ditemukan", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var broken = new ByteArrayContent("--x\r\nnothing"u8.ToArray());
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=y");
        using var refused = await client.PostAsync("/periksa", broken);
        Assert.InRange((int)refused.StatusCode, 400, 499);
    }

    [Fact]
    public async Task The_page_is_small_and_needs_no_script()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var answer = await app.Client().GetAsync("/periksa");
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1, MostBytes);
        var page = await answer.DocumentAsync();
        Assert.Equal("multipart/form-data", page.QuerySelector("main form[method=post]")!.GetAttribute("enctype"));
        Assert.NotNull(page.QuerySelector("a[href='/periksa']"));
    }

    [Fact]
    public async Task One_sender_may_check_only_so_often()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseEngine.Sqlite, new Dictionary<string, string?>(StringComparer.Ordinal) { ["Limits:ChecksPerMinute"] = "3" });
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await app.Client().GetAsync("/api/v1/documents/check/x");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal(3, answers.Count(a => a == HttpStatusCode.NotFound));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Theory, OnEachDatabase]
    public async Task The_API_answers_for_files_and_codes(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var (document, bytes) = await IssuedAsync(app);

        var byFile = await AskAsync(app, bytes);
        Assert.Equal(("Signed", "Valid"), (byFile["state"]!.GetValue<string>(), byFile["verdict"]!.GetValue<string>()));
        Assert.Equal(document.Title, byFile["document"]!["title"]!.GetValue<string>());
        Assert.Equal(2, byFile["signatures"]!.AsArray().Count);
        var byCode = (await app.Client().GetFromJsonAsync<JsonObject>($"/api/v1/documents/check/{document.CheckCode}"))!;
        Assert.Equal("Valid", byCode["verdict"]!.GetValue<string>());
        Assert.Null(byCode["document"]!["title"]);
        Assert.Equal("Unsigned", (await AskAsync(app, TestPdf.Table()))["state"]!.GetValue<string>());
        Assert.Equal("Unreadable", (await AskAsync(app, [1, 2, 3]))["state"]!.GetValue<string>());
    }

    private static async Task<(IssuedDocument Document, byte[] Bytes)> IssuedAsync(TestApp app)
    {
        var made = await Signing.PrepareAsync(app.Services);
        await Signing.SignAsync(app.Services, made.Id, Signing.Director);
        await Signing.SignAsync(app.Services, made.Id, Signing.Mayor);
        return await Signing.ReadAsync(app.Services, made.Id);
    }

    private static async Task<JsonObject> AskAsync(TestApp app, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var answer = await app.Client().PostAsync("/api/v1/documents/check", content);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}

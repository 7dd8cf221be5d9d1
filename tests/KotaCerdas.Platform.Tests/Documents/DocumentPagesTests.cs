using System.Net;
using KotaCerdas.Documents.Signatures;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Documents;

public sealed class DocumentPagesTests
{
    [Theory, OnEachDatabase]
    public async Task An_officer_finds_the_documents_of_the_own_region_and_takes_their_bytes(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var own = await PrepareAsync(app, Memoranda.Request());
        var foreign = await PrepareAsync(app, Memoranda.Request(RegionCode.Parse("34.04")));
        using var head = app.Client(TestPeople.Office("region-head", "16.72"));
        var list = await head.PageAsync("/dokumen");
        Assert.Contains(own.Number, list.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(list.QuerySelector($"a[href='/dokumen/16.72/{own.Id}']"));
        Assert.Null(list.QuerySelector($"a[href='/dokumen/34.04/{foreign.Id}']"));
        var detail = await head.PageAsync($"/dokumen/16.72/{own.Id}");
        Assert.Contains(own.CheckCode, detail.Body!.TextContent, StringComparison.Ordinal);
        using var file = await head.GetAsync($"/dokumen/16.72/{own.Id}?handler=Unduh");
        Assert.Equal("application/pdf", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal(own.ContentSha256, KotaCerdas.Documents.Sha256.Hex(await file.Content.ReadAsByteArrayAsync()));
        Assert.Equal(HttpStatusCode.Forbidden, (await head.GetAsync($"/dokumen/34.04/{foreign.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await head.GetAsync($"/dokumen/34.04/{foreign.Id}?handler=Unduh")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync($"/dokumen/16.72/{foreign.Id}")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task A_document_says_which_office_signed_when_and_who_has_not_yet(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var document = await PrepareAsync(app, Memoranda.Request());
        await app.Database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(document.RegionCode), default);
            db.Add(new DocumentSignature
            {
                RegionCode = document.RegionCode, DocumentId = document.Id, Ordinal = 1, Role = "pihak-kedua",
                Office = "Wakil Wali Kota Pagar Alam", SignedBy = null, CertificateSubject = "Contoh", CertificateSerial = "01",
                CertificateFingerprint = document.ContentSha256, Level = SignatureLevel.Basic, Adapter = "local",
                SignedAt = new DateTime(2026, 11, 22, 3, 5, 0, DateTimeKind.Utc), Sha256Before = document.ContentSha256,
                Sha256After = document.ContentSha256, FileId = document.FileId,
            });
            await write.CommitAsync(default);
        });
        using var head = app.Client(TestPeople.Office("region-head", "16.72"));
        var table = (await head.PageAsync($"/dokumen/16.72/{document.Id}")).QuerySelectorAll("main table")[^1];
        var rows = table.QuerySelectorAll("tbody tr")
            .Select(r => string.Join(" | ", r.Children.Take(2).Select(c => c.TextContent.Trim()))).ToList();
        Assert.Equal(
            ["Direktur Jenderal | Belum", "Wakil Wali Kota Pagar Alam | 22 November 2026, 10.05 WIB"], rows);
        Assert.DoesNotContain("Belum dilaporkan", table.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task The_ministry_filters_and_pages_through_all_regions(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        for (var i = 0; i < 27; i++)
        {
            await PrepareAsync(app, Memoranda.Request(i % 2 == 0 ? null : RegionCode.Parse("34.04")) with { Title = $"Perihal ke-{i:00}" });
        }

        using var officer = app.Client(TestPeople.Office("ministry-officer"));
        var first = await officer.PageAsync("/dokumen");
        var rows = first.QuerySelectorAll("tbody tr").Length;
        var next = first.QuerySelector("a[href*='sebelum=']")!.GetAttribute("href")!;
        var second = await officer.PageAsync(next);
        Assert.Equal((25, 2), (rows, second.QuerySelectorAll("tbody tr").Length));
        var links = first.QuerySelectorAll("tbody a").Concat(second.QuerySelectorAll("tbody a")).Select(a => a.GetAttribute("href"));
        Assert.Equal(27, links.Distinct().Count());
        Assert.Single((await officer.PageAsync("/dokumen?cari=KE-07")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await officer.PageAsync("/dokumen?keadaan=Issued")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await officer.PageAsync("/dokumen?jenis=surat-kuasa")).QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Who_has_no_say_in_documents_is_sent_away()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        var document = await PrepareAsync(app, Memoranda.Request());
        using var opd = app.Client(TestPeople.Office("opd-officer", "16.72"));
        Assert.Equal(HttpStatusCode.Forbidden, (await opd.GetAsync("/dokumen")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await opd.GetAsync($"/dokumen/16.72/{document.Id}")).StatusCode);
    }

    private static async Task<IssuedDocument> PrepareAsync(TestApp app, DocumentRequest request)
    {
        await using var scope = app.Database.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(request.Region), default);
        var register = scope.ServiceProvider.GetRequiredService<DocumentRegister>();
        var made = await register.PrepareAsync(Memoranda.Office, write, request, default);
        await write.CommitAsync(default);
        return made.Value;
    }
}

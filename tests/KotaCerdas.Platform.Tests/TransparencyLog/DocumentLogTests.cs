using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KotaCerdas.Platform.Tests.Documents;
using KotaCerdas.Platform.Tests.Signatures;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.TransparencyLogs;

/// <summary>Numbers of documents and signatures in the log, and how the check of a document leads to them.</summary>
public sealed class DocumentLogTests
{
    [Theory, OnEachDatabase]
    public async Task Every_number_and_signature_is_a_leaf_that_says_nothing_about_anyone(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var document = await SignedAsync(database.Services);
        Assert.Equal(3, await LogBook.AppendAsync(database));

        var report = (await LogBook.CheckAsync(database)).Value;
        Assert.Empty(report.Flaws);
        Assert.Equal((3L, 3L), (report.Entries, report.Facts));
        var entries = await LogBook.InScopeAsync(database.Services, s => s.GetRequiredService<KotaDb>()
            .In<LogLeaf>(RegionScope.Of(LogBook.Region)).Select(l => l.Entry).ToListAsync());
        Assert.All(entries, entry =>
        {
            foreach (var told in new[] { document.Number, document.CheckCode, document.Kind, document.Id.ToString(), "Wali Kota" })
            {
                Assert.DoesNotContain(told, entry, StringComparison.OrdinalIgnoreCase);
            }
        });
    }

    [Theory, OnEachDatabase]
    public async Task A_changed_or_deleted_number_or_signature_is_found(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        for (var i = 0; i < 3; i++)
        {
            await SignedAsync(database.Services);
        }

        await LogBook.AppendAsync(database);
        Assert.Empty(await LogBook.FlawsAsync(database));
        const string First = "(select id from platform_document where sequence = 1)";
        const string Last = "(select id from platform_document where sequence = 3)";
        await ExpectAsync(
            $"update platform_document_signature set office = 'Wali Kota Lain' where ordinal = 1 and document_id = {First}",
            "FlawChanged");
        await ExpectAsync(
            $"update platform_document_signature set sha256_after = sha256_before where ordinal = 2 and document_id = {First}",
            "FlawChanged FlawChanged");
        await ExpectAsync(
            $"delete from platform_document_signature where ordinal = 2 and document_id = {Last}", "FlawChanged FlawChanged FlawGone");
        await ExpectAsync(
            "update platform_document set number = '009/NK/KOTA-PGA/XI/2026' where sequence = 2",
            "FlawChanged FlawChanged FlawChanged FlawGone");
        await ExpectAsync(
            "delete from platform_document where sequence = 3", "FlawChanged FlawChanged FlawChanged FlawGone FlawGone");

        async Task ExpectAsync(string sql, string flaws)
        {
            await LogBook.TamperAsync(database, sql);
            var found = (await LogBook.FlawsAsync(database)).Select(f => f.Code["Platform.Log.".Length..]).Order(StringComparer.Ordinal);
            Assert.Equal(flaws, string.Join(' ', found));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_number_taken_in_a_write_that_rolls_back_is_not_promised_to_the_log(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var scope = database.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<KotaDb>();
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Memoranda.PagarAlam), default);
            var made = await scope.ServiceProvider.GetRequiredService<DocumentRegister>()
                .PrepareAsync(Memoranda.Office, write, Memoranda.Request(), default);
            Assert.False(made.Failed);
        }

        Assert.Equal(0, await LogBook.AppendAsync(database));
    }

    [Theory, OnEachDatabase]
    public async Task The_check_of_a_document_leads_to_the_proofs_of_its_number_and_of_each_signature(DatabaseEngine engine)
    {
        // The product's own worker would log the document before the page that says it waits is opened.
        await using var app = await TestApp.StartAsync(engine, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Operations:Worker"] = "false",
        });
        var document = await SignedAsync(app.Services);
        var path = $"/periksa/{document.CheckCode}";
        Assert.Contains("Menunggu dicatat", await MainAsync(app, path), StringComparison.Ordinal);
        await LogBook.AppendAsync(app.Database);

        var links = (await app.Client().PageAsync(path)).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!)
            .Where(h => h.StartsWith("/log/", StringComparison.Ordinal)).ToList();

        Assert.Equal(["/log/16.72/entri/0", "/log/16.72/entri/1", "/log/16.72/entri/2"], links.Order(StringComparer.Ordinal));
        foreach (var link in links)
        {
            Assert.Contains("Terbukti", await MainAsync(app, link), StringComparison.Ordinal);
        }

        var told = (await app.Client().GetFromJsonAsync<JsonObject>($"/api/v1/documents/check/{document.CheckCode}"))!;
        Assert.Equal("/log/16.72/proof/0", told["document"]!["log"]!["proof"]!.GetValue<string>());
        Assert.Equal([1, 2], told["signatures"]!.AsArray().Select(s => s!["log"]!["index"]!.GetValue<int>()));
    }

    private static async Task<string> MainAsync(TestApp app, string path) =>
        (await app.Client().PageAsync(path)).QuerySelector("main")!.TextContent;

    private static async Task<IssuedDocument> SignedAsync(IServiceProvider services)
    {
        var made = await Signing.PrepareAsync(services);
        await Signing.SignAsync(services, made.Id, Signing.Director);
        return (await Signing.SignAsync(services, made.Id, Signing.Mayor)).Value;
    }
}

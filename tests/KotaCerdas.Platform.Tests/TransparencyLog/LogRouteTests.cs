using System.Net;
using KotaCerdas.Documents.Log;
using KotaCerdas.Documents.Tests.Log;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.TransparencyLogs;

/// <summary>What a third party reads over HTTP, and what people see.</summary>
public sealed class LogRouteTests
{
    private static readonly Dictionary<string, string?> Quiet =
        new(StringComparer.OrdinalIgnoreCase) { ["Operations:Worker"] = "false", ["TransparencyLog:Name"] = "log.contoh.go.id" };

    [Theory, OnEachDatabase]
    public async Task A_third_party_rebuilds_the_signed_root_from_the_public_tiles(DatabaseEngine engine)
    {
        await using var app = await FilledAsync(engine);
        using var client = app.Client();
        var key = await KeyAsync(client);
        Assert.Equal(NoteVerdict.Valid, Checkpoint.Open(await client.GetStringAsync("/log/16.72/checkpoint"), key, out var checkpoint));
        Assert.StartsWith("log.contoh.go.id/log/16.72/", checkpoint!.Origin, StringComparison.Ordinal);
        var tiles = new Dictionary<Tile, ReadOnlyMemory<byte>>();
        foreach (var tile in Tile.Of(checkpoint.Size))
        {
            tiles[tile] = await client.GetByteArrayAsync($"/log/16.72/{tile.Path}");
        }

        Assert.Equal(checkpoint.Root, new TileTree(checkpoint.Size, t => tiles[t]).Root());
        var rebuilt = new GrowingTree();
        foreach (var bundle in new[] { "tile/entries/000", "tile/entries/001.p/44" })
        {
            var entries = EntryBundle.Read(await client.GetByteArrayAsync($"/log/16.72/{bundle}"))!;
            entries.ToList().ForEach(e => rebuilt.Append(MerkleHash.Leaf(e.Span)));
        }

        Assert.Equal(checkpoint.Root, rebuilt.Root());
    }

    [Theory]
    [InlineData("/log/16.72/tile/0/000", HttpStatusCode.OK, "immutable")]
    [InlineData("/log/16.72/tile/0/000.p/7", HttpStatusCode.OK, "max-age=5")]
    [InlineData("/log/16.72/tile/0/001.p/44", HttpStatusCode.OK, "max-age=5")]
    [InlineData("/log/16.72/tile/0/001.p/45", HttpStatusCode.NotFound, "")]
    [InlineData("/log/16.72/tile/0/001", HttpStatusCode.NotFound, "")]
    [InlineData("/log/16.72/tile/0/0", HttpStatusCode.NotFound, "")]
    [InlineData("/log/16.72/tile/2/000.p/1", HttpStatusCode.NotFound, "")]
    [InlineData("/log/16.71/checkpoint", HttpStatusCode.NotFound, "")]
    [InlineData("/log/x/checkpoint", HttpStatusCode.NotFound, "")]
    [InlineData("/log/16.72/proof/300", HttpStatusCode.NotFound, "")]
    [InlineData("/log/16.72/entri/300", HttpStatusCode.NotFound, "")]
    [InlineData("/log/16.71", HttpStatusCode.NotFound, "")]
    public async Task Only_what_a_checkpoint_covers_is_there_and_says_how_long_it_keeps(string path, HttpStatusCode status, string cache)
    {
        await using var app = await FilledAsync(DatabaseEngine.Sqlite);
        using var client = app.Client();
        using var answer = await client.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.OK)
        {
            Assert.Contains(cache, answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        }
    }

    [Theory, OnEachDatabase]
    public async Task CT_LOG_04_Debians_Go_verifier_accepts_the_served_proof_and_refuses_another_entry(DatabaseEngine engine)
    {
        await using var app = await FilledAsync(engine);
        using var client = app.Client();
        var key = (await KeyAsync(client)).ToString();
        var proof = await client.GetStringAsync("/log/16.72/proof/270");
        var entries = EntryBundle.Read(await client.GetByteArrayAsync("/log/16.72/tile/entries/001.p/44"))!;
        Assert.Equal("ACCEPTED", await GoVerifier.CheckAsync(key, proof, entries[270 - 256].ToArray()));
        Assert.StartsWith("REFUSED", await GoVerifier.CheckAsync(key, proof, entries[3].ToArray()), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task The_pages_lead_from_all_logs_to_an_entry_that_is_proved(DatabaseEngine engine)
    {
        await using var app = await FilledAsync(engine);
        using var client = app.Client();
        var all = await client.PageAsync("/log");
        var one = await client.PageAsync(all.QuerySelector("main table a")!.GetAttribute("href")!);
        Assert.Contains("Kota Pagar Alam", one.QuerySelector("h1")!.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(50, one.QuerySelectorAll("main tbody tr").Length);
        var older = await client.PageAsync(one.QuerySelector("main p a[href*=sebelum]")!.GetAttribute("href")!);
        var entry = await client.PageAsync(older.QuerySelector("main table a")!.GetAttribute("href")!);
        Assert.Contains("Terbukti", entry.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"value\":\"249.5\"", entry.Body.TextContent, StringComparison.Ordinal);
        Assert.NotNull(entry.QuerySelector("a[href='/log/16.72/proof/249']"));
    }

    [Theory, OnEachDatabase]
    public async Task CT_LOG_08_An_entry_is_green_only_with_a_valid_proof_and_enough_witnesses(DatabaseEngine engine)
    {
        var seed = Ed25519.NewSeed();
        var signer = new NoteSigner("saksi.contoh.org/w1", NoteKeyKind.Witness, Ed25519.Signer(seed));
        var settings = new Dictionary<string, string?>(Quiet, StringComparer.OrdinalIgnoreCase)
        {
            ["TransparencyLog:Quorum"] = "1",
            ["TransparencyLog:Witnesses:0:Name"] = "Inspektorat",
            ["TransparencyLog:Witnesses:0:Key"] = signer.Key.ToString(),
        };
        await using var app = await FilledAsync(engine, settings);
        using var client = app.Client();
        Assert.Contains("Saksi belum cukup", await StateAsync(client), StringComparison.Ordinal);

        await using (var server = await WitnessServer.StartAsync(signer, await KeyAsync(client)))
        {
            var other = new Dictionary<string, string?>(settings, StringComparer.OrdinalIgnoreCase)
            {
                ["TransparencyLog:Witnesses:0:Url"] = server.Address,
            };
            await using var asking = KotaCerdas.Web.KotaApp.Services(
                new Dictionary<string, string?>(app.Database.Settings.Concat(other), StringComparer.OrdinalIgnoreCase),
                app.Database.Adjust);
            await asking.GetRequiredService<LogWitnesses>().AskAsync(LogBook.Region, default);
            Assert.Contains("Terbukti", await StateAsync(client), StringComparison.Ordinal);

            // It goes on from the size it signed.
            await LogBook.PublishAsync(app.Database, 5, 300);
            Assert.Equal(5, await asking.GetRequiredService<LogAppender>().AppendAsync(LogBook.Region, default));
            Assert.Contains("Terbukti", await StateAsync(client), StringComparison.Ordinal);
            Assert.Equal(305, Assert.Single(server.Witness.Remembered).Size);
        }

        await LogBook.TamperAsync(
            app.Database, "update platform_log_leaf set entry = replace(entry, '16.72', '16.71') where leaf_index = 20");
        Assert.Contains("Tidak cocok", await StateAsync(client), StringComparison.Ordinal);
        Assert.DoesNotContain("Terbukti", await StateAsync(client), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task An_entry_writes_its_number_as_the_language_of_the_page_does(DatabaseEngine engine)
    {
        await using var app = await FilledAsync(engine);
        using var client = app.Client();
        foreach (var (language, value) in new[] { ("id", "20,5"), ("en", "20.5") })
        {
            var page = await client.PageAsync($"/log/16.72/entri/20?bahasa={language}");
            Assert.Contains(page.QuerySelectorAll("main dd"), d => d.TextContent.Trim() == value);
        }
    }

    private static async Task<string> StateAsync(HttpClient client) =>
        (await client.PageAsync("/log/16.72/entri/20")).QuerySelector("main")!.TextContent;

    private static async Task<NoteKey> KeyAsync(HttpClient client)
    {
        using var logs = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/api/v1/log"));
        var text = logs.RootElement[0].GetProperty("verifierKey").GetString();
        return NoteKey.TryParse(text, out var key) ? key : throw new FormatException(text);
    }

    private static async Task<TestApp> FilledAsync(DatabaseEngine engine, Dictionary<string, string?>? settings = null)
    {
        var app = await TestApp.StartAsync(engine, settings ?? Quiet);
        await LogBook.PublishAsync(app.Services, 300);
        Assert.Equal(300, await app.Services.GetRequiredService<LogAppender>().AppendAsync(LogBook.Region, default));
        return app;
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Probes;

/// <summary>
/// People of several offices and regions ask for whatever the product has, also with tampered addresses, and post their own forms against
/// other regions. No private piece of another region may come back, and nothing of another region may change.
/// </summary>
public sealed class CrossRegionTests
{
    private static readonly int Probes = HowMany.Of(200, 10_000);

    private static readonly Dictionary<string, string?> Unlimited = new(StringComparer.Ordinal)
    {
        ["Limits:ReadsPerMinute"] = "1000000", ["Limits:WritesPerMinute"] = "1000000", ["Logging:LogLevel:Default"] = "Warning",
    };

    [Theory, OnEachDatabase]
    public async Task Random_probes_across_regions_leak_nothing_and_change_nothing(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Unlimited);
        var country = await ProbedCountry.OverAsync(app);
        var addresses = new Addresses(app, country);
        var seed = Environment.TickCount;
        await using var rows = await TenantRows.OpenAsync(app.Database);
        var before = await rows.ReadAsync();
        var answers = new ConcurrentBag<Answer>();
        await Parallel.ForEachAsync(country.Probers, async (prober, _) =>
        {
            var forms = await FormsAsync(prober, addresses);
            var random = new Random(HashCode.Combine(seed, prober.Name));
            for (var i = 0; i < Probes / country.Probers.Count; i++)
            {
                answers.Add(forms.Count > 0 && random.Next(4) == 0
                    ? await PostAsync(prober, forms[random.Next(forms.Count)], Foreign(country, prober, random))
                    : await GetAsync(prober, addresses.Next(random)));
            }
        });

        Assert.True(answers.Count >= Probes - country.Probers.Count);
        Assert.Empty(answers.Where(a => a.Leak is not null).Select(a => $"{a.Who}: {a.What} shows {a.Leak} (seed {seed})"));
        Assert.Empty(answers.Where(a => (int)a.Status >= 500).Select(a => $"{a.Who}: {a.What} answers {a.Status} (seed {seed})"));
        Assert.Equal(before, await rows.ReadAsync());
        Assert.Contains(answers, a => a.Posted && a.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound);
        Assert.True(answers.Count(a => a.Status == HttpStatusCode.OK) > answers.Count / 10, "hardly a page was opened: nothing is proved");
    }

    [Fact]
    public async Task The_detector_finds_every_mark_where_somebody_reads_all_regions()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, Unlimited);
        var country = await ProbedCountry.OverAsync(app);
        var addresses = new Addresses(app, country);
        // A ministry officer who is taken for someone of Pagar Alam: every other region leaks.
        var planted = country.Officer with { Own = ["16.72"] };
        var leaks = new List<string>();
        foreach (var address in ProbedCountry.Regions.SelectMany(addresses.Of))
        {
            leaks.AddRange((await GetAsync(planted, address)).Leak is { } leak ? [leak] : Array.Empty<string>());
        }

        Assert.Equal(
            ProbedCountry.Regions.Where(r => r != "16.72").Order(StringComparer.Ordinal),
            leaks.Distinct().Order(StringComparer.Ordinal));
        Assert.True(leaks.Count >= 20, $"only {leaks.Count} pages show a mark");
        await using var rows = await TenantRows.OpenAsync(app.Database);
        var changed = await rows.ReadAsync();
        await app.Database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(RegionCode.Parse("34.04")), default);
            db.In<Model.Answer>(RegionScope.Of(RegionCode.Parse("34.04"))).First().Note = "x";
            await write.CommitAsync(default);
        });
        Assert.NotEqual(changed, await rows.ReadAsync());
    }

    private static async Task<List<FoundForm>> FormsAsync(Prober prober, Addresses addresses)
    {
        var own = prober.Own.Where(ProbedCountry.Regions.Contains).ToList();
        return own.Count == 0 ? [] : await FoundForm.OnAsync(prober.Client, own.SelectMany(addresses.Of));
    }

    /// <summary>What stands in one's own forms, and what of another region takes its place.</summary>
    private static Dictionary<string, string> Foreign(ProbedCountry country, Prober prober, Random random)
    {
        var own = prober.Own[0];
        var others = ProbedCountry.Regions.Where(r => !prober.MayRead(r)).ToList();
        var other = others[random.Next(others.Count)];
        var instead = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [own] = other, [country.Slugs[own]] = country.Slugs[other],
        };
        var pairs = country.Evidence[own].Zip(country.Evidence[other]).Concat(country.People[own].Zip(country.People[other]));
        foreach (var (mine, theirs) in pairs)
        {
            instead[mine.ToString()] = theirs.ToString();
        }

        return instead;
    }

    private static Task<Answer> GetAsync(Prober prober, string address) =>
        SendAsync(prober, "GET " + address, posted: false, () => prober.Client.GetAsync(address));

    private static async Task<Answer> PostAsync(Prober prober, FoundForm form, Dictionary<string, string> instead)
    {
        if (form.Against(instead) is not { } turned)
        {
            return await GetAsync(prober, form.Page);
        }

        return await SendAsync(prober, "POST " + turned.Action, posted: true, async () =>
        {
            using var content = new MultipartFormDataContent();
            foreach (var (name, value) in turned.Fields)
            {
                content.Add(new StringContent(value.Length > 0 ? value : "Diubah"), name);
            }

            if (turned.File is { } file)
            {
                content.Add(new ByteArrayContent("%PDF-1.4\n%%EOF\n"u8.ToArray()), file, "ubah.pdf");
            }

            return await prober.Client.PostAsync(turned.Action, content);
        });
    }

    private static async Task<Answer> SendAsync(Prober prober, string what, bool posted, Func<Task<HttpResponseMessage>> send)
    {
        using var answer = await send();
        var text = await answer.Content.ReadAsStringAsync() + answer.Headers.ToString() + answer.Content.Headers;
        return new(prober.Name, what, posted, answer.StatusCode, ProbedCountry.Leak(prober, text));
    }

    private sealed record Answer(string Who, string What, bool Posted, HttpStatusCode Status, string? Leak)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Who}: {What} {(int)Status} {Leak}");
    }
}

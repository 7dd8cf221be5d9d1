using System.Diagnostics;
using System.Net;
using AngleSharp.Html.Dom;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Probes;

/// <summary>
/// Every form of the product is posted spoilt. None may answer 5xx; what is refused changes nothing and says what is wrong; the product
/// still answers afterwards and has not swollen.
/// </summary>
public sealed class MalformedTests
{
    private static readonly int Posts = HowMany.Of(30, 1_000);

    private static readonly Dictionary<string, string?> Unlimited = new(StringComparer.Ordinal)
    {
        ["Limits:ReadsPerMinute"] = "1000000", ["Limits:WritesPerMinute"] = "1000000", ["Logging:LogLevel:Default"] = "Warning",
    };

    [Theory, OnEachDatabase]
    public async Task A_malformed_post_or_upload_is_refused_with_a_reason_and_changes_nothing(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine, Unlimited);
        var country = await ProbedCountry.OverAsync(app);
        var forms = await FormsAsync(app, country);
        Assert.True(forms.Count > 30, $"only {forms.Count} forms were found");
        var seed = HowMany.Full ? Environment.TickCount : 20171017;
        var random = new Random(seed);
        var faults = new List<string>();
        var refused = 0;
        await using var rows = await TenantRows.OpenAsync(app.Database);
        var before = await rows.ReadAsync();
        for (var i = 0; i < Posts; i++)
        {
            var (client, form) = forms[i % forms.Count];
            var spoilt = Malformations.Of(form, random);
            using var content = spoilt.Content;
            var (status, fault) = await PostAsync(client, form, content);
            var after = await rows.ReadAsync();
            if ((int)status >= 400)
            {
                refused++;
                var changed = Changed(before, after).Except(Kept(form, status)).ToList();
                fault ??= changed.Count == 0 ? null : $"refused, and yet changed {string.Join(", ", changed)}";
            }

            before = after;
            if (fault is not null)
            {
                faults.Add($"POST {form.Action} ({spoilt.How}): {fault}");
            }
        }

        Assert.True(faults.Count == 0, $"seed {seed}:\n{string.Join('\n', faults.Distinct())}");
        Assert.True(refused > Posts / 2, $"only {refused} of {Posts} were refused: they were not malformed");
        using var alive = await country.Officer.Client.GetAsync("/papan");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task A_page_answers_a_method_it_has_no_handler_for_with_405_and_never_fails()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite, Unlimited);
        var country = await ProbedCountry.OverAsync(app);
        var head = country.Probers[0];
        var token = (await FoundForm.OnAsync(head.Client, ["/akun/nomor"]))[0].Fields.First(f => f.Key == FoundForm.Token);
        var statuses = new List<(string What, int Status)>();
        foreach (var address in new Addresses(app, country).Of(head.Own[0]))
        {
            foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete })
            {
                using var request = new HttpRequestMessage(method, address) { Content = new FormUrlEncodedContent([token]) };
                using var answer = await head.Client.SendAsync(request);
                statuses.Add(($"{method} {address}", (int)answer.StatusCode));
            }
        }

        Assert.DoesNotContain(statuses, s => s.Status >= 500);
        Assert.Contains(statuses, s => s.What.EndsWith("/lihat", StringComparison.Ordinal) && s.Status == 405);
    }

    private static IEnumerable<string> Changed(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
        after.Where(a => before[a.Key] != a.Value).Select(a => a.Key);

    /// <summary>A section of an application keeps its good answers where it names others of it as wrong.</summary>
    private static IEnumerable<string> Kept(FoundForm form, HttpStatusCode status) =>
        status == HttpStatusCode.UnprocessableEntity && form.Action.Contains("/bagian/", StringComparison.Ordinal)
            ? ["movement_answer", "movement_answer_history", "movement_application"]
            : [];

    /// <summary>Forms of every office that has some, each once.</summary>
    private static async Task<List<(HttpClient Client, FoundForm Form)>> FormsAsync(TestApp app, ProbedCountry country)
    {
        var addresses = new Addresses(app, country);
        var found = new Dictionary<string, (HttpClient, FoundForm)>(StringComparer.Ordinal);
        var people = country.Probers.Where(p => p.Own is not []).Append(country.Officer).Append(country.Administrator)
            .Append(new Prober("visitor", app.Client(), ["00"]));
        foreach (var prober in people)
        {
            var region = ProbedCountry.Regions.FirstOrDefault(r => prober.Own.Contains(r)) ?? ProbedCountry.Regions[0];
            foreach (var form in await FoundForm.OnAsync(prober.Client, addresses.Of(region)))
            {
                found.TryAdd(form.Kind, (prober.Client, form));
            }
        }

        return [.. found.Values];
    }

    private static async Task<(HttpStatusCode Status, string? Fault)> PostAsync(HttpClient client, FoundForm form, HttpContent content)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            using var answer = await client.PostAsync(form.Action, content);
            var fault = (int)answer.StatusCode >= 500 ? $"{(int)answer.StatusCode}"
                : answer.StatusCode == HttpStatusCode.UnprocessableEntity ? await UnnamedAsync(answer, form)
                : watch.Elapsed > TimeSpan.FromSeconds(60) ? $"took {watch.Elapsed.TotalSeconds:0} s" : null;
            return (answer.StatusCode, fault?.Length > 300 ? fault[..300] : fault);
        }
        catch (HttpRequestException)
        {
            // The server closes the connection on a body that is too large before all of it is sent.
            return (HttpStatusCode.RequestEntityTooLarge, null);
        }
    }

    /// <summary>What is missing in an answer that refuses: it must say what is wrong, and lead to where.</summary>
    private static async Task<string?> UnnamedAsync(HttpResponseMessage answer, FoundForm form)
    {
        using var document = await answer.DocumentAsync();
        var summary = document.QuerySelector(".govuk-error-summary");
        if (summary is null || summary.QuerySelectorAll("li").All(l => l.TextContent.Trim().Length == 0))
        {
            return "422 without an error summary";
        }

        var lost = summary.QuerySelectorAll("a[href^='#']").OfType<IHtmlAnchorElement>().Select(a => a.GetAttribute("href")![1..])
            .Where(id => form.Fields.Any(f => f.Key == id) && document.GetElementById(id) is null
                && document.QuerySelector($"[name='{id}']") is null).ToList();
        return lost.Count > 0 ? $"the summary leads to nothing: {string.Join(", ", lost)}" : null;
    }
}

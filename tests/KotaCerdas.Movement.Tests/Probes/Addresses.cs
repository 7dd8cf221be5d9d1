using System.Text.RegularExpressions;
using KotaCerdas.TestKit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Probes;

/// <summary>
/// Addresses of every route that the product has, pages and API, with values for their parameters: right ones, those of other regions,
/// and tampered ones. A new route is probed without anybody thinking of it.
/// </summary>
internal sealed partial class Addresses
{
    private static readonly string[] Tampered =
    [
        "16", "00", "99.99", "16.7", "16.72%20", "16.72.", "%31%36.72", "..%2F16.72", "16.72%00", "16,72", "1672", "'16.72'", "34.04;16.72",
    ];

    private static readonly string[] Queries =
    [
        "", "", "", "?region={region}", "?wilayah={region}", "?daerah={region}", "?kode={region}", "?setelah={region}", "?cari=a",
        "?regionCode={region}", "?period=2026", "?limit=1000000", "?after={region}", "?id={guid}", "?province=16", "?tahun=99999",
    ];

    private readonly ProbedCountry _country;
    private readonly List<string> _routes;

    public Addresses(TestApp app, ProbedCountry country)
    {
        _country = country;
        _routes =
        [
            .. app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
                .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct(StringComparer.Ordinal)
                .Where(r => r != "/keluar" && !r.StartsWith("/_", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<string> Routes => _routes;

    /// <summary>Every route with the values of one region, as its own people would ask for it.</summary>
    public IEnumerable<string> Of(string region) => _routes.SelectMany(r => new[] { _country.Open, _country.Assessing }
        .Select(call => Fill(r, name => ValueOf(r, name, region, call.ToString(), new Random(1)))).Distinct(StringComparer.Ordinal));

    /// <summary>Some address with some values; one in six is tampered with.</summary>
    public string Next(Random random)
    {
        // Two in three ask for something of a region: that is where a leak would be.
        var bound = _routes.Where(r => r.Contains('{', StringComparison.Ordinal)).ToList();
        var route = random.Next(3) > 0 ? bound[random.Next(bound.Count)] : _routes[random.Next(_routes.Count)];
        var region = ProbedCountry.Regions[random.Next(ProbedCountry.Regions.Length)];
        var call = (random.Next(2) == 0 ? _country.Open : _country.Assessing).ToString();
        var tampered = random.Next(6) == 0;
        var path = Fill(route, name => tampered && name.StartsWith("region", StringComparison.OrdinalIgnoreCase)
            ? Tampered[random.Next(Tampered.Length)]
            : ValueOf(route, name, region, call, random));
        return path + Queries[random.Next(Queries.Length)].Replace("{region}", region, StringComparison.Ordinal)
            .Replace("{guid}", Guid.CreateVersion7().ToString(), StringComparison.Ordinal);
    }

    private string ValueOf(string route, string name, string region, string call, Random random) => name switch
    {
        "region" or "regionCode" => region,
        "regionSlug" or "slug" => _country.Slugs[region],
        "call" or "callId" => call,
        "evidence" => Pick(_country.Evidence[region], random),
        "id" => route.StartsWith("/panggilan", StringComparison.Ordinal) ? call : Pick(_country.People[region], random),
        "section" => random.Next(2) == 0 ? "umum" : "hukum",
        "item" => "nomor_perwali",
        "code" => route.StartsWith("/instrumen", StringComparison.Ordinal) ? "pendaftaran" : "movement.invited",
        "version" => "1",
        "period" => "2026",
        "status" => "404",
        "file" => "daerah.csv",
        _ => "tidak-ada",
    };

    private static string Pick(List<Guid> ids, Random random) =>
        (ids.Count == 0 ? Guid.CreateVersion7() : ids[random.Next(ids.Count)]).ToString();

    private static string Fill(string route, Func<string, string> value) => Parameter().Replace(route, m => value(m.Groups["name"].Value));

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}

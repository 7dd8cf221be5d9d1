using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Movement.Features.Scoring;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using AssessmentSeason = KotaCerdas.Movement.Tests.Assessment.Season;
using CallSeason = KotaCerdas.Movement.Tests.Calls.Season;

namespace KotaCerdas.Movement.Tests.Probes;

/// <summary>Someone who asks, with the regions whose private data they may read.</summary>
internal sealed record Prober(string Name, HttpClient Client, IReadOnlyList<string> Own)
{
    public bool MayRead(string region) => Own.Any(o => o == region || o == "00" || region.StartsWith(o + ".", StringComparison.Ordinal));
}

/// <summary>
/// Regions with private data in every place, each piece marked with its region: answers, notes, evidence and its files, notes to scores,
/// names of officers and units. Where a mark shows up before someone of another region, something has leaked.
/// </summary>
internal sealed class ProbedCountry
{
    public static readonly string[] Regions = ["16.72", "16.01", "34.04", "33.22", "73.71", "32.73"];

    private static readonly (string Role, string Region)[] Offices =
    [
        ("region-head", "16.72"), ("region-secretary", "16.01"), ("region-administrator", "34.04"), ("diskominfo", "33.22"),
        ("bappeda", "73.71"), ("opd-officer", "32.73"), ("province-officer", "16"),
    ];

    private readonly TestApp _app;

    private ProbedCountry(TestApp app) => _app = app;

    /// <summary>A call with applications under way.</summary>
    public CallId Open { get; private set; }

    /// <summary>A call with scores that are not announced.</summary>
    public CallId Assessing { get; private set; }

    public List<Prober> Probers { get; } = [];

    /// <summary>Sees every region: shows that the marks are really on the pages.</summary>
    public Prober Officer { get; private set; } = null!;

    public Prober Administrator { get; private set; } = null!;

    public Dictionary<string, List<Guid>> Evidence { get; } = Regions.ToDictionary(r => r, _ => new List<Guid>());

    public Dictionary<string, List<Guid>> People { get; } = Regions.ToDictionary(r => r, _ => new List<Guid>());

    public Dictionary<string, string> Slugs { get; private set; } = [];

    public static string MarkOf(string region) => $"rahsia{region.Replace(".", "", StringComparison.Ordinal)}x";

    /// <summary>The region whose mark a text holds although the prober may not read it, or null.</summary>
    public static string? Leak(Prober prober, string text) =>
        Regions.FirstOrDefault(r => !prober.MayRead(r) && text.Contains(MarkOf(r), StringComparison.OrdinalIgnoreCase));

    public static async Task<ProbedCountry> OverAsync(TestApp app)
    {
        var country = new ProbedCountry(app);
        var season = await AssessmentSeason.AssignedAsync(app.Database, Regions, adjust: c => c.Year = 2025);
        country.Assessing = season.Call;
        await country.ScoreAsync(season);
        await country.ApplyAsync();
        foreach (var (role, region) in Offices)
        {
            country.Probers.Add(await country.SignedInAsync(role, region));
        }

        country.Probers.Add(new("visitor", app.Client(), []));
        country.Probers.Add(await country.CitizenAsync());
        country.Officer = await country.SignedInAsync("ministry-officer", "00");
        country.Administrator = await country.SignedInAsync("administrator", "00");
        await country.NameUnitsAsync();
        country.Slugs = await app.Database.WithAsync<KotaDb, Dictionary<string, string>>(async db =>
            (await db.Shared<Region>().ToListAsync()).Where(r => Regions.Contains(r.Code.Value))
                .ToDictionary(r => r.Code.Value, r => r.Slug));
        return country;
    }

    private async Task ScoreAsync(AssessmentSeason season)
    {
        foreach (var region in season.Regions)
        {
            foreach (var assessor in await season.PanelAsync(region))
            {
                AssessmentSeason.Ok(await season.AsAsync(assessor, (SaveScores o) => o.RunAsync(
                    season.Call, region,
                    [.. Assessment.SmallInstrument.Items.Select(i => new GivenLevel(i, 4, "Catatan " + MarkOf(region.Value)))], default)));
                AssessmentSeason.Ok(await season.AsAsync(assessor, (SubmitSheet o) => o.RunAsync(season.Call, region, default)));
            }
        }
    }

    private async Task ApplyAsync()
    {
        var season = await CallSeason.OpenAsync(_app.Database, _app.Services, withSheet: false);
        Open = season.Call;
        foreach (var code in Regions)
        {
            var region = RegionCode.Parse(code);
            var head = TestPeople.Office("region-head", code);
            var mark = MarkOf(code);
            AssessmentSeason.Ok(await season.InviteAsync(region));
            AssessmentSeason.Ok(await season.SaveInAsync(
                head, region, new("visi", "Visi " + mark, "Catatan " + mark, 0), new("staf", "12", "", 0),
                new("punya_perwali", "true", "", 0), new("nomor_perwali", "Nomor " + mark, "", 0)));
            await using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"%PDF-1.4\n% {mark}\n%%EOF\n"));
            AssessmentSeason.Ok(await season.AsAsync(head, (AddEvidence o) => o.RunAsync(
                region, Open, new("nomor_perwali", "Peraturan " + mark, "", null, null), (file, mark + ".pdf"), default)));
            Evidence[code] = await _app.Database.WithAsync<KotaDb, List<Guid>>(db =>
                db.In<Model.Evidence>(RegionScope.Of(region)).Select(e => e.Id).ToListAsync());
        }

        foreach (var code in Regions.Skip(3))
        {
            var region = RegionCode.Parse(code);
            AssessmentSeason.Ok(await season.AsAsync(
                TestPeople.Office("region-head", code), (SubmitApplication o) => o.RunAsync(region, Open, default)));
        }
    }

    /// <summary>Somebody with an account and no role.</summary>
    private async Task<Prober> CitizenAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var account = new NewAccount("", "warga@contoh.id", "Warga Contoh", "") { Password = "kereta-hujan-tujuh" };
        var made = AssessmentSeason.Ok(await scope.ServiceProvider.GetRequiredService<IPeopleSetup>().CreateAccountAsync(
            Actor.Platform("test"), account, default));
        var client = _app.Client();
        await _app.SignInAsync(client, new TestAccount(made, account.Email, account.Password));
        return new("citizen", client, []);
    }

    private async Task<Prober> SignedInAsync(string role, string region)
    {
        var mark = Regions.Contains(region) ? MarkOf(region) : "nasional";
        await using var scope = _app.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeopleSetup>();
        var platform = Actor.Platform("test");
        var email = $"{role}.{mark}@contoh.go.id";
        var made = AssessmentSeason.Ok(await people.CreateAccountAsync(
            platform, new("", email, $"{role} {mark}", "Instansi " + mark) { Password = "kereta-hujan-tujuh" }, default));
        var holding = new NewHolding(made, role, RegionCode.Parse(region), new DateOnly(2026, 1, 1));
        AssessmentSeason.Ok(await people.GrantAsync(platform, holding, default));
        if (People.TryGetValue(region, out var known))
        {
            known.Add(made.Value);
        }

        var client = _app.Client();
        await client.SignInAsync(new TestAccount(made, email, "kereta-hujan-tujuh"));
        return new($"{role} {region}", client, [region]);
    }

    private async Task NameUnitsAsync()
    {
        await using var connection = await _app.Database.OpenOwnerAsync();
        foreach (var code in Regions)
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                "insert into people_unit (region_code, id, name, kind, created_at) values (@region, @id, @name, 'Office', @at)";
            foreach (var (name, value) in new (string, object)[]
            {
                ("region", code), ("id", Guid.CreateVersion7()), ("name", "Dinas " + MarkOf(code)),
                ("at", _app.Database.Clock.GetUtcNow().UtcDateTime),
            })
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync();
        }
    }
}

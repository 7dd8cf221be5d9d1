using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;

namespace KotaCerdas.Demo;

/// <summary>Makes the accounts of the demo: offices, never persons, without passwords, marked as generated.</summary>
internal sealed class DemoCastMaker(IServiceScopeFactory scopes, Texts texts)
{
    private const string Mail = "demo.invalid";
    private const int Mentors = 10;

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");
    /// <summary>The region that the demo shows in detail.</summary>
    public static readonly RegionCode Shown = RegionCode.Parse("16.72");
    private static readonly DateOnly Since = new(2025, 1, 1);

    private static readonly (DemoSector Sector, string Office, string Institution)[] Sectors =
    [
        (DemoSector.Government, "Host.Demo.AssessorGovernment", "Host.Demo.Ministry"),
        (DemoSector.University, "Host.Demo.AssessorUniversity", "Host.Demo.University"),
        (DemoSector.Practitioner, "Host.Demo.AssessorPractice", "Host.Demo.Practice"),
    ];

    private readonly Actor _actor = Actor.Platform("kotacerdas demo");

    /// <summary>Accounts of a season with offices in so many regions, and of the shown region's revenue office.</summary>
    public static int CountFor(DemoSeason season, int regions) => 11 + season.Assessors + Mentors + (2 * regions);

    public async Task<Outcome<DemoCast>> MakeAsync(
        DemoSeason season, IReadOnlyList<Region> regions, Action<int> report, CancellationToken cancel)
    {
        try
        {
            var made = 0;
            async Task<UserId> Make(string name, string office, (string Role, RegionCode Region) holds, string affiliation = "")
            {
                var account = new NewAccount($"demo-{name}", $"{name}@{Mail}", office, affiliation) { IsDemo = true };
                var user = await AccountAsync(account, holds, cancel);
                report(++made);
                return user;
            }

            await Make("administrator", Say("Host.Demo.Administrator"), ("administrator", RegionCode.National));
            await Make("auditor", Say("Host.Demo.Auditor"), ("auditor", RegionCode.National));
            var officer = await Make("petugas", Say("Host.Demo.Officer"), ("ministry-officer", RegionCode.National));
            var director = await Make("direktur", Say("Host.Demo.Director"), ("ministry-director", RegionCode.National));
            var general = await Make("dirjen", Say("Host.Demo.General"), ("ministry-director-general", RegionCode.National));
            var assessors = new List<DemoAssessor>();
            for (var i = 0; i < season.Assessors; i++)
            {
                var (sector, office, institution) = Sectors[i % Sectors.Length];
                var (name, where) = (Say(office, i + 1), Say(institution, Letter(i / Sectors.Length)));
                assessors.Add(new(await Make($"asesor-{i + 1}", name, ("assessor", RegionCode.National), where), name, where, sector));
            }

            var mentors = new List<UserId>();
            for (var i = 0; i < Mentors; i++)
            {
                mentors.Add(await Make($"pembimbing-{i + 1}", Say("Host.Demo.Mentor", i + 1), ("mentor", RegionCode.National)));
            }

            var offices = new Dictionary<RegionCode, DemoRegionOffices>();
            foreach (var region in regions.OrderBy(r => r.Code == Shown ? 0 : 1).ThenBy(r => r.Code))
            {
                var (code, name) = (region.Code, region.Name);
                var (head, staff) = code.IsProvince ? ("province-head", "province-diskominfo") : ("region-head", "diskominfo");
                offices[code] = new(
                    await Make($"kepala-{code}", Say("Host.Demo.Head", name), (head, code), name),
                    await Make($"diskominfo-{code}", Say("Host.Demo.Diskominfo", name), (staff, code), name));
            }

            var bank = Say("Host.Demo.Bank");
            var partner = await Make("mitra", Say("Host.Demo.Partner"), ("partner-officer", Shown), bank);
            var shown = Say("Host.Demo.ShownRegion");
            var secretary = await Make("sekda", Say("Host.Demo.Secretary", shown), ("region-secretary", Shown), shown);
            return new DemoCast(officer, director, general, assessors, mentors, offices) { Partner = partner, Secretary = secretary };
        }
        catch (RefusedException refused)
        {
            return refused.Problem;
        }
    }

    /// <summary>Accounts of the revenue office of the region that the demo shows in detail.</summary>
    /// <param name="regionHead">The head of that region.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<RevenueDemoCast>> MakeRevenueAsync(UserId regionHead, CancellationToken cancel)
    {
        try
        {
            var shown = Say("Host.Demo.ShownRegion");
            Task<UserId> Make(string name, string office, string role) => AccountAsync(
                new NewAccount($"demo-{name}", $"{name}@{Mail}", Say(office, shown), shown) { IsDemo = true }, (role, Shown), cancel);
            return new RevenueDemoCast(
                await Make("pendataan", "Host.Demo.Surveyor", "revenue-surveyor"),
                await Make("penetapan", "Host.Demo.RevenueAssessor", "revenue-assessor"),
                await Make("bapenda", "Host.Demo.RevenueHead", "revenue-head"),
                await Make("bendahara", "Host.Demo.Treasurer", "revenue-treasurer"),
                regionHead)
            {
                Citizens = [await CitizenAsync(1, cancel), await CitizenAsync(2, cancel)],
            };
        }
        catch (RefusedException refused)
        {
            return refused.Problem;
        }
    }

    /// <summary>A taxpayer with an account of their own, which holds no role.</summary>
    private async Task<UserId> CitizenAsync(int number, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var name = string.Create(CultureInfo.InvariantCulture, $"warga-{number}");
        return Value(await scope.ServiceProvider.GetRequiredService<IPeopleSetup>().CreateAccountAsync(
            _actor, new NewAccount($"demo-{name}", $"{name}@{Mail}", Say("Host.Demo.Citizen", number), string.Empty) { IsDemo = true },
            cancel));
    }

    private async Task<UserId> AccountAsync(NewAccount account, (string Role, RegionCode Region) holds, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<IPeopleSetup>();
        var user = Value(await people.CreateAccountAsync(_actor, account, cancel));
        Value(await people.GrantAsync(_actor, new NewHolding(user, holds.Role, holds.Region, Since), cancel));
        return user;
    }

    private string Say(string key, params object[] args) => texts.Get(key, Indonesian, args);

    /// <summary>A, B, … Z, AA: invented institutions have letters.</summary>
    private static string Letter(int index) => (index >= 26 ? Letter((index / 26) - 1) : string.Empty) + (char)('A' + (index % 26));

    private static T Value<T>(Outcome<T> outcome) => outcome.Failed ? throw new RefusedException(outcome.Problem) : outcome.Value;

    private sealed class RefusedException(Problem problem) : Exception(problem.Code)
    {
        public Problem Problem { get; } = problem;
    }
}

using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Surveys;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Buildings;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KotaCerdas.Revenue.Tests.Surveys;

public sealed class SurveyTests
{
    private static readonly RegionScope Home = RegionScope.Of(RegisterRoom.Home);
    private static readonly Actor Decider = TestPeople.Office("revenue-assessor", "16.72");

    [Theory, OnEachDatabase]
    public async Task What_was_found_becomes_a_version_once_however_often_it_is_sent(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        var report = room.Report(1, ("land_area", "150"), ("place", "-4.021500, 103.252000"));
        var first = await room.SendAsync(report);
        Assert.Equal((SurveyOutcome.Applied, 2), (first.Value.Outcome, first.Value.Version));
        var again = await room.SendAsync(report);
        Assert.Equal(first.Value.Id, again.Value.Id);
        var versions = await room.VersionsAsync();
        Assert.Equal([120, 150], versions.Select(v => v.LandArea));
        Assert.Equal(-4_021_500, versions[1].LatitudeMicro);
    }

    [Theory, OnEachDatabase]
    public async Task Other_content_under_the_same_number_is_refused(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        var report = room.Report(1, ("land_area", "150"));
        await room.SendAsync(report);
        var other = await room.SendAsync(room.Report(1, ("land_area", "160")) with { Id = report.Id });
        Assert.Equal("Revenue.Survey.IdTaken", other.Problem.Code);
        Assert.Equal(2, (await room.VersionsAsync()).Count);
    }

    [Theory, OnEachDatabase]
    public async Task Changes_in_different_places_are_both_kept(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        await room.ChangeAsync(o => o with { Address = "Jalan Baru 9" });
        var sent = await room.SendAsync(room.Report(1, ("land_area", "150")));
        Assert.Equal(SurveyOutcome.Applied, sent.Value.Outcome);
        var latest = (await room.VersionsAsync())[^1];
        Assert.Equal(("Jalan Baru 9", 150, 3), (latest.Address, latest.LandArea, latest.Version));
    }

    [Theory, OnEachDatabase]
    public async Task The_same_field_changed_on_both_sides_waits_for_a_person_and_is_settled_once(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        await room.ChangeAsync(o => o with { LandArea = 130 });
        var sent = (await room.SendAsync(room.Report(1, ("land_area", "150"), ("rt", "003")))).Value;
        Assert.Equal((SurveyOutcome.Conflict, null), (sent.Outcome, sent.Version));
        Assert.Equal(2, (await room.VersionsAsync()).Count);

        var missing = await room.DecideAsync(sent.Id, ("land_area", DecideReport.TakeReport));
        Assert.Contains(missing.Problems, p => p is { Code: "Revenue.Survey.ChooseSide", Field: "rt" });
        var decided = await room.DecideAsync(sent.Id, ("land_area", DecideReport.KeepRegister), ("rt", DecideReport.TakeReport));
        Assert.Equal(3, decided.Value);
        var latest = (await room.VersionsAsync())[^1];
        Assert.Equal((130, "003"), (latest.LandArea, latest.Rt));
        Assert.Equal("Revenue.Survey.NotWaiting", (await room.DecideAsync(sent.Id, ("rt", "report"))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_building_that_cannot_be_valued_holds_the_report(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        var sent = await room.SendAsync(room.Report(1, ("b1.use", "01"), ("b1.area", "54"), ("b1.floors", "1"), ("b1.built", "2015")));
        Assert.Equal(SurveyOutcome.Held, sent.Value.Outcome);
        Assert.Single(await room.VersionsAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Nothing_changed_is_a_visit_without_a_version(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        Assert.Equal(SurveyOutcome.Unchanged, (await room.SendAsync(room.Report(1))).Value.Outcome);
        Assert.Single(await room.VersionsAsync());
    }

    [Theory, OnEachDatabase]
    public async Task A_flaw_is_named_at_its_field_and_nothing_is_kept(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        var sent = await room.SendAsync(room.Report(1, ("land_area", "0")));
        Assert.Equal(("Revenue.Object.AreaNeeded", "land_area"), (sent.Problem.Code, sent.Problem.Field));
        Assert.Equal(0, await room.Database.WithAsync((KotaDb db) => db.In<SurveyReport>(Home).CountAsync()));
    }

    [Theory, OnEachDatabase]
    public async Task Nobody_reports_on_the_task_of_somebody_else(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        var other = await room.SurveyorAsync("lain");
        Assert.True((await room.SendAsync(room.Report(1, ("land_area", "150")), other)).Failed);
        Assert.Equal("Revenue.Survey.SurveyorNeeded", (await room.AssignAsync("siapa")).Problem.Code);
    }

    /// <summary>By hand: (90 × 1,465,000 + 2 × 3,500,000) × 65 % + 50 × 120,000 for the paved yard.</summary>
    [Theory, OnEachDatabase]
    public async Task Facilities_that_were_found_are_valued_and_stay_when_another_field_changes(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        await BuildingRoom.ApproveRulesAsync(room.Database.Services);
        var plain = await room.SendAsync(room.Report(1, House));
        Assert.Equal((SurveyOutcome.Applied, 2), (plain.Value.Outcome, plain.Value.Version));
        var found = await room.SendAsync(room.Report(2, [.. House, ("b1.f.ac-split", "2"), ("b1.f.perkerasan", "50"), ("b1.f.lift", "0")]));
        Assert.Equal((SurveyOutcome.Applied, 3), (found.Value.Outcome, found.Value.Version));

        // A form that was kept before the facilities were known does not ask for them, and takes none away.
        var older = await room.SendAsync(room.Report(3, [.. House, ("rt", "004")]));
        Assert.Equal((SurveyOutcome.Applied, 4), (older.Value.Outcome, older.Value.Version));
        var gone = await room.SendAsync(room.Report(4, [.. House, ("rt", "004"), ("b1.f.ac-split", "")]));
        Assert.Equal((SurveyOutcome.Applied, 5), (gone.Value.Outcome, gone.Value.Version));
        Assert.Equal([0, 85_702_500, Furnished, Furnished, Paved], (await room.VersionsAsync()).Select(v => v.BuildingValue));
    }

    [Theory, OnEachDatabase]
    public async Task A_facility_changed_on_both_sides_waits_for_a_person(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        await BuildingRoom.ApproveRulesAsync(room.Database.Services);
        await room.SendAsync(room.Report(1, [.. House, ("b1.f.ac-split", "1")]));
        await room.SendAsync(room.Report(2, [.. House, ("b1.f.ac-split", "2")]));
        var late = await room.SendAsync(room.Report(2, [.. House, ("b1.f.ac-split", "3")]));
        Assert.Equal(SurveyOutcome.Conflict, late.Value.Outcome);
        Assert.Equal(4, (await room.DecideAsync(late.Value.Id, ("b1.f.ac-split", DecideReport.TakeReport))).Value);
    }

    [Theory, OnEachDatabase]
    public async Task A_count_that_is_no_number_is_named_at_its_field(DatabaseEngine engine)
    {
        await using var room = await Room.OpenAsync(engine);
        await BuildingRoom.ApproveRulesAsync(room.Database.Services);
        var sent = await room.SendAsync(room.Report(1, [.. House, ("b1.f.lift", "dua")]));
        Assert.Equal("b1.f.lift", sent.Problem.Field);
    }

    private const long Furnished = 96_252_500;
    private const long Paved = 85_702_500 + (50 * 120_000);

    private static readonly (string Field, string Value)[] House =
    [
        ("b1.use", "01"), ("b1.area", "90"), ("b1.floors", "1"), ("b1.built", "2010"), ("b1.condition", "baik"), ("b1.type", "sedang"),
        ("b1.wall", "bata"), ("b1.floor", "keramik"), ("b1.roof", "genteng"), ("b1.ceiling", "gipsum"),
    ];

    private sealed class Room : IAsyncDisposable
    {
        private Room(TestDatabase database) => Database = database;

        public TestDatabase Database { get; }

        private Actor Surveyor { get; set; } = null!;

        private Nop Nop { get; set; }

        private Guid Task { get; set; }

        public static async Task<Room> OpenAsync(DatabaseEngine engine)
        {
            var room = new Room(await TestDatabase.CreateAsync(engine));
            await RegisterRoom.OpenAsync(room.Database.Services);
            var owner = (await RegisterRoom.RegisterAsync(room.Database.Services, RegisterRoom.Person("Contoh Satu"))).Value;
            room.Nop = (await RegisterRoom.RegisterAsync(
                room.Database.Services, "16.72.010.001.001-0001.0", RegisterRoom.Land(owner, new DateOnly(2025, 1, 1)))).Value;
            room.Surveyor = await room.SurveyorAsync("satu");
            Assert.Equal(1, (await room.AssignAsync(room.Surveyor.User!.Value.ToString())).Value);
            room.Task = await room.Database.WithAsync((KotaDb db) => db.In<SurveyTask>(Home).Select(t => t.Id).SingleAsync());
            return room;
        }

        public async Task<Actor> SurveyorAsync(string name)
        {
            await using var scope = Database.Services.CreateAsyncScope();
            var people = scope.ServiceProvider.GetRequiredService<IPeopleSetup>();
            var account = new NewAccount("", $"{name}@contoh.go.id", $"Petugas {name}", "");
            var user = (await people.CreateAccountAsync(Actor.Platform("test"), account, default)).Value;
            await people.GrantAsync(
                Actor.Platform("test"), new NewHolding(user, "revenue-surveyor", RegisterRoom.Home, new DateOnly(2025, 1, 1)), default);
            return TestPeople.Office("revenue-surveyor", "16.72") with { User = user };
        }

        public Task<Outcome<int>> AssignAsync(string surveyor) => Database.Services.AsAsync<AssignSurvey, Outcome<int>>(
            Decider, a => a.RunAsync(RegisterRoom.Home, Nop.ToString(), surveyor, ("Periksa luas", null), default));

        /// <summary>A report from a version, with the fields that differ from the land as it was registered.</summary>
        public ReportInput Report(int seen, params (string Field, string Value)[] changes)
        {
            var facts = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["address"] = "Jalan Objek 7", ["rt"] = "", ["rw"] = "", ["land_area"] = "120", ["land_kind"] = "1", ["place"] = "",
            };
            foreach (var (field, value) in changes)
            {
                facts[field] = value;
            }

            return new(Guid.CreateVersion7(), Task, seen, facts, "", null);
        }

        public Task<Outcome<SurveyReport>> SendAsync(ReportInput report, Actor? actor = null) =>
            Database.Services.AsAsync<SubmitReport, Outcome<SurveyReport>>(
                actor ?? Surveyor, s => s.RunAsync(RegisterRoom.Home, report, default));

        public Task<Outcome<int>> DecideAsync(Guid report, params (string Field, string Side)[] choices) =>
            Database.Services.AsAsync<DecideReport, Outcome<int>>(Decider, d => d.RunAsync(
                RegisterRoom.Home, report, choices.ToDictionary(c => c.Field, c => c.Side, StringComparer.Ordinal), "Diukur ulang",
                    default));

        public async Task ChangeAsync(Func<ObjectInput, ObjectInput> change)
        {
            var file = await RegisterRoom.FileAsync(Database.Services, Nop, new DateOnly(2026, 1, 1));
            var input = change(ObjectInput.From(file!, new DateOnly(2026, 1, 1), "SPOP contoh"));
            await RegisterRoom.RecordAsync(Database.Services, Nop, file!.Versions[^1].Version, input);
        }

        public Task<List<TaxObject>> VersionsAsync() => Database.WithAsync((KotaDb db) =>
            db.In<TaxObject>(Home).AsNoTracking().Where(o => o.Nop == Nop).OrderBy(o => o.Version).ToListAsync());

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}

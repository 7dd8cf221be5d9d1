using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Revaluations;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Revenue.Tests.Buildings;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static KotaCerdas.Revenue.Tests.Assessment.AssessmentRoom;

namespace KotaCerdas.Revenue.Tests.Assessment;

/// <summary>
/// By hand: 90 m² at 1,465,000 cost 131,850,000. At an age of 15 years 27 % are worn, at 16 years 35 %: 96,250,500 in 2025, 85,702,500 in
/// 2026.
/// </summary>
public sealed class RevaluationTests
{
    private const long Then = 96_250_500;
    private const long Now = 85_702_500;

    /// <summary>By hand, appraised, and refused.</summary>
    private const long Kept = 20_000_000 + 55_000_000 + 7_000_000;

    private const string First = "16.72.010.001.001-0001.0";
    private const string Second = "16.72.010.002.001-0001.0";
    private const string ByHand = "16.72.010.002.001-0002.0";
    private const string Appraised = "16.72.010.002.001-0003.0";
    private const string Odd = "16.72.010.002.001-0004.0";

    private static readonly RegionScope Region = RegionScope.Of(Home);

    [Theory, OnEachDatabase]
    public async Task What_is_computed_changes_nothing_and_says_what_would_change(DatabaseEngine engine)
    {
        await using var database = await OpenRoomAsync(engine);
        var before = await CountAsync(database);
        var summary = (await ComputeAsync(database)).Summary!;
        Assert.Equal(before, await CountAsync(database));
        Assert.Equal(
            (5, 5, 2, 1, 1, 1, 3),
            (summary.Objects, summary.Buildings, summary.Changed, summary.Unknown, summary.Appraised, summary.Refused, summary.Versions));
        Assert.Equal(
            [
                new(1_672_010_001, 1, 1, Then, Now),
                new RevaluedVillage(1_672_010_002, 4, 1, Then + Kept, Now + Kept),
            ],
            summary.Villages);
        Assert.Equal((summary.Villages.Sum(v => v.Before), summary.Villages.Sum(v => v.After)), (summary.Before, summary.After));
        Assert.Equal([(First, Then, Now), (Second, Then, Now)], summary.Largest.Select(c => (Show(c.Nop), c.Before, c.After)));
        Assert.Equal(Odd, Show(Assert.Single(summary.Refusals).Nop));
    }

    [Theory, OnEachDatabase]
    public async Task What_two_people_approved_becomes_values_from_1_January_once(DatabaseEngine engine)
    {
        await using var database = await OpenRoomAsync(engine);
        var computed = await ComputeAsync(database);
        Assert.Equal("Revenue.Revaluation.Own", (await ApproveAsync(database, Drafter, computed, Head)).Problem.Code);
        Assert.Equal("Revenue.Revaluation.NotApproved", (await StartAsync(database, computed)).Problem.Code);
        Assert.False((await ApproveAsync(database, Head, computed)).Failed);
        Assert.Equal("Revenue.Batch.ApprovedAlready", (await ApproveAsync(database, Head, computed)).Problem.Code);
        Assert.False((await ApproveAsync(database, Secretary, computed)).Failed);
        var before = await CountAsync(database);
        Assert.False((await StartAsync(database, computed)).Failed);
        await database.RunOperationsAsync();
        Assert.Equal(BatchState.Posted, (await HistoryAsync(database, computed.Of.Id)).State);
        Assert.Equal(before + 3, await CountAsync(database));

        Assert.Equal([Then, Now, Now], await ValuesAsync(database, First, new(2025, 12, 31), new(2026, 1, 1), new(2026, 12, 31)));
        Assert.Equal([Then, Now, Now], await ValuesAsync(database, Second, new(2025, 12, 31), new(2026, 1, 1), new(2026, 12, 31)));
        Assert.Equal([20_000_000, 20_000_000], await ValuesAsync(database, ByHand, new(2025, 12, 31), new(2026, 1, 1)));
        var later = (await RegisterRoom.FileAsync(database.Services, NopOf(Second), new DateOnly(2026, 12, 31)))!;
        Assert.Equal(("Jalan Baru 9", new DateOnly(2026, 2, 1)), (later.Current.Address, later.Current.ValidFrom));
        Assert.Equal(Now, await ExplainAsync(database, later));

        // Posting again, and the same tables once more, change nothing.
        await StartAsync(database, computed);
        await database.RunOperationsAsync();
        Assert.Equal(before + 3, await CountAsync(database));
        var again = await ComputeAsync(database);
        Assert.Equal((0, 0, BatchState.Unchanged), (again.Summary!.Changed, again.Summary.Versions, again.State));
        Assert.Equal("Revenue.Revaluation.NothingToApprove", (await ApproveAsync(database, Head, again)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task While_it_computes_others_write_and_what_they_change_is_not_recorded_over(DatabaseEngine engine)
    {
        await using var database = await OpenRoomAsync(engine);
        var computed = await ApprovedAsync(database);

        // Somebody else writes in the middle of it: on SQLite a second writer would wait for the first.
        var other = new DuringComputation(() => database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(Region, default);
            await write.CommitAsync(default);
        }));
        Assert.Equal(OperationState.Done, (await PostNowAsync(database, computed, other)).State);
        Assert.True(other.Done);
        Assert.Equal([Now], await ValuesAsync(database, Second, new DateOnly(2026, 1, 1)));
    }

    [Theory, OnEachDatabase]
    public async Task What_changes_between_the_computation_and_the_record_is_computed_again_first(DatabaseEngine engine)
    {
        await using var database = await OpenRoomAsync(engine);
        var computed = await ApprovedAsync(database);
        var before = await CountAsync(database);

        // The last step of the computation: all has been read, and nothing is written yet.
        var change = new DuringComputation(
            () => ValueAsync(database, First, House with { Area = 80 }, new DateOnly(2025, 7, 1)), atEnd: true);
        var row = await PostNowAsync(database, computed, change);
        Assert.Equal("Revenue.Revaluation.Moved", OperationError.FromJson(row.Error!).Code);
        Assert.Equal((before + 1, BatchState.Approved), (await CountAsync(database), (await HistoryAsync(database, computed.Of.Id)).State));
    }

    [Theory, OnEachDatabase]
    public async Task Before_its_1_January_nothing_is_recorded_and_what_ends_later_in_the_year_stays_ended(DatabaseEngine engine)
    {
        await using var database = await OpenRoomAsync(engine);
        await RegisterRoom.EndAsync(database.Services, NopOf(First), new DateOnly(2026, 3, 1));
        var computed = await ComputeAsync(database);
        await ApproveAsync(database, Head, computed);
        await ApproveAsync(database, Secretary, computed);
        var now = database.Clock.GetUtcNow();
        database.Clock.Set(new DateTimeOffset(2025, 12, 31, 16, 59, 0, TimeSpan.Zero));
        Assert.Equal("Revenue.Revaluation.Early", (await StartAsync(database, computed)).Problem.Code);

        database.Clock.Set(now);
        Assert.False((await StartAsync(database, computed)).Failed);
        await database.RunOperationsAsync();
        Assert.Equal([Now], await ValuesAsync(database, First, new DateOnly(2026, 1, 1)));
        var file = (await RegisterRoom.FileAsync(database.Services, NopOf(First), new DateOnly(2026, 3, 1)))!;
        Assert.Equal((ObjectState.Ended, ObjectState.Ended), (file.Current.State, file.Versions[^1].State));
    }

    [Theory, OnEachDatabase]
    public async Task Where_a_building_changed_since_nothing_at_all_is_recorded(DatabaseEngine engine)
    {
        await using var database = await OpenRoomAsync(engine);
        var computed = await ComputeAsync(database);
        await ApproveAsync(database, Head, computed);
        await ApproveAsync(database, Secretary, computed);
        await ValueAsync(database, Second, House with { Area = 80 }, new DateOnly(2025, 7, 1));
        var before = await CountAsync(database);
        await StartAsync(database, computed);
        await database.RunOperationsAsync();
        Assert.Equal(before, await CountAsync(database));
        Assert.Equal(BatchState.Approved, (await HistoryAsync(database, computed.Of.Id)).State);
        Assert.False((await database.Services.AsAsync<RevaluationDesk, Outcome<Nothing>>(
            Drafter, d => d.WithdrawAsync(Home, computed.Of.Id, default))).Failed);
        Assert.Equal(BatchState.Withdrawn, (await HistoryAsync(database, computed.Of.Id)).State);
    }

    [Theory, OnEachDatabase]
    public async Task Pages_show_approve_and_record(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await FillAsync(app.Database);
        using var drafter = app.Client(Drafter);
        const string list = "/pendapatan/16.72/penilaian-ulang";
        using (var wrong = await drafter.SubmitAsync(list, RegisterRoom.Fields(("Form.TaxYear", "1900")), "main form[method=post]"))
        {
            Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }

        using var made = await drafter.SubmitAsync(list, RegisterRoom.Fields(("Form.TaxYear", "2026")), "main form[method=post]");
        var path = made.Headers.Location!.OriginalString;
        await app.Database.RunOperationsAsync();
        Assert.Contains(await WaitingAsync(app.Database), w => w is { TextKey: "Revenue.Desk.ElsewhereRevaluations", Count: "1" });
        foreach (var approver in new[] { Head, Secretary })
        {
            using var client = app.Client(approver);
            using var approved = await client.SubmitAsync(
                path, RegisterRoom.Fields(
                    ("Form.DecreeNumber", Decree), ("Form.DecreeOn.Day", "5"), ("Form.DecreeOn.Month", "1"),
                    ("Form.DecreeOn.Year", "2026")),
                "form[action*=Setuju]");
            Assert.Equal(System.Net.HttpStatusCode.SeeOther, approved.StatusCode);
        }

        using var head = app.Client(Head);
        using var posted = await head.SubmitAsync(path, [], "form[action*=Bukukan]");
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, posted.StatusCode);
        await app.Database.RunOperationsAsync();
        var text = (await head.PageAsync(path)).Body!.TextContent;
        Assert.Contains("Rp85.702.500", text, StringComparison.Ordinal);
        Assert.Contains(Odd, text, StringComparison.Ordinal);
        Assert.Equal([Now], await ValuesAsync(app.Database, First, new DateOnly(2026, 1, 1)));
        Assert.DoesNotContain(await WaitingAsync(app.Database), w => w.TextKey == "Revenue.Desk.ElsewhereRevaluations");
    }

    /// <summary>What the desk of the office says that waits on other pages.</summary>
    private static Task<IReadOnlyList<WaitingElsewhere>> WaitingAsync(TestDatabase database) =>
        database.WithAsync<DeskElsewhere, IReadOnlyList<WaitingElsewhere>>(d => d.OfAsync(Head, Home, new DateOnly(2026, 3, 2), default));

    /// <summary>Something that another person does once, while it is computed or when that is over.</summary>
    private sealed class DuringComputation(Func<Task> act, bool atEnd = false) : IProgress<OperationProgress>
    {
        public bool Done { get; private set; }

        public void Report(OperationProgress value)
        {
            if (!Done && value.Total > 0 && value.Done == (atEnd ? value.Total : 1))
            {
                using var ended = new ManualResetEventSlim();
                _ = Task.Run(async () =>
                {
                    await act();
                    ended.Set();
                });
                Done = ended.Wait(TimeSpan.FromSeconds(20));
                Assert.True(Done, "the other write waits for the computation");
            }
        }
    }

    private static Task<OperationRow> PostNowAsync(
        TestDatabase database, RevaluationHistory history, IProgress<OperationProgress> watcher) =>
        database.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            Head, PostRevaluation.Kind, Home, new RevaluationWork(history.Of.Id), watcher, default);

    private static async Task<RevaluationHistory> ApprovedAsync(TestDatabase database)
    {
        var computed = await ComputeAsync(database);
        Assert.False((await ApproveAsync(database, Head, computed)).Failed);
        Assert.False((await ApproveAsync(database, Secretary, computed)).Failed);
        return await HistoryAsync(database, computed.Of.Id);
    }

    private static readonly BuildingFacts House = new()
    {
        Use = "01", Type = "sedang", Area = 90, Floors = 1, BuiltYear = 2010, Condition = "baik", Wall = "bata", Floor = "keramik",
        Roof = "genteng", Ceiling = "gipsum",
    };

    private static async Task<TestDatabase> OpenRoomAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await FillAsync(database);
        return database;
    }

    /// <summary>
    /// Two houses valued by the tables of 2025, the second with another address during 2026; a building by hand, one that was appraised,
    /// and one whose attributes no table has.
    /// </summary>
    private static async Task FillAsync(TestDatabase database)
    {
        await RegisterRoom.OpenAsync(database.Services);
        await BuildingRoom.ApproveRulesAsync(database.Services);
        var owner = (await RegisterRoom.RegisterAsync(database.Services, RegisterRoom.Person("Contoh Satu"))).Value;
        var day = new DateOnly(2025, 1, 1);
        BuildingInput Hand(long value, string source) => new(40, "01", 1, 2010, Valuation.Individual, value, source);
        foreach (var (nop, building) in new[]
        {
            (First, null), (Second, null), (ByHand, Hand(20_000_000, "Kantor")), (Appraised, null),
            (Odd, Hand(7_000_000, "DBKB abcdef123456")),
        })
        {
            Assert.False((await RegisterRoom.RegisterAsync(
                database.Services, nop, RegisterRoom.Land(owner, day) with { Buildings = building is null ? [] : [building] })).Failed);
        }

        await ValueAsync(database, First, House, day);
        await ValueAsync(database, Second, House, day);
        await ValueAsync(database, Appraised, House with { Appraised = 55_000_000 }, day);
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(Region, default);
            db.Add(new BuildingValuation
            {
                RegionCode = Home, Nop = NopOf(Odd), Version = 1, Number = 1, TaxYear = 2025, RuleVersion = 1,
                RuleHash = "abcdef123456" + new string('0', 52), Value = 7_000_000, RecordedBy = "contoh",
                Facts = System.Text.Json.JsonSerializer.Serialize(House with { Wall = "tidak-ada" }),
                RecordedAt = database.Clock.GetUtcNow().UtcDateTime,
            });
            await write.CommitAsync(default);
        });
        var file = (await RegisterRoom.FileAsync(database.Services, NopOf(Second), day))!;
        var moved = ObjectInput.From(file, new DateOnly(2026, 2, 1), "SPOP contoh") with { Address = "Jalan Baru 9" };
        Assert.False((await database.Services.AsAsync<SaveObject, Outcome<int>>(
            RegisterRoom.Officer, s => s.ChangeAsync(Home, NopOf(Second), 2, moved, default))).Failed);
    }

    private static async Task ValueAsync(TestDatabase database, string nop, BuildingFacts facts, DateOnly from)
    {
        var seen = (await RegisterRoom.FileAsync(database.Services, NopOf(nop), from))!.Versions[^1].Version;
        var valued = await database.Services.AsAsync<ValueBuilding, Outcome<int>>(
            RegisterRoom.Officer, v => v.RunAsync(Home, (NopOf(nop), seen), 1, facts, (from, "LSPOP contoh"), default));
        Assert.False(valued.Failed, valued.Failed ? valued.Problem.ToString() : null);
        if (valued.Value == 0)
        {
            await RegisterRoom.ConfirmAsync(database.Services);
        }
    }

    internal static async Task<RevaluationHistory> ComputeAsync(TestDatabase database)
    {
        var made = await database.Services.AsAsync<RevaluationDesk, Outcome<Revaluation>>(Drafter, d => d.MakeAsync(Home, 2026, default));
        Assert.False(made.Failed, made.Failed ? made.Problem.ToString() : null);
        await database.RunOperationsAsync();
        return await HistoryAsync(database, made.Value.Id);
    }

    internal static async Task<RevaluationHistory> HistoryAsync(TestDatabase database, Guid id) =>
        (await database.WithAsync<RevaluationReading, RevaluationHistory?>(r => r.FindAsync(Home, id, default)))!;

    internal static Task<Outcome<Nothing>> ApproveAsync(
        TestDatabase database, Actor actor, RevaluationHistory history, Actor? with = null) =>
        database.Services.AsAsync<RevaluationDesk, Outcome<Nothing>>(
            with is null ? actor : with with { User = actor.User }, d => d.ApproveAsync(
                Home, history.Of.Id, new(history.Hash, Decree, DecreeOn, true), default));

    internal static Task<Outcome<OperationId>> StartAsync(TestDatabase database, RevaluationHistory history) =>
        database.Services.AsAsync<RevaluationDesk, Outcome<OperationId>>(Head, d => d.PostAsync(Home, history.Of.Id, default));

    private static Task<int> CountAsync(TestDatabase database) => database.WithAsync((KotaDb db) => db.In<TaxObject>(Region).CountAsync());

    private static async Task<List<long>> ValuesAsync(TestDatabase database, string nop, params DateOnly[] days)
    {
        var values = new List<long>();
        foreach (var day in days)
        {
            values.Add((await RegisterRoom.FileAsync(database.Services, NopOf(nop), day))!.Current.BuildingValue);
        }

        return values;
    }

    /// <summary>The value that the recorded attributes and rules give again.</summary>
    private static Task<long> ExplainAsync(TestDatabase database, ObjectFile file) =>
        database.WithAsync<ValuationReading, long>(async reading =>
        {
            var building = file.Buildings[file.Current.Version].Single();
            var valuation = (await reading.FindAsync(Home, building, default))!;
            return (await reading.ExplainAsync(valuation, default))!.Total;
        });

    private static Nop NopOf(string text) => Nop.TryParse(text, out var nop) ? nop : throw new BugException(text);

    private static string Show(long nop) => Nop.Of(nop).ToString();
}

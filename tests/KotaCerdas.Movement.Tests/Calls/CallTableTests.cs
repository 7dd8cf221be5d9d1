using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class CallTableTests
{
    private static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");

    [Theory, OnEachDatabase]
    public async Task A_call_is_read_as_it_was_written(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var call = SomeCall.Draft(database.Clock);
        call.Territory = new([new("Papua", 2, null)], 4);
        await SaveAsync(database, call);

        var read = await database.WithAsync<KotaDb, Call>(db => db.Shared<Call>().SingleAsync());

        Assert.Equivalent(call, read);
        Assert.Equal(("Papua", 2, 4),
            (read.Territory.IslandGroups[0].Group, read.Territory.IslandGroups[0].Min, read.Territory.ProvinceMax));
    }

    [Theory, OnEachDatabase]
    public async Task Two_calls_of_a_year_and_track_cannot_run(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (one, two) = (SomeCall.Draft(database.Clock), SomeCall.Draft(database.Clock));
        one.Advance(CallStatus.Open, Actor.Platform("test"), one.CreatedAt);
        two.Advance(CallStatus.Open, Actor.Platform("test"), two.CreatedAt);
        await SaveAsync(database, SomeCall.Draft(database.Clock));
        await SaveAsync(database, one);

        await Assert.ThrowsAsync<DbUpdateException>(() => SaveAsync(database, two));
    }

    [Theory, OnEachDatabase]
    public async Task The_application_with_all_its_parts_is_stored_under_its_region(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var call = SomeCall.Draft(database.Clock);
        var now = call.CreatedAt;
        await SaveAsync(
            database,
            new Application { RegionCode = PagarAlam, CallId = call.Id, StartedAt = now },
            new Invitation
            {
                RegionCode = PagarAlam, CallId = call.Id, Kind = InvitationKind.Invited, Status = InvitationStatus.Invited,
                Reason = "spbe >= 2,6",
                Basis = "{}", LetterNumber = "B-1", InvitedAt = now,
            },
            new Answer { RegionCode = PagarAlam, CallId = call.Id, ItemCode = "a1", Value = "3", Note = "", Revision = 1, UpdatedAt = now,
                UpdatedByName = "x" },
            new AnswerHistory { RegionCode = PagarAlam, CallId = call.Id, ItemCode = "a1", Revision = 1, Value = "3", Note = "",
                ChangedAt = now, ChangedByName = "x" },
            new Evidence
            {
                RegionCode = PagarAlam, Id = Ids.New(database.Clock), CallId = call.Id, ItemCode = "a1", FileId = Ids.New(database.Clock),
                Sha256 = new string('0', 64), Title = "Perwali", PageAnchor = "hlm. 3", AddedAt = now,
            },
            new ReturnReason { RegionCode = PagarAlam, CallId = call.Id, Round = 1, ItemCode = "a1", Reason = "tidak terbaca",
                ReturnedAt = now },
            new IndexValue { RegionCode = PagarAlam, IndexCode = "spbe", Year = 2025, ValueMicro = 2_790_000, Class = "baik",
                Source = "SK", ImportedAt = now });

        Assert.Equal(1, await CountAsync<Evidence>(database, RegionScope.Of(PagarAlam)));
        Assert.Equal(1, await CountAsync<AnswerHistory>(database, RegionScope.Of(PagarAlam)));
        Assert.Equal(0, await CountAsync<Application>(database, RegionScope.Of(RegionCode.Parse("34.04"))));
    }

    private static Task<int> CountAsync<T>(TestDatabase database, RegionScope scope)
        where T : class, ITenantRow => database.WithAsync<KotaDb, int>(db => db.In<T>(scope).CountAsync());

    private static Task SaveAsync(TestDatabase database, params object[] rows) => database.WithAsync<KotaDb>(async db =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.National("test"), default);
        db.AddRange(rows);
        await write.CommitAsync(default);
    });
}

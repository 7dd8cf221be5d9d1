using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Movement.Tests.Signing.SigningDay;

namespace KotaCerdas.Movement.Tests.Signing;

public sealed class CeremonyTests
{
    [Theory, OnEachDatabase]
    public async Task Regions_sign_the_ministry_countersigns_the_batch_and_a_signed_protocol_ends_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.OpenedAsync(Regions);
        await day.AllSignAsync(id);
        Assert.Equal(5, (await day.RoomAsync(id)).Waiting);
        await day.CountersignAsync(id);

        var witness = (AttendanceKind.Witness, "Sekretaris Jenderal", "Kementerian", false);
        Ok(await day.Sides.AsAsync(day.Sides.Ministry, (RunCeremony o) => o.AttendAsync(id, witness, default)));
        Ok(await day.Sides.AsAsync(day.Sides.Ministry, (CloseCeremony o) => o.RunAsync(id, default)));
        Ok(await day.Sides.AsAsync(day.General, (SignProtocol o) => o.RunAsync(id, SigningHand.None, default)));

        var room = await day.RoomAsync(id);
        Assert.Equal((5, 5), (room.Complete, room.RegionsSigned));
        Assert.All(room.Seats, s => Assert.Equal(AgreementState.InForce, s.State));
        Assert.Equal(("001/BA/KC/III/2026", DocumentState.Issued), (room.Protocol!.Number, room.Protocol.State));
        Assert.Equal("Movement.Ceremony.Over",
            (await day.Sides.AsAsync(day.Sides.Ministry, (RunCeremony o) => o.AttendAsync(id, witness, default))).Problem.Code);
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Late_in_the_evening_of_Jakarta_regions_where_the_next_day_has_begun_still_sign(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        database.Clock.Set(new(2026, 3, 2, 16, 30, 0, TimeSpan.Zero));
        var day = Over(database);
        var id = await day.OpenedAsync(Regions);
        Assert.Equal(new DateOnly(2026, 3, 2), (await day.RoomAsync(id)).Ceremony.HeldOn);
        await day.AllSignAsync(id);
        await day.CountersignAsync(id);

        Assert.All((await day.RoomAsync(id)).Seats, s => Assert.Equal(AgreementState.InForce, s.State));
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task One_regions_failure_is_named_on_its_seat_and_does_not_stop_the_others(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.OpenedAsync(Regions);
        await day.AllSignAsync(id);
        var broken = (await day.RoomAsync(id)).Seats[1];
        var path = Directory.GetFiles(Path.Combine(database.Folder, "files"), "*", SearchOption.AllDirectories).Single(f =>
            f.Replace("/", string.Empty, StringComparison.Ordinal).EndsWith(broken.Document!.ContentSha256, StringComparison.Ordinal));
        File.Move(path, path + ".weg");
        await day.CountersignAsync(id);

        var room = await day.RoomAsync(id);
        Assert.Equal(4, room.Complete);
        Assert.Equal("Movement.Ceremony.SeatBroke", Assert.Single(room.Seats, s => s.Problem is not null).Problem!.Code);
        Assert.Equal(broken.Region.Code, room.Seats.Single(s => s.Problem is not null).Region.Code);

        File.Move(path + ".weg", path);
        await day.CountersignAsync(id);
        Assert.Equal(5, (await day.RoomAsync(id)).Complete);
        Assert.DoesNotContain((await day.RoomAsync(id)).Seats, s => s.Problem is not null);
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_batch_that_was_stopped_goes_on_with_the_rest(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.OpenedAsync(Regions);
        await day.AllSignAsync(id);
        using var stop = new CancellationTokenSource();
        var runner = database.Services.GetRequiredService<OperationRunner>();
        await runner.RunNowAsync(
            day.General, Countersign.Kind, RegionCode.National, new CountersignInput(id.Value), new StopAfter(2, stop), stop.Token);
        var half = await day.RoomAsync(id);
        Assert.Equal((2, 3), (half.Complete, half.Waiting));

        await day.CountersignAsync(id);
        Assert.Equal(5, (await day.RoomAsync(id)).Complete);
        Assert.Equal(10, await database.WithAsync((KotaDb db) => db.In<DocumentSignature>(RegionScope.National("test")).CountAsync()));
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task Two_clicks_on_sign_all_start_one_batch(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.OpenedAsync(Regions[0], Regions[1]);
        await day.AllSignAsync(id);
        var version = (await day.RoomAsync(id)).Ceremony.Version;
        var clicks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => day.StartAsync(id, version))));
        Assert.Single(clicks.Select(Ok).Distinct());
        Assert.Equal("Movement.Ceremony.Countersigning",
            (await day.Sides.AsAsync(day.Sides.Ministry, (CloseCeremony o) => o.RunAsync(id, default))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await day.Sides.AsAsync(
            day.Sides.Ministry, (StartCountersign o) => o.RunAsync(id, version, SigningHand.None, default))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_region_without_its_letter_is_held_up_while_the_others_get_their_documents(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var held = await day.FrozenAsync(Regions[0]);
        var other = await day.FrozenAsync(Regions[1]);
        Ok(await day.Sides.AsAsync(day.Sides.Region, (DelegateSigning o) =>
            o.PrepareAsync(Regions[0], held, ("Sekretaris Daerah Kota Pagar Alam", new DateOnly(2026, 4, 1)), default)));
        var input = new CeremonyInput(
            "Upacara", new(2026, 3, 9), "Jakarta", false, [new(Regions[0], held.Value), new(Regions[1], other.Value)]);
        var id = Ok(await day.Sides.AsAsync(day.Sides.Ministry, (PlanCeremony o) => o.RunAsync(input, default)));
        var runner = database.Services.GetRequiredService<OperationRunner>();
        Assert.True(await runner.RunNextAsync(default));

        var seats = (await day.RoomAsync(id)).Seats;
        Assert.Equal("Movement.Signing.LetterUnsigned", seats[0].Problem!.Code);
        Assert.Equal(("001/NK/32.73/III/2026", null), (seats[1].Document!.Number, seats[1].Problem));
        Assert.Empty(await day.Sides.AsAsync(day.Sides.Ministry, (PlanCeremony o) => o.CandidatesAsync(default)));

        var letter = (await day.Sides.FileAsync(held)).Powers.Single();
        Ok(await day.Sides.AsAsync(day.Sides.Head, (DelegateSigning o) =>
            o.SignAsync(Regions[0], held, letter.Id, SigningHand.None, default)));
        Ok(await day.Sides.AsAsync(day.Sides.Ministry, (RunCeremony o) => o.PrepareAgainAsync(id, default)));
        Assert.True(await runner.RunNextAsync(default));
        Assert.All((await day.RoomAsync(id)).Seats, s => Assert.True(s is { Problem: null, Document: not null }));
        await day.AssertSoundAsync();
    }

    [Theory, OnEachDatabase]
    public async Task A_room_in_which_nobody_could_sign_is_not_opened_and_says_why(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.PreparedAsync(Regions.Take(2));
        Assert.Empty(await StopsAsync(day, id));
        database.Clock.Set(new(2099, 3, 2, 2, 0, 0, TimeSpan.Zero));

        var (problem, seats) = Assert.Single(await StopsAsync(day, id));
        Assert.Equal(("Platform.Calendar.MissingYear", 2), (problem.Code, seats));
        var opened = await day.Sides.AsAsync(day.Sides.Ministry, (RunCeremony o) => o.OpenAsync(id, default));
        Assert.Equal("Platform.Calendar.MissingYear", opened.Problem.Code);
        database.Clock.Set(new(2026, 3, 1, 14, 0, 0, TimeSpan.Zero));
        opened = await day.Sides.AsAsync(day.Sides.Ministry, (RunCeremony o) => o.OpenAsync(id, default));
        Assert.Equal(("Movement.Ceremony.TooEarly", new DateOnly(2026, 3, 2)), (opened.Problem.Code, (DateOnly)opened.Problem.Args[0]));
        Assert.Equal(CeremonyState.Planned, (await day.RoomAsync(id)).Ceremony.State);
    }

    private static async Task<IReadOnlyList<(Problem Problem, int Seats)>> StopsAsync(SigningDay day, CeremonyId id)
    {
        var room = await day.RoomAsync(id);
        return await day.Sides.AsAsync(day.Sides.Ministry, (CeremonyClocks c) => c.FindAsync(room, default));
    }

    [Theory, OnEachDatabase]
    public async Task Presence_lasts_a_minute_without_a_sign_of_life_and_attendance_stays(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.OpenedAsync(Regions[0], Regions[1]);
        await TouchAsync(day, id, "Wali Kota");
        Assert.Equal((1, true), ((await day.RoomAsync(id)).Present, (await day.RoomAsync(id)).Seats[0].Present));
        database.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0, (await day.RoomAsync(id)).Present);
        await TouchAsync(day, id, "Diskominfo");
        var seat = (await day.RoomAsync(id)).Seats[0];
        Assert.Equal((true, "Wali Kota"), (seat.Present, seat.Seat.CameOffice));
    }

    [Theory, OnEachDatabase]
    public async Task What_was_not_signed_stands_in_the_protocol_and_can_be_signed_later(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.OpenedAsync(Regions[0], Regions[1]);
        var first = (await day.RoomAsync(id)).Seats[0];
        Ok(await day.SignAsync(Head(first.Region.Code), first.Region.Code, first.Seat.AgreementId));
        await day.CountersignAsync(id);
        Ok(await day.Sides.AsAsync(day.Sides.Ministry, (CloseCeremony o) => o.RunAsync(id, default)));

        var room = await day.RoomAsync(id);
        Assert.Equal((1, CeremonyState.Closed), (room.Complete, room.Ceremony.State));
        var left = room.Seats[1];
        Ok(await day.SignAsync(Head(left.Region.Code), left.Region.Code, left.Seat.AgreementId));
        Assert.True(Ok(await day.SignAsync(day.General, left.Region.Code, left.Seat.AgreementId)));
    }

    private static Task TouchAsync(SigningDay day, CeremonyId id, string office) =>
        day.Sides.AsAsync(day.Sides.Head, async (CeremonyDesk desk) =>
        {
            await desk.TouchAsync((await desk.SeatAsync(id, Regions[0], default))!, office, default);
            return true;
        });

    private sealed class StopAfter(int steps, CancellationTokenSource stop) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value)
        {
            if (value.Done >= steps)
            {
                stop.Cancel();
            }
        }
    }
}

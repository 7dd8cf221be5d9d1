using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Movement.Tests.Mentoring.MentoredRegions;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class DecreeTests
{
    [Theory, OnEachDatabase]
    public async Task A_decree_is_handed_in_only_with_number_date_file_and_every_required_seat(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var id = Ok(await regions.AsAsync(regions.Officer, (WriteDecree o) => o.StartAsync(PagarAlam, "tim-pelaksana", default)));

        var empty = await SubmitAsync(regions, id);
        Assert.Equal(
            ["NumberMissing", "DateMissing", "FileMissing", "RoleMissing", "RoleMissing", .. Enumerable.Repeat("GroupMissing", 6)],
            empty.Problems.Select(p => p.Code["Movement.Decree.".Length..]));
        Assert.Equal(id, await regions.WriteDecreeAsync("tim-pelaksana"));
        foreach (var (day, refused) in new[] { (Start.AddYears(-10).AddDays(-1), "DateLongAgo"), (Start.AddDays(1), "DateAhead") })
        {
            Ok(await regions.AsAsync(
                regions.Officer, (WriteDecree o) => o.SaveAsync(PagarAlam, id, new("800/7/2026", day), null, default)));
            Assert.Equal("Movement.Decree." + refused, (await SubmitAsync(regions, id)).Problem.Code);
        }

        Ok(await regions.AsAsync(
            regions.Officer, (WriteDecree o) => o.SaveAsync(PagarAlam, id, new("800/7/2026", Start.AddYears(-10)), null, default)));
        Ok(await SubmitAsync(regions, id));
        Ok(await SubmitAsync(regions, id));
        Assert.Equal("Movement.Decree.Closed", (await regions.SeatAsync(id, "member")).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task Acceptance_tells_those_who_keep_the_obligations_and_freezes_the_decree(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var id = await regions.WriteDecreeAsync("dewan");
        Assert.Equal("Movement.Decree.NotSubmitted", (await JudgeAsync(regions, id, regions.Mentor)).Problem.Code);
        database.Clock.Advance(TimeSpan.FromDays(4));
        Ok(await SubmitAsync(regions, id));
        Assert.Equal("Platform.Access.NotAllowed", (await JudgeAsync(regions, id, regions.Officer)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await JudgeAsync(regions, id, regions.OtherMentor)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await JudgeAsync(regions, id, regions.Neighbour)).Problem.Code);
        database.Clock.Advance(TimeSpan.FromDays(3));
        Ok(await JudgeAsync(regions, id, regions.Mentor));

        var told = await database.WithAsync<KotaDb, string>(db => db.In<OutboxRow>(RegionScope.Of(PagarAlam))
            .Where(o => o.Name == "movement.decree-accepted.v1").Select(o => o.Payload).SingleAsync());
        Assert.Contains("\"Kind\":\"dewan\"", told, StringComparison.Ordinal);
        Assert.Contains("\"SubmittedOn\":\"2026-03-06\",\"AcceptedOn\":\"2026-03-09\"", told, StringComparison.Ordinal);
        Assert.Equal("Movement.Decree.NotSubmitted", (await JudgeAsync(regions, id, regions.Ministry)).Problem.Code);
        Assert.Equal("Movement.Decree.Closed", (await regions.SeatAsync(id, "member")).Problem.Code);
        var next = Ok(await regions.AsAsync(regions.Officer, (WriteDecree o) => o.StartAsync(PagarAlam, "dewan", default)));
        Assert.NotEqual(id, next);
    }

    [Theory, OnEachDatabase]
    public async Task A_returned_decree_can_be_improved_and_handed_in_again(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var id = await regions.WriteDecreeAsync("dewan");
        Ok(await SubmitAsync(regions, id));
        Assert.Equal("Movement.Mentoring.ReasonLength", (await JudgeAsync(regions, id, regions.Ministry, "salah")).Problem.Code);
        Ok(await JudgeAsync(regions, id, regions.Ministry, "Nomor tidak sesuai berkas"));

        Ok(await regions.SeatAsync(id, "secretary"));
        Ok(await SubmitAsync(regions, id));
        Ok(await JudgeAsync(regions, id, regions.Ministry));
        var rulings = await database.WithAsync<KotaDb, List<RulingKind>>(db =>
            db.In<DecreeRuling>(RegionScope.Of(PagarAlam)).OrderBy(r => r.Id).Select(r => r.Kind).ToListAsync());
        Assert.Equal([RulingKind.Submitted, RulingKind.Returned, RulingKind.Submitted, RulingKind.Accepted], rulings);
        Assert.Equal(0, await StageTests.EventsAsync(database, "movement.decree-accepted.v1", Sleman));
    }

    [Theory, OnEachDatabase]
    public async Task A_seat_names_role_party_and_for_a_working_group_the_dimension(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var regions = await OpenAsync(database);
        var id = await regions.WriteDecreeAsync("tim-pelaksana", complete: false);

        Assert.Equal("Movement.Decree.ChooseDimension", (await regions.SeatAsync(id, "working-group")).Problem.Code);
        Assert.Equal("Movement.Decree.ChooseRole", (await regions.SeatAsync(id, "bendahara")).Problem.Code);
        var wrong = await regions.AsAsync(regions.Officer, (WriteDecree o) =>
            o.SeatAsync(PagarAlam, id, new("chair", "", "partai", " "), default));
        Assert.Equal(["Movement.Decree.ChooseParty", "Movement.Decree.OfficeNeeded"], wrong.Problems.Select(p => p.Code));
        var neighbour = await regions.AsAsync(regions.Neighbour, (WriteDecree o) =>
            o.SeatAsync(PagarAlam, id, new("chair", "", "government", "Sekretaris Daerah"), default));
        Assert.Equal("Platform.Access.NotAllowed", neighbour.Problem.Code);

        var seat = Ok(await regions.SeatAsync(id, "working-group", "economy"));
        Ok(await regions.AsAsync(regions.Officer, (WriteDecree o) => o.UnseatAsync(PagarAlam, id, seat, default)));
        Assert.Equal(1, await database.WithAsync<KotaDb, int>(db => db.In<DecreeMember>(RegionScope.Of(PagarAlam)).CountAsync()));
    }

    private static Task<Outcome<Nothing>> SubmitAsync(MentoredRegions regions, Guid id) =>
        regions.AsAsync(regions.Officer, (JudgeDecree o) => o.SubmitAsync(PagarAlam, id, default));

    private static Task<Outcome<Nothing>> JudgeAsync(MentoredRegions regions, Guid id, Actor by, string? returned = null) =>
        regions.AsAsync(by, (JudgeDecree o) => o.RunAsync(PagarAlam, id, returned, default));
}

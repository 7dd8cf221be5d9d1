using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Assessment;
using KotaCerdas.Revenue.Tests.Mine;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Requests that nobody decides in time.</summary>
public sealed class DeemedTests
{
    private static readonly DateOnly AskedOn = new(2026, 3, 10);

    [Theory, OnEachDatabase]
    public async Task What_nobody_decides_in_time_counts_as_granted_once_from_the_day_after(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var owner = await TaxpayerAsync(services);
        var charges = new List<ChargeFileOf>();
        for (var month = 0; month < 4; month++)
        {
            charges.Add(await AssessAsync(services, owner));
        }

        database.Clock.Set(Noon(2026, 3, 10));
        var (corrected, objected, inTime, inWords) = (charges[0], charges[1], charges[2], charges[3]);
        await AskAsync(services, "pembetulan", corrected, ("volume", "600"), ("weight", "1"));
        await AskAsync(services, "keberatan", objected, ("principal", "200000"), ("sanction", "0"));
        var heard = await AskAsync(services, "keberatan", inTime, ("principal", "100000"), ("sanction", "0"));
        var said = await AskAsync(services, "keberatan", inWords);
        var (citizen, head) = await PeopleAsync(services, owner);

        // Six months for the correction: nothing on the last day, granted as it was asked for on the next, and once.
        database.Clock.Set(Noon(2026, 9, 10));
        await SweepAsync(database, done: 0, left: 0);
        Assert.Equal(600_000, (await ChargeAsync(services, corrected.Id)).Current.Amount);
        database.Clock.Set(Noon(2026, 9, 11));
        await SweepAsync(database, done: 1, left: 0);
        await SweepAsync(database, done: 0, left: 0);
        var granted = await ChargeAsync(services, corrected.Id);
        Assert.Equal((300_000, 2, "pembetulan"), (granted.Current.Amount, granted.Cycles.Count, granted.Current.Letter));
        var deemed = Assert.Single(await DeemedAsync(database));
        Assert.Equal((new DateOnly(2026, 9, 11), granted.Current.DocumentId), (deemed.Since, deemed.DocumentId));
        await MineRoom.DeliverAsync(services);
        Assert.Equal(["Revenue.RequestNotice.Deemed"], await ToldAsync(database, citizen));
        Assert.Equal(["Revenue.RequestNotice.DeemedOffice"], await ToldAsync(database, head));

        await ObjectionsAsync(database, charges, (heard, said));
    }

    [Theory, OnEachDatabase]
    public async Task A_request_that_breaks_does_not_keep_the_later_ones_from_being_granted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var owner = await TaxpayerAsync(services);
        var (broken, sound) = (await AssessAsync(services, owner), await AssessAsync(services, owner));
        database.Clock.Set(Noon(2026, 3, 10));
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
            db.Add(new LetterRequest
            {
                RegionCode = Home, Id = Ids.New(database.Clock), Letter = "pembetulan", ChargeId = broken.Id, ReceivedOn = AskedOn,
                DecideBy = new DateOnly(2026, 9, 9), Reason = "Meter keliru", Facts = "{", RecordedAt = DateTime.UnixEpoch,
                RecordedBy = null, RecordedByName = "test",
            });
            await write.CommitAsync(default);
        });
        await AskAsync(services, "pembetulan", sound, ("volume", "600"), ("weight", "1"));

        database.Clock.Set(Noon(2026, 9, 11));
        await SweepAsync(database, done: 1, left: 0, broke: 1);
        Assert.Equal(300_000, (await ChargeAsync(services, sound.Id)).Current.Amount);
        await SweepAsync(database, done: 0, left: 0, broke: 1);
    }

    [Fact]
    public async Task A_request_about_what_was_cancelled_meanwhile_can_still_be_closed()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var services = database.Services;
        await OpenAsync(services);
        var charge = await AssessAsync(services, await TaxpayerAsync(services));
        database.Clock.Set(Noon(2026, 3, 10));
        var asked = await AskAsync(services, "keberatan", charge, ("principal", "200000"), ("sanction", "0"));
        var proposed = (await ProposeAsync(services, About(charge, asked), ("principal", "200000"), ("sanction", "0"))).Value;
        var gone = (await ProposeAsync(services, new("pembatalan", charge.Id, null, default, default))).Value;
        Assert.False((await DecideAsync(services, gone)).Failed);
        database.Clock.Set(Noon(2027, 3, 11));
        await SweepAsync(database, done: 0, left: 1);
        Assert.False((await DecideAsync(services, proposed, grant: false, reason: "Sudah dibatalkan")).Failed);
        await SweepAsync(database, done: 0, left: 0);
    }

    [Theory, OnEachDatabase]
    public async Task What_nobody_has_proposed_an_answer_to_is_closed_with_what_it_is_about(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var owner = await TaxpayerAsync(services);
        var charge = await AssessAsync(services, owner);
        database.Clock.Set(Noon(2026, 3, 10));
        var objection = await AskAsync(services, "keberatan", charge, ("principal", "200000"), ("sanction", "0"));
        var correction = await AskAsync(services, "pembetulan", charge, ("volume", "600"), ("weight", "1"));
        var (citizen, _) = await PeopleAsync(services, owner);
        var gone = (await ProposeAsync(services, new("pembatalan", charge.Id, null, default, default))).Value;
        var cancelled = (await DecideAsync(services, gone)).Value;

        // A cancellation that was wrong is taken back by a correction, so that one stays on the desk.
        var requests = await RequestsAsync(services, charge);
        Assert.Equal(
            [(objection, RequestState.Closed), (correction, RequestState.Received)],
            requests.OrderBy(r => r.Request.Letter, StringComparer.Ordinal).Select(r => (r.Request.Id, r.State)));
        Assert.Equal(cancelled.DocumentId, requests.Single(r => !r.IsOpen).DocumentId);
        Assert.Equal([correction], (await WaitAsync(services)).Select(r => r.Request.Id));
        await MineRoom.DeliverAsync(services);
        Assert.Equal(["Revenue.RequestNotice.Closed"], await ToldAsync(database, citizen));
        await SweepAsync(database, done: 0, left: 0);

        // One that was left before is closed by the nightly run, once; one that it cannot close does not pass in silence.
        await database.PlantAsync("delete from revenue_closed_request");
        Assert.Equal(2, (await WaitAsync(services)).Count);
        await database.PlantAsync("update revenue_request set letter = 'tidak-ada' where letter = 'keberatan'");
        await SweepAsync(database, done: 0, left: 0, broke: 1);
        await database.PlantAsync("update revenue_request set letter = 'keberatan' where letter = 'tidak-ada'");
        await SweepAsync(database, done: 0, left: 0, closed: 1);
        await SweepAsync(database, done: 0, left: 0);
        Assert.Equal([correction], (await WaitAsync(services)).Select(r => r.Request.Id));
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task Of_the_nightly_run_and_the_desk_at_once_one_decides_and_nothing_is_half_done(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var owner = await TaxpayerAsync(services);
        var rounds = new List<(ChargeFileOf Charge, Guid Request, Guid Proposal)>();
        for (var round = 0; round < 4; round++)
        {
            database.Clock.Set(Noon(2026, 3, 2));
            var charge = await AssessAsync(services, owner);
            database.Clock.Set(Noon(2026, 3, 10));
            var asked = await AskAsync(services, "keberatan", charge, ("principal", "200000"), ("sanction", "0"));
            rounds.Add((charge, asked, (await ProposeAsync(
                services, About(charge, asked), ("principal", "200000"), ("sanction", "0"))).Value));
        }

        database.Clock.Set(Noon(2027, 3, 11));
        foreach (var (charge, request, proposal) in rounds)
        {
            var desk = Task.Run(() => DecideAsync(services, proposal));
            var night = Task.Run(() => services.AsAsync<DeemLetter, Outcome<DeemedDecision>>(
                Actor.Platform("test"), d => d.RunAsync(Home, request, default)));
            var (decided, deemed) = (await desk, await night);
            Assert.NotEqual(decided.Failed, deemed.Failed);
            var refused = decided.Failed ? decided.Problem : deemed.Problem;
            Assert.Contains(refused.Code, new[] { "Revenue.Register.Raced", "Revenue.Letter.Decided", "Revenue.Letter.HeardBefore" });
            var file = await ChargeAsync(services, charge.Id);
            Assert.Equal((200_000, 2, 2), (file.Current.Amount, file.Cycles.Count, file.Events.Count));
            var answered = Assert.Single(await RequestsAsync(services, charge));
            Assert.Equal((decided.Failed, deemed.Failed), (answered.Deemed is not null, answered.Decision is not null));
            Assert.Equal(file.Current.DocumentId, answered.DocumentId);
        }

        await SweepAsync(database, done: 0, left: 0);
        Assert.Equal(800_000, await BalanceAsync(services, "1.1.03.12"));
        var numbers = await database.WithAsync<KotaDb, List<(int, DocumentState)>>(async db =>
            [.. (await db.In<IssuedDocument>(RegionScope.Of(Home)).Where(d => d.Kind == "keberatan").OrderBy(d => d.Sequence)
                .Select(d => new { d.Sequence, d.State }).ToListAsync()).Select(d => (d.Sequence, d.State))]);
        Assert.Equal(Enumerable.Range(1, rounds.Count).Select(n => (n, DocumentState.Issued)), numbers);
        await ReceivableAgreesAsync(services);
    }

    private static Task<IReadOnlyList<RequestFile>> RequestsAsync(IServiceProvider services, ChargeFileOf charge) =>
        services.AsAsync<ProposalReading, IReadOnlyList<RequestFile>>(Head, r => r.RequestsAsync(Home, charge.Id, default));

    private static Task<IReadOnlyList<RequestFile>> WaitAsync(IServiceProvider services) =>
        services.AsAsync<ProposalReading, IReadOnlyList<RequestFile>>(Head, r => r.OpenRequestsAsync(Home, default));

    /// <summary>Twelve months for an objection: on the last day it is still decided.</summary>
    private static async Task ObjectionsAsync(TestDatabase database, List<ChargeFileOf> charges, (Guid Heard, Guid Said) asked)
    {
        var services = database.Services;
        var (objected, inTime, inWords) = (charges[1], charges[2], charges[3]);
        database.Clock.Set(Noon(2027, 3, 10));
        var other = (await ProposeAsync(services, About(objected, heard: null), ("principal", "500000"), ("sanction", "0"))).Value;
        Assert.False((await DecideAsync(services, (await ProposeAsync(
            services, About(inTime, asked.Heard), ("principal", "400000"), ("sanction", "0"))).Value)).Failed);
        database.Clock.Set(Noon(2027, 3, 11));
        var lesser = (await ProposeAsync(
            services, About(objected, await RequestOfAsync(services, objected)), ("principal", "500000"), ("sanction", "0"))).Value;
        Assert.Equal("Revenue.Letter.Deemed", (await DecideAsync(services, lesser)).Problem.Code);
        Assert.Equal("Revenue.Letter.Deemed", (await DecideAsync(services, lesser, grant: false, reason: "Terlambat")).Problem.Code);
        await SweepAsync(database, done: 1, left: 1);
        await SweepAsync(database, done: 0, left: 1);
        var amounts = await Task.WhenAll(charges.Select(async c => (await ChargeAsync(services, c.Id)).Current.Amount));
        Assert.Equal([300_000, 200_000, 400_000, 600_000], amounts);
        Assert.Equal(2, (await DeemedAsync(database)).Count);
        Assert.Equal("Revenue.Letter.Decided", (await DecideAsync(services, lesser)).Problem.Code);
        Assert.DoesNotContain(lesser, (await WaitingAsync(services)).Select(p => p.Proposal.Id));
        Assert.Contains(other, (await WaitingAsync(services)).Select(p => p.Proposal.Id));

        // What was asked for in words alone waits for a person, who cannot refuse it any more.
        var byHand = (await ProposeAsync(services, About(inWords, asked.Said), ("principal", "450000"), ("sanction", "0"))).Value;
        Assert.Equal("Revenue.Letter.Deemed", (await DecideAsync(services, byHand, grant: false, reason: "Terlambat")).Problem.Code);
        Assert.False((await DecideAsync(services, byHand)).Failed);
        Assert.Equal(1_350_000, await BalanceAsync(services, "1.1.03.12"));
        await ReceivableAgreesAsync(services);
    }

    private static LetterTarget About(ChargeFileOf charge, Guid? heard) =>
        new("keberatan", charge.Id, null, default, default) { Request = heard };

    private static async Task<Guid> RequestOfAsync(IServiceProvider services, ChargeFileOf charge) => Assert.Single(
        await services.AsAsync<ProposalReading, IReadOnlyList<RequestFile>>(Head, r => r.RequestsAsync(Home, charge.Id, default)))
            .Request.Id;

    private static async Task<ChargeFileOf> AssessAsync(IServiceProvider services, TaxpayerId owner)
    {
        var well = (await RegisterAsync(services, "air-tanah", Input(owner))).Value;
        var proposed = (await ProposeAsync(
            services, new("skpd", null, well, new(2026, 1, 1), new(2026, 1, 31)), ("volume", "1200"), ("weight", "1"))).Value;
        return await ChargeAsync(services, (await DecideAsync(services, proposed)).Value.ChargeId!.Value);
    }

    private static async Task<Guid> AskAsync(
        IServiceProvider services, string letter, ChargeFileOf charge, params (string Name, string Value)[] values)
    {
        var asked = await services.AsAsync<AskLetter, Outcome<Guid>>(Assessor, a => a.RunAsync(
            Home, new(letter, charge.Id, AskedOn, "Meter keliru") { Values = values.Length == 0 ? null : Values(values) }, default));
        Assert.False(asked.Failed, asked.Failed ? asked.Problem.ToString() : null);
        return asked.Value;
    }

    /// <summary>The nightly run, as the schedule starts it: for the country, by the platform.</summary>
    private static async Task SweepAsync(TestDatabase database, int done, int left, int broke = 0, int closed = 0)
    {
        await using var scope = database.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<OperationRunner>().RunNowAsync(
            Actor.Platform("test"), DeemDecisions.Kind, RegionCode.National, new DeemDecisionsInput(null), null, default);
        Assert.Equal(broke == 0 ? OperationState.Done : OperationState.Failed, row.State);
        Assert.Equal(
            broke == 0 ? $"{done} {left} {closed}" : $"{done} {left} {closed} {broke}",
            string.Join(' ', row.Error is null ? OperationResult.FromJson(row.Result!).Args : OperationError.FromJson(row.Error).Args));
    }

    /// <summary>An account that the counter connected with the taxpayer, and one that decides.</summary>
    private static async Task<(Actor Citizen, Actor Head)> PeopleAsync(IServiceProvider services, TaxpayerId owner)
    {
        var citizen = await MineRoom.CitizenAsync(services);
        Assert.False((await MineRoom.RedeemAsync(services, citizen, (await MineRoom.CodeAsync(services, owner)).Value)).Failed);
        var head = await MineRoom.CitizenAsync(services);
        await using var scope = services.CreateAsyncScope();
        var given = await scope.ServiceProvider.GetRequiredService<IPeopleSetup>().GrantAsync(
            Actor.Platform("test"), new(head.User!.Value, "revenue-head", Home, new(2026, 1, 1)), default);
        Assert.False(given.Failed, given.Failed ? given.Problem.ToString() : null);
        return (citizen, head);
    }

    private static Task<IReadOnlyList<ProposalFile>> WaitingAsync(IServiceProvider services) =>
        services.AsAsync<ProposalReading, IReadOnlyList<ProposalFile>>(Head, r => r.WaitingAsync(Home, default));

    private static Task<List<DeemedDecision>> DeemedAsync(TestDatabase database) => database.WithAsync<KotaDb, List<DeemedDecision>>(
        db => db.In<DeemedDecision>(RegionScope.Of(Home)).AsNoTracking().ToListAsync());

    private static Task<List<string>> ToldAsync(TestDatabase database, Actor who) => database.WithAsync<KotaDb, List<string>>(
        db => db.Shared<NotificationRow>().Where(n => n.UserId == who.User!.Value && n.TextKey.StartsWith("Revenue.RequestNotice."))
            .Select(n => n.TextKey).ToListAsync());
}

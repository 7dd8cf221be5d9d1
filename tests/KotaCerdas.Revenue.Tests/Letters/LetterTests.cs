using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using static KotaCerdas.Revenue.Tests.Letters.LetterRoom;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>Letters and decisions over the one table.</summary>
public sealed class LetterTests
{
    private static readonly DateOnly January = new(2026, 1, 1);
    private static readonly DateOnly EndOfJanuary = new(2026, 1, 31);

    [Theory, OnEachDatabase]
    public async Task An_official_assessment_needs_two_people(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var well = (await RegisterAsync(services, "air-tanah", Input(await TaxpayerAsync(services)))).Value;
        var target = new LetterTarget("skpd", null, well, January, EndOfJanuary);
        var proposed = (await ProposeAsync(services, target, ("volume", "1200"), ("weight", "1"))).Value;

        var both = Assessor with { Grants = [.. Assessor.Grants, .. Head.Grants] };
        Assert.Equal("Revenue.Letter.OwnProposal", (await DecideAsync(services, proposed, by: both)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await DecideAsync(services, proposed, by: Colleague)).Problem.Code);
        Assert.Equal("Revenue.Letter.NoPerson", (await DecideAsync(services, proposed, by: Actor.Platform("x"))).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed",
            (await DecideAsync(services, proposed, by: TestPeople.Office("revenue-head", "16.71"))).Problem.Code);
        Assert.Equal(0, await BalanceAsync(services, "1.1.03.12"));

        // T25
        var decided = await DecideAsync(services, proposed);
        Assert.Equal("Revenue.Letter.Decided", (await DecideAsync(services, proposed)).Problem.Code);
        var charge = await ChargeAsync(services, decided.Value.ChargeId!.Value);
        Assert.Equal((600_000, new DateOnly(2026, 4, 2)), (charge.Current.Amount, charge.Last.DueOn));
        Assert.Equal(600_000, await BalanceAsync(services, "1.1.03.12"));
        var twice = (await ProposeAsync(services, target, ("volume", "1200"), ("weight", "1"))).Value;
        Assert.Equal("Revenue.Charge.Twice", (await DecideAsync(services, twice)).Problem.Code);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task The_database_refuses_a_decision_by_who_proposed_and_a_debt_below_zero(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var person = Head.User!.Value;
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => WriteAsync(database, new Decision
        {
            RegionCode = Home, ProposalId = Guid.CreateVersion7(), Result = DecisionResult.Granted, DecidedOn = January, Reason = "",
            ProposedBy = person, DecidedBy = person, DecidedByName = "x", RecordedAt = DateTime.UnixEpoch,
        }));
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => WriteAsync(database, new ChargeEvent
        {
            RegionCode = Home, ChargeId = new(Guid.CreateVersion7()), Ordinal = 1, Kind = ChargeEventKind.Paid, HappenedOn = January,
            Change = -1, OpenAfter = -1, PaidAfter = 0, OverAfter = 0, State = ChargeState.Paid, ExpiresFrom = January, Letter = "",
            Reason = "", RecordedAt = DateTime.UnixEpoch, RecordedBy = null, RecordedByName = "x",
        }));
    }

    [Theory, OnEachDatabase]
    public async Task The_check_of_the_ledger_finds_a_debt_without_journal_and_an_amount_without_facts(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await OpenAsync(database.Services);
        var id = (await RegisterAsync(database.Services, "pbjt-makan", Input(await TaxpayerAsync(database.Services)))).Value;
        var filed = (await FileAsync(database.Services, id, January, [("turnover", "1000000")])).Value;
        Assert.Empty(await AuditAsync(database.Services));
        var file = await ChargeAsync(database.Services, filed.ChargeId);
        await WriteAsync(database, new ChargeEvent
        {
            RegionCode = Home, ChargeId = filed.ChargeId, Ordinal = 2, Kind = ChargeEventKind.Amended, HappenedOn = January, Change = 1,
            OpenAfter = file.Standing.Open + 1, PaidAfter = 0, OverAfter = 0, State = ChargeState.Issued, ExpiresFrom = January,
            Letter = "", Reason = "", RecordedAt = DateTime.UnixEpoch, RecordedBy = null, RecordedByName = "x",
        });
        Assert.Equal(
            ["Ledger.Check.Differs", "Revenue.ChargeAudit.Standing"], (await AuditAsync(database.Services)).Select(p => p.Code));
        await WriteAsync(database, Forged(filed));
        Assert.Contains(await AuditAsync(database.Services), p => p.Code == "Revenue.ChargeAudit.OtherAmount");
    }

    [Theory, OnEachDatabase]
    public async Task Who_files_nothing_is_assessed_ex_officio(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var id = (await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services)))).Value;

        // T20: five months after 13 February.
        database.Clock.Set(Noon(2026, 7, 1));
        var target = new LetterTarget("skpdkb-jabatan", null, id, January, EndOfJanuary);
        var proposed = (await ProposeAsync(services, target, ("turnover", "150000000"))).Value;
        var charge = await ChargeAsync(services, (await DecideAsync(services, proposed)).Value.ChargeId!.Value);
        Assert.Equal((15_000_000, 9_150_000, 24_150_000), (charge.Current.Principal, charge.Current.Sanction, charge.Current.Amount));

        // A further finding carries the surcharge of the table.
        var further = await FollowAsync(services, "skpdkbt", charge.Id, ("turnover", "170000000"));
        Assert.Equal((2_000_000, 2_000_000), (further.Current.Principal, further.Current.Sanction));

        // A second object, whose return came: no assessment ex officio, an audit instead.
        var other = (await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services, "Contoh Dua")))).Value;
        var filed = (await FileAsync(services, other, January, [("turnover", "100000000")])).Value;
        Assert.Equal("Revenue.Letter.Filed",
            (await ProposeAsync(services, target with { Object = other }, ("turnover", "1"))).Problem.Code);
        Assert.Equal("Revenue.Letter.OtherResult",
            (await ProposeAsync(services, new("skpdn", filed.ChargeId, null, default, default), ("turnover", "90000000"))).Problem.Code);
        var third = (await RegisterAsync(services, "pbjt-makan", Input(await TaxpayerAsync(services, "Contoh Tiga")))).Value;
        var right = (await FileAsync(services, third, January, [("turnover", "100000000")])).Value;
        var before = (await ChargeAsync(services, right.ChargeId)).Last;
        var nothing = (await DecideAsync(services, (await ProposeAsync(
            services, new("skpdn", right.ChargeId, null, default, default), ("turnover", "100000000"))).Value)).Value;
        var number = await database.WithAsync((KotaDb db) => db.In<IssuedDocument>(RegionScope.Of(Home)).AsNoTracking()
            .Where(d => d.Id == nothing.DocumentId!.Value).Select(d => d.Number).SingleAsync());
        Assert.Equal("00001/SKPDN/16.72/VII/2026", number);
        var after = (await ChargeAsync(services, right.ChargeId)).Last;
        Assert.Equal((before.OpenAfter, before.State, "skpdn"), (after.OpenAfter, after.State, after.Letter));
        Assert.Equal("Revenue.Return.Audited", (await FileAsync(services, third, January, [("turnover", "1")], "x")).Problem.Code);
        await PayAsync(services, filed.ChargeId, 10_000_000, new(2026, 7, 1), "uji-1");
        var over = await FollowAsync(services, "skpdlb", filed.ChargeId, ("turnover", "90000000"));
        Assert.Equal((9_000_000, 2), (over.Current.Amount, over.Cycles.Count));
        Assert.Equal("Revenue.Return.Audited", (await FileAsync(services, other, January, [("turnover", "1")], "x")).Problem.Code);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task A_market_stall_is_assessed_billed_reduced_and_cancelled(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        await OpenAsync(services);
        var owner = await TaxpayerAsync(services);
        var stall = (await RegisterAsync(services, "pasar", Input(owner, null, ("width", "3"), ("length", "4")))).Value;
        var proposed = (await ProposeAsync(
            services, new("skrd", null, stall, January, EndOfJanuary), ("width", "3"), ("length", "4"), ("days", "30"))).Value;
        var levy = await ChargeAsync(services, (await DecideAsync(services, proposed)).Value.ChargeId!.Value);

        // T28: the levy itself, then two months of interest on it.
        Assert.Equal(180_000, levy.Current.Amount);
        database.Clock.Set(Noon(2026, 5, 15));
        Assert.Equal(3_600, (await FollowAsync(services, "strd", levy.Id)).Current.Amount);
        Assert.Equal("Revenue.Letter.NotForKind",
            (await ProposeAsync(services, new("stpd", levy.Id, null, default, default))).Problem.Code);
        Assert.Equal("Revenue.Levy.HasArrears", (await services.AsAsync<SaveKindObject, Outcome<int>>(
            Surveyor, s => s.CloseAsync(Home, stall, new(2026, 5, 15), "Pindah", default))).Problem.Code);

        var wrong = await ProposeAsync(
            services, new("pengurangan", levy.Id, null, default, default), ("principal_share", "101"), ("sanction_share", "x"));
        Assert.Equal(["isian.principal_share", "isian.sanction_share"], wrong.Problems.Select(p => p.Field));
        var half = await FollowAsync(services, "pengurangan", levy.Id, ("principal_share", "25"), ("sanction_share", "0"));
        Assert.Equal((135_000, 135_000), (half.Current.Amount, half.Standing.Open));
        var gone = await FollowAsync(services, "pembatalan", levy.Id);
        Assert.Equal((0, ChargeState.Cancelled), (gone.Standing.Open, gone.Standing.State));
        Assert.Equal(-3_600, await BalanceAsync(services, "7.1.04"));
        Assert.Equal(0, await BalanceAsync(services, "7.1.02"));
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task Payment_in_parts_a_refused_objection_and_a_write_off_follow_the_clocks(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var id = await AssessedWellAsync(services);

        // T30: twelve million in six parts.
        Assert.Equal("isian.count", (await ProposeAsync(
            services, new("angsuran", id, null, default, default), ("count", "25"))).Problem.Field);
        var plan = await FollowAsync(services, "angsuran", id, ("count", "6"));
        Assert.Equal(
            (12_000_000, new DateOnly(2026, 5, 2), new DateOnly(2026, 10, 2)), (plan.Standing.Open, plan.Last.DueOn, plan.LastDueOn));
        Assert.Equal("Revenue.Letter.NotOverdue",
            (await ProposeAsync(services, new("teguran", id, null, default, default))).Problem.Code);
        Assert.Equal("isian.due", (await ProposeAsync(
            services, new("penundaan", id, null, default, default), ("due", "2026-09-01"))).Problem.Field);

        // An objection: asked for in time, refused, and the disputed part fined.
        var late = await AskAsync(services, "keberatan", id, new(2026, 3, 2));
        Assert.False(late.Failed);
        var objection = await ProposeAsync(
            services, new("keberatan", id, null, default, default) { Request = late.Value }, ("principal", "2000000"), ("sanction", "0"));
        Assert.Equal("Revenue.Letter.ReasonNeeded", (await DecideAsync(services, objection.Value, grant: false)).Problem.Code);
        Assert.False((await DecideAsync(services, objection.Value, grant: false, reason: "Meter dibaca benar")).Failed);
        var refused = await ChargeAsync(services, id);
        Assert.Equal((12_000_000, 3_000_000), (refused.Current.Principal, refused.Current.Sanction));
        database.Clock.Set(Noon(2026, 6, 3));
        Assert.Equal("Revenue.Letter.HeardBefore", (await AskAsync(services, "keberatan", id, new(2026, 6, 3))).Problem.Code);

        // Not before the right to collect has ended; a reminder begins it anew.
        Assert.Equal("Revenue.Letter.NotExpired",
            (await ProposeAsync(services, new("penghapusan", id, null, default, default))).Problem.Code);
        database.Clock.Set(Noon(2030, 12, 1));
        var reminded = await FollowAsync(services, "teguran", id);
        Assert.Equal(new DateOnly(2035, 12, 1), reminded.ExpiresOn);
        Assert.Equal("Revenue.Letter.NotAfter",
            (await ProposeAsync(services, new("skpdkbt", id, null, default, default))).Problem.Code);
        Assert.Equal("Revenue.Letter.TooSoon",
            (await ProposeAsync(services, new("surat-paksa", id, null, default, default))).Problem.Code);
        database.Clock.Set(Noon(2030, 12, 23));
        await FollowAsync(services, "surat-paksa", id);
        var today = new DateOnly(2035, 1, 1);
        var radar = await services.AsAsync<ExpiryRadar, IReadOnlyList<ExpiryRow>>(Head, r => r.ReadAsync(Home, today, default));
        Assert.Equal((356, true), (radar[0].DaysLeft, radar[0].IsEndangered));
        Assert.Equal([(4, 1, 15_000_000L)], ExpiryRadar.Ages(radar, new(2031, 1, 1)).Select(a => (a.Years, a.Count, a.Amount)));
        database.Clock.Set(Noon(2035, 12, 24));
        var gone = await FollowAsync(services, "penghapusan", id);
        Assert.Equal((0, ChargeState.WrittenOff), (gone.Standing.Open, gone.Standing.State));
        Assert.Equal(15_000_000, await BalanceAsync(services, "1.1.10"));
        Assert.Equal("Revenue.Charge.WrittenOff",
            (await ProposeAsync(services, new("pembatalan", id, null, default, default))).Problem.Code);
        await ReceivableAgreesAsync(services);
    }

    [Theory, OnEachDatabase]
    public async Task A_refused_objection_is_fined_on_what_the_taxpayer_disputed_whatever_the_office_proposed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var services = database.Services;
        var id = await AssessedWellAsync(services);
        var asked = await services.AsAsync<AskLetter, Outcome<Guid>>(Assessor, a => a.RunAsync(
            Home, new("keberatan", id, new(2026, 3, 2), "Meter keliru") { Values = Values(("principal", "11900000"), ("sanction", "0")) },
            default));
        var objection = (await ProposeAsync(
            services, new("keberatan", id, null, default, default) { Request = asked.Value }, ("principal", "0"), ("sanction", "0"))).Value;
        await using (var app = await TestApp.OverAsync(database))
        {
            using var decider = app.Client(Head);
            Assert.Contains(
                "denda Rp30.000: 30,0 % dari Rp100.000",
                (await decider.PageAsync($"{Root}/usulan/{objection}")).Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.False((await DecideAsync(services, objection, grant: false, reason: "Meter dibaca benar")).Failed);

        // 30 % of 100,000.
        var refused = await ChargeAsync(services, id);
        Assert.Equal((12_000_000, 30_000), (refused.Current.Principal, refused.Current.Sanction));
        Assert.Equal(
            "100000", ChargeTrace.Read(refused.Current.Trace).Single(s => s.Name == "disputed").Value);
        await ReceivableAgreesAsync(services);
    }

    /// <summary>A well of a region with rules, assessed for January: twelve million, due a month after 2 March.</summary>
    private static async Task<ChargeId> AssessedWellAsync(IServiceProvider services)
    {
        await OpenAsync(services);
        var well = (await RegisterAsync(services, "air-tanah", Input(await TaxpayerAsync(services)))).Value;
        var proposed = (await ProposeAsync(
            services, new("skpd", null, well, January, EndOfJanuary), ("volume", "24000"), ("weight", "1"))).Value;
        return (await DecideAsync(services, proposed)).Value.ChargeId!.Value;
    }

    private static Task<Outcome<Guid>> AskAsync(
        IServiceProvider services, string letter, ChargeId id, DateOnly on) =>
        services.AsAsync<AskLetter, Outcome<Guid>>(Assessor, a => a.RunAsync(Home, new(letter, id, on, "Meter keliru"), default));

    /// <summary>A further cycle whose facts give another amount than it says.</summary>
    private static Charge Forged(Charge of) => new()
    {
        RegionCode = of.RegionCode, ChargeId = of.ChargeId, Cycle = 2, Letter = of.Letter, Kind = of.Kind, Number = "palsu",
        TaxpayerId = of.TaxpayerId, Subject = of.Subject, Reference = of.Reference, PeriodFrom = of.PeriodFrom, PeriodTo = of.PeriodTo,
        LedgerPeriod = of.LedgerPeriod, Facts = of.Facts.Replace("1000000", "900000", StringComparison.Ordinal), Trace = of.Trace,
        RulesVersion = of.RulesVersion, RulesHash = of.RulesHash, Principal = of.Principal, Sanction = 0, Province = 0, Amount = of.Amount,
        IssuedOn = of.IssuedOn, Channel = of.Channel, Reason = "", RecordedAt = DateTime.UnixEpoch, RecordedBy = null, RecordedByName = "x",
    };

    private static async Task WriteAsync(TestDatabase database, object row) => await database.WithAsync(async (KotaDb db) =>
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(Home), default);
        db.Add(row);
        await write.CommitAsync(default);
    });
}

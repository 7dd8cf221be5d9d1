using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Agreements;

public sealed class AgreementLifeTests
{
    [Theory, OnEachDatabase]
    public async Task An_agreement_goes_from_draft_to_force_and_starts_its_clocks(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);

        var id = await sides.InForceAsync(new(2026, 3, 2));

        var file = await sides.FileAsync(id);
        Assert.Equal(AgreementState.InForce, file.Agreement.State);
        Assert.Equal(new DateOnly(2031, 3, 1), file.Agreement.EndsOn);
        Assert.Equal("Pemerintah Kota Pagar Alam", file.Party(2).Name);
        Assert.Equal("Wali Kota Pagar Alam", file.Party(2).SignatoryOffice);
        var due = (await sides.ObligationsAsync(id)).ToDictionary(o => o.Code, o => o.DueOn);
        Assert.Equal(new DateOnly(2026, 5, 1), due["sk-dewan"]);
        Assert.Equal(new DateOnly(2026, 5, 1), due["sk-tim"]);
        Assert.Equal(new DateOnly(2026, 8, 2), due["pembimbingan"]);
        Assert.Equal(new DateOnly(2027, 3, 1), due["laporan-tahunan"]);
        Assert.Equal(1, await EventsAsync(database, "movement.agreement-signed.v1"));
        Assert.Equal(1, await EventsAsync(database, "movement.agreement-frozen.v1"));
    }

    [Theory, OnEachDatabase]
    public async Task Signing_again_on_the_same_day_changes_nothing_and_on_another_is_refused(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.InForceAsync(new(2026, 3, 2));
        var before = (await sides.FileAsync(id)).Agreement.Version;

        Assert.False((await sides.ForceAsync(id, new(2026, 3, 2))).Failed);
        Assert.Equal("Movement.Agreement.WrongStep", (await sides.ForceAsync(id, new(2026, 3, 3))).Problem.Code);

        Assert.Equal(before, (await sides.FileAsync(id)).Agreement.Version);
        Assert.Equal(1, await EventsAsync(database, "movement.agreement-signed.v1"));
    }

    [Theory, OnEachDatabase]
    public async Task The_legal_date_of_a_signature_is_that_of_the_regions_zone(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var east = (await sides.AsAsync(sides.Ministry, (KotaDb db) => db.Shared<Region>().ToListAsync()))
            .First(r => r is { Zone: RegionZone.WIT, Kind: RegionKind.Kota }).Code;
        var (west, late) = (await sides.SigningAsync(), await sides.SigningAsync(east));

        // 15.30 UTC is 22.30 WIB on the same day and 00.30 WIT on the next.
        var instant = new DateTimeOffset(2026, 3, 2, 15, 30, 0, TimeSpan.Zero);
        foreach (var (region, id) in new[] { (BothSides.PagarAlam, west), (east, late) })
        {
            Assert.False((await sides.AsAsync(Actor.Platform("test"), (BringIntoForce f) => f.AtAsync(region, id, instant, default)))
                .Failed);
        }

        Assert.Equal(new DateOnly(2026, 3, 2), (await sides.FileAsync(west)).Agreement.SignedOn);
        Assert.Equal(new DateOnly(2026, 3, 3), (await sides.FileAsync(late, east)).Agreement.SignedOn);
        Assert.Equal(new DateOnly(2026, 5, 2), (await sides.ObligationsAsync(late, east)).Single(o => o.Code == "sk-dewan").DueOn);
    }

    [Theory, OnEachDatabase]
    public async Task A_working_day_clock_into_a_year_without_decree_is_refused_by_name(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.SigningAsync();

        var refused = await sides.ForceAsync(id, new(2031, 3, 3));

        Assert.Equal("Platform.Calendar.MissingYear", refused.Problem.Code);
        Assert.Contains("2031", refused.Problem.Args);
        Assert.Equal(AgreementState.Signing, (await sides.FileAsync(id)).Agreement.State);
    }

    [Theory, OnEachDatabase]
    public async Task Steps_that_skip_and_steps_without_reason_are_refused(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.DraftAsync();

        Assert.Equal("Movement.Agreement.WrongStep", (await sides.MoveAsync(sides.Ministry, id, AgreementState.Signing)).Problem.Code);
        Assert.Equal("Movement.Agreement.WrongStep", (await sides.ForceAsync(id, new(2026, 3, 2))).Problem.Code);
        Assert.Equal("Movement.Agreement.ReasonNeeded", (await sides.MoveAsync(sides.Ministry, id, AgreementState.Withdrawn)).Problem.Code);
        Assert.Equal("Platform.Access.NotAllowed", (await sides.MoveAsync(sides.Ministry, id, AgreementState.InForce)).Problem.Code);
        Assert.False((await sides.MoveAsync(sides.Region, id, AgreementState.Withdrawn, "Diganti")).Failed);
        Assert.Equal("Diganti", (await sides.FileAsync(id)).Agreement.StateReason);
    }

    [Fact]
    public void Every_pair_of_states_is_a_step_or_is_refused()
    {
        var steps = new HashSet<(AgreementState, AgreementState)>
        {
            (AgreementState.Draft, AgreementState.Negotiation), (AgreementState.Draft, AgreementState.Withdrawn),
            (AgreementState.Negotiation, AgreementState.Frozen), (AgreementState.Negotiation, AgreementState.Withdrawn),
            (AgreementState.Frozen, AgreementState.Signing), (AgreementState.Frozen, AgreementState.Negotiation),
            (AgreementState.Frozen, AgreementState.Withdrawn), (AgreementState.Signing, AgreementState.InForce),
            (AgreementState.Signing, AgreementState.Withdrawn), (AgreementState.InForce, AgreementState.Ended),
            (AgreementState.InForce, AgreementState.Renewed), (AgreementState.InForce, AgreementState.Expired),
        };
        foreach (var from in Enum.GetValues<AgreementState>())
        {
            foreach (var to in Enum.GetValues<AgreementState>())
            {
                Assert.Equal(steps.Contains((from, to)), At(from).Advance(to, "alasan", DateTime.UnixEpoch) is null);
            }
        }
    }

    [Theory, OnEachDatabase]
    public async Task Ending_an_agreement_lapses_what_was_not_met(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.InForceAsync(new(2026, 3, 2));
        await sides.ReportAsync(sides.Region, id, "sk-dewan");
        await sides.AnswerAsync(sides.Ministry, id, "sk-dewan", accept: true);

        Assert.False((await sides.MoveAsync(sides.Region, id, AgreementState.Ended, "Disepakati berakhir")).Failed);

        var states = (await sides.ObligationsAsync(id)).ToDictionary(o => o.Code, o => o.State);
        Assert.Equal(ObligationState.Met, states["sk-dewan"]);
        Assert.Equal(ObligationState.Lapsed, states["sk-tim"]);
    }

    [Theory, OnEachDatabase]
    public async Task A_renewal_takes_the_place_of_the_earlier_agreement_once_signed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var old = await sides.InForceAsync(new(2026, 3, 2));
        await sides.ReportAsync(sides.Region, old, "sk-dewan");
        await sides.AnswerAsync(sides.Ministry, old, "sk-dewan", accept: true);
        var renewal = await sides.RenewingAsync(old);
        Assert.Equal(AgreementState.InForce, (await sides.FileAsync(old)).Agreement.State);

        Assert.Empty((await sides.ForceAsync(renewal, new(2026, 3, 2))).Problems);

        Assert.Equal(AgreementState.Renewed, (await sides.FileAsync(old)).Agreement.State);
        var states = (await sides.ObligationsAsync(old)).ToDictionary(o => o.Code, o => o.State);
        Assert.Equal(ObligationState.Met, states["sk-dewan"]);
        Assert.All(states.Where(s => s.Key != "sk-dewan"), s => Assert.Equal(ObligationState.Lapsed, s.Value));
        Assert.All(await sides.ObligationsAsync(renewal), o => Assert.Equal(ObligationState.Running, o.State));
    }

    [Theory, OnEachDatabase]
    public async Task Another_region_neither_sees_nor_moves_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.DraftAsync();

        Assert.Equal("Platform.Access.NotAllowed", (await sides.MoveAsync(sides.Stranger, id, AgreementState.Negotiation)).Problem.Code);
        Assert.Equal(0, await CountAsync(sides, sides.Stranger));
        Assert.Equal(1, await CountAsync(sides, sides.Region));
        Assert.Equal(1, await CountAsync(sides, TestPeople.Office("province-officer", "16")));
        Assert.Equal(0, await CountAsync(sides, TestPeople.Office("province-officer", "17")));
        Assert.Equal(1, await CountAsync(sides, sides.Ministry));
        Assert.Equal("Movement.Agreement.NotFound",
            (await sides.AsAsync(sides.Stranger, (AgreementDesk d) => d.ReadAsync(RegionCode.Parse("16.71"), id, default))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_partner_sees_only_the_agreements_that_name_its_account(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var (bank, other) = (TestPeople.Office("partner-officer", "16.72"), TestPeople.Office("partner-officer", "16.72"));
        await sides.DraftAsync();
        await sides.DraftAsync(with: new("business", "Bank Contoh", "Direktur Utama", Officer: bank.User), template: "kerja-sama-bank");

        Assert.Equal(1, await CountAsync(sides, bank));
        Assert.Equal(0, await CountAsync(sides, other));
        Assert.Equal(2, await CountAsync(sides, sides.Region));
    }

    [Theory, OnEachDatabase]
    public async Task Paging_shows_every_agreement_once_in_both_directions(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        const int Count = AgreementRows.PageSize + 3;
        for (var i = 0; i < Count; i++)
        {
            await sides.DraftAsync();
        }

        var first = await PageAsync(sides, sides.Ministry, (null, null));
        var second = await PageAsync(sides, sides.Ministry, (first.After, null));
        var back = await PageAsync(sides, sides.Ministry, (null, second.Before));

        Assert.Equal((Count, AgreementRows.PageSize, 3), ((int)first.Total, first.Rows.Count, second.Rows.Count));
        Assert.Empty(first.Rows.Select(r => r.Id).Intersect(second.Rows.Select(r => r.Id)));
        Assert.Equal(first.Rows.Select(r => r.Id), back.Rows.Select(r => r.Id));
        Assert.Null(first.Before);
        Assert.Null(second.After);
    }

    private static AgreementRecord At(AgreementState state)
    {
        var agreement = new AgreementRecord
        {
            RegionCode = BothSides.PagarAlam, Id = new(Guid.Empty), Template = "t", TemplateVersion = 1, Vehicle = "v", Title = "T",
                Year = 2026,
            StateSince = DateTime.UnixEpoch, DurationMonths = 12, CreatedByName = "uji", CreatedAt = DateTime.UnixEpoch,
        };
        AgreementState[] way = state switch
        {
            AgreementState.Draft => [],
            AgreementState.Withdrawn => [AgreementState.Withdrawn],
            AgreementState.Negotiation => [AgreementState.Negotiation],
            AgreementState.Frozen => [AgreementState.Negotiation, AgreementState.Frozen],
            AgreementState.Signing => [AgreementState.Negotiation, AgreementState.Frozen, AgreementState.Signing],
            AgreementState.InForce => [AgreementState.Negotiation, AgreementState.Frozen, AgreementState.Signing, AgreementState.InForce],
            _ => [AgreementState.Negotiation, AgreementState.Frozen, AgreementState.Signing, AgreementState.InForce, state],
        };
        Assert.All(way, s => Assert.Null(agreement.Advance(s, "alasan", DateTime.UnixEpoch)));
        return agreement;
    }

    private static async Task<int> CountAsync(BothSides sides, Actor actor) => (int)(await PageAsync(sides, actor, (null, null))).Total;

    private static Task<AgreementPage> PageAsync(BothSides sides, Actor actor, (Guid?, Guid?) cursor) =>
        sides.AsAsync(actor, (AgreementRows rows) => rows.PageAsync(new(), cursor, default));

    private static Task<int> EventsAsync(TestDatabase database, string name) => database.WithAsync((KotaDb db) =>
        db.In<OutboxRow>(RegionScope.National("test")).CountAsync(o => o.Name == name));
}

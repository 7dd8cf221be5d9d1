using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>One virtual ceremony: every region whose memorandum is final signs through its head, the director general after it.</summary>
internal sealed class CeremonyScene(DemoStage stage, DemoCast cast)
{
    private static readonly DateOnly Day = new(2026, 5, 12);

    /// <summary>From the plan to the signed protocol.</summary>
    public async Task SignAsync(Action<int, int> progress)
    {
        stage.Clock.Set(new DateOnly(2026, 5, 4), 9);
        var seats = (await stage.ReadAsync((PlanCeremony o) => o.CandidatesAsync(stage.Cancel)))
            .Where(c => cast.Regions.ContainsKey(c.Region)).Select(c => new SeatInput(c.Region, c.Id.Value)).ToList();
        if (seats.Count == 0)
        {
            return;
        }

        var input = new CeremonyInput(stage.Say("Movement.Demo.CeremonyTitle"), Day, string.Empty, HeldOnline: true, seats)
        {
            Generated = true,
        };
        var id = await stage.AsAsync(cast.Officer, (PlanCeremony o) => o.AloneAsync(input, stage.Cancel));
        await PrintAsync(id, seats);
        stage.Clock.Set(Day, 9);
        await stage.AsAsync(cast.Officer, (RunCeremony o) => o.OpenAsync(id, stage.Cancel));
        var (office, ministry) = (stage.Say("Movement.Demo.CeremonyWitness"), stage.Say("Movement.Demo.CeremonyMinistry"));
        var witness = (AttendanceKind.Witness, office, ministry, true);
        await stage.AsAsync(cast.Officer, (RunCeremony o) => o.AttendAsync(id, witness, stage.Cancel));
        foreach (var (index, seat) in seats.Index())
        {
            stage.Clock.Set(Day, 9, 5 + (index % 50));
            await SignAsync(id, seat);
            progress(index + 1, seats.Count);
        }

        stage.Clock.Set(Day, 10, 15);
        await CountersignAsync(id);
        stage.Clock.Set(Day, 10, 45);
        await stage.AsAsync(cast.Officer, (CloseCeremony o) => o.RunAsync(id, stage.Cancel));
        await stage.AsAsync(cast.General, (SignProtocol o) => o.RunAsync(id, SigningHand.None, stage.Cancel));
    }

    /// <summary>A ceremony that is still to come: regions that were not selected sign by themselves, with texts that are final.</summary>
    public async Task PlanAsync(IReadOnlyList<RegionCode> regions)
    {
        var steps = new AgreementSteps(stage);
        var day = new DateOnly(2026, 12, 10);
        List<SeatInput> seats = [];
        foreach (var region in regions)
        {
            stage.Clock.Set(new DateOnly(2026, 11, 12), 9);
            var input = new AgreementInput(region, AgreementScene.Memorandum, new("ministry", string.Empty, string.Empty))
            {
                PlannedOn = day, HeldOnline = true, Generated = true,
            };
            var id = await stage.AsAsync(cast.Officer, (CreateAgreement o) => o.RunAsync(input, stage.Cancel));
            await steps.MoveAsync(cast.Officer, region, id, AgreementState.Negotiation);
            await steps.ConfirmAsync(region, id, cast.Officer, cast.Regions[region].Diskominfo);
            seats.Add(new(region, id.Value));
        }

        if (seats.Count == 0)
        {
            return;
        }

        stage.Clock.Set(new DateOnly(2026, 11, 18), 9);
        var title = stage.Say("Movement.Demo.NextCeremony");
        var planned = new CeremonyInput(title, day, string.Empty, HeldOnline: true, seats) { Generated = true };
        await PrintAsync(await stage.AsAsync(cast.Officer, (PlanCeremony o) => o.AloneAsync(planned, stage.Cancel)), seats);
    }

    private async Task PrintAsync(CeremonyId id, List<SeatInput> seats)
    {
        var ceremony = (await stage.ReadAsync((CeremonyDesk d) => d.FindAsync(id, stage.Cancel)))!;
        foreach (var seat in seats)
        {
            await stage.AsAsync(cast.Officer, (PrepareSeat o) => o.RunAsync(ceremony, seat.Region, new(seat.Agreement), stage.Cancel));
        }
    }

    /// <summary>The head comes in and signs.</summary>
    private async Task SignAsync(CeremonyId id, SeatInput seat)
    {
        var head = cast.Regions[seat.Region].Head;
        await stage.ReadAsync(async (CeremonyDesk d) =>
        {
            var own = (await d.SeatAsync(id, seat.Region, stage.Cancel))!;
            await d.TouchAsync(own, stage.Say("Movement.Demo.CeremonyHead"), stage.Cancel);
            return true;
        });
        await stage.AsAsync(head, (SignAgreement o) => o.RunAsync(seat.Region, new(seat.Agreement), SigningHand.None, stage.Cancel));
    }

    private async Task CountersignAsync(CeremonyId id)
    {
        var room = (await stage.ReadAsync((CeremonyDesk d) => d.RoomAsync(id, stage.Cancel)))!;
        foreach (var seat in room.Seats)
        {
            await stage.AsAsync(cast.General, (SignAgreement o) =>
                o.CountersignAsync(seat.Region.Code, seat.Seat.AgreementId, SigningHand.None, stage.Cancel));
        }
    }
}

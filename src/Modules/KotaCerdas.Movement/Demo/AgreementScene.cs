using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>
/// Every selected region and the ministry agree on a memorandum up to the final text; the ceremony signs them. Pagar Alam also has an
/// agreement in force whose obligations are in every state.
/// </summary>
internal sealed class AgreementScene(DemoStage stage, DemoCast cast, CallId call)
{
    private const string Memorandum = "nota-kesepakatan-kota-cerdas";
    private const string Bank = "kerja-sama-bank";
    private const string Clause = "data";

    /// <summary>Memoranda of the selected regions, negotiated and final, in the order of the regions.</summary>
    public async Task PrepareAsync(IReadOnlyList<RegionCode> selected, Action<int, int> progress)
    {
        foreach (var (index, region) in selected.Index())
        {
            stage.Clock.Set(new DateOnly(2026, 4, 20), 9, index % 60);
            var input = new AgreementInput(region, Memorandum, new("ministry", string.Empty, string.Empty))
            {
                Call = call, PlannedOn = new DateOnly(2026, 5, 12), HeldOnline = true, Generated = true,
            };
            var id = await stage.AsAsync(cast.Officer, (CreateAgreement o) => o.RunAsync(input, stage.Cancel));
            await NegotiateAsync(region, id, withProposal: region == DemoRegions.Shown);
            progress(index + 1, selected.Count);
        }
    }

    /// <summary>An agreement of the shown region with an invented bank, signed on paper, with obligations in every state.</summary>
    public async Task CooperateAsync()
    {
        if (!cast.Regions.TryGetValue(DemoRegions.Shown, out var offices))
        {
            return;
        }

        var region = DemoRegions.Shown;
        stage.Clock.Set(new DateOnly(2026, 4, 21), 9);
        var input = new AgreementInput(
            region, Bank, new("business", stage.Say("Movement.Demo.Bank"), stage.Say("Movement.Demo.BankOffice"), Officer: cast.Partner))
        {
            PlannedOn = new DateOnly(2026, 5, 4), Place = stage.Say("Movement.Demo.SigningPlace"), Generated = true,
        };
        var id = await stage.AsAsync(offices.Diskominfo, (CreateAgreement o) => o.RunAsync(input, stage.Cancel));
        foreach (var (title, days) in new[] { ("Movement.Demo.DutyTraining", 20), ("Movement.Demo.DutyCampaign", 300) })
        {
            var duty = new ObligationInput(stage.Say(title), 1, stage.Say("Movement.Demo.DutyOwner"), ObligationRule.CalendarDays, days)
            {
                Law = stage.Say("Movement.Demo.DutyLaw"),
            };
            await stage.AsAsync(offices.Diskominfo, (AddObligation o) => o.RunAsync(region, id, duty, stage.Cancel));
        }

        await MoveAsync(offices.Diskominfo, region, id, AgreementState.Negotiation);
        await ConfirmAsync(region, id, cast.Partner, offices.Diskominfo);
        stage.Clock.Set(new DateOnly(2026, 5, 4), 10);
        await MoveAsync(offices.Diskominfo, region, id, AgreementState.Signing);
        await stage.AsAsync(offices.Diskominfo, (RecordSigning o) => o.RunAsync(region, id, new(2026, 5, 4), stage.Cancel));
        await KeepAsync(region, id, offices);
    }

    /// <summary>Met by the bank, returned to the region, handed in and waiting; one is late and one has just begun.</summary>
    private async Task KeepAsync(RegionCode region, AgreementId id, DemoRegionOffices offices)
    {
        var duties = await stage.ReadAsync((AgreementDesk d) => d.ObligationsAsync(region, id, stage.Cancel));
        ObligationKey Key(string code) => new(region, id, duties.Single(o => o.Code == code).Id);
        await ReportAsync(cast.Partner, Key("kanal"), new DateOnly(2026, 7, 20));
        stage.Clock.Set(new DateOnly(2026, 7, 24), 9);
        await stage.AsAsync(offices.Head, (ObligationWork o) => o.AnswerAsync(Key("kanal"), true, string.Empty, stage.Cancel));
        await ReportAsync(offices.Diskominfo, Key("prosedur"), new DateOnly(2026, 7, 6));
        stage.Clock.Set(new DateOnly(2026, 7, 9), 9);
        var reason = stage.Say("Movement.Demo.DutyReturned");
        await stage.AsAsync(cast.Partner, (ObligationWork o) => o.AnswerAsync(Key("prosedur"), false, reason, stage.Cancel));
        await ReportAsync(cast.Partner, Key("laporan-tahunan"), new DateOnly(2026, 11, 16));
    }

    private async Task ReportAsync(UserId user, ObligationKey key, DateOnly day)
    {
        stage.Clock.Set(day, 14);
        var note = stage.Say("Movement.Demo.DutyNote");
        await using var file = DemoDocument.Of(stage.Say("Movement.Demo.Label"), note, note, $"{key.Id}");
        await stage.AsAsync(user, (ObligationWork o) => o.ReportAsync(key, note, (file, "bukti.pdf"), stage.Cancel));
    }

    private async Task NegotiateAsync(RegionCode region, AgreementId id, bool withProposal)
    {
        var diskominfo = cast.Regions[region].Diskominfo;
        await MoveAsync(cast.Officer, region, id, AgreementState.Negotiation);
        if (withProposal)
        {
            var wording = new WordingInput(
                Clause, stage.Say("Movement.Demo.ClauseHeading"), stage.Say("Movement.Demo.ClauseBody"),
                    stage.Say("Movement.Demo.ClauseWhy"), 1);
            await stage.AsAsync(diskominfo, (Negotiation o) => o.ProposeAsync(region, id, wording, stage.Cancel));
            var question = stage.Say("Movement.Demo.ClauseComment");
            await stage.AsAsync(cast.Officer, (Negotiation o) => o.CommentAsync(region, id, (Clause, null), question, stage.Cancel));
            await stage.AsAsync(cast.Officer, (Negotiation o) =>
                o.AnswerAsync(region, id, (Clause, 2), (true, string.Empty), stage.Cancel));
        }

        await ConfirmAsync(region, id, cast.Officer, diskominfo);
    }

    private async Task ConfirmAsync(RegionCode region, AgreementId id, params UserId[] users)
    {
        var hash = await stage.ReadAsync((AgreementText text) => stage.ReadAsync(async (AgreementDesk desk) =>
        {
            var file = (await desk.ReadAsync(region, id, stage.Cancel)).Value;
            var clauses = ClauseView.Of(await desk.ClausesAsync(region, id, stage.Cancel));
            return AgreementText.Hash(text.Compose(file, clauses, await desk.ObligationsAsync(region, id, stage.Cancel)));
        }));
        foreach (var user in users)
        {
            await stage.AsAsync(user, (ConfirmText o) => o.RunAsync(region, id, hash, stage.Cancel));
        }
    }

    private async Task MoveAsync(UserId user, RegionCode region, AgreementId id, AgreementState next)
    {
        var version = (await stage.ReadAsync((AgreementDesk d) => d.ReadAsync(region, id, stage.Cancel))).Value.Agreement.Version;
        await stage.AsAsync(user, (MoveAgreement o) => o.RunAsync(region, id, (next, string.Empty, version), stage.Cancel));
    }
}

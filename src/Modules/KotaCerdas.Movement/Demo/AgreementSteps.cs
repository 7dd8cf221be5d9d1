using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>What people do with any agreement of the season.</summary>
internal sealed class AgreementSteps(DemoStage stage)
{
    /// <summary>Drafts what is to be signed on a day at the usual place, with a partner or with the parties of an earlier one.</summary>
    public Task<AgreementId> DraftAsync(
        UserId user, RegionCode region, string template, (CounterpartyInput? With, (AgreementId, AgreementLink)? Parent) to,
        DateOnly planned)
    {
        var input = new AgreementInput(region, template, to.With ?? new(string.Empty, string.Empty, string.Empty))
        {
            Parent = to.Parent, PlannedOn = planned, Place = stage.Say("Movement.Demo.SigningPlace"), Generated = true,
        };
        return stage.AsAsync(user, (CreateAgreement o) => o.RunAsync(input, stage.Cancel));
    }

    /// <summary>Everybody confirms the text as it stands.</summary>
    public async Task ConfirmAsync(RegionCode region, AgreementId id, params UserId[] users)
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

    public async Task MoveAsync(UserId user, RegionCode region, AgreementId id, AgreementState next, string reason = "")
    {
        var version = (await stage.ReadAsync((AgreementDesk d) => d.ReadAsync(region, id, stage.Cancel))).Value.Agreement.Version;
        await stage.AsAsync(user, (MoveAgreement o) => o.RunAsync(region, id, (next, reason, version), stage.Cancel));
    }

    /// <summary>One proposes another wording of a clause; null leaves it open, else the other accepts it.</summary>
    public async Task ProposeAsync((RegionCode Region, AgreementId Id) of, UserId by, WordingInput wording, UserId? accepts)
    {
        await stage.AsAsync(by, (Negotiation o) => o.ProposeAsync(of.Region, of.Id, wording, stage.Cancel));
        if (accepts is { } other)
        {
            await stage.AsAsync(other, (Negotiation o) =>
                o.AnswerAsync(of.Region, of.Id, (wording.Clause, wording.Shown + 1), (true, string.Empty), stage.Cancel));
        }
    }

    public async Task SignAsync(RegionCode region, AgreementId id, params UserId[] users)
    {
        foreach (var user in users)
        {
            await stage.AsAsync(user, (SignAgreement o) => o.RunAsync(region, id, SigningHand.None, stage.Cancel));
        }
    }

    public async Task ReportAsync(UserId user, ObligationKey key, DateOnly day)
    {
        stage.Clock.Set(day, 14);
        var note = stage.Say("Movement.Demo.DutyNote");
        await using var file = DemoDocument.Of(stage.Say("Movement.Demo.Label"), note, note, $"{key.Id}");
        await stage.AsAsync(user, (ObligationWork o) => o.ReportAsync(key, note, (file, "bukti.pdf"), stage.Cancel));
    }
}

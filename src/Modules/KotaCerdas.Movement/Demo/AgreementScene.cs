using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>
/// Every selected region and the ministry agree on a memorandum up to the final text; the ceremony signs them.
/// </summary>
internal sealed class AgreementScene(DemoStage stage, DemoCast cast, CallId call)
{
    public const string Memorandum = "nota-kesepakatan-kota-cerdas";
    private const string Clause = "data";

    private readonly AgreementSteps _steps = new(stage);

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

    private async Task NegotiateAsync(RegionCode region, AgreementId id, bool withProposal)
    {
        var diskominfo = cast.Regions[region].Diskominfo;
        await _steps.MoveAsync(cast.Officer, region, id, AgreementState.Negotiation);
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

        await _steps.ConfirmAsync(region, id, cast.Officer, diskominfo);
    }
}

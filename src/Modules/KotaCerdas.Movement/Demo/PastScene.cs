using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>
/// What the shown region and its bank had agreed a year before: an agreement that the next year's renews, and a small one that both ended
/// before its report was due, which lapsed with it.
/// </summary>
internal sealed class PastScene(DemoStage stage, DemoCast cast, DemoRegionOffices offices)
{
    private static readonly RegionCode Shown = DemoRegions.Shown;

    private readonly AgreementSteps _steps = new(stage);

    /// <summary>The agreement that is still in force, for the renewal.</summary>
    public async Task<AgreementId> PlayAsync()
    {
        var joint = await SignAsync("kerja-sama-bank", new DateOnly(2025, 5, 5));
        var small = await SignAsync("perjanjian-kerja-sama", new DateOnly(2025, 6, 9));
        stage.Clock.Set(new DateOnly(2025, 11, 3), 9);
        await _steps.MoveAsync(offices.Diskominfo, Shown, small, AgreementState.Ended, stage.Say("Movement.Demo.EndedReason"));
        return joint;
    }

    private async Task<AgreementId> SignAsync(string template, DateOnly day)
    {
        stage.Clock.Set(day.AddDays(-14), 9);
        var bank = new CounterpartyInput(
            "business", stage.Say("Movement.Demo.Bank"), stage.Say("Movement.Demo.BankOffice"), Officer: cast.Partner);
        var id = await _steps.DraftAsync(offices.Diskominfo, Shown, template, (bank, null), day);
        await _steps.MoveAsync(offices.Diskominfo, Shown, id, AgreementState.Negotiation);
        await _steps.ConfirmAsync(Shown, id, cast.Partner, offices.Diskominfo);
        stage.Clock.Set(day, 10);
        await _steps.MoveAsync(offices.Diskominfo, Shown, id, AgreementState.Signing);
        await _steps.SignAsync(Shown, id, offices.Head, cast.Partner);
        return id;
    }
}

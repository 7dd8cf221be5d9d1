using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Letters;

namespace KotaCerdas.Revenue.Demo;

/// <summary>Letters as the office writes them: one officer proposes, the head of the office decides.</summary>
internal sealed class DemoLetters(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    /// <param name="target">The letter and what it is about.</param>
    /// <param name="values">What its form asks for.</param>
    /// <param name="reason">Key of the sentence that says why.</param>
    public Task<Guid> ProposeAsync(LetterTarget target, IReadOnlyDictionary<string, string> values, string reason) => stage.AsAsync(
        cast.Assessor, (ProposeLetter o) => o.RunAsync(region, target, values, stage.Say(reason), stage.Cancel));

    /// <summary>Grants a proposal.</summary>
    public async Task<Decision> DecideAsync(Guid proposal)
    {
        var file = await stage.ReadAsync((ProposalReading r) => r.FindAsync(region, proposal, stage.Cancel));
        return await stage.AsAsync(cast.Head, (DecideLetter o) =>
            o.RunAsync(region, proposal, new(true, file!.Proposal.Amount, string.Empty), stage.Cancel));
    }

    /// <summary>Has a letter proposed and granted.</summary>
    public async Task<Decision> IssueAsync(LetterTarget target, IReadOnlyDictionary<string, string> values, string reason) =>
        await DecideAsync(await ProposeAsync(target, values, reason));

    /// <summary>A taxpayer asks for a letter today.</summary>
    /// <returns>The request.</returns>
    public Task<Guid> AskAsync(string letter, ChargeId charge, string reason) => stage.AsAsync(cast.Assessor, (AskLetter o) => o.RunAsync(
        region, new(letter, charge, DateOnly.FromDateTime(stage.Clock.GetUtcNow().UtcDateTime), stage.Say(reason)), stage.Cancel));
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>What a signing sets going: the clocks of what was promised, and what follows from the call that selected the region.</summary>
internal sealed class StartsOnSigning(CallSources sources, SelectingCall calls)
{
    /// <summary>The call that an agreement follows from, looked up where the agreement does not name it yet.</summary>
    public Task<CallId?> CallAsync(AgreementFile file, DateOnly signedOn, CancellationToken cancel) =>
        calls.OfAsync(file, signedOn, cancel);

    /// <summary>One clock for each promise, in their order, or what keeps them from starting.</summary>
    public async Task<Outcome<List<LegalClock>>> ClocksAsync(
        List<Obligation> obligations, DateOnly signedOn, CancellationToken cancel)
    {
        var calendar = await sources.CalendarAsync(cancel);
        List<LegalClock> clocks = [];
        foreach (var obligation in obligations)
        {
            var its = obligation.ClockFrom(signedOn, calendar);
            if (its.Failed)
            {
                return its.Problems.ToList();
            }

            clocks.Add(its.Value);
        }

        return clocks;
    }
}

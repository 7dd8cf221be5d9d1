using KotaCerdas.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Proposes each letter of a long run apart, as who started it: one that is refused takes nothing else with it.</summary>
internal sealed class ProposeApart(IServiceScopeFactory scopes)
{
    public async Task<Outcome<Guid>> RunAsync(
        Actor actor, RegionCode region, LetterTarget target, IReadOnlyDictionary<string, string> values, string reason,
        CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = actor;
        return await scope.ServiceProvider.GetRequiredService<ProposeLetter>().RunAsync(region, target, values, reason, cancel);
    }
}

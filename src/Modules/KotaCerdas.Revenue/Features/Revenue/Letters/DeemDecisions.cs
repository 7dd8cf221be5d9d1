using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Input of <see cref="DeemDecisions"/>.</summary>
/// <param name="Region">The region, or null for all.</param>
internal sealed record DeemDecisionsInput(RegionCode? Region);

/// <summary>
/// Every day, region by region on the region's own date: records the decisions that law puts in the place of those nobody made in time.
/// Each is a write of its own, once a request, so that a run again does what is left.
/// </summary>
internal sealed class DeemDecisions(OneByOne oneByOne, KotaDb db, CloseRequests requests, TimeProvider clock, Texts texts)
    : IOperation<DeemDecisionsInput>
{
    public static readonly OperationKind<DeemDecisionsInput> Kind = OperationKind.For<DeemDecisions, DeemDecisionsInput>(
        "revenue.deem-decisions", "Revenue.Deem.Operation", ChargePermissions.Decide,
        page: PageOf);

    /// <summary>Half past one in the west: midnight has passed in all three zones.</summary>
    public static Schedule Daily { get; } = Schedule.Daily(
        "revenue.deem-decisions", new TimeOnly(1, 30), RegionZone.WIB, Kind, new DeemDecisionsInput(null));

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, DeemDecisionsInput input, CancellationToken cancel)
    {
        var scope = input.Region is { } only ? RegionScope.Of(only) : RegionScope.National("clocks of requests");
        var (closed, broke) = await CloseAsync(context, scope, cancel);
        var due = await DueAsync(scope, cancel);
        var (done, left) = (0, 0);
        foreach (var (region, request) in due)
        {
            context.Report(done + left, due.Count);
            (done, left, broke) = await oneByOne.OutcomeAsync(
                context, (region, request.ToString()),
                services => DeemAsync(services, context.Actor, (region, request), cancel), cancel) switch
            {
                ItemEnd.Done => (done + 1, left, broke),
                ItemEnd.Refused => (done, left + 1, broke),
                _ => (done, left, broke + 1),
            };
        }

        return broke == 0
            ? new OperationResult("Revenue.Deem.Done", PageOf(input), done, left, closed)
            : new Problem("Revenue.Deem.Broke", null, done, left, closed, broke);
    }

    /// <summary>First what can be answered no more: it counts as granted neither.</summary>
    private async Task<(int Closed, int Broke)> CloseAsync(OperationContext context, RegionScope scope, CancellationToken cancel)
    {
        var (closed, broke) = (0, 0);
        foreach (var (region, request) in await requests.LeftAsync(scope, cancel))
        {
            var end = await oneByOne.OutcomeAsync(
                context, (region, request.ToString()),
                async services =>
                {
                    Act(services, context.Actor);
                    var done = await services.GetRequiredService<CloseRequests>().RunAsync(region, request, cancel);
                    closed += done is { Failed: false, Value: true } ? 1 : 0;
                    return done;
                },
                cancel);
            broke += end == ItemEnd.Done ? 0 : 1;
        }

        return (closed, broke);
    }

    private Task<Outcome<DeemedDecision>> DeemAsync(
        IServiceProvider services, Actor actor, (RegionCode Region, Guid Id) request, CancellationToken cancel)
    {
        Act(services, actor);
        return services.GetRequiredService<DeemLetter>().RunAsync(request.Region, request.Id, cancel);
    }

    /// <summary>Law decides; what stands as its author is the run, or who started it.</summary>
    private void Act(IServiceProvider services, Actor actor) =>
        services.GetRequiredService<CurrentActor>().Value = actor.User is null ? Actor.Platform(texts["Revenue.Deem.Actor"]) : actor;

    private static string PageOf(DeemDecisionsInput input) =>
        input.Region is { } region ? ChargePaths.Desk(region) : ChargePaths.Start;

    /// <summary>Requests whose clock has run out in their region and that nobody has answered, oldest first.</summary>
    private async Task<IReadOnlyList<(RegionCode Region, Guid Request)>> DueAsync(RegionScope scope, CancellationToken cancel)
    {
        var letters = LetterRules.All.Where(l => l.SilenceGrants).Select(l => l.Code).ToList();
        var now = clock.GetUtcNow();
        var latest = RegionZone.WIT.DateAt(now);
        var decided = db.In<Decision>(scope).Select(d => d.ProposalId);
        var answered = db.In<Proposal>(scope).Where(p => p.RequestId != null && decided.Contains(p.Id)).Select(p => p.RequestId!.Value);
        var deemed = db.In<DeemedDecision>(scope).Select(d => d.RequestId);
        var closed = db.In<ClosedRequest>(scope).Select(d => d.RequestId);
        var rows = await db.In<LetterRequest>(scope).AsNoTracking()
            .Where(r => r.DecideBy < latest && letters.Contains(r.Letter) && !answered.Contains(r.Id) && !deemed.Contains(r.Id)
                && !closed.Contains(r.Id))
            .OrderBy(r => r.DecideBy).ThenBy(r => r.Id).ToListAsync(cancel);
        var zones = await db.Shared<Region>().AsNoTracking().ToDictionaryAsync(r => r.Code, r => r.Zone, cancel);
        return [.. rows.Where(r => r.IsDeemed(zones[r.RegionCode].DateAt(now))).Select(r => (r.RegionCode, r.Id))];
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Input of <see cref="ProposeMany"/>.</summary>
/// <param name="Region">The region.</param>
/// <param name="Batch">What it is proposed under.</param>
/// <param name="Letter">Code of the letter, which begins a chain.</param>
/// <param name="Kind">Code of the kind.</param>
/// <param name="From">First day of the period.</param>
/// <param name="To">Last day of the period.</param>
/// <param name="Facts">Plain facts that are the same for all objects; what an object has of its own comes before them.</param>
/// <param name="Reason">Why.</param>
internal sealed record ProposeManyInput(
    RegionCode Region, Guid Batch, string Letter, string Kind, DateOnly From, DateOnly To, Dictionary<string, string> Facts, string Reason);

/// <summary>
/// Proposes a letter for every active object of a kind: the levies of all stalls of a month. What an object is refused for is counted and
/// shown on the page of the batch; run again, it does what is left.
/// </summary>
internal sealed class ProposeMany(ProposeApart propose, KotaDb db) : IOperation<ProposeManyInput>
{
    public static readonly OperationKind<ProposeManyInput> Kind = OperationKind.For<ProposeMany, ProposeManyInput>(
        "revenue.propose-letters", "Revenue.Many.ProposeOperation", ChargePermissions.Propose);

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, ProposeManyInput input, CancellationToken cancel)
    {
        var objects = await ObjectsAsync(db, input.Region, (input.Kind, input.To), cancel);
        var before = await db.In<Proposal>(RegionScope.Of(input.Region)).Where(p => p.BatchId == input.Batch && p.ObjectId != null)
            .Select(p => p.ObjectId!.Value).ToHashSetAsync(cancel);
        var (done, refused, why) = (before.Count, 0, (Problem?)null);
        foreach (var thing in objects.Where(o => !before.Contains(o.ObjectId)))
        {
            cancel.ThrowIfCancellationRequested();
            context.Report(done + refused, objects.Count, "Revenue.Many.Progress", thing.Number);
            var target = new LetterTarget(input.Letter, null, thing.ObjectId, input.From, input.To) { Batch = input.Batch };
            var made = await propose.RunAsync(
                context.Actor, input.Region, target, Merge(thing, input.Facts), input.Reason, cancel);
            (done, refused) = made.Failed ? (done, refused + 1) : (done + 1, refused);
            why ??= made.Failed ? new("Revenue.Many.Nothing", null, objects.Count, thing.Number, made.Problem) : null;
        }

        // Without any proposal there is no page that could say why.
        if (done == 0)
        {
            return why ?? new Problem("Revenue.Many.NoObjects", null, RevenueKinds.Find(input.Kind)!.Title);
        }

        return new OperationResult("Revenue.Many.Proposed", ChargePaths.Batch(input.Region, input.Batch), done, refused);
    }

    /// <summary>Active objects of a kind on a day, by number.</summary>
    public static async Task<IReadOnlyList<KindObject>> ObjectsAsync(
        KotaDb db, RegionCode region, (string Kind, DateOnly Day) which, CancellationToken cancel)
    {
        var versions = await db.In<KindObject>(RegionScope.Of(region)).AsNoTracking().Where(o => o.Kind == which.Kind).ToListAsync(cancel);
        return
        [
            .. versions.GroupBy(v => v.ObjectId).Select(g => KindObject.On(which.Day, g)).OfType<KindObject>()
                .Where(o => o.State == ObjectState.Active && (o.ValidTo is null || o.ValidTo >= which.Day))
                .OrderBy(o => o.Number, StringComparer.Ordinal),
        ];
    }

    /// <summary>Facts for an object: its own, and what is the same for all.</summary>
    public static IReadOnlyDictionary<string, string> Merge(KindObject thing, IReadOnlyDictionary<string, string> common)
    {
        var facts = new Dictionary<string, string>(common, StringComparer.Ordinal);
        foreach (var (name, value) in Facts.Read(thing.Facts))
        {
            facts[name] = value;
        }

        return facts;
    }
}

/// <summary>Input of <see cref="DecideMany"/>.</summary>
internal sealed record DecideManyInput(RegionCode Region, Guid Batch);

/// <summary>Grants everything that waits of a batch, each letter in a write of its own. Nobody grants their own proposals.</summary>
internal sealed class DecideMany(IServiceScopeFactory scopes, ProposalReading reading) : IOperation<DecideManyInput>
{
    public static readonly OperationKind<DecideManyInput> Kind = OperationKind.For<DecideMany, DecideManyInput>(
        "revenue.decide-letters", "Revenue.Many.DecideOperation", ChargePermissions.Decide,
        page: input => ChargePaths.Batch(input.Region, input.Batch));

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, DecideManyInput input, CancellationToken cancel)
    {
        var all = await reading.OfBatchAsync(input.Region, input.Batch, cancel);
        var waiting = all.Where(p => p.Decision is null).ToList();
        var (done, refused) = (0, 0);
        foreach (var file in waiting)
        {
            cancel.ThrowIfCancellationRequested();
            context.Report(done + refused, waiting.Count);
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Value = context.Actor;
            var decided = await scope.ServiceProvider.GetRequiredService<DecideLetter>()
                .RunAsync(input.Region, file.Proposal.Id, new(true, file.Proposal.Amount, string.Empty), cancel);
            if (decided.Failed && decided.Problem.Code == "Revenue.Letter.OwnProposal")
            {
                return decided.Problem;
            }

            (done, refused) = decided.Failed ? (done, refused + 1) : (done + 1, refused);
        }

        return new OperationResult("Revenue.Many.Decided", ChargePaths.Batch(input.Region, input.Batch), done, refused);
    }
}

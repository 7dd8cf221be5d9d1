using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>What is asked for when a batch is made.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="TaxYear">The year.</param>
/// <param name="Scope"><see cref="Batch.WholeRegion"/>, or the ten digits of a village.</param>
internal sealed record BatchInput(string Title, int TaxYear, string Scope);

/// <summary>An approval.</summary>
/// <param name="Hash">Hash of the result that the person saw.</param>
/// <param name="DecreeNumber">Number of the decree.</param>
/// <param name="DecreeOn">Its date.</param>
/// <param name="AcceptsRefusals">True where the person accepts that refused objects have no bill.</param>
internal sealed record ApprovalInput(string Hash, string DecreeNumber, DateOnly DecreeOn, bool AcceptsRefusals);

/// <summary>
/// Makes, approves and withdraws batches. Who makes one does not approve it; two other people do, for exactly the hash of its result and
/// with the same decree (invariant I15).
/// </summary>
internal sealed class BatchDesk(KotaDb db, RegisterDesk desk, BatchReading reading, RuleStore store, Operations operations)
{
    public const int FirstYear = 2000;
    public const int LongestDecree = 100;

    public static readonly Problem NotFound = new("Revenue.Batch.NotFound");

    /// <summary>Makes a batch and starts its simulation.</summary>
    public async Task<Outcome<Batch>> MakeAsync(RegionCode code, BatchInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, AssessmentPermissions.Draft, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (await RefuseAsync(region.Value, input, cancel) is { Count: > 0 } problems)
        {
            return problems;
        }

        var rules = await RulesAsync(code, input.TaxYear, cancel);
        if (rules.Failed)
        {
            return Outcome.Fail<Batch>([.. rules.Problems.Select(p => p with { Field = nameof(BatchInput.TaxYear) })]);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var ordinal = await db.In<Batch>(RegionScope.Of(code)).Where(b => b.TaxYear == input.TaxYear).MaxAsync(b => (int?)b.Ordinal,
            cancel);
        var batch = new Batch
        {
            RegionCode = code, Id = new(desk.NewId()), TaxYear = input.TaxYear, Ordinal = (ordinal ?? 0) + 1, Title = input.Title.Trim(),
            Scope = Normal(input.Scope), RulesVersion = rules.Value.Version, RulesHash = rules.Value.Hash,
            FactsOn = new DateOnly(input.TaxYear, 1, 1), KnownAt = desk.Now, RecordedAt = desk.Now, RecordedBy = desk.Actor.User,
            RecordedByName = desk.Actor.Name,
        };
        db.Add(batch);
        operations.Add(desk.Actor, SimulateBatch.Kind, code, new BatchWork(batch.Id.Value));
        Note("Revenue.Trail.BatchMade", batch, new { batch.TaxYear, batch.Ordinal, batch.Scope });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : batch;
    }

    /// <summary>One of the two approvals of a result.</summary>
    public async Task<Outcome<BatchHistory>> ApproveAsync(RegionCode code, BatchId id, ApprovalInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, AssessmentPermissions.Approve, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (desk.Actor.User is not { } user)
        {
            return new Problem("Revenue.RuleStore.NoPerson");
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        if (await reading.FindAsync(code, id, cancel) is not { } found)
        {
            return NotFound;
        }

        if (Early(found.Batch, region.Value) is { } early)
        {
            return early;
        }

        var decree = input.DecreeNumber.Trim();
        if (Refuse(found, user, input with { DecreeNumber = decree }, desk.Today(region.Value)) is { } problem)
        {
            return problem;
        }

        Add(found, BatchEventKind.Approved, found.Hash, (decree, input.DecreeOn));
        Note("Revenue.Trail.BatchApproved", found.Batch, new { found.Hash, decree });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : (await reading.FindAsync(code, id, cancel))!;
    }

    /// <summary>Gives a batch up that was not posted.</summary>
    public async Task<Outcome<Nothing>> WithdrawAsync(RegionCode code, BatchId id, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, AssessmentPermissions.Draft, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        if (await reading.FindAsync(code, id, cancel) is not { } found)
        {
            return NotFound;
        }

        if (found.State is BatchState.Posted or BatchState.Withdrawn)
        {
            return new Problem("Revenue.Batch.Ended");
        }

        Add(found, BatchEventKind.Withdrawn, found.Hash, (string.Empty, null));
        Note("Revenue.Trail.BatchWithdrawn", found.Batch, null);
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Asks for the posting of a batch that two people approved; asking twice is harmless.</summary>
    public async Task<Outcome<OperationId>> PostAsync(RegionCode code, BatchId id, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, AssessmentPermissions.Post, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (await reading.FindAsync(code, id, cancel) is not { } found)
        {
            return NotFound;
        }

        return found.State is not (BatchState.Approved or BatchState.Posted) ? new Problem("Revenue.Batch.NotApproved")
            : Empty(found) is { } empty ? empty
            : Early(found.Batch, region.Value) is { } early ? early
            : await operations.StartAsync(desk.Actor, PostBatch.Kind, code, new BatchWork(id.Value), null, cancel);
    }

    /// <summary>
    /// Why a batch can neither be approved nor posted, or null. The tax of a year is owed by what the register says on its 1 January, and
    /// is income of that year and of none before: what was simulated earlier prepares a decree and no more.
    /// </summary>
    public static Problem? Early(Batch batch, Region region)
    {
        var day = new DateOnly(batch.TaxYear, 1, 1);
        return region.Zone.DateAt(new DateTimeOffset(DateTime.SpecifyKind(batch.KnownAt, DateTimeKind.Utc))) < day
            ? new("Revenue.Batch.Early", null, BatchWords.Plain(batch.TaxYear), day) : null;
    }

    /// <summary>Why a batch without any bill can neither be approved nor posted, or null where it has bills or was not computed.</summary>
    public static Problem? Empty(BatchHistory history) =>
        history.Simulated is { } simulated && SimulatedFacts.Of(simulated).Summary is { Bills: 0 } none
            ? new("Revenue.Batch.Empty", null, none.Objects, none.BilledBefore, none.Refused) : null;

    /// <summary>The version of the rules in force on 1 January, where bills may be made by it.</summary>
    public async Task<Outcome<RuleContent>> RulesAsync(RegionCode region, int year, CancellationToken cancel)
    {
        var day = new DateOnly(year, 1, 1);
        if (RuleStore.InForce(await store.ListAsync(RegionScope.Of(region), cancel), day) is not { } version)
        {
            return new Problem("Revenue.RuleStore.NoneInForce", null, region.Value, day);
        }

        var rules = PbbRules.Compile(RuleStore.SetOf(version.Content), year, estimate: false);
        return rules.Failed ? Outcome.Fail<RuleContent>(rules.Problems) : version.Content;
    }

    /// <summary>Adds an event to the open write, by the actor of the request unless another is named.</summary>
    public void Add(
        BatchHistory history, BatchEventKind kind, string hash, (string Number, DateOnly? On) decree, string facts = "{}",
        Actor? actor = null) => db.Add(new BatchEvent
        {
            RegionCode = history.Batch.RegionCode, BatchId = history.Batch.Id, Ordinal = history.Events.Count + 1, Kind = kind,
            Hash = hash, DecreeNumber = decree.Number, DecreeOn = decree.On, Facts = facts, RecordedAt = desk.Now,
            RecordedBy = (actor ?? desk.Actor).User, RecordedByName = (actor ?? desk.Actor).Name,
        });

    private void Note(string action, Batch batch, object? details) => desk.NoteBatch(action, batch, details);

    private static string Normal(string scope) =>
        TaxVillage.TryParse(scope, out var village) ? village.ToString("0000000000", System.Globalization.CultureInfo.InvariantCulture)
            : Batch.WholeRegion;

    private static Problem? Refuse(BatchHistory found, UserId user, ApprovalInput input, DateOnly today)
    {
        if (found.State is not (BatchState.Simulated or BatchState.HalfApproved))
        {
            return new("Revenue.Batch.NotWaiting");
        }

        if (Empty(found) is { } empty)
        {
            return empty;
        }

        if (found.Hash != input.Hash)
        {
            return new("Revenue.Batch.OtherResult");
        }

        if (found.Batch.RecordedBy == user)
        {
            return new("Revenue.Batch.OwnBatch");
        }

        if (found.Approvals.Any(a => a.RecordedBy == user))
        {
            return new("Revenue.Batch.ApprovedAlready");
        }

        if (input.DecreeNumber.Length is 0 or > LongestDecree)
        {
            return new("Revenue.Batch.NoDecree", nameof(ApprovalInput.DecreeNumber), LongestDecree);
        }

        if (input.DecreeOn > today)
        {
            return new("Revenue.Batch.DecreeLater", nameof(ApprovalInput.DecreeOn), today);
        }

        if (found.Approvals.FirstOrDefault() is { } first && (first.DecreeNumber != input.DecreeNumber || first.DecreeOn != input.DecreeOn))
        {
            return new("Revenue.Batch.OtherDecree", nameof(ApprovalInput.DecreeNumber), first.DecreeNumber, first.DecreeOn!.Value);
        }

        return SimulatedFacts.Of(found.Simulated!).Summary.Refused > 0 && !input.AcceptsRefusals
            ? new("Revenue.Batch.RefusalsOpen", nameof(ApprovalInput.AcceptsRefusals)) : null;
    }

    private async Task<List<Problem>> RefuseAsync(Region region, BatchInput input, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (input.Title.Trim().Length is 0 or > Batch.TitleLength)
        {
            problems.Add(new("Revenue.Batch.NoTitle", nameof(BatchInput.Title), Batch.TitleLength));
        }

        var latest = desk.Today(region).Year + 1;
        if (input.TaxYear < FirstYear || input.TaxYear > latest)
        {
            problems.Add(new("Revenue.Batch.BadYear", nameof(BatchInput.TaxYear), FirstYear.ToString(), latest.ToString()));
        }

        if (input.Scope != Batch.WholeRegion
            && (!TaxVillage.TryParse(input.Scope, out var code)
                || !await db.In<TaxVillage>(RegionScope.Of(region.Code)).AnyAsync(v => v.TaxCode == code, cancel)))
        {
            problems.Add(new("Revenue.Batch.UnknownVillage", nameof(BatchInput.Scope)));
        }

        return problems;
    }
}

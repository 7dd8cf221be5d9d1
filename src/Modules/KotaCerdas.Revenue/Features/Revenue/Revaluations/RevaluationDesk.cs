using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Revaluations;

/// <summary>Reads revaluations with what happened to them.</summary>
internal sealed class RevaluationReading(KotaDb db)
{
    public static readonly Problem NotFound = new("Revenue.Revaluation.NotFound");

    /// <summary>Revaluations of a region, newest first.</summary>
    public async Task<IReadOnlyList<RevaluationHistory>> AllAsync(RegionCode region, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var all = await db.In<Revaluation>(scope).AsNoTracking().ToListAsync(cancel);
        var events = (await db.In<RevaluationEvent>(scope).AsNoTracking().ToListAsync(cancel)).ToLookup(e => e.RevaluationId);
        return
        [
            .. all.OrderByDescending(r => r.TaxYear).ThenByDescending(r => r.Ordinal)
                .Select(r => new RevaluationHistory(r, [.. events[r.Id].OrderBy(e => e.Ordinal)])),
        ];
    }

    /// <summary>A revaluation, or null.</summary>
    public async Task<RevaluationHistory?> FindAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var found = await db.In<Revaluation>(scope).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
        return found is null ? null : new(
            found,
            await db.In<RevaluationEvent>(scope).AsNoTracking().Where(e => e.RevaluationId == id).OrderBy(e => e.Ordinal)
                .ToListAsync(cancel));
    }

    /// <summary>A revaluation with the tables whose hash it keeps.</summary>
    public async Task<Outcome<(RevaluationHistory Found, DbkbRules Rules)>> OpenAsync(
        RegionCode region, Guid id, CancellationToken cancel)
    {
        if (await FindAsync(region, id, cancel) is not { } found)
        {
            return NotFound;
        }

        var (version, hash) = (found.Of.RulesVersion, found.Of.RulesHash);
        var content = await db.In<RuleContent>(RegionScope.Of(region)).AsNoTracking()
            .FirstOrDefaultAsync(c => c.Version == version && c.Hash == hash, cancel);
        var rules = content is null ? new Problem("Revenue.RuleStore.Unknown", null, version)
            : DbkbRules.Of(RuleStore.SetOf(content), found.Of.TaxYear, estimate: false);
        return rules.Failed ? rules.Problem : (found, rules.Value);
    }
}

/// <summary>
/// Makes, approves and withdraws revaluations. Who makes one does not approve it; two other people do, for exactly the hash of its result
/// and with the same decree.
/// </summary>
internal sealed class RevaluationDesk(KotaDb db, RegisterDesk desk, RevaluationReading reading, RuleStore rules, Operations operations)
{
    /// <summary>Makes a revaluation by the tables in force on 1 January and starts its computation.</summary>
    public async Task<Outcome<Revaluation>> MakeAsync(RegionCode code, int year, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, AssessmentPermissions.Draft, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var latest = desk.Today(region.Value).Year + 1;
        if (year < BatchDesk.FirstYear || year > latest)
        {
            return new Problem("Revenue.Batch.BadYear", "TaxYear", Plain(BatchDesk.FirstYear), Plain(latest));
        }

        var set = await rules.InForceAsync(code, new DateOnly(year, 1, 1), cancel);
        var tables = set.Failed ? Outcome.Fail<DbkbRules>(set.Problems) : DbkbRules.Of(set.Value, year, estimate: false);
        if (tables.Failed)
        {
            return tables.Problem.On("TaxYear");
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var ordinal = await db.In<Revaluation>(RegionScope.Of(code)).Where(r => r.TaxYear == year).MaxAsync(r => (int?)r.Ordinal, cancel);
        var made = new Revaluation
        {
            RegionCode = code, Id = desk.NewId(), TaxYear = year, Ordinal = (ordinal ?? 0) + 1, RulesVersion = set.Value.Head.Version,
            RulesHash = set.Value.Hash, RecordedAt = desk.Now, RecordedBy = desk.Actor.User, RecordedByName = desk.Actor.Name,
        };
        db.Add(made);
        operations.Add(desk.Actor, ComputeRevaluation.Kind, code, new RevaluationWork(made.Id));
        Note("Revenue.Trail.RevaluationMade", made, new { year, made.Ordinal });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : made;
    }

    /// <summary>One of the two approvals of a result.</summary>
    public async Task<Outcome<Nothing>> ApproveAsync(RegionCode code, Guid id, ApprovalInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, AssessmentPermissions.Approve, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        if (await reading.FindAsync(code, id, cancel) is not { } found)
        {
            return RevaluationReading.NotFound;
        }

        var decree = input.DecreeNumber.Trim();
        if (Refuse(found, input with { DecreeNumber = decree }, desk.Today(region.Value)) is { } problem)
        {
            return problem;
        }

        Add(found, BatchEventKind.Approved, found.Hash, (decree, input.DecreeOn));
        Note("Revenue.Trail.RevaluationApproved", found.Of, new { found.Hash, decree });
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Gives a revaluation up that was not posted.</summary>
    public async Task<Outcome<Nothing>> WithdrawAsync(RegionCode code, Guid id, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, AssessmentPermissions.Draft, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        if (await reading.FindAsync(code, id, cancel) is not { } found)
        {
            return RevaluationReading.NotFound;
        }

        if (found.State is BatchState.Posted or BatchState.Withdrawn or BatchState.Unchanged)
        {
            return new Problem("Revenue.Revaluation.Ended");
        }

        Add(found, BatchEventKind.Withdrawn, found.Hash, (string.Empty, null));
        Note("Revenue.Trail.RevaluationWithdrawn", found.Of);
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Asks for the posting of what two people approved; asking twice is harmless.</summary>
    public async Task<Outcome<OperationId>> PostAsync(RegionCode code, Guid id, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, AssessmentPermissions.Post, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        return await reading.FindAsync(code, id, cancel) is not { } found ? RevaluationReading.NotFound
            : found.State is not (BatchState.Approved or BatchState.Posted) ? new Problem("Revenue.Revaluation.NotApproved")
            : await EarlyAsync(found.Of, cancel) is { } early ? early
            : await operations.StartAsync(desk.Actor, PostRevaluation.Kind, code, new RevaluationWork(id), null, cancel);
    }

    /// <summary>
    /// Why it cannot be recorded yet, or null. Before its 1 January the register still changes: what would be recorded from that day on
    /// would take back every change between now and then.
    /// </summary>
    public async Task<Problem?> EarlyAsync(Revaluation of, CancellationToken cancel)
    {
        var region = await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == of.RegionCode, cancel);
        var day = new DateOnly(of.TaxYear, 1, 1);
        return desk.Today(region) < day ? new Problem("Revenue.Revaluation.Early", null, day) : null;
    }

    /// <summary>Adds an event to the open write, by the actor of the request unless another is named.</summary>
    public void Add(
        RevaluationHistory of, BatchEventKind kind, string hash, (string Number, DateOnly? On) decree, string facts = "{}",
        Actor? actor = null) => db.Add(new RevaluationEvent
        {
            RegionCode = of.Of.RegionCode, RevaluationId = of.Of.Id, Ordinal = of.Events.Count + 1, Kind = kind, Hash = hash,
            DecreeNumber = decree.Number, DecreeOn = decree.On, Facts = facts, RecordedAt = desk.Now,
            RecordedBy = (actor ?? desk.Actor).User, RecordedByName = (actor ?? desk.Actor).Name,
        });

    public void Note(string action, Revaluation of, object? details = null) =>
        desk.NoteThing(action, new(of.RegionCode, "revenue.revaluation", of.Id.ToString()), details);

    private Problem? Refuse(RevaluationHistory found, ApprovalInput input, DateOnly today)
    {
        if (desk.Actor.User is not { } user)
        {
            return new("Revenue.RuleStore.NoPerson");
        }

        if (found.State is not (BatchState.Simulated or BatchState.HalfApproved))
        {
            return new(found.ChangesNothing ? "Revenue.Revaluation.NothingToApprove" : "Revenue.Revaluation.NotWaiting");
        }

        if (found.Hash != input.Hash)
        {
            return new("Revenue.Batch.OtherResult");
        }

        if (found.Of.RecordedBy == user || found.Approvals.Any(a => a.RecordedBy == user))
        {
            return new(found.Of.RecordedBy == user ? "Revenue.Revaluation.Own" : "Revenue.Batch.ApprovedAlready");
        }

        if (input.DecreeNumber.Length is 0 or > BatchDesk.LongestDecree)
        {
            return new("Revenue.Batch.NoDecree", nameof(ApprovalInput.DecreeNumber), BatchDesk.LongestDecree);
        }

        if (input.DecreeOn > today)
        {
            return new("Revenue.Batch.DecreeLater", nameof(ApprovalInput.DecreeOn), today);
        }

        return found.Approvals.FirstOrDefault() is { } first
            && (first.DecreeNumber != input.DecreeNumber || first.DecreeOn != input.DecreeOn)
            ? new("Revenue.Batch.OtherDecree", nameof(ApprovalInput.DecreeNumber), first.DecreeNumber, first.DecreeOn!.Value) : null;
    }

    private static string Plain(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

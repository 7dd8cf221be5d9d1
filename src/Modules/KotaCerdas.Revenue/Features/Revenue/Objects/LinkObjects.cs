using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>When and by what objects came of others.</summary>
/// <param name="On">The day.</param>
/// <param name="Basis">The decision or deed.</param>
/// <param name="OtherArea">True where whoever records it says that the land is more or less afterwards, for a reason in the basis.</param>
internal sealed record LinkBasis(DateOnly On, string Basis, bool OtherArea = false)
{
    /// <summary>Who proposed it, where a second officer confirmed it; else null.</summary>
    public string? ProposedBy { get; init; }
}

/// <summary>A split or merge that can be recorded.</summary>
/// <param name="Region">The region.</param>
/// <param name="Kind">Split or merge.</param>
/// <param name="Of">The object that is split, or that stays after a merge.</param>
/// <param name="Others">The others.</param>
/// <param name="When">The day, and the decision or deed.</param>
/// <param name="Known">All versions of all of them.</param>
internal sealed record LinkPlan(
    Region Region, LinkKind Kind, Nop Of, IReadOnlyList<Nop> Others, LinkBasis When, ILookup<Nop, TaxObject> Known)
{
    /// <summary>The objects that end.</summary>
    public IReadOnlyList<Nop> Origins => Kind == LinkKind.Split ? [Of] : Others;

    /// <summary>The objects that are there afterwards.</summary>
    public IReadOnlyList<Nop> Targets => Kind == LinkKind.Split ? Others : [Of];

    /// <summary>
    /// The objects as they are the day before. The parts of a split may have been registered that day or before: the origin alone stands
    /// for what was before.
    /// </summary>
    public IReadOnlyList<TaxObject> Before => ActiveOn(When.On.AddDays(-1), Kind == LinkKind.Split ? [Of] : [Of, .. Others]);

    /// <summary>All that is billed the day before, parts of a split that are there already too: none of it may be lost unseen.</summary>
    public IReadOnlyList<TaxObject> BilledBefore => ActiveOn(When.On.AddDays(-1), [Of, .. Others]);

    /// <summary>The objects as they are from the day on.</summary>
    public IReadOnlyList<TaxObject> After => ActiveOn(When.On, Targets);

    public string Basis => When.Basis.Trim();

    private IReadOnlyList<TaxObject> ActiveOn(DateOnly day, IEnumerable<Nop> all) =>
        [.. all.Select(n => TaxObject.On(day, Known[n])).OfType<TaxObject>().Where(o => o.State == ObjectState.Active)];
}

/// <summary>
/// Records a split or merge: the objects that come of it are registered before; those it came of end on that day, and a fact leads from
/// each to each. All or nothing.
/// </summary>
internal sealed class LinkObjects(
    KotaDb db, RegisterDesk desk, SaveObject objects, ObjectLowering lowering, WaitingChanges waiting)
{
    private const int MostParts = 100;

    /// <summary>
    /// Splits an object into several, or merges it with others into one; it waits for a second officer where less is billed afterwards.
    /// </summary>
    /// <param name="code">The region.</param>
    /// <param name="kind">Split or merge.</param>
    /// <param name="of">The object whose page this is: the one that is split, or the one that stays after a merge.</param>
    /// <param name="others">The numbers typed: the parts of a split, or the objects that are merged into it.</param>
    /// <param name="when">The day, and the decision or deed.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Outcome<Nothing>> RunAsync(
        RegionCode code, LinkKind kind, Nop of, string others, LinkBasis when, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var plan = await PlanAsync(region.Value, kind, of, others, when, cancel);
        if (plan.Failed)
        {
            return Outcome.Fail<Nothing>(plan.Problems);
        }

        var lowers = await lowering.OfAsync(code, plan.Value.BilledBefore, plan.Value.After, when.On, cancel);
        var done = lowers.Count > 0 ? await HoldAsync(plan.Value, lowers, cancel) : await AddAsync(plan.Value, cancel);
        return done.Failed ? done : await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Checks a split or merge against the registers as the open write sees them.</summary>
    public async Task<Outcome<LinkPlan>> PlanAsync(
        Region region, LinkKind kind, Nop of, string others, LinkBasis when, CancellationToken cancel)
    {
        List<Problem> problems = [];
        var parts = Read(others, problems);
        if (parts.Contains(of) || parts.Count < (kind == LinkKind.Split ? 2 : 1) || parts.Count > MostParts)
        {
            problems.Add(new(kind == LinkKind.Split ? "Revenue.Object.SplitParts" : "Revenue.Object.MergeParts", "Others", MostParts));
        }

        if (when.Basis.Trim().Length is 0 or > Taxpayer.ReasonLength)
        {
            problems.Add(new("Revenue.Object.BasisNeeded", "Basis", Taxpayer.ReasonLength));
        }

        List<Nop> all = [of, .. parts];
        var known = (await db.In<TaxObject>(RegionScope.Of(region.Code)).AsNoTracking().Where(o => all.Contains(o.Nop))
            .ToListAsync(cancel)).ToLookup(o => o.Nop);
        var plan = new LinkPlan(region, kind, of, parts, when, known);
        problems.AddRange(Missing(plan));
        if (problems.Count == 0 && !when.OtherArea
            && (plan.Before.Sum(o => (long)o.LandArea), plan.After.Sum(o => (long)o.LandArea)) is var (before, after) && before != after)
        {
            problems.Add(new("Revenue.Object.AreaChanges", nameof(LinkBasis.OtherArea), before, after));
        }

        return problems.Count > 0 ? problems : await EndingAsync(plan, cancel) is { Count: > 0 } standing ? standing : plan;
    }

    /// <summary>Adds the ends and the facts that lead from each to each to the open write.</summary>
    public async Task<Outcome<Nothing>> AddAsync(LinkPlan plan, CancellationToken cancel)
    {
        var (code, on) = (plan.Region.Code, plan.When.On);
        foreach (var origin in plan.Origins)
        {
            var ended = await objects.AddEndAsync(code, origin, on, plan.Basis, plan.When.ProposedBy, cancel);
            if (ended.Failed)
            {
                return ended.Problem;
            }

            db.AddRange(plan.Targets.Select(target => new ObjectLink
            {
                RegionCode = code, FromNop = origin, ToNop = target, Kind = plan.Kind, HappenedOn = on, Basis = plan.Basis,
                RecordedAt = desk.Now, RecordedBy = desk.By(plan.When.ProposedBy),
            }));
        }

        return Outcome.Done;
    }

    private async Task<Outcome<Nothing>> HoldAsync(LinkPlan plan, IReadOnlyList<Lowered> lowers, CancellationToken cancel)
    {
        var seen = plan.Others.Append(plan.Of).ToDictionary(n => n.ToString(), n => plan.Known[n].Max(o => o.Version));
        var held = await waiting.HoldAsync(
            ChangeSubject.Of(plan.Region.Code, plan.Of, seen[plan.Of.ToString()]),
            plan.Kind == LinkKind.Split ? ChangeKind.Split : ChangeKind.Merge,
            (plan.When.On, plan.Basis, new LinkContent(string.Join('\n', plan.Others), seen)), lowers, cancel);
        return held.Failed ? held.Problem : Outcome.Done;
    }

    /// <summary>Which origins cannot end on the day, and why.</summary>
    private async Task<List<Problem>> EndingAsync(LinkPlan plan, CancellationToken cancel)
    {
        List<Problem> problems = [];
        foreach (var origin in plan.Origins)
        {
            var ending = await objects.EndingAsync(plan.Region.Code, origin, plan.When.On, cancel);
            if (ending.Failed)
            {
                problems.Add(ending.Problem.Code == RegisterDesk.NotFound.Code
                    ? new("Revenue.Object.PartUnknown", "Others", origin.ToString()) : ending.Problem.On("On"));
            }
        }

        return problems;
    }

    private static List<Nop> Read(string text, List<Problem> problems)
    {
        var parts = new List<Nop>();
        foreach (var line in text.Split(['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Nop.TryParse(line, out var nop))
            {
                problems.Add(new("Revenue.Object.PartWrong", "Others", line.Length <= 40 ? line : line[..40]));
            }
            else if (!parts.Contains(nop))
            {
                parts.Add(nop);
            }
        }

        return parts;
    }

    private static IEnumerable<Problem> Missing(LinkPlan plan) => plan.Targets
        .Where(t => TaxObject.On(plan.When.On, plan.Known[t]) is not { State: ObjectState.Active })
        .Select(t => plan.Known[t].Any() ? new Problem("Revenue.Object.NotActiveOn", "On", t.ToString(), plan.When.On)
            : new Problem("Revenue.Object.PartUnknown", "Others", t.ToString()));
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>When and by what objects came of others.</summary>
/// <param name="On">The day.</param>
/// <param name="Basis">The decision or deed.</param>
/// <param name="OtherArea">True where whoever records it says that the land is more or less afterwards, for a reason in the basis.</param>
internal sealed record LinkBasis(DateOnly On, string Basis, bool OtherArea = false);

/// <summary>
/// Records a split or merge: the objects that come of it are registered before; those it came of end on that day, and a fact leads from
/// each to each. All or nothing.
/// </summary>
internal sealed class LinkObjects(KotaDb db, RegisterDesk desk, SaveObject objects)
{
    private const int MostParts = 100;

    /// <summary>Splits an object into several, or merges it with others into one.</summary>
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

        List<Nop> targets = kind == LinkKind.Split ? parts : [of];
        problems.AddRange(await MissingAsync(code, targets, when.On, cancel));
        if (problems.Count == 0 && !when.OtherArea
            && await AreasAsync(code, [of, .. parts], kind, when.On, cancel) is var areas && areas.Before != areas.After)
        {
            problems.Add(new("Revenue.Object.AreaChanges", nameof(LinkBasis.OtherArea), areas.Before, areas.After));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        foreach (var origin in kind == LinkKind.Split ? [of] : parts)
        {
            var ended = await objects.AddEndAsync(code, origin, when.On, when.Basis.Trim(), cancel);
            if (ended.Failed)
            {
                problems.Add(ended.Problem.Code == RegisterDesk.NotFound.Code
                    ? new("Revenue.Object.PartUnknown", "Others", origin.ToString()) : ended.Problem.On("On"));
                continue;
            }

            db.AddRange(targets.Select(target => new ObjectLink
            {
                RegionCode = code, FromNop = origin, ToNop = target, Kind = kind, HappenedOn = when.On, Basis = when.Basis.Trim(),
                RecordedAt = desk.Now, RecordedBy = desk.Actor.Name,
            }));
        }

        return problems.Count > 0 ? problems
            : await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
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

    /// <summary>
    /// Square metres of land of the objects the day before and after it. Of a split the parts may have been registered that day or before:
    /// the origin stands for what was before, the parts for what is after; of a merge all of them before, and the one that stays after.
    /// </summary>
    private async Task<(long Before, long After)> AreasAsync(
        RegionCode code, IReadOnlyList<Nop> all, LinkKind kind, DateOnly on, CancellationToken cancel)
    {
        var versions = (await db.In<TaxObject>(RegionScope.Of(code)).AsNoTracking().Where(o => all.Contains(o.Nop)).ToListAsync(cancel))
            .ToLookup(o => o.Nop);
        long Area(Nop nop, DateOnly day) => TaxObject.On(day, versions[nop]) is { State: ObjectState.Active } then ? then.LandArea : 0;
        return kind == LinkKind.Split
            ? (Area(all[0], on.AddDays(-1)), all.Skip(1).Sum(n => Area(n, on)))
            : (all.Sum(n => Area(n, on.AddDays(-1))), Area(all[0], on));
    }

    private async Task<List<Problem>> MissingAsync(RegionCode code, List<Nop> targets, DateOnly on, CancellationToken cancel)
    {
        List<Problem> problems = [];
        foreach (var target in targets)
        {
            var versions = await db.In<TaxObject>(RegionScope.Of(code)).AsNoTracking().Where(o => o.Nop == target).ToListAsync(cancel);
            if (TaxObject.On(on, versions) is not { State: ObjectState.Active })
            {
                problems.Add(versions.Count == 0
                    ? new("Revenue.Object.PartUnknown", "Others", target.ToString())
                    : new("Revenue.Object.NotActiveOn", "On", target.ToString(), on));
            }
        }

        return problems;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Changes;

/// <summary>What records changes of the registers.</summary>
internal sealed record ChangeRecords(SaveObject Objects, LinkObjects Links, SaveKindObject Kinds);

/// <summary>
/// Decides a change that lowers what is billed: somebody else than who proposed it. What is confirmed is checked and recorded as if it were
/// typed now, under both names, and only where no object of it changed since it was proposed.
/// </summary>
internal sealed class DecideChange(
    KotaDb db, RegisterDesk desk, WaitingChanges waiting, ChangeRecords records, Notifications notifications)
{
    /// <summary>Records the change.</summary>
    public async Task<Outcome<Nothing>> ConfirmAsync(RegionCode code, Guid id, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Confirm, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var open = await OpenAsync(code, id, cancel);
        if (open.Failed)
        {
            return open.Problem;
        }

        if (await IsStaleAsync(open.Value, cancel))
        {
            return new Problem("Revenue.Change.Stale");
        }

        var recorded = await RecordAsync(region.Value, open.Value, cancel);
        if (recorded.Failed)
        {
            return Outcome.Fail<Nothing>([.. recorded.Problems.Select(p => p with { Field = null })]);
        }

        Decide(open.Value, ChangeOutcome.Confirmed, recorded.Value == 0 ? null : recorded.Value, string.Empty);
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Leaves the register as it is.</summary>
    public async Task<Outcome<Nothing>> RefuseAsync(RegionCode code, Guid id, string reason, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Confirm, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        var open = await OpenAsync(code, id, cancel);
        if (open.Failed)
        {
            return open.Problem;
        }

        if (reason.Trim().Length is 0 or > Taxpayer.ReasonLength)
        {
            return new Problem("Revenue.Change.ReasonNeeded", "Reason", Taxpayer.ReasonLength);
        }

        Decide(open.Value, ChangeOutcome.Refused, null, reason.Trim());
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>The change, where it waits and the actor is another person.</summary>
    private async Task<Outcome<ChangeFile>> OpenAsync(RegionCode code, Guid id, CancellationToken cancel)
    {
        if (await waiting.FindAsync(code, id, cancel) is not { } file)
        {
            return RegisterDesk.NotFound;
        }

        if (!file.Waits)
        {
            return new Problem("Revenue.Change.Decided", null, file.Decision!.DecidedByName);
        }

        return desk.Actor.User is not { } user ? new Problem("Revenue.Change.NoPerson")
            : user == file.Of.ProposedBy ? new Problem("Revenue.Change.OwnChange") : file;
    }

    /// <summary>True where an object of the change has another version than when it was proposed.</summary>
    private async Task<bool> IsStaleAsync(ChangeFile file, CancellationToken cancel)
    {
        var scope = RegionScope.Of(file.Of.RegionCode);
        if (file.Of.ObjectId is { } id)
        {
            return await db.In<KindObject>(scope).Where(o => o.ObjectId == id).MaxAsync(o => o.Version, cancel) != file.Of.Seen;
        }

        var seen = file.Of.Kind is ChangeKind.Split or ChangeKind.Merge
            ? file.Content<LinkContent>().Seen.ToDictionary(s => Parse(s.Key), s => s.Value)
            : new() { [file.Of.Nop!.Value] = file.Of.Seen };
        var numbers = seen.Keys.ToList();
        var latest = await db.In<TaxObject>(scope).Where(o => numbers.Contains(o.Nop)).GroupBy(o => o.Nop)
            .Select(g => new { g.Key, Version = g.Max(o => o.Version) }).ToDictionaryAsync(g => g.Key, g => g.Version, cancel);
        return seen.Any(s => latest.GetValueOrDefault(s.Key) != s.Value);
    }

    /// <summary>The version that was recorded, or 0 of a split or merge.</summary>
    private async Task<Outcome<int>> RecordAsync(Region region, ChangeFile file, CancellationToken cancel)
    {
        var (of, by) = (file.Of, file.Of.ProposedByName);
        switch (of.Kind)
        {
            case ChangeKind.Change:
                var input = file.Content<ObjectInput>() with { ProposedBy = by };
                return await records.Objects.AddChangeAsync(region, of.Nop!.Value, of.Seen, input, cancel);
            case ChangeKind.End:
                return await records.Objects.AddEndAsync(of.RegionCode, of.Nop!.Value, of.ValidFrom, of.Reason, by, cancel);
            case ChangeKind.Split or ChangeKind.Merge:
                var kind = of.Kind == ChangeKind.Split ? LinkKind.Split : LinkKind.Merge;
                var basis = new LinkBasis(of.ValidFrom, of.Reason, OtherArea: true) { ProposedBy = by };
                var plan = await records.Links.PlanAsync(region, kind, of.Nop!.Value, file.Content<LinkContent>().Others, basis, cancel);
                var linked = plan.Failed ? Outcome.Fail<Nothing>(plan.Problems) : await records.Links.AddAsync(plan.Value, cancel);
                return linked.Failed ? Outcome.Fail<int>(linked.Problems) : 0;
            case ChangeKind.KindChange:
                var changed = file.Content<KindObjectInput>() with { ProposedBy = by };
                return await records.Kinds.AddChangeAsync(region, of.ObjectId!.Value, of.Seen, changed, cancel);
            default:
                return await records.Kinds.AddCloseAsync(of.RegionCode, of.ObjectId!.Value, of.ValidFrom, of.Reason, by, cancel);
        }
    }

    private static Nop Parse(string text) => Nop.TryParse(text, out var nop) ? nop : default;

    private void Decide(ChangeFile file, ChangeOutcome outcome, int? version, string reason)
    {
        db.Add(new RegisterChangeDecision
        {
            RegionCode = file.Of.RegionCode, ChangeId = file.Of.Id, Outcome = outcome, Version = version, Reason = reason,
            DecidedAt = desk.Now, DecidedBy = desk.Actor.User!.Value, DecidedByName = desk.Actor.Name,
        });
        desk.NoteThing("Revenue.Trail.ChangeDecided", file.Subject, new { outcome, version });
        notifications.Add(
            file.Of.ProposedBy,
            outcome == ChangeOutcome.Confirmed ? "Revenue.ChangeNotice.Confirmed" : "Revenue.ChangeNotice.Refused", [desk.Actor.Name],
            ChangePaths.Of(file.Of.RegionCode, file.Of.Id));
    }
}

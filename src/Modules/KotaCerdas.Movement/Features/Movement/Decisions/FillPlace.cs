using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>A place that became free after the announcement.</summary>
/// <param name="Withdrawn">Who gave its place, or its place on the reserve list, up; null where a place is free already.</param>
/// <param name="Reason">What happened, with the letter that says so; published as the reason of every region it moves.</param>
internal sealed record FillPlaceInput(CallId CallId, RegionCode? Withdrawn, string Reason);

/// <summary>How the places of an announced call are taken.</summary>
/// <param name="Quota">Places.</param>
/// <param name="Selected">Who has one.</param>
/// <param name="Reserves">Who waits, in the order of the list.</param>
internal sealed record Places(int Quota, IReadOnlyList<DecisionRow> Selected, IReadOnlyList<DecisionRow> Reserves)
{
    public int Free => Quota - Selected.Count;
}

/// <summary>
/// After the announcement: lets a region give up its place and moves up whoever is next on the reserve list. It drafts a decision that
/// corrects the announced one; it needs the same two approvals and its own announcement, and every region it moves may object.
/// </summary>
internal sealed class FillPlace(KotaDb db, Actor actor, DecisionReader reader, Records records)
{
    public const int LeastReason = 30;
    public const int ReasonLength = 2_000;

    /// <summary>The places as announced, or null before the announcement and while an objection changes a result.</summary>
    public async Task<Places?> OfAsync(CallId call, CancellationToken cancel)
    {
        if (await LastAnnouncedAsync(call, cancel) is not { } last
            || (await OpenCorrections.OfAsync(db, call, cancel)).Any(c => c.AfterObjection))
        {
            return null;
        }

        var rows = (await reader.AnnouncedAsync(call, cancel)).Rows;
        return new(
            last.Quota,
            [.. rows.Where(r => r.Line.Result == SelectionResult.Selected).OrderBy(r => r.Line.Place)],
            [.. rows.Where(r => r.Line.Result == SelectionResult.Reserve).OrderBy(r => r.Line.ReservePlace is null or 0)
                .ThenBy(r => r.Line.ReservePlace).ThenBy(r => r.Line.Place)]);
    }

    /// <summary>Why the draft can no longer be announced, or null: what it rests on was checked when it was drafted.</summary>
    public async Task<Problem?> StaleAsync(Decision draft, IReadOnlyList<DecisionLine> lines, CancellationToken cancel)
    {
        if (await OfAsync(draft.CallId, cancel) is not { } places)
        {
            return new Problem("Movement.Place.Open");
        }

        var leaves = lines.Where(l => l.Result == SelectionResult.Rejected).Select(l => l.RegionCode).ToList();
        var holds = lines.Where(l => l.Result == SelectionResult.Selected)
            .All(l => places.Reserves.Any(r => r.Region.Code == l.RegionCode))
            && leaves.TrueForAll(l => places.Selected.Concat(places.Reserves).Any(r => r.Region.Code == l))
            && places.Selected.Count(r => !leaves.Contains(r.Region.Code)) + lines.Count(l => l.Result == SelectionResult.Selected)
                <= places.Quota;
        foreach (var region in leaves)
        {
            holds &= !await IsBoundAsync(draft.CallId, region, cancel);
        }

        return holds ? null : new Problem("Movement.Place.Stale");
    }

    /// <summary>Drafts the correcting decision; it replaces one that is not announced yet.</summary>
    /// <returns>The decision.</returns>
    public async Task<Outcome<Guid>> RunAsync(FillPlaceInput input, CancellationToken cancel)
    {
        if (actor.User is not { } user || actor.Refuse(AssessmentPermissions.DraftSelection, RegionCode.National) is not null)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        if (await OfAsync(input.CallId, cancel) is not { } places)
        {
            return new Problem("Movement.Place.Open");
        }

        var problems = await CheckAsync(input, places, cancel);
        if (problems.Count > 0)
        {
            return problems;
        }

        var old = (await LastAnnouncedAsync(input.CallId, cancel))!;
        var number = await db.Shared<Decision>().Where(d => d.CallId == input.CallId).MaxAsync(d => d.Number, cancel);
        var decision = old.Correction(number + 1, input.Reason.Trim(), (records.NewId(), records.Now, user, actor.Name));
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        db.Add(decision);
        db.AddRange(Lines(input, places, decision));
        records.National(actor, "Movement.Trail.DecisionDrafted", input.CallId, new { decision = decision.Id, decision.Number });
        records.Tell(new SelectionDrafted(RegionCode.National, input.CallId.Value, decision.Id));
        return await write.TryCommitAsync(Records.Raced, cancel) is { } raced ? raced : decision.Id;
    }

    private static List<DecisionLine> Lines(FillPlaceInput input, Places places, Decision decision)
    {
        var why = input.Reason.Trim();
        var leaves = places.Selected.Concat(places.Reserves).FirstOrDefault(r => r.Region.Code == input.Withdrawn);
        var free = places.Free + (leaves?.Line.Result == SelectionResult.Selected ? 1 : 0);
        return
        [
            .. leaves is null ? [] : new[] { Line(leaves, SelectionResult.Rejected, SelectionReason.Withdrew) },
            .. places.Reserves.Where(r => r != leaves).Take(free)
                .Select(r => Line(r, SelectionResult.Selected, SelectionReason.FromReserve)),
        ];

        DecisionLine Line(DecisionRow row, SelectionResult result, SelectionReason reason) => new()
        {
            RegionCode = row.Line.RegionCode,
            CallId = row.Line.CallId,
            DecisionId = decision.Id,
            Result = result,
            Place = row.Line.Place,
            ReservePlace = null,
            Total = row.Line.Total,
            Reasons = LineReasons.Corrected(row.Line.Reasons, reason, why),
        };
    }

    private async Task<Decision?> LastAnnouncedAsync(CallId call, CancellationToken cancel)
    {
        var announced = db.Shared<Announcement>().Where(a => a.CallId == call).Select(a => a.DecisionId);
        return await db.Shared<Decision>().AsNoTracking().Where(d => d.CallId == call && announced.Contains(d.Id))
            .OrderByDescending(d => d.Number).FirstOrDefaultAsync(cancel);
    }

    private async Task<List<Problem>> CheckAsync(FillPlaceInput input, Places places, CancellationToken cancel)
    {
        List<Problem> problems = [];
        if (input.Reason.Trim().Length is < LeastReason or > ReasonLength)
        {
            problems.Add(new("Movement.Place.Reason", nameof(input.Reason), LeastReason, ReasonLength));
        }

        if (input.Withdrawn is not { } region)
        {
            if (places.Free <= 0)
            {
                problems.Add(new("Movement.Place.None", nameof(input.Withdrawn), places.Quota));
            }
            else if (places.Reserves.Count == 0)
            {
                problems.Add(new("Movement.Place.NoReserve", nameof(input.Withdrawn)));
            }
        }
        else if (!places.Selected.Concat(places.Reserves).Any(r => r.Region.Code == region))
        {
            problems.Add(new("Movement.Place.NotThere", nameof(input.Withdrawn)));
        }
        else if (await IsBoundAsync(input.CallId, region, cancel))
        {
            problems.Add(new("Movement.Place.Bound", nameof(input.Withdrawn)));
        }

        return problems;
    }

    /// <summary>A memorandum in preparation or in force is withdrawn or ended first: that has its own rules.</summary>
    private Task<bool> IsBoundAsync(CallId call, RegionCode region, CancellationToken cancel) =>
        db.In<AgreementRecord>(RegionScope.Of(region)).AnyAsync(
            a => a.CallId == call && a.RegionCode == region
                && a.State != AgreementState.Withdrawn && a.State != AgreementState.Ended && a.State != AgreementState.Renewed
                && a.State != AgreementState.Expired, cancel);
}

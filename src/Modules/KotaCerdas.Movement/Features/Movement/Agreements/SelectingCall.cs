using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>
/// The call that a memorandum with the ministry follows from: the one whose result for the region was announced last, where that selected
/// it and no other agreement of the region follows from it, those that were given up aside. A real memorandum follows from no generated
/// call; one that is generated or that a generated account drafted may.
/// </summary>
internal sealed class SelectingCall(KotaDb db, AnnouncedResults results, IPeopleQueries people)
{
    /// <summary>Null for an agreement of another kind or one that follows an earlier one, and where no call selected the region.</summary>
    public async Task<CallId?> OfAsync(AgreementInput input, AgreementTemplate template, UserId? by, CancellationToken cancel) =>
        input.Call is not null || input.Parent is not null || !AgreementCatalogue.Shipped.IsMemorandum(input.With.Kind, template.Vehicle)
            ? input.Call
            : await FindAsync(input.Region, input.Generated || await IsGeneratedAsync(by, cancel), until: null, cancel);

    /// <summary>
    /// Of an agreement that is signed on a legal date, among the calls announced until then: one that was drafted before the
    /// result, or before its call was looked up, has none yet.
    /// </summary>
    public async Task<CallId?> OfAsync(AgreementFile file, DateOnly signedOn, CancellationToken cancel)
    {
        var agreement = file.Agreement;
        return agreement.CallId is not null || agreement.ParentId is not null
            || !file.Parties.Any(p => AgreementCatalogue.Shipped.IsMemorandum(p.Kind, agreement.Vehicle))
            ? agreement.CallId
            : await FindAsync(
                agreement.RegionCode, agreement.Generated || await IsGeneratedAsync(agreement.CreatedBy, cancel),
                (file.Region.Zone, signedOn), cancel);
    }

    private async Task<CallId?> FindAsync(
        RegionCode region, bool generated, (RegionZone Zone, DateOnly Day)? until, CancellationToken cancel)
    {
        var announced = await results.OfAsync(region, cancel);
        var ids = announced.Select(r => r.Call).ToList();
        var calls = await db.Shared<Call>().AsNoTracking().Where(c => ids.Contains(c.Id) && (generated || !c.Generated)).Select(c => c.Id)
            .ToListAsync(cancel);
        if (until is { } by)
        {
            var times = await db.Shared<Announcement>().AsNoTracking().Where(a => ids.Contains(a.CallId))
                .Select(a => new { a.CallId, a.At }).ToListAsync(cancel);
            calls.RemoveAll(c => times.Where(t => t.CallId == c)
                .All(t => by.Zone.DateAt(new DateTimeOffset(t.At, TimeSpan.Zero)) > by.Day));
        }

        var followed = await db.In<AgreementRecord>(RegionScope.Of(region)).AsNoTracking()
            .Where(a => a.RegionCode == region && a.CallId != null && a.State != AgreementState.Withdrawn).Select(a => a.CallId!.Value)
            .ToListAsync(cancel);
        return announced.Where(r => calls.Contains(r.Call)).Take(1)
            .Where(r => r.Result == SelectionResult.Selected && !followed.Contains(r.Call)).Select(r => (CallId?)r.Call).FirstOrDefault();
    }

    private async Task<bool> IsGeneratedAsync(UserId? account, CancellationToken cancel) =>
        account is { } user && await people.IsGeneratedAsync(user, cancel);
}

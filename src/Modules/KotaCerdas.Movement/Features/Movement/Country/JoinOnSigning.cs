using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// Makes a region a member of the cohort of a call's year on the day its memorandum is signed, with the document as the source. What a
/// generated call or agreement leads to is no part of the country's sum.
/// </summary>
internal sealed class JoinOnSigning(KotaDb db) : IEventHandler<AgreementSigned>
{
    public static EventSubscription Subscription { get; } =
        EventSubscription.For<AgreementSigned, JoinOnSigning>("movement.join-cohort");

    public async Task HandleAsync(AgreementSigned happened, EventDelivery delivery, CancellationToken cancel)
    {
        if (happened.CallId is not { } id || await CallAsync(new CallId(id), cancel) is not { Generated: false } call
            || await AgreementAsync(happened, cancel) is not { Generated: false } agreement)
        {
            return;
        }

        var (region, scope) = (happened.Region, RegionScope.Of(happened.Region));
        var (year, track) = (call.Year, call.Track == CallTrack.Province ? Track.Province : Track.City);
        var source = await SourceAsync(agreement, happened.SignedOn, cancel);
        var member = new CohortMember(year, track, region, MemberStatus.Signed, [source], null) { SignedOn = happened.SignedOn };
        var row = await db.In<MemberRow>(scope)
            .SingleOrDefaultAsync(m => m.RegionCode == region && m.Year == year && m.Track == track, cancel);
        if (row is null)
        {
            db.Add(row = MemberRow.Of(member, imported: true));
        }

        row.Sign(member, happened.AgreementId);
    }

    private Task<Call?> CallAsync(CallId id, CancellationToken cancel) =>
        db.Shared<Call>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel);

    private Task<AgreementRecord?> AgreementAsync(AgreementSigned happened, CancellationToken cancel)
    {
        var (region, id) = (happened.Region, new AgreementId(happened.AgreementId));
        return db.In<AgreementRecord>(RegionScope.Of(region)).AsNoTracking()
            .SingleOrDefaultAsync(a => a.RegionCode == region && a.Id == id, cancel);
    }

    /// <summary>Title, number and date, as a source is written; a memorandum that was signed on paper may have no number here.</summary>
    private async Task<string> SourceAsync(AgreementRecord agreement, DateOnly on, CancellationToken cancel)
    {
        var (region, document) = (agreement.RegionCode, agreement.DocumentId is { } made ? new DocumentId(made) : default);
        var number = await db.In<IssuedDocument>(RegionScope.Of(region)).AsNoTracking()
            .Where(d => d.RegionCode == region && d.Id == document).Select(d => d.Number).SingleOrDefaultAsync(cancel);
        return string.Create(
            CultureInfo.InvariantCulture, $"{agreement.Title}{(number is null ? null : ", " + number)} ({on:yyyy-MM-dd})");
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>
/// All have signed: the agreement is in force from a legal date and its clocks start. Doing it again for the same date changes nothing.
/// The caller says that it may: the ceremony after the last signature, or <see cref="RecordSigning"/> for a signing on paper.
/// </summary>
internal sealed class BringIntoForce(
    KotaDb db, Actor actor, AgreementDesk desk, StartsOnSigning starts, AgreementTold told, Records records)
{
    /// <summary>Signed at an instant; the region's zone decides the legal date.</summary>
    public async Task<Outcome<Nothing>> AtAsync(RegionCode region, AgreementId id, DateTimeOffset instant, CancellationToken cancel)
    {
        var zone = await db.Shared<Region>().AsNoTracking().Where(r => r.Code == region).Select(r => r.Zone).SingleAsync(cancel);
        return await OnAsync(region, id, zone.DateAt(instant), cancel);
    }

    /// <summary>
    /// What would keep the agreement from coming into force if it were signed today: letters out of date, a calendar not known.
    /// </summary>
    public async Task<IReadOnlyList<Problem>> RefuseAsync(AgreementFile file, CancellationToken cancel)
    {
        if (await ParentGoneAsync(file.Agreement, cancel) is { } gone)
        {
            return [gone];
        }

        var today = file.Region.Zone.DateAt(new DateTimeOffset(records.Now, TimeSpan.Zero));
        var letters = await LettersAsync(file, today, cancel);
        return letters.Count > 0 ? letters
            : (await starts.ClocksAsync(await desk.ObligationsAsync(file.Region.Code, file.Agreement.Id, cancel), today, cancel)).Problems;
    }

    /// <summary>Signed on a legal date of the region.</summary>
    public Task<Outcome<Nothing>> OnAsync(RegionCode region, AgreementId id, DateOnly signedOn, CancellationToken cancel) =>
        OnAsync(region, id, signedOn, null, cancel);

    /// <summary>Signed on paper on a legal date of the region, with the scan where there is one.</summary>
    public async Task<Outcome<Nothing>> OnAsync(
        RegionCode region, AgreementId id, DateOnly signedOn, StoredFile? scan, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var agreement = read.Value.Agreement;
        if (agreement.State == AgreementState.InForce && agreement.SignedOn == signedOn)
        {
            return Outcome.Done;
        }

        var kept = await LettersAsync(read.Value, signedOn, cancel);
        kept.AddRange(await ParentGoneAsync(agreement, cancel) is { } gone ? [gone] : []);
        if (kept.Count > 0)
        {
            return kept;
        }

        var obligations = await desk.ObligationsAsync(region, id, cancel);
        if (agreement.State == AgreementState.Signing && obligations.Exists(o => o.State != ObligationState.Waiting))
        {
            // Somebody else brought it into force between the two reads.
            return new Problem("Movement.Agreement.Changed");
        }

        var clocks = await starts.ClocksAsync(obligations, signedOn, cancel);
        if (clocks.Failed)
        {
            return clocks.Problems.ToList();
        }

        var (call, people) = (await starts.CallAsync(read.Value, signedOn, cancel), await told.PartiesAsync(read.Value, cancel));
        var parent = await ParentAsync(agreement, cancel);
        var replaced = agreement.ParentLink == AgreementLink.Renewal ? await desk.WithAddendaAsync(parent, cancel) : [];
        var past = await desk.ObligationsAsync(replaced, cancel);
        var documents = await DocumentsAsync(replaced, cancel);
        var now = records.Now;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        if (agreement.BringIntoForce(signedOn, parent?.EndsOn, now) is { } refused)
        {
            return refused;
        }

        Keep(agreement, scan, call);
        foreach (var (obligation, its) in obligations.Zip(clocks.Value))
        {
            obligation.Start(its);
        }

        Replace(replaced, past, now);
        documents.ForEach(one => one.Supersede(agreement.DocumentId is { } next ? new DocumentId(next) : null));
        records.About(actor, "Movement.Trail.AgreementInForce", AgreementPaths.Subject(agreement), new { signedOn });
        records.Tell(new AgreementSigned(region, id.Value, agreement.Template, call?.Value, signedOn));
        told.Tell(people, "Movement.Notice.AgreementInForce", agreement, read.Value.Region.Name, agreement.Title, signedOn);
        return await write.TryCommitAsync(new Problem("Movement.Agreement.Changed"), cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>
    /// What the letters of delegation lack: each counts on the day on which it was used, or else on the day asked for. Read anew, since one
    /// may have been withdrawn after the agreement was read.
    /// </summary>
    private async Task<List<Problem>> LettersAsync(AgreementFile file, DateOnly on, CancellationToken cancel)
    {
        var (region, document) = (file.Region, file.Agreement.DocumentId is { } id ? new DocumentId(id) : default);
        var given = await db.In<DocumentSignature>(RegionScope.Of(region.Code)).AsNoTracking()
            .Where(s => s.RegionCode == region.Code && s.DocumentId == document).ToDictionaryAsync(s => s.Role, s => s.SignedAt, cancel);
        var powers = await db.In<SigningPower>(RegionScope.Of(region.Code)).AsNoTracking()
            .Where(p => p.RegionCode == region.Code && p.AgreementId == file.Agreement.Id).ToListAsync(cancel);
        return
        [
            .. file.Parties.Select(p => SigningPower.Refuse(
                p, powers, given.TryGetValue(SigningRoles.Of(p.Number), out var at)
                    ? region.Zone.DateAt(new DateTimeOffset(at, TimeSpan.Zero)) : on)).OfType<Problem>(),
        ];
    }

    /// <summary>Agreements that another one takes the place of, with what they promised and nobody can keep any more.</summary>
    private static void Replace(List<AgreementRecord> replaced, List<Obligation> promised, DateTime now)
    {
        replaced.ForEach(one => _ = one.Advance(AgreementState.Renewed, string.Empty, now));
        promised.ForEach(o => o.Lapse());
    }

    /// <summary>Documents of agreements that are replaced: whoever checks one is led to the new one.</summary>
    private async Task<List<IssuedDocument>> DocumentsAsync(List<AgreementRecord> replaced, CancellationToken cancel)
    {
        var ids = replaced.Select(a => a.DocumentId).OfType<Guid>().Select(id => new DocumentId(id)).ToList();
        return ids.Count == 0 ? [] : await db.In<IssuedDocument>(RegionScope.Of(replaced[0].RegionCode))
            .Where(d => d.RegionCode == replaced[0].RegionCode && ids.Contains(d.Id) && d.State == DocumentState.Issued)
            .ToListAsync(cancel);
    }

    private void Keep(AgreementRecord agreement, StoredFile? scan, CallId? call)
    {
        agreement.CallId = call;
        if (scan is not null)
        {
            db.Add(scan);
            agreement.ScanFileId = scan.Id.Value;
        }
    }

    /// <summary>An addendum cannot change what has ended since it was drafted.</summary>
    private async Task<Problem?> ParentGoneAsync(AgreementRecord agreement, CancellationToken cancel) =>
        agreement.ParentLink == AgreementLink.Addendum
            && await ParentAsync(agreement, cancel) is not { State: AgreementState.InForce }
            ? new Problem("Movement.Agreement.ParentNotInForce") : null;

    private async Task<AgreementRecord?> ParentAsync(AgreementRecord agreement, CancellationToken cancel) =>
        agreement is { ParentId: { } parent }
            ? await db.In<AgreementRecord>(RegionScope.Of(agreement.RegionCode))
                .SingleOrDefaultAsync(a => a.RegionCode == agreement.RegionCode && a.Id == parent, cancel)
            : null;
}

using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>
/// The letter by which the head of a region lets another office sign one decree: the region has it made, the head signs it, and from then
/// on it counts until its last day.
/// </summary>
internal sealed class DelegateDecree(
    KotaDb db, DecreeDesk desk, DecreeDocument documents, DecreeSigners signers, SigningDesk signing, MentoringRecords records)
{
    private static readonly RegionScope Everywhere = RegionScope.National("letters that were signed when the process died");

    /// <summary>Makes the letter; one that was made before gives way.</summary>
    public async Task<Outcome<Nothing>> PrepareAsync(
        RegionCode region, Guid id, (string ToOffice, DateOnly Until) letter, CancellationToken cancel)
    {
        var read = await OpenAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (of, today) = (read.Value, records.TodayIn(read.Value.Access.Region));
        if (Check(letter, signers.DelegatesOf(of.Access.Region), today) is { Count: > 0 } problems)
        {
            return problems;
        }

        var holder = (await signers.OfAsync(of, cancel)).Holder;
        var heads = await signers.HeadsAsync(region, cancel);
        if (heads.Count == 0)
        {
            return new Problem("Movement.Decree.NoHead", null, holder);
        }

        var request = await documents.LetterAsync(of, holder, letter, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        await DropAsync(of.Decree, cancel);
        var made = await signing.Register.PrepareAsync(records.Actor, write, request with { DatedOn = today }, cancel);
        if (made.Failed)
        {
            return Outcome.Fail<Nothing>(made.Problems);
        }

        of.Decree.Delegate(made.Value.Id.Value, letter.ToOffice, letter.Until);
        records.Note("Movement.Trail.PowerPrepared", JudgeDecree.Subject(of.Decree), new { made.Value.Number });
        signers.Tell(heads, of, "Movement.Notice.DecreeLetterToSign", made.Value.Number);
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>The head signs the letter that they have seen.</summary>
    public async Task<Outcome<Nothing>> GrantAsync(
        RegionCode region, (Guid Decree, Guid Letter) what, SigningHand hand, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, what.Decree, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (decree, actor) = (read.Value.Decree, records.Actor);
        if (actor.User is null || !actor.May(InstitutionPermissions.Sign, region))
        {
            return new Problem("Movement.Decree.NotYours", null, (await signers.OfAsync(read.Value, cancel)).Holder);
        }

        if (decree.LetterId != what.Letter)
        {
            return new Problem("Movement.Decree.OtherDocument");
        }

        if ((signing.Refuse(hand) ?? await signing.RefuseSignerAsync(hand, cancel)) is { } refused)
        {
            return refused;
        }

        var place = (await signing.DocumentAsync(region, what.Letter, cancel))!.SignaturePlaces.Single();
        var signed = await signing.Signatures.SignAsync(
            actor, region, new(what.Letter), new SignerIdentity(place.Role, place.Office, hand.Identity), hand.Secret, cancel);
        return signed.Failed && signed.Problem.Code is not ("Platform.Signing.AlreadySigned" or "Platform.Signing.AlreadyIssued")
            ? Outcome.Fail<Nothing>(signed.Problems)
            : await SettleAsync(region, what.Decree, cancel);
    }

    /// <summary>Decrees whose letter is out, so that it may be signed without their knowing.</summary>
    public async Task<IReadOnlyList<(RegionCode Region, Guid Id)>> WaitingAsync(CancellationToken cancel) =>
    [
        .. (await db.In<Decree>(Everywhere).AsNoTracking().Where(d => d.LetterId != null && d.LetterGrantedAt == null)
            .OrderBy(d => d.RegionCode).ThenBy(d => d.Id).Select(d => new { d.RegionCode, d.Id }).ToListAsync(cancel))
            .Select(d => (d.RegionCode, d.Id)),
    ];

    /// <summary>A letter that the head has signed counts; also after a crash between the two.</summary>
    public async Task<Outcome<Nothing>> SettleAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var decree = await db.In<Decree>(RegionScope.Of(region)).SingleAsync(d => d.RegionCode == region && d.Id == id, cancel);
        if (decree.LetterId is not { } letter || decree.LetterGrantedAt is not null
            || await signing.DocumentAsync(region, letter, cancel) is not { State: DocumentState.Issued, IssuedAt: { } signedAt })
        {
            return Outcome.Done;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        decree.Grant(signedAt);
        records.Note("Movement.Trail.PowerGiven", JudgeDecree.Subject(decree));
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>The head signs again; the letter is kept, and counts no more.</summary>
    public async Task<Outcome<Nothing>> WithdrawAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var read = await OpenAsync(region, id, cancel);
        if (read.Failed || !read.Value.Decree.OnBehalf)
        {
            return read.Failed ? read.Problem : Outcome.Done;
        }

        var decree = read.Value.Decree;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        await DropAsync(decree, cancel);
        decree.Undelegate();
        records.Note("Movement.Trail.PowerWithdrawn", JudgeDecree.Subject(decree));
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    private static List<Problem> Check((string ToOffice, DateOnly Until) letter, IReadOnlyList<string> offices, DateOnly today)
    {
        List<Problem> problems = [];
        if (DelegateOffices.Refuse(offices, letter.ToOffice) is { } office)
        {
            problems.Add(office);
        }

        if (letter.Until < today)
        {
            problems.Add(new("Movement.Signing.LetterPast", "Until"));
        }

        return problems;
    }

    /// <summary>An earlier letter is taken back, signed or not; what was signed by it stays signed.</summary>
    private async Task DropAsync(Decree decree, CancellationToken cancel)
    {
        if (decree.LetterId is { } letter
            && await signing.DocumentAsync(decree.RegionCode, letter, cancel) is { State: not DocumentState.Withdrawn } earlier)
        {
            earlier.Withdraw(records.Now);
        }
    }

    private async Task<Outcome<DecreeFile>> OpenAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var read = await desk.ReadAsync(region, id, cancel);
        return read.Failed ? read.Problem
            : !read.Value.Access.Edits ? new Problem("Platform.Access.NotAllowed")
            : read.Value.Closed is { } closed ? closed : read;
    }
}

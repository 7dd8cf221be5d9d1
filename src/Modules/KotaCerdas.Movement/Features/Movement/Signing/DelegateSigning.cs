using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>
/// The letter by which the holder of an office lets another sign, as a document of the platform: an officer of the party has it made, the
/// holder signs it, and from then on it counts.
/// </summary>
internal sealed class DelegateSigning(
    KotaDb db, Actor actor, AgreementDesk desk, SigningDesk signing, PowerNotices notices, Records records)
{
    public const string Kind = "surat-kuasa";

    private static readonly RegionScope Everywhere = RegionScope.National("letters that were signed when the process died");

    private static readonly Problem Changed = new("Movement.Agreement.Changed");

    /// <summary>Makes the letter for the side of the one who acts; the party is then signed for on behalf.</summary>
    public async Task<Outcome<Nothing>> PrepareAsync(
        RegionCode region, AgreementId id, (string ToOffice, DateOnly Until) letter, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var file = read.Value;
        if (file.SideOf(actor, AgreementPermissions.Draft) is not { } side)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var today = file.Region.Zone.DateAt(new DateTimeOffset(records.Now, TimeSpan.Zero));
        var party = file.Party(side);
        if (Check(file, side, letter, (await desk.DelegatesAsync(party, cancel), today)) is { Count: > 0 } problems)
        {
            return problems;
        }

        var place = await PlaceAsync(file, party, cancel);
        var heads = await notices.HoldersAsync(file, side, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var made = await signing.Register.PrepareAsync(actor, write, Request(file, party, letter, place) with { DatedOn = today }, cancel);
        if (made.Failed)
        {
            return Outcome.Fail<Nothing>(made.Problems);
        }

        var row = Row(file, party, letter, made.Value);
        db.Add(row);
        notices.Tell(heads, file, row, AgreementPaths.Signing(file.Agreement));
        party.Capacity = SigningCapacity.OnBehalf;
        file.Agreement.Touch();
        records.About(actor, "Movement.Trail.PowerPrepared", AgreementPaths.Subject(file.Agreement), new { party = side });
        return await write.TryCommitAsync(Changed, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>The holder of the office signs the letter.</summary>
    public async Task<Outcome<Nothing>> SignAsync(
        RegionCode region, AgreementId id, Guid power, SigningHand hand, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var row = read.Value.Powers.FirstOrDefault(p => p.Id == power && p.WithdrawnAt is null);
        if (row?.DocumentId is not { } document || read.Value.HeldBy(actor)?.Number != row.Party)
        {
            return new Problem("Movement.Signing.NotYours");
        }

        if (signing.Refuse(hand) is { } secret)
        {
            return secret;
        }

        if (await signing.RefuseSignerAsync(hand, cancel) is { } cannot)
        {
            return cannot;
        }

        var signed = await signing.Signatures.SignAsync(
            actor, region, new(document), new SignerIdentity(SigningRoles.Grantor, row.FromOffice, hand.Identity), hand.Secret, cancel);
        return signed.Failed && signed.Problem.Code != "Platform.Signing.AlreadyIssued"
            ? Outcome.Fail<Nothing>(signed.Problems)
            : await SettleAsync(region, id, power, cancel);
    }

    /// <summary>
    /// The side of the one who acts takes a letter back, also one that was uploaded: whoever checks it learns so from now on. What was
    /// signed by it stays signed, so that it is kept once it has been used; of a signature under way and a withdrawal one is refused.
    /// </summary>
    public async Task<Outcome<Nothing>> WithdrawAsync(
        RegionCode region, AgreementId id, (Guid Power, string Reason) what, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (file, reason) = (read.Value, what.Reason.Trim());
        if (file.SideOf(actor, AgreementPermissions.Draft) is not { } side)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        if (file.Powers.FirstOrDefault(p => p.Id == what.Power && p.Party == side && p.WithdrawnAt is null) is not { } row)
        {
            return Outcome.Done;
        }

        if (!file.Agreement.Preparing)
        {
            return new Problem("Movement.Agreement.SignedAlready");
        }

        var sheet = await signing.SheetAsync(file, cancel);
        if (sheet?.Of(file.Party(side)).Signature is { } given)
        {
            return new Problem("Movement.Signing.LetterUsed", null, given.Office);
        }

        if (reason.Length is 0 or > ChangeParty.TextLength)
        {
            return new Problem("Movement.Agreement.ReasonNeeded", "PowerReason");
        }

        var document = row.DocumentId is { } made ? await signing.DocumentAsync(region, made, cancel) : null;
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        row.Withdraw(reason, records.Now);
        document?.Withdraw(records.Now);
        sheet?.Document.Touch();
        file.Agreement.Touch();
        records.About(actor, "Movement.Trail.PowerWithdrawn", AgreementPaths.Subject(file.Agreement), new { party = side });
        return await write.TryCommitAsync(Changed, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Letters that are out, so that one may be signed without counting.</summary>
    public Task<List<SigningPower>> WaitingAsync(CancellationToken cancel) => db.In<SigningPower>(Everywhere).AsNoTracking()
        .Where(p => p.DocumentId != null && p.GrantedAt == null && p.WithdrawnAt == null)
        .OrderBy(p => p.RegionCode).ThenBy(p => p.Id).ToListAsync(cancel);

    /// <summary>A letter that the holder has signed counts; also after a crash between the two.</summary>
    public async Task<Outcome<Nothing>> SettleAsync(RegionCode region, AgreementId id, Guid power, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var file = (await desk.ReadAsync(region, id, cancel)).Value;
        var row = file.Powers.Single(p => p.Id == power);
        if (!row.WaitsForHolder
            || await signing.DocumentAsync(region, row.DocumentId!.Value, cancel) is not { State: DocumentState.Issued } document)
        {
            return Outcome.Done;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        row.Grant(document.FileId.Value, document.IssuedAt!.Value);
        file.Agreement.Touch();
        records.About(actor, "Movement.Trail.PowerGiven", AgreementPaths.Subject(file.Agreement), new { party = row.Party });
        return await write.TryCommitAsync(Changed, cancel) is { } raced ? raced : Outcome.Done;
    }

    private static List<Problem> Check(
        AgreementFile file, int side, (string ToOffice, DateOnly Until) letter, (IReadOnlyList<string>? Offices, DateOnly Today) on)
    {
        List<Problem> problems = [];
        if (!file.Agreement.Preparing || file.Agreement.DocumentId is not null)
        {
            problems.Add(new("Movement.Signing.DocumentMade"));
        }

        if (DelegateOffices.Refuse(on.Offices, letter.ToOffice, file.Party(side).SignatoryOffice) is { } office)
        {
            problems.Add(office);
        }

        if (letter.Until < on.Today)
        {
            problems.Add(new("Movement.Signing.LetterPast", "Until"));
        }

        if (file.Powers.FirstOrDefault(p => p.Party == side && p.WithdrawnAt is null && p.DocumentId is not null
            && p.ToOffice == letter.ToOffice && p.ValidUntil == letter.Until) is { } same)
        {
            problems.Add(new("Movement.Signing.LetterThere", "ToOffice", same.LetterNumber));
        }

        return problems;
    }

    /// <summary>Where the party writes the letter: in its region; a body without one where the agreement is signed.</summary>
    private async Task<string> PlaceAsync(AgreementFile file, AgreementParty party, CancellationToken cancel) =>
        !RegionCode.TryParse(party.PartyRegion, out var own)
            ? file.Agreement.Place is { Length: > 0 } place ? place : RegionWords.PlaceOf(file.Region)
            : RegionWords.PlaceOf(await db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == own, cancel));

    private static DocumentRequest Request(
        AgreementFile file, AgreementParty party, (string ToOffice, DateOnly Until) letter, string place)
    {
        var data = new DocumentData().Text("unit", file.Region.Code.Value).Text("government", party.Name).Text("place", place)
            .Text("grantorOffice", party.SignatoryOffice).Text("delegateOffice", letter.ToOffice)
            .Text("counterpart", string.Join(", ", file.Parties.Where(p => p != party).Select(p => p.Name)))
            .Date("validUntil", letter.Until);
        return new DocumentRequest(
            file.Region.Code, Kind, AgreementPaths.Subject(file.Agreement), file.Agreement.Title, data,
            [new(SigningRoles.Grantor, party.SignatoryOffice)])
        {
            Generated = file.Agreement.Generated,
        };
    }

    private SigningPower Row(
        AgreementFile file, AgreementParty party, (string ToOffice, DateOnly Until) letter, IssuedDocument document) => new()
    {
        RegionCode = file.Region.Code,
        Id = records.NewId(),
        AgreementId = file.Agreement.Id,
        Party = party.Number,
        FromOffice = party.SignatoryOffice,
        ToOffice = letter.ToOffice,
        LetterNumber = document.Number,
        LetterDate = document.DatedOn,
        ValidFrom = document.DatedOn,
        ValidUntil = letter.Until,
        Scope = file.Agreement.Title,
        FileId = document.FileId.Value,
        DocumentId = document.Id.Value,
        AddedBy = actor.User,
        AddedByName = actor.Name,
        AddedAt = records.Now,
    };
}

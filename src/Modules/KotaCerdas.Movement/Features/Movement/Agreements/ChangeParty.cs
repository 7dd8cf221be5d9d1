using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>What a party says of itself.</summary>
internal sealed record PartyInput(int Number, string DocumentNumber, string Office, SigningCapacity Capacity);

/// <summary>When, where and how it is signed.</summary>
internal sealed record SigningPlan(DateOnly? PlannedOn, string Place, bool HeldOnline)
{
    /// <summary>
    /// The document bears the planned day, so that none is planned for a day that has passed: in all of Indonesia, for a ceremony late in
    /// the evening of Jakarta is on the next day further east.
    /// </summary>
    public static Problem? Refuse(DateOnly? planned, DateTimeOffset now) =>
        planned < RegionZone.WIB.DateAt(now) ? new Problem("Movement.Agreement.PlanPast", nameof(PlannedOn), planned.Value) : null;
}

/// <summary>A letter that lets another office sign, as typed.</summary>
internal sealed record PowerInput(string ToOffice, string Number, DateOnly Date, DateOnly From, DateOnly Until)
{
    public string Scope { get; init; } = string.Empty;
}

/// <summary>A party keeps its own facts: number, signatory, letters; any party keeps the plan of the signing and who attended.</summary>
internal sealed class ChangeParty(KotaDb db, Actor actor, AgreementDesk desk, FileStore files, Records records, PowerNotices notices)
{
    public const int TextLength = 300;

    private static readonly Problem Changed = new("Movement.Agreement.Changed");

    public async Task<Outcome<Nothing>> SaveAsync(RegionCode region, AgreementId id, PartyInput input, CancellationToken cancel)
    {
        var read = await OpenAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (file, side) = read.Value;
        if (side != input.Number)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        var party = file.Party(side);
        var office = input.Office.Trim();
        if (office.Length is 0 or > TextLength || input.DocumentNumber.Length > TextLength)
        {
            return new Problem("Movement.Agreement.TextNeeded", "Office", TextLength);
        }

        if (await RefuseOfficeAsync(file, party, (office, input.Capacity), cancel) is { } same)
        {
            return same;
        }

        if (office != party.SignatoryOffice && !file.Agreement.TextOpen)
        {
            return new Problem("Movement.Agreement.TextClosed", "Office");
        }

        if (input.Capacity != party.Capacity && !(file.Agreement.Preparing && file.Agreement.DocumentId is null))
        {
            return new Problem(
                file.Agreement.Preparing ? "Movement.Signing.DocumentMade" : "Movement.Agreement.SignedAlready", "Capacity");
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        (party.DocumentNumber, party.SignatoryOffice, party.Capacity) = (input.DocumentNumber.Trim(), office, input.Capacity);
        return await CommitAsync(write, file.Agreement, "Movement.Trail.PartyChanged", new { party = side }, cancel);
    }

    public async Task<Outcome<Nothing>> PlanAsync(RegionCode region, AgreementId id, SigningPlan plan, CancellationToken cancel)
    {
        var read = await OpenAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var agreement = read.Value.File.Agreement;
        if (!agreement.Preparing)
        {
            return new Problem("Movement.Agreement.SignedAlready");
        }

        if (plan.PlannedOn != agreement.PlannedOn && SigningPlan.Refuse(plan.PlannedOn, records.Now) is { } past)
        {
            return past;
        }

        if (plan.Place.Length > TextLength)
        {
            return new Problem("Movement.Agreement.TextNeeded", "Place", TextLength);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        (agreement.PlannedOn, agreement.Place, agreement.HeldOnline) = (plan.PlannedOn, plan.Place.Trim(), plan.HeldOnline);
        return await CommitAsync(write, agreement, "Movement.Trail.SigningPlanned", new { plan.PlannedOn }, cancel);
    }

    /// <summary>Adds a witness or someone who attended.</summary>
    public async Task<Outcome<Nothing>> AttendAsync(
        RegionCode region, AgreementId id, (AttendanceKind Kind, string Office, string Institution, bool Online) who,
            CancellationToken cancel)
    {
        var read = await OpenAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        if (who.Office.Trim().Length is 0 or > TextLength || who.Institution.Trim().Length is 0 or > TextLength)
        {
            return new Problem("Movement.Agreement.AttendeeNeeded", "AttendeeOffice", TextLength);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        db.Add(new AgreementPerson
        {
            RegionCode = region,
            Id = records.NewId(),
            AgreementId = id,
            Kind = who.Kind,
            Office = who.Office.Trim(),
            Institution = who.Institution.Trim(),
            Online = who.Online,
        });
        return await CommitAsync(
            write, read.Value.File.Agreement, "Movement.Trail.AttendanceAdded", new { kind = who.Kind.ToString() }, cancel);
    }

    /// <summary>The side of the one who acts lets another office sign.</summary>
    public async Task<Outcome<Nothing>> EmpowerAsync(
        RegionCode region, AgreementId id, PowerInput input, (Stream Content, string Name) letter, CancellationToken cancel)
    {
        var read = await OpenAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (file, side) = read.Value;
        if (Check(file, side, input, await desk.DelegatesAsync(file.Party(side), cancel)) is { Count: > 0 } problems)
        {
            return problems;
        }

        var taken = await files.TakeAsync(actor, region, letter.Content, letter.Name, cancel);
        if (taken.Failed)
        {
            return taken.Problem.On("Letter");
        }

        var row = Row(file, side, input, taken.Value.File.Id);
        var heads = await notices.HoldersAsync(file, side, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        db.Add(taken.Value.File);
        db.Add(row);
        if (file.HeldBy(actor)?.Number == side)
        {
            row.Grant(row.FileId, records.Now);
        }
        else
        {
            notices.Tell(heads, file, row, AgreementPaths.Parties(file.Agreement));
        }

        return await CommitAsync(write, file.Agreement, "Movement.Trail.PowerGiven", new { party = side, taken.Value.File.Sha256 }, cancel);
    }

    /// <summary>The holder of the office confirms a letter that an officer uploaded; it counts from then on.</summary>
    public async Task<Outcome<Nothing>> ConfirmAsync(RegionCode region, AgreementId id, Guid power, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var file = read.Value;
        if (file.Powers.FirstOrDefault(p => p.Id == power && p is { DocumentId: null, WithdrawnAt: null }) is not { } row
            || file.HeldBy(actor)?.Number != row.Party)
        {
            return new Problem("Movement.Signing.NotYours");
        }

        if (!row.WaitsForHolder)
        {
            return Outcome.Done;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        row.Grant(row.FileId, records.Now);
        return await CommitAsync(write, file.Agreement, "Movement.Trail.PowerConfirmed", new { party = row.Party }, cancel);
    }

    /// <summary>The office in whose name is signed is not the office that signs for it.</summary>
    private async Task<Problem?> RefuseOfficeAsync(
        AgreementFile file, AgreementParty party, (string Office, SigningCapacity Capacity) input, CancellationToken cancel)
    {
        if (input.Capacity == SigningCapacity.Holder)
        {
            return null;
        }

        IEnumerable<string> others =
        [
            .. file.Powers.Where(p => p.Party == party.Number && p.WithdrawnAt is null).Select(p => p.ToOffice),
            .. await desk.DelegatesAsync(party, cancel) ?? [],
        ];
        return others.Any(o => DelegateOffices.Same(o, input.Office))
            ? new Problem("Movement.Agreement.SameOffice", "Office", input.Office) : null;
    }

    private static List<Problem> Check(AgreementFile file, int side, PowerInput input, IReadOnlyList<string>? offices)
    {
        List<Problem> problems = [];
        if (!file.Agreement.Preparing)
        {
            problems.Add(new("Movement.Agreement.SignedAlready"));
        }

        if (DelegateOffices.Refuse(offices, input.ToOffice.Trim(), file.Party(side).SignatoryOffice) is { } office)
        {
            problems.Add(office);
        }

        foreach (var (text, field) in new[] { (input.Number, "LetterNumber"), (input.Scope, "Scope") })
        {
            if (text.Trim().Length is 0 or > TextLength)
            {
                problems.Add(new("Movement.Agreement.TextNeeded", field, TextLength));
            }
        }

        if (input.Until < input.From)
        {
            problems.Add(new("Movement.Agreement.PowerOrder", "ValidUntil"));
        }

        return problems;
    }

    private SigningPower Row(AgreementFile file, int side, PowerInput input, FileId letter) => new()
    {
        RegionCode = file.Agreement.RegionCode,
        Id = records.NewId(),
        AgreementId = file.Agreement.Id,
        Party = side,
        FromOffice = file.Party(side).SignatoryOffice,
        ToOffice = input.ToOffice.Trim(),
        LetterNumber = input.Number.Trim(),
        LetterDate = input.Date,
        ValidFrom = input.From,
        ValidUntil = input.Until,
        Scope = input.Scope.Trim(),
        FileId = letter.Value,
        AddedBy = actor.User,
        AddedByName = actor.Name,
        AddedAt = records.Now,
    };

    private async Task<Outcome<(AgreementFile File, int Side)>> OpenAsync(RegionCode region, AgreementId id, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        return read.Failed ? read.Problem
            : read.Value.SideOf(actor, AgreementPermissions.Draft) is { } side ? (read.Value, side)
            : new Problem("Platform.Access.NotAllowed");
    }

    private async Task<Outcome<Nothing>> CommitAsync(
        WriteScope write, AgreementRecord agreement, string action, object details, CancellationToken cancel)
    {
        agreement.Touch();
        records.About(actor, action, AgreementPaths.Subject(agreement), details);
        return await write.TryCommitAsync(Changed, cancel) is { } raced ? raced : Outcome.Done;
    }
}

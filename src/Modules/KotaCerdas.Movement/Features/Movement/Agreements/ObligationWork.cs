using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>The owner of an obligation hands in evidence; the other party accepts it or returns it with a reason.</summary>
internal sealed class ObligationWork(
    KotaDb db, Actor actor, AgreementDesk desk, AgreementTold told, FileStore files, Records records)
{
    public const int NoteLength = 2_000;

    private static readonly Problem Raced = new("Movement.Obligation.Raced");

    public async Task<Outcome<Nothing>> ReportAsync(
        ObligationKey key, string note, (Stream Content, string Name)? upload, CancellationToken cancel)
    {
        var read = await ReadAsync(key, AgreementPermissions.Report, owner: true, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        if (upload is null || note.Trim().Length is 0 or > NoteLength)
        {
            return Missing(upload is null, note);
        }

        var taken = await files.TakeAsync(actor, key.Region, upload.Value.Content, upload.Value.Name, cancel);
        if (taken.Failed)
        {
            return taken.Problem.On("Upload");
        }

        return await ReportAsync(key, read.Value, note, (taken.Value.File.Id.Value, taken.Value.File), cancel);
    }

    /// <summary>The owner names an accepted decree of the region as the evidence, such as one made under an earlier memorandum.</summary>
    public async Task<Outcome<Nothing>> ReportAsync(ObligationKey key, Decree decree, CancellationToken cancel)
    {
        var read = await ReadAsync(key, AgreementPermissions.Report, owner: true, cancel);
        return read.Failed ? read.Problem
            : decree.RegionCode == key.Region && decree is { Step: WorkStep.Accepted, FileId: { } file }
                ? await ReportAsync(key, read.Value, decree.Number, (file, null), cancel)
            : new Problem("Movement.Obligation.DecreeNeeded", "Decree");
    }

    private async Task<Outcome<Nothing>> ReportAsync(
        ObligationKey key, (AgreementFile File, Obligation Obligation, int Side) of, string note, (Guid Id, StoredFile? New) evidence,
        CancellationToken cancel)
    {
        var (file, obligation, _) = of;
        var others = await OthersAsync(file, obligation.Party, cancel);
        var today = records.Today(file.Region.Zone);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(key.Region), cancel);
        if (obligation.Report(today) is { } refused)
        {
            return refused;
        }

        if (evidence.New is { } added)
        {
            db.Add(added);
        }

        db.Add(Step(of, StepKind.Reported, note, today, evidence.Id));
        records.About(actor, "Movement.Trail.ObligationReported", Subject(key), new { obligation.Code, evidence.New?.Sha256, note });
        told.Tell(others, "Movement.Notice.ObligationReported", AgreementPaths.Obligation(file.Agreement, key.Id), file.Region.Name,
            obligation.Title);
        return await write.TryCommitAsync(Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    public async Task<Outcome<Nothing>> AnswerAsync(ObligationKey key, bool accepted, string reason, CancellationToken cancel)
    {
        var read = await ReadAsync(key, AgreementPermissions.Accept, owner: false, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        if ((!accepted && reason.Trim().Length == 0) || reason.Length > NoteLength)
        {
            return new Problem("Movement.Obligation.ReasonNeeded", "Reason", NoteLength);
        }

        var (file, obligation, _) = read.Value;
        var owners = await told.OfPartyAsync(file.Party(obligation.Party), AgreementPermissions.Report, cancel);
        var today = records.Today(file.Region.Zone);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(key.Region), cancel);
        if (obligation.Answer(accepted) is { } refused)
        {
            return refused;
        }

        db.Add(Step(read.Value, accepted ? StepKind.Accepted : StepKind.Returned, reason, today, null));
        records.About(actor, accepted ? "Movement.Trail.ObligationAccepted" : "Movement.Trail.ObligationReturned", Subject(key),
            new { obligation.Code });
        if (accepted)
        {
            records.Tell(new ObligationMet(key.Region, key.Agreement.Value, key.Id, obligation.Code, obligation.MetOn!.Value));
        }

        told.Tell(owners, accepted ? "Movement.Notice.ObligationAccepted" : "Movement.Notice.ObligationReturned",
            AgreementPaths.Obligation(file.Agreement, key.Id), file.Region.Name, obligation.Title);
        return await write.TryCommitAsync(Raced, cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>The stored file of a step, or null where the obligation has no such file.</summary>
    public async Task<StoredFile?> FileAsync(ObligationKey key, Guid step, CancellationToken cancel)
    {
        var row = await db.In<ObligationStep>(RegionScope.Of(key.Region)).AsNoTracking().SingleOrDefaultAsync(
            s => s.RegionCode == key.Region && s.Id == step && s.ObligationId == key.Id && s.AgreementId == key.Agreement, cancel);
        return row?.FileId is { } file ? await files.FindAsync(key.Region, new FileId(file), cancel) : null;
    }

    private static List<Problem> Missing(bool withoutFile, string note)
    {
        List<Problem> problems = [];
        if (withoutFile)
        {
            problems.Add(new("Movement.Obligation.FileNeeded", "Upload"));
        }

        if (note.Trim().Length is 0 or > NoteLength)
        {
            problems.Add(new("Movement.Obligation.NoteNeeded", "Note", NoteLength));
        }

        return problems;
    }

    private async Task<Outcome<(AgreementFile File, Obligation Obligation, int Side)>> ReadAsync(
        ObligationKey key, Permission permission, bool owner, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(key.Region, key.Agreement, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var obligation = await db.In<Obligation>(RegionScope.Of(key.Region))
            .SingleOrDefaultAsync(o => o.RegionCode == key.Region && o.Id == key.Id && o.AgreementId == key.Agreement, cancel);
        if (obligation is null)
        {
            return new Problem("Movement.Obligation.NotFound");
        }

        return read.Value.SideOf(actor, permission) is { } side && (side == obligation.Party) == owner
            ? (read.Value, obligation, side)
            : new Problem("Platform.Access.NotAllowed");
    }

    private async Task<IReadOnlyList<UserId>> OthersAsync(AgreementFile file, int owner, CancellationToken cancel)
    {
        HashSet<UserId> found = [];
        foreach (var party in file.Parties.Where(p => p.Number != owner))
        {
            found.UnionWith(await told.OfPartyAsync(party, AgreementPermissions.Accept, cancel));
        }

        return [.. found];
    }

    private ObligationStep Step(
        (AgreementFile File, Obligation Obligation, int Side) of, StepKind kind, string note, DateOnly today, Guid? file) => new()
        {
            RegionCode = of.Obligation.RegionCode,
            Id = records.NewId(),
            ObligationId = of.Obligation.Id,
            AgreementId = of.Obligation.AgreementId,
            Kind = kind,
            Note = note.Trim(),
            FileId = file,
            Party = of.Side,
            OnDate = today,
            ByUser = actor.User,
            ByName = actor.Name,
            At = records.Now,
        };

    private static Subject Subject(ObligationKey key) => new(key.Region, "movement.agreement", key.Agreement.ToString());
}

/// <summary>An obligation of an agreement of a region.</summary>
internal sealed record ObligationKey(RegionCode Region, AgreementId Agreement, Guid Id);

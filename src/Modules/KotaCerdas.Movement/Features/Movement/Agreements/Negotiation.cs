using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>A wording as typed.</summary>
/// <param name="Shown">Number of the newest version on the page it was typed on; 0 for a new clause.</param>
internal sealed record WordingInput(string Clause, string Heading, string Body, string Note, int Shown);

/// <summary>
/// Either party proposes another wording of a clause or a new clause, and the other accepts or refuses it. A clause has at most one wording
/// that waits; a newer proposal takes its place.
/// </summary>
internal sealed class Negotiation(KotaDb db, Actor actor, AgreementDesk desk, AgreementTold told, Trail trail, TimeProvider clock)
{
    /// <summary>Somebody else changed the clause meanwhile.</summary>
    public const string Conflict = "Movement.Agreement.ClauseConflict";

    public const int NoteLength = 500;

    private const string NewClause = "tambahan-";

    // Two people who change different clauses at the same instant: the later one tries again on what the earlier one wrote.
    private const int Tries = 3;

    /// <summary>Proposes a wording; where the typed text is the one that stands or waits, nothing happens.</summary>
    /// <returns>The code of the clause.</returns>
    public async Task<Outcome<string>> ProposeAsync(RegionCode region, AgreementId id, WordingInput input, CancellationToken cancel)
    {
        for (var i = 1; ; i++)
        {
            var proposed = await TryProposeAsync(region, id, input, cancel);
            if (!proposed.Failed || proposed.Problem.Code != Conflict || i == Tries)
            {
                return proposed;
            }

            db.ChangeTracker.Clear();
        }
    }

    private async Task<Outcome<string>> TryProposeAsync(RegionCode region, AgreementId id, WordingInput input, CancellationToken cancel)
    {
        var read = await OpenAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        if (Check(input) is { Count: > 0 } problems)
        {
            return problems;
        }

        var (file, side, clauses) = read.Value;
        var clause = clauses.FirstOrDefault(c => c.Code == input.Clause);
        if (clause is null && input.Clause.Length > 0)
        {
            return new Problem("Movement.Agreement.NoClause");
        }

        if (Merge(clause, side, input) is { } merged)
        {
            return merged;
        }

        var version = Version(file, clauses, clause, side, input);
        var people = await told.PartiesAsync(file, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        clause?.Proposed?.Answer(ClauseState.Replaced, actor.Name, string.Empty, version.At);
        db.Add(version);
        file.Agreement.Touch();
        trail.Add(actor, "Movement.Trail.ClauseProposed", AgreementPaths.Subject(file.Agreement), new { version.Clause, version.Number });
        told.Tell(people, "Movement.Notice.ClauseProposed", AgreementPaths.Clause(file.Agreement, version.Clause), file.Region.Name,
            version.Heading);
        return await write.TryCommitAsync(new Problem(Conflict), cancel) is { } raced ? raced : version.Clause;
    }

    /// <summary>The other party answers the wording that waits.</summary>
    /// <param name="number">The version that was read: a newer one is not answered by mistake.</param>
    public async Task<Outcome<Nothing>> AnswerAsync(
        RegionCode region, AgreementId id, (string Clause, int Number) which, (bool Accept, string Reason) answer, CancellationToken cancel)
    {
        var read = await OpenAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (file, side, clauses) = read.Value;
        var proposed = clauses.FirstOrDefault(c => c.Code == which.Clause)?.Proposed;
        if (proposed is null || proposed.Number != which.Number)
        {
            return new Problem("Movement.Agreement.NothingToAnswer");
        }

        if (proposed.Party == side)
        {
            return new Problem("Movement.Agreement.OwnProposal");
        }

        if ((!answer.Accept && answer.Reason.Trim().Length == 0) || answer.Reason.Length > NoteLength)
        {
            return new Problem("Movement.Agreement.RefusalReason", "Reason", NoteLength);
        }

        var people = await told.PartiesAsync(file, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        file.Agreement.Touch();
        proposed.Answer(answer.Accept ? ClauseState.Accepted : ClauseState.Refused, actor.Name, answer.Reason,
            clock.GetUtcNow().UtcDateTime);
        trail.Add(actor, answer.Accept ? "Movement.Trail.ClauseAccepted" : "Movement.Trail.ClauseRefused",
            AgreementPaths.Subject(file.Agreement), new { proposed.Clause, proposed.Number });
        told.Tell(people, answer.Accept ? "Movement.Notice.ClauseAccepted" : "Movement.Notice.ClauseRefused",
            AgreementPaths.Clause(file.Agreement, proposed.Clause), file.Region.Name, proposed.Heading);
        return await write.TryCommitAsync(new Problem("Movement.Agreement.NothingToAnswer"), cancel) is { } raced ? raced : Outcome.Done;
    }

    /// <summary>Says something about a clause, or answers in a thread.</summary>
    public async Task<Outcome<Nothing>> CommentAsync(
        RegionCode region, AgreementId id, (string Clause, Guid? ReplyTo) where, string body, CancellationToken cancel)
    {
        var read = await OpenAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        var (file, side, clauses) = read.Value;
        if (clauses.FirstOrDefault(c => c.Code == where.Clause) is not { } clause)
        {
            return new Problem("Movement.Agreement.NoClause");
        }

        if (body.Trim().Length is 0 or > ClauseComment.BodyLength)
        {
            return new Problem("Movement.Agreement.CommentNeeded", "Comment", ClauseComment.BodyLength);
        }

        var people = await told.PartiesAsync(file, cancel);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        db.Add(new ClauseComment
        {
            RegionCode = region,
            Id = Ids.New(clock),
            AgreementId = id,
            Clause = where.Clause,
            ReplyTo = where.ReplyTo,
            Party = side,
            Body = body.Trim(),
            ByUser = actor.User,
            ByName = actor.Name,
            At = clock.GetUtcNow().UtcDateTime,
        });
        told.Tell(people, "Movement.Notice.ClauseComment", AgreementPaths.Clause(file.Agreement, where.Clause), file.Region.Name,
            clause.Shown.Heading);
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }

    public Task<List<ClauseComment>> CommentsAsync(RegionCode region, AgreementId id, string clause, CancellationToken cancel) =>
        db.In<ClauseComment>(RegionScope.Of(region)).AsNoTracking()
            .Where(c => c.RegionCode == region && c.AgreementId == id && c.Clause == clause).OrderBy(c => c.Id).ToListAsync(cancel);

    /// <summary>
    /// What of the typed wording is already there, and whether somebody else's newer version stands in the way; null where it is written.
    /// One's own side's later version is no conflict: it is taken the place of.
    /// </summary>
    private static Outcome<string>? Merge(ClauseView? clause, int side, WordingInput input)
    {
        if (clause is null)
        {
            return null;
        }

        var current = clause.Proposed ?? clause.Shown;
        if (current.Body == Plain(input.Body) && current.Heading == input.Heading.Trim())
        {
            return clause.Code;
        }

        var overtaken = clause.Versions.Any(v => v.Number > input.Shown && v.Party != side);
        if (overtaken)
        {
            return new Problem(Conflict);
        }

        return null;
    }

    private static List<Problem> Check(WordingInput input)
    {
        List<Problem> problems = [];
        if (input.Heading.Trim().Length is 0 or > ClauseVersion.HeadingLength)
        {
            problems.Add(new("Movement.Agreement.HeadingNeeded", "Heading", ClauseVersion.HeadingLength));
        }

        if (input.Body.Trim().Length is 0 or > ClauseVersion.BodyLength)
        {
            problems.Add(new("Movement.Agreement.BodyNeeded", "Body", ClauseVersion.BodyLength));
        }

        if (input.Note.Length > NoteLength)
        {
            problems.Add(new("Movement.Agreement.NoteLong", "Note", NoteLength));
        }

        return problems;
    }

    // Browsers send CR LF; the text is kept with LF.
    private static string Plain(string text) => text.Trim().Replace("\r\n", "\n", StringComparison.Ordinal);

    private ClauseVersion Version(AgreementFile file, IReadOnlyList<ClauseView> clauses, ClauseView? clause, int side,
        WordingInput input) => new()
    {
        RegionCode = file.Agreement.RegionCode,
        AgreementId = file.Agreement.Id,
        Clause = clause?.Code ?? $"{NewClause}{clauses.Count + 1}",
        Number = (clause?.Versions[^1].Number ?? 0) + 1,
        Position = clause?.Versions[0].Position ?? clauses.Count + 1,
        Heading = input.Heading.Trim(),
        Body = Plain(input.Body),
        Party = side,
        ByUser = actor.User,
        ByName = actor.Name,
        At = clock.GetUtcNow().UtcDateTime,
        Note = input.Note.Trim(),
    };

    private async Task<Outcome<(AgreementFile File, int Side, IReadOnlyList<ClauseView> Clauses)>> OpenAsync(
        RegionCode region, AgreementId id, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        if (read.Value.SideOf(actor, AgreementPermissions.Negotiate) is not { } side)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        return read.Value.Agreement.State == AgreementState.Negotiation
            ? (read.Value, side, ClauseView.Of(await desk.ClausesAsync(region, id, cancel)))
            : new Problem("Movement.Agreement.NotNegotiating");
    }
}

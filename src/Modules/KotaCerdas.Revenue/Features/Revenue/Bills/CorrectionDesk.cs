using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>A request with what was done about it.</summary>
internal sealed record CorrectionFile(Correction Request, IReadOnlyList<CorrectionStep> Steps)
{
    public CorrectionState State => Steps.Count == 0 ? CorrectionState.Received : Steps[^1].State;

    public bool IsOpen => State is CorrectionState.Received or CorrectionState.Examined;
}

/// <summary>What a taxpayer writes.</summary>
internal sealed record CorrectionInput(CorrectionKind Kind, string Reason, string Contact);

/// <summary>Requests to correct a bill: made by who has its check code, answered by officers. Nothing is changed by them alone.</summary>
internal sealed class CorrectionDesk(
    KotaDb db, RegisterDesk desk, DocumentNumbers numbers, PersonalNumbers secrets, FileStore files, MyClaims claims)
{
    public const int PageSize = 50;

    /// <summary>Open requests for one bill at a time: more would say the same.</summary>
    public const int MostOpen = 3;

    private const string Series = "revenue.correction";

    /// <summary>Requests for a bill, newest first.</summary>
    public async Task<IReadOnlyList<CorrectionFile>> OfAsync(RegionCode region, Nop nop, int year, CancellationToken cancel) =>
        await WithStepsAsync(region, await db.In<Correction>(RegionScope.Of(region)).AsNoTracking()
            .Where(c => c.Nop == nop && c.TaxYear == year).OrderByDescending(c => c.Id).ToListAsync(cancel), cancel);

    /// <summary>Takes a request in; gives its number.</summary>
    public async Task<Outcome<Correction>> AskAsync(
        BillRegion where, (Nop Nop, int Year) of, CorrectionInput input, (Stream Content, string Name)? evidence, CancellationToken cancel)
    {
        var problems = Refuse(input);
        if (problems.Count == 0 && (await OfAsync(where.Code, of.Nop, of.Year, cancel)).Count(c => c.IsOpen) >= MostOpen)
        {
            problems.Add(new("Revenue.Correction.TooMany", null, MostOpen));
        }

        if (problems.Count > 0)
        {
            return Outcome.Fail<Correction>(problems);
        }

        StoredFile? file = null;
        if (evidence is { } given)
        {
            var taken = await files.TakeAsync(desk.Actor, where.Code, given.Content, given.Name, cancel);
            if (taken.Failed)
            {
                return taken.Problem.On("Evidence");
            }

            file = taken.Value.File;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(where.Code), cancel);
        var number = await numbers.TakeAsync(write, where.Code, Series, where.Today.Year, cancel);

        // An officer who writes down what somebody says at the counter is not who asks.
        var asker = desk.Actor.Grants.Count == 0 ? desk.Actor.User : null;
        var request = new Correction
        {
            RegionCode = where.Code, Id = desk.NewId(), Number = number, Year = where.Today.Year, Nop = of.Nop, TaxYear = of.Year,
            Kind = input.Kind, Reason = input.Reason.Trim(),
            Contact = input.Contact.Trim() is { Length: > 0 } contact ? secrets.Seal(contact) : [],
            FileId = file?.Id, ReceivedAt = desk.Now, AskedBy = asker,
        };
        if (file is not null)
        {
            db.Add(file);
        }

        db.Add(request);
        if (asker is { } user)
        {
            await claims.NotePlaceAsync(user, where.Code, cancel);
        }

        desk.NoteThing("Revenue.Trail.CorrectionAsked", new(where.Code, "revenue.correction", request.Id.ToString()));
        await write.CommitAsync(cancel);
        return request;
    }

    /// <summary>Requests that an account made in a region, newest first.</summary>
    public async Task<IReadOnlyList<CorrectionFile>> AskedByAsync(RegionCode region, UserId user, Nop? nop, CancellationToken cancel) =>
        await WithStepsAsync(region, await db.In<Correction>(RegionScope.Of(region)).AsNoTracking()
            .Where(c => c.AskedBy == user && (nop == null || c.Nop == nop)).OrderByDescending(c => c.Id).Take(PageSize)
            .ToListAsync(cancel), cancel);

    /// <summary>The inbox: open requests, oldest first, or all, newest first.</summary>
    public async Task<IReadOnlyList<CorrectionFile>> InboxAsync(RegionCode region, bool all, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region);
        var closed = db.In<CorrectionStep>(scope)
            .Where(s => s.State == CorrectionState.Accepted || s.State == CorrectionState.Rejected).Select(s => s.CorrectionId);
        var found = db.In<Correction>(scope).AsNoTracking();
        return await WithStepsAsync(
            region, all ? await found.OrderByDescending(c => c.Id).Take(PageSize).ToListAsync(cancel)
                : await found.Where(c => !closed.Contains(c.Id)).OrderBy(c => c.Id).Take(PageSize).ToListAsync(cancel), cancel);
    }

    public async Task<CorrectionFile?> FindAsync(RegionCode region, Guid id, CancellationToken cancel) =>
        (await WithStepsAsync(region, await db.In<Correction>(RegionScope.Of(region)).AsNoTracking().Where(c => c.Id == id)
            .ToListAsync(cancel), cancel)).SingleOrDefault();

    /// <summary>How to reach who asked, or null where nothing was given.</summary>
    public string? ContactOf(Correction request) => request.Contact.Length == 0 ? null : secrets.Open(request.Contact);

    /// <summary>Notes what an officer did.</summary>
    public async Task<Outcome<Nothing>> StepAsync(RegionCode code, Guid id, CorrectionState state, string note, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, BillPermissions.Correct, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var text = note.Trim();
        if (state == CorrectionState.Received || text.Length is 0 or > CorrectionStep.NoteLength)
        {
            return new Problem(text.Length == 0 ? "Revenue.Correction.NoNote" : "Revenue.Correction.LongNote", "Note",
                CorrectionStep.NoteLength);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        if (await FindAsync(code, id, cancel) is not { } found)
        {
            return RegisterDesk.NotFound;
        }

        if (!found.IsOpen)
        {
            return new Problem("Revenue.Correction.Closed");
        }

        db.Add(new CorrectionStep
        {
            RegionCode = code, CorrectionId = id, Ordinal = found.Steps.Count + 1, State = state, Note = text, RecordedAt = desk.Now,
            RecordedBy = desk.Actor.Name,
        });
        desk.NoteThing("Revenue.Trail.CorrectionAnswered", new(code, "revenue.correction", id.ToString()), new { state });
        desk.Tell(new CorrectionAnswered(code, id, state.ToString()));
        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced : Outcome.Done;
    }

    private static List<Problem> Refuse(CorrectionInput input)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(input.Reason))
        {
            problems.Add(new("Revenue.Correction.NoReason", "Reason"));
        }
        else if (input.Reason.Length > Correction.ReasonLength)
        {
            problems.Add(new("Revenue.Correction.LongReason", "Reason", Correction.ReasonLength));
        }

        if (input.Contact.Length > Correction.ContactLength)
        {
            problems.Add(new("Revenue.Correction.LongContact", "Contact", Correction.ContactLength));
        }

        return problems;
    }

    private async Task<IReadOnlyList<CorrectionFile>> WithStepsAsync(
        RegionCode region, List<Correction> requests, CancellationToken cancel)
    {
        var ids = requests.ConvertAll(r => r.Id);
        var steps = (await db.In<CorrectionStep>(RegionScope.Of(region)).AsNoTracking().Where(s => ids.Contains(s.CorrectionId))
            .OrderBy(s => s.Ordinal).ToListAsync(cancel)).ToLookup(s => s.CorrectionId);
        return [.. requests.Select(r => new CorrectionFile(r, [.. steps[r.Id]]))];
    }
}

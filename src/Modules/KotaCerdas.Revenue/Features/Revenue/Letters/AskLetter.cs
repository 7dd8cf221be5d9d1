using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What a taxpayer asks for.</summary>
/// <param name="Letter">Code of the decision.</param>
/// <param name="Charge">What it is about.</param>
/// <param name="ReceivedOn">The day on which it came: its clock starts with it.</param>
/// <param name="Reason">What is asked for and why, in words.</param>
internal sealed record AskInput(string Letter, ChargeId Charge, DateOnly ReceivedOn, string Reason)
{
    /// <summary>What is asked for, by the names of the letter's basis; null where it is only said in words.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>Takes files in, once nothing else is wrong; null where there are none.</summary>
    public Func<CancellationToken, Task<Outcome<IReadOnlyList<StoredFile>>>>? Files { get; init; }
}

/// <summary>Records what a taxpayer asks for, and starts its clock; nothing is owed by it.</summary>
internal sealed class AskLetter(
    KotaDb db, RegisterDesk desk, LetterCases cases, ChargeReading charges, ProposalReading reading, MyClaims claims)
{
    /// <summary>What was asked for before.</summary>
    public ProposalReading Asked => reading;

    /// <summary>Records what came to the counter.</summary>
    public async Task<Outcome<Guid>> RunAsync(RegionCode code, AskInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, ChargePermissions.File, cancel);
        return region.Failed ? region.Problem : await RecordAsync(region.Value, input, ReturnChannel.Counter, cancel);
    }

    /// <summary>Records what somebody with an account asks for today about what is their own; the caller has shown that it is.</summary>
    public async Task<Outcome<Guid>> OwnAsync(Region region, AskInput input, CancellationToken cancel) => desk.Actor.User is null
        ? RegisterDesk.NotFound : await RecordAsync(region, input with { ReceivedOn = desk.Today(region) }, ReturnChannel.Account, cancel);

    private async Task<Outcome<Guid>> RecordAsync(Region region, AskInput input, string channel, CancellationToken cancel)
    {
        if (LetterRules.Find(input.Letter) is not { OnRequest: true } letter
            || await charges.FindAsync(region.Code, input.Charge, cancel) is not { } parent)
        {
            return RegisterDesk.NotFound;
        }

        letter = await charges.TermsAsync(region.Code, letter, input.ReceivedOn, cancel);
        var calendar = await cases.CalendarAsync(cancel);
        var problems = Refuse(input, (letter, parent), desk.Today(region), calendar);
        if (await OpenAlreadyAsync(region.Code, letter, parent.Id, cancel) is { } open)
        {
            problems.Add(open);
        }

        if (problems.Count == 0)
        {
            problems.AddRange(await CheckAsync(region, input, cancel));
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var by = letter.DecideWithin?.After(input.ReceivedOn, calendar);
        if (by is { Failed: true } unknown)
        {
            return unknown.Problem;
        }

        // Only now, so that nothing lies in the store of a request that is refused.
        var files = input.Files is { } take ? await take(cancel) : Outcome.Of<IReadOnlyList<StoredFile>>([]);
        return files.Failed ? Outcome.Fail<Guid>(files.Problems)
            : await WriteAsync(region, input, (by?.Value, channel, files.Value), cancel);
    }

    /// <summary>The first request of the kind about the charge that nobody has answered, as a problem.</summary>
    private async Task<Problem?> OpenAlreadyAsync(RegionCode region, LetterRule letter, ChargeId charge, CancellationToken cancel) =>
        (await reading.RequestsAsync(region, charge, cancel)).FirstOrDefault(r => r.IsOpen && r.Request.Letter == letter.Code) is { } open
            ? new("Revenue.Letter.AskedTwice", null, letter.Title.In(), open.Request.ReceivedOn) : null;

    private async Task<Outcome<Guid>> WriteAsync(
        Region region, AskInput input, (DateOnly? DecideBy, string Channel, IReadOnlyList<StoredFile> Files) how,
        CancellationToken cancel)
    {
        var (id, own) = (desk.NewId(), how.Channel == ReturnChannel.Account);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region.Code), cancel);
        await BillYears.LockAsync(await db.SqlAsync(write.Scope, cancel), region.Code, input.Charge.ToString(), cancel);
        if (await OpenAlreadyAsync(region.Code, LetterRules.Of(input.Letter), input.Charge, cancel) is { } twice)
        {
            return twice; // sent twice at once: the other one was first
        }

        db.Add(new LetterRequest
        {
            RegionCode = region.Code, Id = id, Letter = input.Letter, ChargeId = input.Charge, ReceivedOn = input.ReceivedOn,
            DecideBy = how.DecideBy, Reason = input.Reason.Trim(), Facts = input.Values is { } values ? Facts.Write(values) : null,
            Channel = how.Channel, AskedBy = own ? desk.Actor.User : null, RecordedAt = desk.Now, RecordedBy = desk.Actor.User,
            RecordedByName = desk.Actor.Name,
        });
        foreach (var file in how.Files)
        {
            db.Add(file);
            db.Add(new ChargeFile { RegionCode = region.Code, OwnerId = id, FileId = file.Id, RecordedAt = desk.Now });
        }

        if (own)
        {
            await claims.NotePlaceAsync(desk.Actor.User!.Value, region.Code, cancel);
        }

        desk.NoteThing(
            "Revenue.Trail.LetterAsked", new(region.Code, LetterText.ChargeSubject, input.Charge.ToString()),
            new { input.Letter, input.ReceivedOn });
        await write.CommitAsync(cancel);
        return id;
    }

    private static List<Problem> Refuse(
        AskInput input, (LetterRule Letter, ChargeFileOf Parent) about, DateOnly today, WorkingCalendar calendar)
    {
        List<Problem> problems = [];
        if (input.Reason.Trim().Length is 0 or > Charge.ReasonLength)
        {
            problems.Add(new("Revenue.Letter.ReasonNeeded", "Reason", Charge.ReasonLength));
        }

        var first = about.Parent.Cycles[0].IssuedOn;
        if (input.ReceivedOn > today || input.ReceivedOn < first)
        {
            problems.Add(new("Revenue.Letter.ReceivedWrong", "ReceivedOn", first));
        }
        else if (LetterOrder.RefuseRequest(about.Letter, about.Parent, input.ReceivedOn, calendar) is { } late)
        {
            problems.Add(late);
        }

        return problems;
    }

    /// <summary>What is asked for in figures must come to something: silence may grant it.</summary>
    private async Task<IReadOnlyList<Problem>> CheckAsync(Region region, AskInput input, CancellationToken cancel)
    {
        if (input.Values is not { } values)
        {
            return [];
        }

        var at = await cases.OpenAsync(region, new(input.Letter, input.Charge, null, default, default), cancel);
        if (at.Failed)
        {
            return at.Problems;
        }

        var draft = LetterAmounts.Of(at.Value, values, input.Reason.Trim());
        return draft.Failed ? draft.Problems : [];
    }
}

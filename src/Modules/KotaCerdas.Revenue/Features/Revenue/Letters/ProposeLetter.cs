using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Records what a taxpayer asks for, and what an officer proposes; both are facts, nothing is owed by them.</summary>
internal sealed class ProposeLetter(KotaDb db, RegisterDesk desk, LetterCases cases, ChargeReading charges, CalendarStore calendars)
{
    /// <summary>Records a request and starts its clock.</summary>
    public async Task<Outcome<Guid>> AskAsync(
        RegionCode code, (string Letter, ChargeId Charge) about, DateOnly receivedOn, string reason, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, ChargePermissions.File, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (LetterRules.Find(about.Letter) is not { OnRequest: true } letter
            || await charges.FindAsync(code, about.Charge, cancel) is not { } parent)
        {
            return RegisterDesk.NotFound;
        }

        var calendar = await calendars.LoadAsync(cancel);
        List<Problem> problems = [];
        if (reason.Trim().Length is 0 or > Charge.ReasonLength)
        {
            problems.Add(new("Revenue.Letter.ReasonNeeded", "Reason", Charge.ReasonLength));
        }

        if (receivedOn > desk.Today(region.Value) || receivedOn < parent.Cycles[0].IssuedOn)
        {
            problems.Add(new("Revenue.Letter.ReceivedWrong", "ReceivedOn", parent.Cycles[0].IssuedOn));
        }
        else if (LetterOrder.RefuseRequest(letter, parent, receivedOn, calendar) is { } late)
        {
            problems.Add(late);
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var by = letter.DecideWithin?.After(receivedOn, calendar);
        if (by is { Failed: true } unknown)
        {
            return unknown.Problem;
        }

        var id = desk.NewId();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        db.Add(new LetterRequest
        {
            RegionCode = code, Id = id, Letter = letter.Code, ChargeId = parent.Id, ReceivedOn = receivedOn,
            DecideBy = by is { } clock ? clock.Value : null, Reason = reason.Trim(), RecordedAt = desk.Now, RecordedBy = desk.Actor.User,
            RecordedByName = desk.Actor.Name,
        });
        desk.NoteThing("Revenue.Trail.LetterAsked", new(code, "revenue.charge", parent.Id.ToString()), new { letter.Code, receivedOn });
        await write.CommitAsync(cancel);
        return id;
    }

    /// <summary>Proposes a letter; what it would come to today is kept with it.</summary>
    public async Task<Outcome<Guid>> RunAsync(
        RegionCode code, LetterTarget target, IReadOnlyDictionary<string, string> values, string reason, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, ChargePermissions.Propose, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        if (desk.Actor.User is not { } user)
        {
            return new Problem("Revenue.Letter.NoPerson");
        }

        if (reason.Trim().Length is 0 or > Charge.ReasonLength)
        {
            return new Problem("Revenue.Letter.ReasonNeeded", "Reason", Charge.ReasonLength);
        }

        var at = await cases.OpenAsync(region.Value, target, cancel);
        if (at.Failed)
        {
            return Outcome.Fail<Guid>(at.Problems);
        }

        if (target.Request is not null && at.Value.Request is null)
        {
            return RegisterDesk.NotFound;
        }

        var draft = LetterAmounts.Of(at.Value, values, reason.Trim());
        if (draft.Failed)
        {
            return Outcome.Fail<Guid>(draft.Problems);
        }

        var id = desk.NewId();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        db.Add(new Proposal
        {
            RegionCode = code, Id = id, Letter = target.Letter, Kind = at.Value.Topic.Kind.Code, ChargeId = target.Charge,
            ObjectId = target.Charge is null ? target.Object : null, PeriodFrom = at.Value.Topic.From, PeriodTo = at.Value.Topic.To,
            RequestId = target.Request, BatchId = target.Batch, Facts = Facts.Write(values),
            Amount = draft.Value.Result.Parts.Total, Reason = reason.Trim(), DecideBy = at.Value.Request?.DecideBy, RecordedAt = desk.Now,
            RecordedBy = user, RecordedByName = desk.Actor.Name,
        });
        desk.NoteThing("Revenue.Trail.LetterProposed", new(code, "revenue.proposal", id.ToString()), new { target.Letter });
        await write.CommitAsync(cancel);
        return id;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>Records what an officer proposes: a fact, nothing is owed by it.</summary>
internal sealed class ProposeLetter(KotaDb db, RegisterDesk desk, LetterCases cases)
{
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
            ObjectId = target.Charge is null ? target.Object : null, PeriodFrom = draft.Value.Topic.From, PeriodTo = draft.Value.Topic.To,
            RequestId = target.Request, BatchId = target.Batch, Facts = Facts.Write(values),
            Amount = draft.Value.Result.Parts.Total, Reason = reason.Trim(), DecideBy = at.Value.Request?.DecideBy, RecordedAt = desk.Now,
            RecordedBy = user, RecordedByName = desk.Actor.Name,
        });
        desk.NoteThing("Revenue.Trail.LetterProposed", new(code, "revenue.proposal", id.ToString()), new { target.Letter });
        await write.CommitAsync(cancel);
        return id;
    }
}

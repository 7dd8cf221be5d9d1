using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>What somebody did elsewhere by which a promise was kept.</summary>
/// <param name="On">Legal date.</param>
/// <param name="At">Instant.</param>
/// <param name="ByUser">Who did it.</param>
/// <param name="ByName">Their name.</param>
internal sealed record KeptStep(DateOnly On, DateTime At, UserId ByUser, string ByName)
{
    public string Note { get; init; } = string.Empty;

    public Guid? FileId { get; init; }
}

/// <summary>
/// Promises of agreements that are kept by what happens elsewhere in the movement: who did it stands in the obligation's steps, as if they
/// had reported and accepted it there.
/// </summary>
internal sealed class KeptPromises(KotaDb db, Records records)
{
    /// <summary>Writes the steps of a promise that was just met, its trail, and tells of it.</summary>
    /// <param name="by">What happened.</param>
    /// <param name="promise">The promise, met already.</param>
    /// <param name="steps">What stands for the report of the party that promised, and for the acceptance of the other one.</param>
    /// <param name="details">What the trail shows.</param>
    /// <param name="cancel">Stops.</param>
    public async Task KeepAsync(
        Actor by, Obligation promise, (KeptStep Reported, KeptStep Accepted) steps, object details, CancellationToken cancel)
    {
        var region = promise.RegionCode;
        var other = await db.In<AgreementParty>(RegionScope.Of(region))
            .Where(p => p.RegionCode == region && p.AgreementId == promise.AgreementId && p.Number != promise.Party)
            .MinAsync(p => p.Number, cancel);
        Add(StepKind.Reported, steps.Reported, promise.Party);
        Add(StepKind.Accepted, steps.Accepted, other);
        records.About(
            by, "Movement.Trail.ObligationAccepted", new Subject(region, "movement.agreement", promise.AgreementId.ToString()), details);
        records.Tell(new ObligationMet(region, promise.AgreementId.Value, promise.Id, promise.Code, promise.MetOn!.Value));

        void Add(StepKind kind, KeptStep step, int party) => db.Add(new ObligationStep
        {
            RegionCode = region,
            Id = records.NewId(),
            ObligationId = promise.Id,
            AgreementId = promise.AgreementId,
            Kind = kind,
            Note = step.Note,
            FileId = step.FileId,
            Party = party,
            OnDate = step.On,
            ByUser = step.ByUser,
            ByName = step.ByName,
            At = step.At,
        });
    }
}

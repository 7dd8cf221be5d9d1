using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>The ministry gives regions their mentor: someone who holds that role today.</summary>
internal sealed class AssignMentor(KotaDb db, MentoringRecords records, IPeopleQueries people, Actor actor)
{
    private const string Role = "mentor";

    /// <summary>Those who can be assigned.</summary>
    public Task<IReadOnlyList<PersonRow>> CandidatesAsync(CancellationToken cancel) =>
        people.HoldersAsync(Role, RegionScope.Of(RegionCode.National), cancel);

    public async Task<Outcome<Nothing>> RunAsync(RegionCode region, CallId call, UserId mentor, CancellationToken cancel)
    {
        if (actor.Refuse(MentoringPermissions.Open, RegionCode.National) is { } refusal)
        {
            return refusal;
        }

        if ((await CandidatesAsync(cancel)).FirstOrDefault(p => p.User == mentor) is not { } person)
        {
            return new Problem("Movement.Mentoring.NotAMentor", "Mentor");
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var row = await db.In<RegionMentoring>(RegionScope.Of(region))
            .SingleOrDefaultAsync(m => m.RegionCode == region && m.CallId == call, cancel);
        if (row is null)
        {
            return new Problem("Movement.Mentoring.NotFound");
        }

        if (row.MentorUser == mentor)
        {
            return Outcome.Done;
        }

        row.Assign(mentor, person.DisplayName);
        db.Add(new MentorAssignment
        {
            RegionCode = region,
            Id = records.NewId(),
            CallId = call,
            UserId = mentor,
            Office = person.DisplayName,
            At = records.Now,
            ByName = actor.Name,
        });
        records.Note("Movement.Trail.MentorAssigned", region, call, new { mentor = person.DisplayName });
        records.Tell(new MentorAssigned(region, call.Value, mentor.Value));
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }
}

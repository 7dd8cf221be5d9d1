using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Panels;

/// <summary>What a member declares about one region.</summary>
internal sealed record Declared(RegionCode Region, ConflictKind Kind, string Reason);

/// <summary>
/// A member declares for every region of the call whether there is a conflict of interest, before seeing anything of it: some regions at a
/// time, and with the last one the invitation is accepted. A conflict that comes up after the assignment takes the sheet away; what was
/// scored stays as a fact but no longer counts.
/// </summary>
internal sealed class DeclareConflicts(KotaDb db, Actor actor, AssessmentDesk desk, Trail trail, TimeProvider clock)
{
    private const int ReasonLength = 500;

    /// <returns>How many regions are left to declare for.</returns>
    public async Task<Outcome<int>> RunAsync(CallId callId, IReadOnlyList<Declared> declared, CancellationToken cancel)
    {
        if (actor.User is not { } user || await desk.MemberAsync(callId, user, cancel) is not { } member)
        {
            return new Problem("Movement.Assess.NotAMember");
        }

        if (await desk.RunningAsync(callId, cancel) is { Failed: true } over)
        {
            return over.Problem;
        }

        var problems = await CheckAsync(callId, declared, cancel);
        if (problems.Count > 0)
        {
            return problems;
        }

        var before = await desk.DeclarationsAsync(callId, cancel);
        var changed = declared
            .Where(d => !(before.GetValueOrDefault((user, d.Region)) is { } old && old.Kind == d.Kind && old.Reason == d.Reason)).ToList();
        var sheets = await desk.SheetsAsync(callId, AssessmentDesk.AllRegions, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var write = await db.BeginWriteAsync(AssessmentDesk.AllRegions, cancel);
        foreach (var declaration in changed)
        {
            db.Add(Fact(callId, user, declaration, now));
            if (declaration.Kind != ConflictKind.None && sheets.Find(s => s.UserId == user && s.RegionCode == declaration.Region)
                is { } sheet)
            {
                Withdraw(sheet, declaration, now);
            }
        }

        var said = declared.Select(d => d.Region).ToHashSet();
        var left = (await desk.ApplicantsAsync(callId, cancel)).Count(r => !said.Contains(r.Code) && !before.ContainsKey((user, r.Code)));
        if (left == 0)
        {
            member.State = PanelInvitation.Accepted;
            member.AnsweredAt ??= now;
        }

        trail.Add(
            actor, "Movement.Trail.ConflictsDeclared", new(RegionCode.National, "movement.call", callId.ToString()),
                new { regions = changed.Count });
        await write.CommitAsync(cancel);
        return left;
    }

    private ConflictDeclaration Fact(CallId callId, UserId user, Declared declaration, DateTime now) => new()
    {
        RegionCode = declaration.Region,
        Id = Ids.New(clock),
        CallId = callId,
        UserId = user,
        Kind = declaration.Kind,
        Reason = declaration.Reason,
        DeclaredAt = now,
    };

    private void Withdraw(ScoreSheet sheet, Declared declaration, DateTime now)
    {
        sheet.WithdrawnAt = now;
        db.Add(new AssignmentFact
        {
            RegionCode = sheet.RegionCode,
            Id = Ids.New(clock),
            CallId = sheet.CallId,
            UserId = sheet.UserId,
            Kind = AssignmentKind.Removed,
            Reason = declaration.Reason,
            At = now,
            ByName = actor.Name,
        });
    }

    /// <summary>What is wrong with declarations, each at its field; nothing is kept.</summary>
    public async Task<List<Problem>> CheckAsync(CallId callId, IReadOnlyList<Declared> declared, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        var applicants = await desk.ApplicantsAsync(callId, cancel);
        var known = applicants.Select(r => r.Code).ToHashSet();
        foreach (var declaration in declared)
        {
            if (!known.Contains(declaration.Region))
            {
                problems.Add(new("Movement.Assess.NotAnApplicant", null, declaration.Region.Value));
            }
            else if (declaration.Kind != ConflictKind.None && declaration.Reason.Length is < 5 or > ReasonLength)
            {
                problems.Add(new("Movement.Assess.ConflictReason", FieldOf(declaration.Region, "Reason"),
                    applicants.First(r => r.Code == declaration.Region).Name, ReasonLength));
            }
        }

        return problems;
    }

    /// <summary>Name of a region's input on the page.</summary>
    public static string FieldOf(RegionCode region, string part = "Kind") => $"{part}_{region.Value.Replace('.', '_')}";
}

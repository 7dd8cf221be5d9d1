using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Gives objects to a surveyor to visit.</summary>
internal sealed class AssignSurvey(KotaDb db, RegisterDesk desk, IPeopleQueries people)
{
    /// <summary>Objects that are given out at once, at most.</summary>
    public const int Most = 100;

    private const string Role = "revenue-surveyor";

    /// <summary>Those who can be given tasks.</summary>
    public Task<IReadOnlyList<PersonRow>> SurveyorsAsync(RegionCode region, CancellationToken cancel) =>
        people.HoldersAsync(Role, RegionScope.Of(region), cancel);

    /// <summary>Gives out.</summary>
    /// <param name="code">The region.</param>
    /// <param name="objects">NOP, one a line.</param>
    /// <param name="surveyor">Account of who visits them.</param>
    /// <param name="note">What is to be looked at, and until when.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How many tasks.</returns>
    public async Task<Outcome<int>> RunAsync(
        RegionCode code, string objects, string surveyor, (string Text, DateOnly? DueOn) note, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, SurveyPermissions.Decide, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        List<Problem> problems = [];
        var who = (await SurveyorsAsync(code, cancel)).FirstOrDefault(p => p.User.ToString() == surveyor);
        if (who is null)
        {
            problems.Add(new("Revenue.Survey.SurveyorNeeded", "Surveyor"));
        }

        if (note.Text.Trim().Length > SurveyTask.NoteLength)
        {
            problems.Add(new("Revenue.Survey.NoteLong", "Note", SurveyTask.NoteLength));
        }

        var numbers = await ReadAsync(code, objects, problems, cancel);
        if (problems.Count > 0)
        {
            return problems;
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(code), cancel);
        foreach (var nop in numbers)
        {
            db.Add(new SurveyTask
            {
                RegionCode = code, Id = desk.NewId(), Nop = nop, Surveyor = who!.User, SurveyorName = who.DisplayName,
                Note = note.Text.Trim(), DueOn = note.DueOn, AssignedAt = desk.Now, AssignedBy = desk.Actor.Name,
            });
        }

        desk.NoteRegion("Revenue.Trail.SurveyAssigned", code, new { count = numbers.Count, surveyor });
        await write.CommitAsync(cancel);
        return numbers.Count;
    }

    private async Task<List<Nop>> ReadAsync(RegionCode code, string objects, List<Problem> problems, CancellationToken cancel)
    {
        var lines = objects.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (lines.Count is 0 or > Most)
        {
            problems.Add(new("Revenue.Survey.ObjectsNeeded", "Objects", Most));
            return [];
        }

        var numbers = new List<Nop>();
        foreach (var line in lines)
        {
            if (Nop.TryParse(line, out var nop)
                && await db.In<TaxObject>(RegionScope.Of(code)).AnyAsync(o => o.Nop == nop && o.Version == 1, cancel))
            {
                numbers.Add(nop);
            }
            else
            {
                problems.Add(new("Revenue.Survey.ObjectUnknown", "Objects", line));
            }
        }

        return numbers;
    }
}

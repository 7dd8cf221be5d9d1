using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>A file to add to a meeting.</summary>
internal sealed record MeetingFileInput(MeetingFileKind Kind, string Material, string Title);

/// <summary>Keeps who came, what was handed out, what was said and what was decided.</summary>
internal sealed class KeepMeeting(
    KotaDb db, MeetingDesk desk, MentoringRecords records, FileStore files, Actor actor)
{
    public const int OfficeLength = 150;
    public const int MinutesLength = 20_000;
    public const int DecisionLength = 1_000;
    public const int TitleLength = 200;
    public const int MostPeople = 10_000;

    /// <summary>Counts people of an office or unit; counting the same one again corrects it, 0 takes it away.</summary>
    public Task<Outcome<Nothing>> CountAsync(
        RegionCode region, Guid id, (string Party, string Office) who, int people, CancellationToken cancel) =>
        ChangeAsync(region, id, "Movement.Trail.MeetingAttendance", view =>
        {
            var office = who.Office.Trim();
            if (!view.Parties.Any(p => p.Code == who.Party))
            {
                return new Problem("Movement.Meeting.ChooseParty", "Party");
            }

            if (office.Length is 0 or > OfficeLength)
            {
                return new Problem("Movement.Meeting.OfficeNeeded", "Office", OfficeLength);
            }

            if (people is < 0 or > MostPeople)
            {
                return new Problem("Movement.Meeting.PeopleNeeded", "People", MostPeople);
            }

            var row = view.Attendance
                .FirstOrDefault(a => a.Party == who.Party && string.Equals(a.Office, office, StringComparison.OrdinalIgnoreCase));
            Count(view.Meeting, row, (who.Party, office), people);
            return Outcome.Done;
        }, cancel);

    /// <summary>Adds a material or the signed minutes.</summary>
    /// <returns>Name of an earlier file with the same content, or empty.</returns>
    public async Task<Outcome<string>> AttachAsync(
        RegionCode region, Guid id, MeetingFileInput input, (Stream Content, string Name) file, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed || !read.Value.Keeps)
        {
            return read.Failed ? read.Problem : new Problem("Platform.Access.NotAllowed");
        }

        if (input.Title.Trim().Length is 0 or > TitleLength)
        {
            return new Problem("Movement.Meeting.TitleNeeded", "Title", TitleLength);
        }

        var taken = await files.TakeAsync(actor, region, file.Content, file.Name, cancel);
        if (taken.Failed)
        {
            return taken.Problem.On("Upload");
        }

        var known = read.Value.Access.Guide.Materials.Any(m => m.Of == read.Value.Meeting.Stage && m.Code == input.Material);
        var added = await ChangeAsync(region, id, "Movement.Trail.MeetingFile", view =>
        {
            db.Add(taken.Value.File);
            db.Add(new MeetingFile
            {
                RegionCode = region,
                Id = records.NewId(),
                MeetingId = id,
                Kind = input.Kind,
                Material = known ? input.Material : string.Empty,
                Title = input.Title.Trim(),
                FileId = taken.Value.File.Id.Value,
                At = records.Now,
                ByName = actor.Name,
            });
            return Outcome.Done;
        }, cancel);
        return added.Failed ? added.Problem : taken.Value.SameContent?.Name ?? string.Empty;
    }

    /// <summary>Notes that it was held, with its minutes; they may be corrected later.</summary>
    public Task<Outcome<Nothing>> HoldAsync(RegionCode region, Guid id, string minutes, CancellationToken cancel) =>
        ChangeAsync(region, id, "Movement.Trail.MeetingHeld", view =>
        {
            if (view.Meeting.State == MeetingState.Cancelled)
            {
                return new Problem("Movement.Meeting.NotPlanned");
            }

            if (view.Meeting.FromOn > records.TodayIn(view.Access.Region))
            {
                return new Problem("Movement.Meeting.Ahead", null, view.Meeting.FromOn);
            }

            if (minutes.Trim().Length is 0 or > MinutesLength)
            {
                return new Problem("Movement.Meeting.MinutesNeeded", "Minutes", MinutesLength);
            }

            view.Meeting.Hold(minutes.Trim(), records.Now);
            return Outcome.Done;
        }, cancel);

    /// <summary>Calls a planned meeting off.</summary>
    public Task<Outcome<Nothing>> CancelAsync(RegionCode region, Guid id, string reason, CancellationToken cancel) =>
        ChangeAsync(region, id, "Movement.Trail.MeetingCancelled", view =>
        {
            if (view.Meeting.State != MeetingState.Planned)
            {
                return new Problem("Movement.Meeting.NotPlanned");
            }

            if (reason.Trim().Length is 0 or > DecisionLength)
            {
                return new Problem("Movement.Meeting.ReasonNeeded", "Reason", DecisionLength);
            }

            view.Meeting.Cancel(reason.Trim());
            return Outcome.Done;
        }, cancel);

    private void Count(Meeting meeting, MeetingAttendance? row, (string Party, string Office) who, int people)
    {
        if (row is null && people > 0)
        {
            db.Add(new MeetingAttendance
            {
                RegionCode = meeting.RegionCode, MeetingId = meeting.Id, Id = records.NewId(), Party = who.Party, Office = who.Office,
                People = people,
            });
        }
        else if (row is not null && people == 0)
        {
            db.Remove(row);
        }
        else if (row is not null)
        {
            row.People = people;
        }

        meeting.Touch();
    }

    private async Task<Outcome<Nothing>> ChangeAsync(
        RegionCode region, Guid id, string action, Func<MeetingView, Outcome<Nothing>> change, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed || !read.Value.Keeps)
        {
            return read.Failed ? read.Problem : new Problem("Platform.Access.NotAllowed");
        }

        var changed = change(read.Value);
        if (changed.Failed)
        {
            return changed;
        }

        read.Value.Access.Contact(records.TodayIn(read.Value.Access.Region));
        records.Note(action, PlanMeeting.Subject(read.Value.Meeting));
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : Outcome.Done;
    }
}

using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>Number and date of a decree.</summary>
internal sealed record DecreeInput(string Number, DateOnly? DatedOn);

/// <summary>A seat: an office with its role and party.</summary>
internal sealed record SeatInput(string Role, string Dimension, string Party, string Office);

/// <summary>The region keeps a decree until it is handed in.</summary>
internal sealed class WriteDecree(
    KotaDb db, DecreeDesk desk, InstitutionDesk institutions, MentoringRecords records, FileStore files, DecreeWording wording)
{
    public const int NumberLength = 100;
    public const int OfficeLength = 150;

    /// <summary>Begins a decree of a kind; the one that is begun already where there is one.</summary>
    public async Task<Outcome<Guid>> StartAsync(RegionCode region, string kind, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var access = await institutions.OpenAsync(region, cancel);
        if (access.Failed || !access.Value.Edits)
        {
            return access.Failed ? access.Problem : new Problem("Platform.Access.NotAllowed");
        }

        if (!access.Value.Guide.Decrees.Any(k => k.Code == kind))
        {
            return new Problem("Movement.Institution.NotFound");
        }

        var open = await db.In<Decree>(RegionScope.Of(region))
            .SingleOrDefaultAsync(d => d.RegionCode == region && d.Kind == kind && d.Step != WorkStep.Accepted, cancel);
        if (open is not null)
        {
            return open.Id;
        }

        var decree = new Decree
        {
            RegionCode = region,
            Id = records.NewId(),
            Kind = kind,
            Guide = access.Value.Guide.Version,
            CreatedAt = records.Now,
            CreatedBy = access.Value.Actor.User!.Value,
        };
        db.Add(decree);
        Note("Movement.Trail.DecreeStarted", decree);
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : decree.Id;
    }

    /// <summary>Keeps number, date and, where given, the file.</summary>
    /// <returns>Name of an earlier file with the same content, or empty.</returns>
    public async Task<Outcome<string>> SaveAsync(
        RegionCode region, Guid id, DecreeInput input, (Stream Content, string Name)? file, CancellationToken cancel)
    {
        if (records.Actor.Refuse(InstitutionPermissions.Edit, region) is { } refusal)
        {
            return refusal;
        }

        if (input.Number.Trim().Length > NumberLength)
        {
            return new Problem("Movement.Decree.NumberLong", "Number", NumberLength);
        }

        TakenFile? taken = null;
        if (file is { } upload)
        {
            var took = await files.TakeAsync(records.Actor, region, upload.Content, upload.Name, cancel);
            if (took.Failed)
            {
                return took.Problem.On("Upload");
            }

            taken = took.Value;
        }

        return await ChangeAsync<string>(region, id, "Movement.Trail.DecreeWritten", of =>
        {
            of.Decree.Write(input.Number.Trim(), input.DatedOn);
            if (taken is not null)
            {
                db.Add(taken.File);
                of.Decree.Attach(taken.File);
            }

            return taken?.SameContent?.Name ?? string.Empty;
        }, cancel);
    }

    /// <summary>Adds a seat.</summary>
    public Task<Outcome<Guid>> SeatAsync(RegionCode region, Guid id, SeatInput input, CancellationToken cancel) =>
        ChangeAsync<Guid>(region, id, "Movement.Trail.DecreeSeat", of =>
        {
            var role = of.Roles.FirstOrDefault(r => r.Code == input.Role);
            List<Problem> problems = [];
            if (role is null)
            {
                problems.Add(new("Movement.Decree.ChooseRole", "Role"));
            }

            if (role?.PerDimension == true && !of.Dimensions.Any(d => d.Code == input.Dimension))
            {
                problems.Add(new("Movement.Decree.ChooseDimension", "Dimension"));
            }

            if (!of.Guide.Parties.Any(p => p.Code == input.Party))
            {
                problems.Add(new("Movement.Decree.ChooseParty", "Party"));
            }

            if (input.Office.Trim().Length is 0 or > OfficeLength)
            {
                problems.Add(new("Movement.Decree.OfficeNeeded", "Office", OfficeLength));
            }

            if (problems.Count > 0)
            {
                return problems;
            }

            var member = new DecreeMember
            {
                RegionCode = region,
                Id = records.NewId(),
                DecreeId = id,
                Role = role!.Code,
                Dimension = role.PerDimension ? input.Dimension : string.Empty,
                Party = input.Party,
                Office = input.Office.Trim(),
            };
            db.Add(member);
            of.Decree.LetGo();
            of.Decree.Touch();
            return member.Id;
        }, cancel);

    /// <summary>Takes a seat away.</summary>
    public Task<Outcome<Nothing>> UnseatAsync(RegionCode region, Guid id, Guid member, CancellationToken cancel) =>
        ChangeAsync<Nothing>(region, id, "Movement.Trail.DecreeSeat", of =>
        {
            if (of.Members.FirstOrDefault(m => m.Id == member) is { } row)
            {
                db.Remove(row);
                of.Decree.LetGo();
                of.Decree.Touch();
            }

            return Outcome.Done;
        }, cancel);

    /// <summary>Keeps the region's own words; a part that says what the guide says, or nothing, is the guide's.</summary>
    public async Task<Outcome<Nothing>> WordAsync(RegionCode region, Guid id, DecreeWords words, CancellationToken cancel)
    {
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        if (words.Problems() is { Count: > 0 } problems)
        {
            return problems;
        }

        var shipped = await wording.ShippedAsync(read.Value, cancel);
        return await ChangeAsync<Nothing>(region, id, "Movement.Trail.DecreeWorded", of =>
        {
            of.Decree.Word(
                DecreeWords.Own(words.Considering, shipped.Considering), DecreeWords.Own(words.Recalling, shipped.Recalling),
                DecreeWords.Own(words.Deciding, shipped.Deciding));
            return Outcome.Done;
        }, cancel);
    }

    private async Task<Outcome<T>> ChangeAsync<T>(
        RegionCode region, Guid id, string action, Func<DecreeFile, Outcome<T>> change, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var write = await db.BeginWriteAsync(RegionScope.Of(region), cancel);
        var read = await desk.ReadAsync(region, id, cancel);
        if (read.Failed)
        {
            return read.Problem;
        }

        if (!read.Value.Access.Edits)
        {
            return new Problem("Platform.Access.NotAllowed");
        }

        if (read.Value.Closed is { } closed)
        {
            return closed;
        }

        var changed = change(read.Value);
        if (changed.Failed)
        {
            return changed;
        }

        Note(action, read.Value.Decree);
        return await write.TryCommitAsync(MentoringRecords.Raced, cancel) is { } raced ? raced : changed;
    }

    private void Note(string action, Decree decree) =>
        records.Note(action, JudgeDecree.Subject(decree), new { decree.Kind });
}

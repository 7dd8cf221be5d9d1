using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Units;

/// <summary>Adds and closes organisational units of a region.</summary>
internal sealed class SaveUnit(KotaDb db, Trail trail, TimeProvider clock)
{
    public async Task<Outcome<Guid>> AddAsync(
        Actor actor, RegionCode region, (string? Name, UnitKind Kind, Guid? Parent) typed, CancellationToken cancel)
    {
        if (actor.Refuse(PeopleModule.EditUnits, region) is { } refused)
        {
            return refused;
        }

        if (typed.Name?.Trim() is not { Length: > 0 and <= Unit.LongestName } name)
        {
            return new Problem("People.Unit.NameMissing", "Name", Unit.LongestName);
        }

        var scope = RegionScope.Of(region);
        var open = await db.In<Unit>(scope).AsNoTracking().Where(u => u.RegionCode == region && u.ClosedAt == null).ToListAsync(cancel);
        if (open.Any(u => u.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            return new Problem("People.Unit.NameTaken", "Name");
        }

        if (typed.Parent is { } parent && open.All(u => u.Id.Value != parent))
        {
            return new Problem("People.Holding.NoUnit", "Parent");
        }

        var unit = new Unit
        {
            RegionCode = region,
            Id = Ids.New<UnitId>(clock),
            Name = name,
            Kind = typed.Kind,
            ParentId = typed.Parent is { } above ? new UnitId(above) : null,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
        await using var write = await db.BeginWriteAsync(scope, cancel);
        db.Add(unit);
        trail.Add(actor, "People.Trail.UnitAdded", new Subject(region, "people.unit", unit.Id.Value.ToString()));
        await write.CommitAsync(cancel);
        return unit.Id.Value;
    }

    /// <summary>Closes a unit that has no open part and no role in force.</summary>
    public async Task<Outcome<Nothing>> CloseAsync(Actor actor, RegionCode region, Guid id, CancellationToken cancel)
    {
        if (actor.Refuse(PeopleModule.EditUnits, region) is { } refused)
        {
            return refused;
        }

        var (scope, key) = (RegionScope.Of(region), new UnitId(id));
        await using var write = await db.BeginWriteAsync(scope, cancel);
        var unit = await db.In<Unit>(scope).SingleOrDefaultAsync(u => u.RegionCode == region && u.Id == key && u.ClosedAt == null, cancel);
        if (unit is null)
        {
            return new Problem("People.Holding.NoUnit");
        }

        var used = await db.In<Unit>(scope).AnyAsync(u => u.RegionCode == region && u.ParentId == key && u.ClosedAt == null, cancel)
            || await db.In<Holding>(scope).AnyAsync(h => h.RegionCode == region && h.UnitId == key && h.EndedAt == null, cancel);
        if (used)
        {
            return new Problem("People.Unit.InUse", null, unit.Name);
        }

        unit.ClosedAt = clock.GetUtcNow().UtcDateTime;
        trail.Add(actor, "People.Trail.UnitClosed", new Subject(region, "people.unit", unit.Id.Value.ToString()));
        await write.CommitAsync(cancel);
        return Outcome.Done;
    }
}

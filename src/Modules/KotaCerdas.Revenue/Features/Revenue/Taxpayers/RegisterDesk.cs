using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>What every operation on the registers needs: the region and who may work on it, the instant, the trail.</summary>
internal sealed class RegisterDesk(KotaDb db, Actor actor, Trail trail, Outbox outbox, TimeProvider clock)
{
    public static readonly Problem NotFound = new("Revenue.Register.NotFound");

    /// <summary>What the slower of two people who changed the same is told.</summary>
    public static readonly Problem Raced = new("Revenue.Register.Raced");

    public Actor Actor => actor;

    /// <summary>The instant, UTC, as exact as both engines keep it.</summary>
    public DateTime Now
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        }
    }

    /// <summary>The region, where it exists and the actor may do this there.</summary>
    public async Task<Outcome<Region>> OpenAsync(RegionCode code, Permission permission, CancellationToken cancel)
    {
        var region = code.IsNational || code.IsProvince
            ? null : await db.Shared<Region>().AsNoTracking().SingleOrDefaultAsync(r => r.Code == code, cancel);
        return region is null ? NotFound : actor.Refuse(permission, code) is { } refused ? refused : region;
    }

    /// <summary>The legal date in the region.</summary>
    public DateOnly Today(Region region) => region.Zone.DateAt(clock.GetUtcNow());

    /// <summary>Who records: the actor, behind whoever proposed it where somebody else did.</summary>
    public string By(string? proposer) => proposer is null ? actor.Name : $"{proposer} / {actor.Name}";

    public Guid NewId() => Ids.New(clock);

    public void NoteTaxpayer(string action, RegionCode region, TaxpayerId id, object? details = null) =>
        trail.Add(actor, action, new(region, "revenue.taxpayer", id.ToString()), details);

    public void NoteObject(string action, RegionCode region, Nop nop, object? details = null) =>
        trail.Add(actor, action, new(region, "revenue.object", nop.ToString()), details);

    public void NoteBatch(string action, Model.Assessment.Batch batch, object? details = null) =>
        trail.Add(actor, action, new(batch.RegionCode, "revenue.batch", batch.Id.ToString()), details);

    public void NoteRegion(string action, RegionCode region, object? details = null) =>
        trail.Add(actor, action, new(region, "revenue.register", region.Value), details);

    public void NoteThing(string action, Subject subject, object? details = null) => trail.Add(actor, action, subject, details);

    /// <summary>Tells others with the open write what happened.</summary>
    public void Tell<TEvent>(TEvent happened)
        where TEvent : IEvent => outbox.Add(happened);

    /// <summary>Commits, or tells that someone else was faster.</summary>
    public static Task<Problem?> TryCommitAsync(WriteScope write, CancellationToken cancel) => write.TryCommitAsync(Raced, cancel);
}

using KotaCerdas.People.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.People.SignIn;

/// <summary>Writes down who opened whose data.</summary>
internal sealed class AccessTraces(KotaDb db, CurrentActor current, TimeProvider clock) : IAccessTrace
{
    public async Task RecordAsync(IReadOnlyCollection<Opened> opened, CancellationToken cancel)
    {
        var actor = current.Value;
        var now = clock.GetUtcNow().UtcDateTime;
        db.AddRange(opened.Where(o => o.Whose != actor.User).Select(o => new AccessRecord
        {
            Whose = o.Whose, Id = Ids.New(clock), Who = actor.User, WhoName = actor.Name, What = o.What, About = o.About, Why = o.Why,
                At = now,
        }));
        await db.SaveChangesAsync(cancel);
    }
}

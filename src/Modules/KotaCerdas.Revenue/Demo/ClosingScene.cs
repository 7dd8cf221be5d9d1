using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// The treasurer closes the first month of the books for good, and January of this year softly; the night after, every day of the books
/// gets its hash, as the schedule of an installation would have it.
/// </summary>
internal sealed class ClosingScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    public async Task PlayAsync()
    {
        stage.Clock.Set(new DateOnly(2026, 11, 18), 9);
        await CloseAsync((periods, actor) => periods.CloseAsync(actor, new(region, Book.LO, 202501), stage.Cancel));
        await CloseAsync((periods, actor) => periods.SoftCloseAsync(actor, new(region, Book.LO, 202601), stage.Cancel));
        stage.Clock.Set(new DateOnly(2026, 11, 19), 1);
        await stage.RunScheduledAsync(LedgerModule.DayClosings, new CloseDaysInput());
    }

    private Task<Nothing> CloseAsync(Func<Periods, Actor, Task<Outcome<Nothing>>> close) => stage.AsAsync(
        cast.Treasurer, (IServiceProvider s) => close(s.GetRequiredService<Periods>(), s.GetRequiredService<Actor>()));
}

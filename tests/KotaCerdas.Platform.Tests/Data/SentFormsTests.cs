using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform.Tests.Data;

/// <summary>The row of a form that was sent: one writes, what was given up stays unwritten, and after a day it is forgotten.</summary>
public sealed class SentFormsTests
{
    private static readonly RegionScope Scope = RegionScope.National("test");

    [Theory, OnEachDatabase]
    public async Task One_of_two_requests_writes_and_the_other_leaves_nothing_and_nobody_waiting(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var form = Form(database);
        await WriteAsync(database, form, 1);
        await Assert.ThrowsAsync<SentBeforeException>(() => WriteAsync(database, form, 2));
        await WriteAsync(database, form with { Content = new string('b', 64) }, 3);
        await WriteAsync(database, form with { Account = new UserId(Ids.New(database.Clock)) }, 4);
        Assert.Equal([1, 3, 4], await MarksAsync(database));
    }

    [Theory, OnEachDatabase]
    public async Task A_note_of_where_it_led_writes_nothing_that_the_handler_gave_up(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var form = Form(database);
        await database.WithAsync<IServiceProvider, bool>(async services =>
        {
            var (db, forms) = (services.GetRequiredService<KotaDb>(), services.GetRequiredService<SentForms>());
            forms.Begin(form);
            await using (var write = await db.BeginWriteAsync(Scope, default))
            {
                db.Add(Mark(1));
                await write.CommitAsync(default);
            }

            db.Add(Mark(2));
            await forms.EndAsync(form, "/ke/sini", default);
            return true;
        });
        Assert.Equal([1], await MarksAsync(database));
        Assert.Equal("/ke/sini", await database.WithAsync((SentForms f) => f.AnswerAsync(form, default)));
        await database.WithAsync<IServiceProvider, bool>(async services =>
        {
            services.GetRequiredService<SentForms>().Begin(form with { Id = Ids.New(database.Clock) });
            await services.GetRequiredService<SentForms>().EndAsync(form, null, default);
            return true;
        });
        Assert.Equal("/ke/sini", await database.WithAsync((SentForms f) => f.AnswerAsync(form, default)));
    }

    [Theory, OnEachDatabase]
    public async Task What_was_sent_over_a_day_ago_is_forgotten_to_the_last_tick(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var form = Form(database);
        await WriteAsync(database, form with { SentAt = form.SentAt.AddTicks(1) }, 1);
        database.Clock.Advance(TimeSpan.FromHours(25));
        await WriteAsync(database, form with { SentAt = database.Clock.GetUtcNow().UtcDateTime, Id = Ids.New(database.Clock) }, 2);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var pruned = await database.Services.GetRequiredService<OperationRunner>().RunNowAsync(
            Actor.Platform("test"), PlatformModule.Pruning, RegionCode.National, new PruneInput(), new Progress<OperationProgress>(),
            patience.Token);
        Assert.Equal(OperationState.Done, pruned.State);
        Assert.Equal(1, await database.WithAsync((KotaDb db) => db.Shared<SentFormRow>().CountAsync()));
    }

    private static SentForm Form(TestDatabase database) => new(
        new UserId(Ids.New(database.Clock)), Ids.New(database.Clock), new string('a', 64), database.Clock.GetUtcNow().UtcDateTime);

    private static MeasureRequest Mark(int number) => new() { DueAt = new DateTime(2030, 1, number, 0, 0, 0, DateTimeKind.Utc) };

    private static Task<bool> WriteAsync(TestDatabase database, SentForm form, int mark) =>
        database.WithAsync<IServiceProvider, bool>(async services =>
        {
            var db = services.GetRequiredService<KotaDb>();
            services.GetRequiredService<SentForms>().Begin(form);
            await using var write = await db.BeginWriteAsync(Scope, default);
            db.Add(Mark(mark));
            await write.CommitAsync(default);
            return true;
        });

    private static Task<List<int>> MarksAsync(TestDatabase database) => database.WithAsync((KotaDb db) =>
        db.Shared<MeasureRequest>().OrderBy(r => r.DueAt).Select(r => r.DueAt.Day).ToListAsync());
}

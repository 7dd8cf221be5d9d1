using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Signing;

/// <summary>A working-day calendar that is missing is found before the head is asked to sign.</summary>
public sealed class MissingCalendarTests
{
    private const string Missing = "Kalender hari kerja tahun 2027 belum dimuat";

    [Theory, OnEachDatabase]
    public async Task The_step_to_signing_is_refused_and_the_board_names_the_year(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Database.Clock.Set(new(2026, 12, 1, 2, 0, 0, TimeSpan.Zero));
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.NegotiatingAsync();
        var hash = await sides.HashAsync(id);
        await sides.ConfirmAsync(sides.Ministry, id, hash);
        Assert.True((await sides.ConfirmAsync(sides.Region, id, hash)).Value);
        using var officer = app.Client(sides.Ministry);

        Assert.Contains(Missing, (await officer.PageAsync("/papan")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var refused = await sides.MoveAsync(sides.Ministry, id, AgreementState.Signing);
        Assert.Equal("Platform.Calendar.MissingYear", Assert.Single(refused.Problems).Code);
        Assert.Equal(AgreementState.Frozen, (await sides.FileAsync(id)).Agreement.State);
    }

    [Theory, OnEachDatabase]
    public async Task A_calendar_that_reaches_stops_nothing(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        await sides.SigningAsync();
        using var officer = app.Client(sides.Ministry);

        var board = (await officer.PageAsync("/papan")).QuerySelector("main")!.TextContent;
        Assert.DoesNotContain("belum dimuat", board, StringComparison.Ordinal);
    }
}

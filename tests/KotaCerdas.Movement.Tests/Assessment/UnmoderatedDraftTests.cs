using System.Net;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Assessment;

/// <summary>A selection although assessors differ and nobody moderated: the reason is kept and told to those who approve.</summary>
public sealed class UnmoderatedDraftTests
{
    private const string Reason = "Panel berhalangan hadir sampai batas waktu penetapan.";

    [Theory, OnEachDatabase]
    public async Task A_draft_with_an_unmoderated_gap_needs_a_reason_that_both_approvers_read(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await ApartAsync(app.Database);
        var path = $"/panggilan/{season.Call}/keputusan";
        using var officer = app.Client(season.Officer);

        using var refused = await officer.SubmitAsync(
            path, [new("UnmoderatedReason", "Sibuk"), new("Note", "Catatan")], "form:has([name=Note])");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.DocumentAsync();
        Assert.Equal("Sibuk", page.QuerySelector("textarea[name=UnmoderatedReason]")!.TextContent.Trim());
        Assert.Equal("Catatan", page.QuerySelector("textarea[name=Note]")!.TextContent.Trim());
        using var drafted = await officer.SubmitAsync(path, [new("UnmoderatedReason", Reason)], "form:has([name=Note])");
        Assert.Equal(HttpStatusCode.SeeOther, drafted.StatusCode);

        var draft = (await season.AsAsync(season.Officer, (DecisionReader r) => r.CurrentAsync(season.Call, default)))!;
        await ReadsAsync(app, season.Director, path);
        Season.Ok(await DecisionTests.ApproveAsync(season, season.Director, draft.Id));
        await ReadsAsync(app, season.General, path);
        Season.Ok(await DecisionTests.ApproveAsync(season, season.General, draft.Id));
        Season.Ok(await DecisionTests.AnnounceAsync(season, draft.Id));

        // The applicant reads it in the reasons; the others, whose assessors agree, do not.
        using var visitor = app.Client();
        Assert.Contains(Reason, await TextAsync(visitor, $"/panggilan/{season.Call}/hasil/kota-pagar-alam"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            Reason, await TextAsync(visitor, $"/panggilan/{season.Call}/hasil/kabupaten-sleman"), StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Where_nothing_differs_no_reason_is_asked_or_kept(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.ScoredAsync(database, (region, _, _) => 4 - region, call => (call.Quota, call.ReserveSize) = (2, 1));
        var draft = Season.Ok(await season.AsAsync(
            season.Officer, (DraftDecision o) => o.RunAsync(season.Call, new("", Reason), default)));
        var view = await season.AsAsync(season.Officer, async (DecisionReader r) =>
            await r.ReadAsync((await r.CurrentAsync(season.Call, default))!, default));
        Assert.Equal((draft, string.Empty), (view.Decision.Id, view.Decision.UnmoderatedReason));
        Assert.All(view.Rows, r => Assert.Null(r.Reasons.Unmoderated));
    }

    /// <summary>The two assessors of the first region lie two levels of four apart on every question.</summary>
    private static Task<Season> ApartAsync(TestDatabase database) => Season.ScoredAsync(
        database, (region, seat, _) => region == 0 && seat == 0 ? 2 : 4 - region, call =>
        {
            (call.Quota, call.ReserveSize) = (2, 1);
            call.Assessors = call.Assessors with { ModerationGap = 500_000 };
        });

    private static async Task ReadsAsync(TestApp app, Actor approver, string path)
    {
        using var client = app.Client(approver);
        var text = await TextAsync(client, path);
        Assert.Contains(Reason, text, StringComparison.Ordinal);
        Assert.Contains("Kota Pagar Alam: selisih 50,00", text, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(HttpClient client, string path) =>
        (await client.PageAsync(path)).QuerySelector("main")!.TextContent;
}

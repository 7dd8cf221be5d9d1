using System.Net;
using KotaCerdas.Movement.Features.Invitations;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Calls;

public sealed class NamedInvitationTests
{
    private const string Form = "main form#undang-nama";

    [Theory, OnEachDatabase]
    public async Task Several_regions_found_by_name_are_invited_with_the_officers_reason(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var season = await Season.OpenAsync(database);
        var call = (await season.CallAsync())!;
        var fields = new NamedFields { Search = "bandung barat", Regions = ["34.04"] };

        var choices = await season.AsAsync(season.Ministry, (NamedInvitation n) => n.ChoicesAsync(call, fields, default));
        Assert.Equal(["34.04", "32.17"], choices.Select(c => c.Value));
        fields.Regions.Add("32.17");
        (fields.Reason, fields.LetterNumber, fields.LetterDate) =
            ("Berita acara rapat 1 Maret 2026", "B-9/2026", new() { Day = "2", Month = "3", Year = "2026" });
        var input = (await season.AsAsync(season.Ministry, (NamedInvitation n) => n.ReadAsync(call, fields, default))).Value;
        var done = await season.AsAsync(season.Ministry, (OperationRunner runner) =>
            runner.RunNowAsync(season.Ministry, InviteRegions.Kind, RegionCode.National, input, null, default));

        Assert.Equal(OperationState.Done, done.State);
        var invited = await database.WithAsync<KotaDb, List<Invitation>>(db => db.In<Invitation>(RegionScope.National("test"))
            .Where(i => i.Reason == "Berita acara rapat 1 Maret 2026").OrderBy(i => i.RegionCode).ToListAsync());
        Assert.Equal(["32.17", "34.04"], invited.Select(i => i.RegionCode.Value));
        Assert.All(invited, i => Assert.Equal(("B-9/2026", "[]", InvitationStatus.Invited), (i.LetterNumber, i.Basis, i.Status)));
    }

    [Theory, OnEachDatabase]
    public async Task What_cannot_be_invited_is_refused_by_name_and_what_was_typed_stays(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var season = await Season.OpenAsync(app.Database, app.Services);
        using var ministry = app.Client(season.Ministry);
        var path = $"/panggilan/{season.Call}/undangan";

        var found = await ministry.SubmitAsync(
            path + "?handler=Find",
            [KeyValuePair.Create("Named.Search", "jakarta timur"), KeyValuePair.Create("Named.Regions", "34.04")], Form);
        var shown = (await found.DocumentAsync()).QuerySelector("main form#undang-nama")!;
        Assert.True(shown.QuerySelector("input[value='34.04']")!.HasAttribute("checked"));
        Assert.True(shown.QuerySelector("input[value='31.75']")!.HasAttribute("disabled"));

        var refused = await ministry.SubmitAsync(path + "?handler=Named",
        [
            .. new[] { "31.75", "16.72", "34.04", "16" }.Select(r => KeyValuePair.Create("Named.Regions", r)),
            KeyValuePair.Create("Named.LetterNumber", "B-9/2026"),
        ], Form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.DocumentAsync();
        var errors = page.QuerySelector(".govuk-error-summary")!.TextContent;
        Assert.Contains("Kota Administrasi Jakarta Timur adalah wilayah administratif", errors, StringComparison.Ordinal);
        Assert.Contains("Kota Pagar Alam sudah diundang", errors, StringComparison.Ordinal);
        Assert.Contains("Sumatera Selatan bukan kabupaten atau kota", errors, StringComparison.Ordinal);
        Assert.Contains("Tulis alasannya", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Sleman", errors, StringComparison.Ordinal);
        Assert.True(page.QuerySelector("input[value='34.04']")!.HasAttribute("checked"));
        Assert.Equal("B-9/2026", page.QuerySelector("[name='Named.LetterNumber']")!.GetAttribute("value"));
        Assert.Equal(1, await app.Database.WithAsync<KotaDb, int>(db => db.In<Invitation>(RegionScope.National("test")).CountAsync()));

        var sent = await ministry.SubmitAsync(path + "?handler=Named",
        [
            KeyValuePair.Create("Named.Regions", "34.04"), KeyValuePair.Create("Named.Reason", "Hasil rapat"),
            KeyValuePair.Create("Named.LetterNumber", "B-9/2026"), KeyValuePair.Create("Named.LetterDate.Day", "2"),
            KeyValuePair.Create("Named.LetterDate.Month", "3"), KeyValuePair.Create("Named.LetterDate.Year", "2026"),
        ], Form);
        Assert.StartsWith("/operasi/", sent.Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}

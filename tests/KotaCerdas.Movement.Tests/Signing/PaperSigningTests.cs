using System.Net;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Tests.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using static KotaCerdas.Movement.Tests.Signing.SigningDay;

namespace KotaCerdas.Movement.Tests.Signing;

public sealed class PaperSigningTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory, OnEachDatabase]
    public async Task What_was_signed_on_paper_is_recorded_with_its_scan_for_the_parties(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var day = new SigningDay(new BothSides(app.Database, app.Services), app.Services);
        var id = await day.Sides.SigningAsync();
        Assert.Equal("Platform.Access.NotAllowed", (await RecordAsync(day, day.Sides.Stranger, id, Today)).Problem.Code);
        Assert.Equal("Movement.Agreement.SignedInFuture", (await RecordAsync(day, day.Sides.Region, id, new(2027, 1, 1))).Problem.Code);
        Assert.Equal("Movement.Agreement.SignedLongAgo", (await RecordAsync(day, day.Sides.Region, id, new(1926, 3, 2))).Problem.Code);
        Assert.Equal(AgreementState.Signing, (await day.Sides.FileAsync(id)).Agreement.State);

        Ok(await RecordAsync(day, day.Sides.Region, id, Today));

        var agreement = (await day.Sides.FileAsync(id)).Agreement;
        Assert.Equal((AgreementState.InForce, Today), (agreement.State, agreement.SignedOn));
        var path = $"/kesepakatan/16.72/{id}/tanda-tangan";
        using var region = app.Client(day.Sides.Region);
        var page = await region.PageAsync(path);
        Assert.Contains("ditandatangani di luar sistem", page.Body!.TextContent, StringComparison.Ordinal);
        using var scan = await region.GetAsync(page.QuerySelector("a[href$=pindaian]")!.GetAttribute("href"));
        Assert.Equal("application/pdf", scan.Content.Headers.ContentType!.MediaType);
        using var stranger = app.Client(day.Sides.Stranger);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(path + "/pindaian")).StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task What_somebody_has_signed_here_is_not_recorded_as_paper(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var day = Over(database);
        var id = await day.Sides.SigningAsync();
        Ok(await day.SignAsync(day.Sides.Head, BothSides.PagarAlam, id));
        Assert.Equal("Movement.Agreement.SignedHere", (await RecordAsync(day, day.Sides.Region, id, Today)).Problem.Code);
        Assert.True(Ok(await day.SignAsync(day.General, BothSides.PagarAlam, id)));
        Assert.Null((await day.Sides.FileAsync(id)).Agreement.ScanFileId);
    }

    private static async Task<Outcome<Nothing>> RecordAsync(SigningDay day, Actor actor, AgreementId id, DateOnly on)
    {
        using var paper = new MemoryStream("%PDF-1.4\n%%EOF\n"u8.ToArray());
        return await day.Sides.AsAsync(actor, (RecordSigning o) =>
            o.RunAsync(BothSides.PagarAlam, id, on, (paper, "naskah.pdf"), default));
    }
}

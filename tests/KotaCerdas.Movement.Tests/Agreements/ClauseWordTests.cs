using AngleSharp.Dom;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Agreements;

/// <summary>What the text of an agreement says of each clause: whose wording it is and who agreed.</summary>
public sealed class ClauseWordTests
{
    [Theory, OnEachDatabase]
    public async Task Nothing_reads_as_agreed_before_both_parties_agreed_to_it(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        using var region = app.Client(sides.Region);
        var id = await sides.DraftAsync();
        var path = $"/kesepakatan/16.72/{id}/naskah";

        Assert.All(
            await CardsAsync(region, path), c => Assert.Contains("perundingan belum dimulai", c.TextContent, StringComparison.Ordinal));
        Assert.Empty((await sides.MoveAsync(sides.Ministry, id, AgreementState.Negotiation)).Problems);
        Assert.All(await CardsAsync(region, path), c =>
        {
            Assert.Equal("Dari templat", c.QuerySelector("h2 .k-tag")!.TextContent.Trim());
            Assert.Contains("belum ada yang menyetujui", c.TextContent, StringComparison.Ordinal);
        });
        var clause = await region.PageAsync(path + "/biaya");
        Assert.Contains("Isi menurut templat", clause.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("isepakati", clause.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        Assert.Empty((await sides.AsAsync(sides.Region, (Negotiation n) => n.ProposeAsync(
            BothSides.PagarAlam, id, new("biaya", "Pembiayaan", "Isi baru", "", 1), default))).Problems);
        var waits = await CardAsync(region, path, "Pembiayaan");
        Assert.Contains($"Diusulkan oleh {sides.Region.Name} (Pemerintah Kota Pagar Alam); menunggu jawaban", waits.TextContent,
            StringComparison.Ordinal);

        Assert.Empty((await sides.AsAsync(sides.Ministry, (Negotiation n) =>
            n.AnswerAsync(BothSides.PagarAlam, id, ("biaya", 2), (true, ""), default))).Problems);
        var agreed = await CardAsync(region, path, "Pembiayaan");
        Assert.Equal("Disepakati", agreed.QuerySelector("h2 .k-tag")!.TextContent.Trim());
        Assert.Contains($"Diusulkan oleh {sides.Region.Name}, diterima oleh {sides.Ministry.Name}.", agreed.TextContent,
            StringComparison.Ordinal);

        Assert.False((await sides.ConfirmAsync(sides.Ministry, id, await sides.HashAsync(id))).Failed);
        var confirmed = (await CardsAsync(region, path)).First(c => c.QuerySelector("h2 .k-tag")!.TextContent.Trim() == "Dari templat");
        Assert.Contains("menunggu persetujuan Pemerintah Kota Pagar Alam", confirmed.TextContent, StringComparison.Ordinal);
    }

    private static async Task<List<IElement>> CardsAsync(HttpClient client, string path)
    {
        var cards = (await client.PageAsync(path)).QuerySelectorAll("main section.k-card").ToList();
        Assert.NotEmpty(cards);
        return cards;
    }

    private static async Task<IElement> CardAsync(HttpClient client, string path, string heading) =>
        (await CardsAsync(client, path)).Single(c => c.QuerySelector("h2")!.TextContent.Contains(heading, StringComparison.Ordinal));
}

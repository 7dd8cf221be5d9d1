using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Agreements;

/// <summary>Where a page has several forms of one kind, what is refused stays in the one it was typed into.</summary>
public sealed class RefusedFormTests
{
    [Theory, OnEachDatabase]
    public async Task A_refused_reply_stays_in_its_thread(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.NegotiatingAsync();
        foreach (var opening in new[] { "Siapa membayar?", "Kapan mulai?" })
        {
            Assert.Empty((await sides.AsAsync(sides.Ministry, (Negotiation n) =>
                n.CommentAsync(BothSides.PagarAlam, id, ("biaya", null), opening, default))).Problems);
        }

        using var region = app.Client(sides.Region);
        var path = $"/kesepakatan/16.72/{id}/naskah/biaya";
        var (form, field) = Of(await region.PageAsync(path), "Kapan mulai?");
        var typed = new string('x', 2001);

        using var refused = await region.SubmitAsync(path, [new(field, typed), new("__isian", "salinan1")], form);

        var page = await StaysAsync(refused, field, typed, "Balasan");
        Assert.Equal(string.Empty, page.QuerySelector("textarea[name=Comment]")!.TextContent.Trim());
        Assert.Equal(string.Empty, Card(page, "Siapa membayar?").QuerySelector("textarea")!.TextContent.Trim());
        using var taken = await region.SubmitAsync(path, [new(field, "Bulan depan"), new("__isian", "salinan2")], form);
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        Assert.Contains(Cookies(taken), c => c.StartsWith("isian-salinan2=", StringComparison.Ordinal));
        Assert.Contains("Bulan depan", Card(await region.PageAsync(path), "Kapan mulai?").TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_refused_reason_to_withdraw_stays_with_its_letter(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.NegotiatingAsync();
        foreach (var number in new[] { "090/1", "090/2" })
        {
            using var letter = new MemoryStream("%PDF-1.4\n%%EOF\n"u8.ToArray());
            var input = new PowerInput("Sekretaris Daerah Kota Pagar Alam", number, new(2026, 1, 1), new(2026, 1, 1), new(2026, 12, 31))
            {
                Scope = "Penandatanganan nota kesepakatan",
            };
            Assert.Empty((await sides.AsAsync(sides.Region, (ChangeParty c) =>
                c.EmpowerAsync(BothSides.PagarAlam, id, input, (letter, "kuasa.pdf"), default))).Problems);
        }

        using var region = app.Client(sides.Region);
        var path = $"/kesepakatan/16.72/{id}/pihak";
        var before = await region.PageAsync(path);
        var power = Card(before, "090/2").QuerySelector("input[name=power]")!.GetAttribute("value");
        var field = Card(before, "090/2").QuerySelector("input.govuk-input")!.GetAttribute("name")!;
        var typed = new string('x', 3000);

        using var refused = await region.SubmitAsync(path, [new(field, typed)], $"form:has(input[value='{power}'])");

        var page = await StaysAsync(refused, field, typed, "Alasan pencabutan");
        Assert.Equal(string.Empty, ((IHtmlInputElement)Card(page, "090/1").QuerySelector("input.govuk-input")!).Value);
    }

    private static async Task<IDocument> StaysAsync(HttpResponseMessage refused, string field, string typed, string label)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.DoesNotContain(Cookies(refused), c => c.StartsWith("isian-", StringComparison.Ordinal));
        var page = await refused.DocumentAsync();
        var control = Assert.Single(page.QuerySelectorAll("main [aria-invalid=true]"));
        Assert.Equal(field, control.GetAttribute("name"));
        Assert.Equal(typed, control is IHtmlInputElement input ? input.Value : control.TextContent.Trim());
        var line = Assert.Single(page.QuerySelectorAll(".govuk-error-summary a"));
        Assert.Equal("#" + control.Id, line.GetAttribute("href"));
        Assert.StartsWith(label, line.TextContent, StringComparison.Ordinal);
        return page;
    }

    private static (string Form, string Field) Of(IDocument page, string card)
    {
        var form = Card(page, card).QuerySelector("form")!;
        var thread = form.QuerySelector("input[name=replyTo]")!.GetAttribute("value");
        return ($"form:has(input[value='{thread}'])", form.QuerySelector("textarea")!.GetAttribute("name")!);
    }

    private static IElement Card(IDocument page, string text) =>
        page.QuerySelectorAll(".k-card").Single(c => c.TextContent.Contains(text, StringComparison.Ordinal));

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [];
}

using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>All answers before they are submitted, and what is missing.</summary>
[Needs(CallPermissions.EditCode)]
internal sealed class CheckPageModel(ApplicationEntry entry, SubmitApplication submit, Actor actor, TimeProvider clock) : PageModel
{
    public Dossier Dossier { get; private set; } = null!;

    public bool MaySubmit => actor.May(CallPermissions.Submit, Dossier.Region.Code);

    public async Task<IActionResult> OnGetAsync(Guid call, string region, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, cancel) is { } closed)
        {
            return closed;
        }

        return ApplicationRules.RefuseEdit(Dossier, clock.GetUtcNow()) is null ? Page()
            : this.SeeOther(Paths.Of(Dossier.Call.Id, Dossier.Region.Code));
    }

    public async Task<IActionResult> OnPostAsync(Guid call, string region, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, cancel) is { } closed)
        {
            return closed;
        }

        var done = await submit.RunAsync(Dossier.Region.Code, Dossier.Call.Id, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Paths.Of(Dossier.Call.Id, Dossier.Region.Code) + "/terkirim");
    }

    public IHtmlContent MissingList(Texts texts)
    {
        var html = new HtmlBuilder().Start("ul");
        foreach (var open in Dossier.Progress.Open)
        {
            html.Start("li").Add(Markup.Link(open.Item.Text.In(), HrefOf(open.Item)))
                .Text(" – " + texts[open.Lack == Lack.Answer ? "Movement.Application.LacksAnswer" : "Movement.Application.LacksEvidence"])
                .End();
        }

        return html.End();
    }

    public IReadOnlyList<Fact> Facts(Section section, Texts texts)
    {
        var hidden = Dossier.Progress.Hidden;
        return
        [
            .. Dossier.Instrument.Items.Where(i => i.Section == section.Code && !hidden.Contains(i.Code))
            .Select(i => new Fact(i.Text.In(), AnswerCell.Of(Dossier, i, texts), HrefOf(i))),
        ];
    }

    private string HrefOf(Item item) => $"{Paths.Section(Dossier.Call.Id, Dossier.Region.Code, item.Section)}#p-{item.Code}";

    private async Task<IActionResult?> OpenAsync(Guid call, string region, CancellationToken cancel)
    {
        var opened = await entry.OpenAsync(call, region, CallPermissions.Edit, cancel);
        if (opened.Failed)
        {
            return ApplicationEntry.Closed(opened.Problem);
        }

        Dossier = opened.Value;
        return null;
    }
}

/// <summary>An answer with its note and evidence, as one reads it.</summary>
internal static class AnswerCell
{
    public static Cell Of(Dossier file, Item item, Texts texts)
    {
        var stored = file.Answers.GetValueOrDefault(item.Code);
        var html = new HtmlBuilder();
        if (item.Answer != AnswerKind.File)
        {
            _ = AnswerDisplay.Of(file.Instrument, item, stored?.Value, texts) is { } text
                ? html.Element("span", text)
                : html.Element("span", texts["Movement.Application.Nothing"], ("class", "k-missing"));
        }

        if (!string.IsNullOrEmpty(stored?.Note))
        {
            html.Element("p", stored.Note, ("class", "k-soft"));
        }

        var evidence = file.Evidence[item.Code].ToList();
        if (evidence.Count > 0)
        {
            html.Start("ul");
            foreach (var one in evidence)
            {
                html.Start("li").Add(Markup.Link(one.Title, EvidencePaths.File(file.Call.Id, file.Region.Code, one.Id)))
                    .Text(one.PageAnchor.Length > 0 ? $" ({one.PageAnchor})" : null).End();
            }

            html.End();
        }

        return html;
    }
}

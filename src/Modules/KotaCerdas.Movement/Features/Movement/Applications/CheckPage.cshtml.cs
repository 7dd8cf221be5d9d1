using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>All answers before they are submitted, and what is missing.</summary>
[Needs(CallPermissions.EditCode)]
internal sealed class CheckPageModel(
    ApplicationEntry entry, ApplicationDesk desk, SubmitApplication submit, Actor actor, TimeProvider clock) : ProductPage
{
    private EarlierAnswers _earlier = EarlierAnswers.None;

    public Dossier Dossier { get; private set; } = null!;

    /// <summary>The legal date of the region.</summary>
    public DateOnly Today => Dossier.Region.Zone.DateAt(clock.GetUtcNow());

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

    /// <summary>True where the region answered an earlier call.</summary>
    public bool HasEarlier => _earlier.Any;

    /// <summary>How many shown answers say something else than those of the earlier call.</summary>
    public int Changed
    {
        get
        {
            var hidden = Dossier.Progress.Hidden;
            return Dossier.Instrument.Items.Count(i => !hidden.Contains(i.Code) && _earlier.Differs(Dossier, i));
        }
    }

    public IReadOnlyList<Fact> Facts(Section section, Texts texts)
    {
        var hidden = Dossier.Progress.Hidden;
        return
        [
            .. Dossier.Instrument.Items.Where(i => i.Section == section.Code && !hidden.Contains(i.Code))
            .Select(i => new Fact(i.Text.In(), _earlier.Beside(Dossier, i, Today, texts), HrefOf(i))),
        ];
    }

    /// <summary>Where an answer is changed; a question that is answered by a file leads to its files.</summary>
    public string HrefOf(Item item) => item.Answer == AnswerKind.File
        ? EvidencePaths.Page(Dossier.Call.Id, Dossier.Region.Code, item.Code)
        : $"{Paths.Section(Dossier.Call.Id, Dossier.Region.Code, item.Section)}#p-{item.Code}";

    private async Task<IActionResult?> OpenAsync(Guid call, string region, CancellationToken cancel)
    {
        var opened = await entry.OpenAsync(call, region, CallPermissions.Edit, cancel);
        if (opened.Failed)
        {
            return ApplicationEntry.Closed(opened.Problem);
        }

        Dossier = opened.Value;
        _earlier = await desk.EarlierAsync(Dossier.Region.Code, Dossier.Call, cancel);
        return null;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>
/// Where a taxpayer asks for a decision about a letter or bill of their own, with the clocks that apply, and sees what became of it. It
/// lies on the desk of the officers as any other request.
/// </summary>
[Needs]
[TakesFiles]
internal sealed class MyAskPageModel(
    MyCharges charges, LetterCases cases, AskLetter ask, FileStore files, Actor actor, Texts texts) : ProductPage
{
    private WorkingCalendar _calendar = null!;
    private LetterForm? _form;

    public MyCharge Own { get; private set; } = null!;

    /// <summary>What is being asked for, null while it is chosen.</summary>
    public LetterRule? Letter { get; private set; }

    /// <summary>Why it cannot be asked for, or null.</summary>
    public Problem? Refused { get; private set; }

    public IReadOnlyList<LetterRule> Choices { get; private set; } = [];

    public IReadOnlyList<RequestFile> Requests { get; private set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    public string Path => MinePaths.Ask(Own.Where.Code, Own.File.Id);

    public IEnumerable<IHtmlContent> Fields => _form?.Fields(Request.HasFormContentType ? Request.Form : null, ModelState) ?? [];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, string? surat, CancellationToken cancel) =>
        await LoadAsync(region, id, surat, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid id, string? surat, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, surat, cancel) is { } closed)
        {
            return closed;
        }

        if (Letter is not { } letter || Refused is not null)
        {
            return Refused is { } refused ? this.Invalid(refused) : NotFound();
        }

        var asked = await ask.OwnAsync(
            Own.Where.Region,
            new(letter.Code, Own.File.Id, Own.Where.Today, Reason ?? string.Empty)
            {
                Values = _form?.Read(Request.Form),
                Files = stop => ReturnForm.TakeAsync(files, actor, Own.Where.Code, Request.Form.Files, stop),
            },
            cancel);
        return asked.Failed ? this.Invalid(asked.Problems) : this.SeeOther(Path);
    }

    public string? ErrorOf(string name) =>
        ModelState.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    /// <summary>True while its time to be asked for runs, or where it has none.</summary>
    public bool MayAsk(LetterRule letter) => Late(letter) is null;

    /// <summary>Until when it may be asked for, in words.</summary>
    public IHtmlContent AskBy(LetterRule letter, Texts t)
    {
        var html = new HtmlBuilder();
        if (LetterOrder.AskClock(letter, Own.File, _calendar) is not { Failed: false } clock)
        {
            return html.Text(t["Revenue.MyRequest.NoLimit"]);
        }

        html.Text(Formats.Date(clock.Value.Due));
        return MayAsk(letter) ? html : html.Element("div", t["Revenue.MyRequest.Over"], ("class", "k-soft"));
    }

    /// <summary>What applies to a request, in a sentence.</summary>
    public string ClockOf(LetterRule letter, Texts t)
    {
        var parts = new List<string>();
        if (LetterOrder.AskClock(letter, Own.File, _calendar) is { Failed: false } clock)
        {
            parts.Add(t["Revenue.MyRequest.ClockAsk", clock.Value.Due, letter.Article]);
        }

        if (letter.DecideWithin is { } term)
        {
            parts.Add(t[letter.SilenceGrants ? "Revenue.MyRequest.ClockSilence" : "Revenue.MyRequest.ClockDecide", term.Count,
                t["Revenue.Term." + term.Unit]]);
        }

        parts.Add(t[letter.Basis == LetterBasis.Amounts ? "Revenue.MyRequest.PayRest" : "Revenue.MyRequest.PayAll"]);
        return string.Join(' ', parts);
    }

    private Problem? Late(LetterRule letter) => LetterOrder.RefuseRequest(letter, Own.File, Own.Where.Today, _calendar);

    private async Task<IActionResult?> LoadAsync(string region, Guid id, string? asked, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code)
            || await charges.FindAsync(actor.User!.Value, code, new ChargeId(id), cancel) is not { } own)
        {
            return NotFound();
        }

        Response.Headers.CacheControl = MineWords.NotKept;
        (Own, _calendar) = (own, await cases.CalendarAsync(cancel));
        Choices = [.. (await cases.NextAsync(own.Where.Region, own.File, cancel)).Where(l => l.OnRequest && l.Group != "collection")];
        Requests = await ask.Asked.RequestsAsync(code, own.File.Id, cancel);
        return asked is null ? null : await ChooseAsync(asked, cancel);
    }

    private async Task<IActionResult?> ChooseAsync(string asked, CancellationToken cancel)
    {
        if (LetterRules.Find(asked) is not { OnRequest: true, Group: not "collection" } letter)
        {
            return NotFound();
        }

        Letter = letter;
        var at = await cases.OpenAsync(Own.Where.Region, new(letter.Code, Own.File.Id, null, default, default), cancel);
        Letter = at.Failed ? letter : at.Value.Letter;
        Refused = at.Failed ? at.Problem : LetterOrder.Refuse(at.Value) ?? Late(Letter);
        _form = Refused is null && at.Value.NeedsValues ? new LetterForm(at.Value, texts) { Blank = !at.Value.FromFacts } : null;
        return null;
    }
}

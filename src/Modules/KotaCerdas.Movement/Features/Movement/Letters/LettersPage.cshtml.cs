using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Letters;

/// <summary>The decision letters of a call: start, progress, and each letter with its state.</summary>
[Needs("movement.score.see")]
internal sealed class LettersPage(AssessmentDesk desk, LetterRows letters, StartLetters start, Actor actor, Texts texts) : ProductPage
{
    public Call Call { get; private set; } = null!;

    public IReadOnlyList<LetterRow> Rows { get; private set; } = [];

    public ListPage<LetterRow> Listed { get; private set; } = null!;

    /// <summary>The newest run, or null where nobody has sent letters yet.</summary>
    public OperationRow? Run { get; private set; }

    public bool IsRunning => Run is { Ended: false };

    public int Sent => Count(LetterState.Sent);

    public bool MaySend => !IsRunning && Sent < Rows.Count && actor.May(LetterPermissions.Send, RegionCode.National);

    public string RunHref => $"/operasi/{Run!.Id}";

    public IReadOnlyList<Column> Columns =>
    [
        new(texts["Movement.Assess.Region"]), new(texts["Movement.Rank.Result"]), new(texts["Movement.Letter.Number"]),
        new(texts["Movement.Letter.State"]), new(texts["Movement.Letter.SentAt"]), new(texts["Movement.Letter.Check"]),
    ];

    public IEnumerable<IReadOnlyList<Cell>> Cells => Listed.Rows.Select(r => (IReadOnlyList<Cell>)
    [
        r.Region.Name,
        Cell.Of(RankTexts.ResultTag(r.Result.Line.Result, texts)),
        r.Document is not { } document ? Cell.Missing(texts)
            : r.State == LetterState.Sent ? Cell.Link(document.Number, LetterFile.PathOf(Call.Id, r.Region.Code)) : document.Number,
        Cell.Of(StateOf(r)),
        r.Letter?.SentAt is { } at ? Formats.Instant(at, RegionZone.WIB) : Cell.Missing(texts),
        r.State == LetterState.Sent ? Cell.Link(texts["Movement.Letter.CheckThis"], LetterFile.CheckPathOf(r.Document!))
            : Cell.Missing(texts),
    ]);

    /// <summary>Why letters were left, by region.</summary>
    public IEnumerable<string> Failures => Rows.Where(r => r.State == LetterState.Failed).Select(r => texts[
        "Movement.Letter.FailedBecause", r.Region.Name, texts[r.Letter!.ProblemCode!, TextArgs.Read(r.Letter.ProblemArgs!)]]);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        var started = await start.RunAsync(Call.Id, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther(CallTabs.PathOf(Call.Id, "surat"));
    }

    public int Count(LetterState state) => Rows.Count(r => r.State == state);

    private IHtmlContent StateOf(LetterRow row) => Tag.Render(texts[$"Movement.LetterState.{row.State}"], row.State switch
    {
        LetterState.Sent => Tone.Positive,
        LetterState.Failed => Tone.Danger,
        LetterState.Numbered => Tone.Info,
        _ => Tone.Neutral,
    });

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(new CallId(id), cancel);
        if (call.Failed)
        {
            return false;
        }

        Call = call.Value;
        Rows = await letters.OfAsync(Call.Id, cancel);
        Listed = ListPages.Of(HttpContext, Rows, r => r.Region.Code.Value);
        Run = await start.NewestAsync(Call.Id, cancel);
        return true;
    }
}

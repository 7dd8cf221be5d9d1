using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Scoring;

/// <summary>A question with its ladder, what the region says, and what stands in its inputs.</summary>
internal sealed record ScoreQuestion(Item Item, IReadOnlyList<Choice> Levels, IReadOnlyList<BesideAnswer> Beside, string Level, string Note)
{
    public bool NoteAsked => Item.Evidence == EvidenceRule.Required;
}

/// <summary>The score sheet of one region. Who has no sheet for it gets 404, as if it did not exist.</summary>
[Needs("movement.score.give")]
[OpensFiles]
internal sealed class SheetPage(SheetReader reader, SaveScores save, SubmitSheet submit, TimeProvider clock) : ProductPage
{
    private SheetView _view = null!;

    public Call Call => _view.Call;

    public Region Region => _view.Region;

    /// <summary>The legal date of the region.</summary>
    public DateOnly Today => Region.Zone.DateAt(clock.GetUtcNow());

    public SheetScores Own => _view.Own;

    public bool PanelDone => _view.PanelDone;

    public bool Submitted => Own.Sheet.SubmittedAt is not null;

    public IReadOnlyList<ScoreQuestion> Questions { get; private set; } = [];

    public string? ErrorOf(string field) =>
        ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(Guid callId, string regionCode, CancellationToken cancel) =>
        await LoadAsync(callId, regionCode, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid callId, string regionCode, CancellationToken cancel)
    {
        if (!await LoadAsync(callId, regionCode, cancel))
        {
            return NotFound();
        }

        var saved = await SaveAsync(cancel);
        return saved.Failed ? this.Invalid(saved.Problems) : this.SeeOther(Path);
    }

    public async Task<IActionResult> OnPostAutosaveAsync(Guid callId, string regionCode, CancellationToken cancel)
    {
        if (!await LoadAsync(callId, regionCode, cancel))
        {
            return NotFound();
        }

        var saved = await SaveAsync(cancel);
        return saved.Failed ? new StatusCodeResult(422) : new NoContentResult();
    }

    public async Task<IActionResult> OnPostSubmitAsync(Guid callId, string regionCode, CancellationToken cancel)
    {
        if (!await LoadAsync(callId, regionCode, cancel))
        {
            return NotFound();
        }

        var saved = Submitted ? 0 : await SaveAsync(cancel);
        if (saved.Failed)
        {
            return this.Invalid(saved.Problems);
        }

        var done = await submit.RunAsync(Call.Id, Region.Code, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);
    }

    public string AutosaveHref => Path + "?handler=Autosave";

    private string Path => $"/penilaian/{Call.Id}/{Region.Code}";

    /// <summary>Saves what was posted; what was typed stands on the page again where it is refused.</summary>
    private async Task<Outcome<int>> SaveAsync(CancellationToken cancel)
    {
        var form = await Request.ReadFormAsync(cancel);
        Questions =
        [
            .. Questions.Select(q =>
                q with { Level = form[SheetFields.Level(q.Item.Code)].ToString(), Note = form[SheetFields.Note(q.Item.Code)].ToString() }),
        ];
        var given = Questions.Select(q => new GivenLevel(q.Item.Code, int.TryParse(q.Level, out var level) ? level : null, q.Note))
            .ToList();
        return await save.RunAsync(Call.Id, Region.Code, given, cancel);
    }

    private async Task<bool> LoadAsync(Guid callId, string regionCode, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(regionCode, out var region) || await reader.ReadAsync(new CallId(callId), region, cancel) is not { } view)
        {
            return false;
        }

        _view = view;
        Questions = view.Questions;
        return true;
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>The questions of one section, saved as one goes.</summary>
[Needs(CallPermissions.EditCode)]
[OpensFiles]
internal sealed class SectionPageModel(ApplicationEntry entry, ApplicationDesk desk, SaveAnswers save, Texts texts, TimeProvider clock)
    : ProductPage
{
    private SectionForm _form = SectionForm.Empty;
    private SavedAnswers? _saved;
    private EarlierAnswers _earlier = EarlierAnswers.None;

    public Dossier Dossier { get; private set; } = null!;

    public Section Section { get; private set; } = null!;

    /// <summary>True where an answer just brought further questions into this section.</summary>
    public bool Revealed { get; private set; }

    public int Number => Dossier.Instrument.Sections.IndexOf(Section) + 1;

    public string Path => Paths.Section(Dossier.Call.Id, Dossier.Region.Code, Section.Code);

    public string AutosavePath => Path + "?handler=Autosave";

    public string BackHref => Number == 1 ? Paths.Of(Dossier.Call.Id, Dossier.Region.Code)
        : Paths.Section(Dossier.Call.Id, Dossier.Region.Code, Dossier.Instrument.Sections[Number - 2].Code);

    public IEnumerable<Question> Questions => VisibleItems.Select(QuestionOf);

    private IEnumerable<Item> SectionItems => Dossier.Instrument.Items.Where(i => i.Section == Section.Code);

    private IEnumerable<Item> VisibleItems
    {
        get
        {
            var hidden = Dossier.Progress.Hidden;
            return SectionItems.Where(i => !hidden.Contains(i.Code));
        }
    }

    public async Task<IActionResult> OnGetAsync(Guid call, string region, string section, bool lanjutan, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, section, cancel) is { } closed)
        {
            return closed;
        }

        Revealed = lanjutan;
        return ApplicationRules.RefuseEdit(Dossier, clock.GetUtcNow()) is null ? Page()
            : this.SeeOther(Paths.Of(Dossier.Call.Id, Dossier.Region.Code));
    }

    public async Task<IActionResult> OnPostAsync(
        Guid call, string region, string section, [FromForm] SectionStep step, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, section, cancel) is { } closed)
        {
            return closed;
        }

        var problems = await SaveAsync(step.Salin, cancel);
        if (problems.Count > 0)
        {
            return this.Invalid([.. problems.Select(p => p.Field is null ? p : p.On("j." + p.Field))]);
        }

        var shown = _form.Typed.Select(t => t.Item).ToHashSet(StringComparer.Ordinal);
        if (step.Salin is not null || step.Bukti is not null)
        {
            return this.SeeOther(step.Bukti is { } item
                ? $"{Paths.Of(Dossier.Call.Id, Dossier.Region.Code)}/bukti/{Uri.EscapeDataString(item)}" : $"{Path}#p-{step.Salin}");
        }

        var revealed = VisibleItems.Any(i => Request.Form["r." + i.Code].Count == 0);
        return this.SeeOther(revealed ? Path + "?lanjutan=true" : NextPath(step.Langkah));
    }

    /// <summary>What the script posts while one types: says only whether everything is kept.</summary>
    public async Task<IActionResult> OnPostAutosaveAsync(Guid call, string region, string section, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, section, cancel) is { } closed)
        {
            return closed;
        }

        var problems = await SaveAsync(null, cancel);
        return new StatusCodeResult(problems.Count == 0 ? StatusCodes.Status204NoContent : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IActionResult?> OpenAsync(Guid call, string region, string section, CancellationToken cancel)
    {
        var opened = await entry.OpenAsync(call, region, CallPermissions.Edit, cancel);
        if (opened.Failed)
        {
            return ApplicationEntry.Closed(opened.Problem);
        }

        Dossier = opened.Value;
        var found = Dossier.Instrument.Sections.FirstOrDefault(s => s.Code == section);
        if (found is null)
        {
            return NotFound();
        }

        Section = found;
        _earlier = await desk.EarlierAsync(Dossier.Region.Code, Dossier.Call, cancel);
        return null;
    }

    /// <summary>Saves what is good and returns what is not; the page then shows the rest as typed.</summary>
    private async Task<List<Problem>> SaveAsync(string? copy, CancellationToken cancel)
    {
        _form = SectionForm.Read(Request.Form, SectionItems);
        var typed = _form.Typed.Select(t => t.Item == copy && _earlier.Of(copy) is { } last ? t with { Text = last.Value } : t)
            .ToList();
        var (region, call) = (Dossier.Region.Code, Dossier.Call.Id);
        var saved = await save.RunAsync(region, call, typed, cancel);
        if (saved.Failed)
        {
            return [.. saved.Problems];
        }

        _saved = saved.Value;
        Dossier = (await desk.ReadAsync(region, call, cancel)).Value;
        return [.. saved.Value.Problems,
            .. saved.Value.Conflicts.Select(c => new Problem("Movement.Application.ConflictShort", c.Item.Code, c.Item.Text.In()))];
    }

    private string NextPath(string? step)
    {
        var hidden = Dossier.Progress.Hidden;
        var next = Dossier.Instrument.Sections.Skip(Number)
            .FirstOrDefault(s => Dossier.Instrument.Items.Any(i => i.Section == s.Code && !hidden.Contains(i.Code)));
        var all = Paths.Of(Dossier.Call.Id, Dossier.Region.Code);
        return step == "ringkasan" ? all : next is null ? all + "/periksa" : Paths.Section(Dossier.Call.Id, Dossier.Region.Code, next.Code);
    }

    private Question QuestionOf(Item item)
    {
        var stored = Dossier.Answers.GetValueOrDefault(item.Code);
        var conflict = _saved?.Conflicts.FirstOrDefault(c => c.Item.Code == item.Code);
        var problem = _saved?.Problems.FirstOrDefault(p => p.Field == item.Code || p.Field == "j." + item.Code);

        // What was kept, and what nobody touched here, is shown as it stands now. What was not kept stays as typed, over the revision it
        // was typed over: a colleague's answer of meanwhile is then a conflict again. Only who has seen that conflict writes over it.
        var typed = ModelState.IsValid || (_saved is not null && problem is null && conflict is null) ? null : _form.Of(item.Code);
        var revision = typed is null || conflict is not null ? stored?.Revision ?? 0 : typed.Shown;
        var value = stored?.Value ?? string.Empty;
        var kept = item.Answer == AnswerKind.Number ? Formats.Typed(value) : value;
        return new(item, typed?.Text ?? kept, typed?.Note ?? stored?.Note ?? string.Empty, revision)
        {
            Error = problem is not null ? texts.Of(problem) : conflict is null ? null
                : texts["Movement.Application.ConflictShort", item.Text.In()],
            Reason = Dossier.Application is { Status: ApplicationStatus.Returned } ? Dossier.Reasons.GetValueOrDefault(item.Code) : null,
            Earlier = _earlier,
            Conflict = conflict,
            Evidence = [.. Dossier.Evidence[item.Code]],
        };
    }
}

/// <summary>Which button of a section was pressed.</summary>
internal sealed class SectionStep
{
    /// <summary>Question whose earlier answer is copied.</summary>
    public string? Salin { get; set; }

    /// <summary>Question whose evidence is to be managed.</summary>
    public string? Bukti { get; set; }

    /// <summary>Where to go.</summary>
    public string? Langkah { get; set; }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>The mentor's report of a stage: written by the mentor, read by all who see the region's mentoring.</summary>
[Needs]
internal sealed class ReportPageModel(MentoringDesk desk, SaveReport save, Actor actor) : ProductPage
{
    public MentoringFile Work { get; private set; } = null!;

    public GuideStage Stage { get; private set; } = null!;

    public MentorReport? Report { get; private set; }

    public bool MayWrite => actor.Mentors(Work.Mentoring);

    public string Path => MentoringPaths.Report(Work.Mentoring.CallId, Work.Region.Code, Stage.Code);

    public async Task<IActionResult> OnGetAsync(Guid call, string region, string stage, CancellationToken cancel) =>
        await LoadAsync(call, region, stage, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid call, string region, string stage, CancellationToken cancel)
    {
        if (await LoadAsync(call, region, stage, cancel) is { } closed)
        {
            return closed;
        }

        var fields = Work.Guide.Report.ToDictionary(f => f.Code, f => Request.Form[f.Code].ToString(), StringComparer.Ordinal);
        var done = await save.RunAsync(Work.Region.Code, Work.Mentoring.CallId, stage, fields, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);
    }

    public string Lead(Texts texts) => Report is null
        ? texts["Movement.Report.Lead"]
        : texts["Movement.Report.LeadSaved", Report.Revision, Report.ByName, Formats.Instant(Report.At, Work.Region.Zone)];

    public IReadOnlyList<Fact> Facts(Texts texts)
    {
        var values = SaveReport.Read(Report);
        return [.. Work.Guide.Report.Select(f => new Fact(f.Name.In(), Shown(f, values.GetValueOrDefault(f.Code, string.Empty), texts)))];
    }

    /// <summary>The field as the guide describes it, with what was typed or what is kept.</summary>
    public IHtmlContent Field(ReportField field, Texts texts)
    {
        var value = Request.HasFormContentType ? Request.Form[field.Code].ToString()
            : SaveReport.Read(Report).GetValueOrDefault(field.Code, string.Empty);
        var error = ModelState.TryGetValue(field.Code, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;
        return field.Choices.Count > 0
            ? Radios.Render(
                new()
                {
                    Name = field.Code, Label = field.Name.In(), Optional = !field.Required, Error = error, Chosen = [value],
                    Choices = [.. field.Choices.Select(c => new Choice(c.Code, c.Name.In()))],
                }, texts)
            : Textarea.Render(
                new()
                {
                    Name = field.Code, Label = field.Name.In(), Optional = !field.Required, Error = error, Value = value,
                    MaxLength = field.MaxLength,
                }, texts);
    }

    private static Cell Shown(ReportField field, string value, Texts texts) =>
        value.Length == 0 ? Cell.Missing(texts)
            : field.Choices.FirstOrDefault(c => c.Code == value)?.Name.In() ?? value;

    private async Task<IActionResult?> LoadAsync(Guid call, string region, string stage, CancellationToken cancel)
    {
        var read = await MentoringPages.ReadAsync(desk, call, region, cancel);
        if (read.Failed)
        {
            return MentoringPages.Closed(read.Problem);
        }

        if (read.Value.OpeningOf(stage) is null)
        {
            return NotFound();
        }

        (Work, Stage) = (read.Value, read.Value.Guide.StageOf(stage));
        Report = await save.NewestAsync(Work.Region.Code, new CallId(call), stage, cancel);
        return null;
    }
}

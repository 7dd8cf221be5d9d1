using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Revaluations;

/// <summary>The revaluations of a region, and a new one for a year.</summary>
[Needs(AssessmentPermissions.ReadCode)]
internal sealed class RevaluationsPageModel(RegisterDesk desk, RevaluationReading reading, RevaluationDesk revaluations, Texts texts)
    : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    [BindProperty]
    public YearForm Form { get; set; } = new();

    public IReadOnlyList<RevaluationHistory> Rows { get; private set; } = [];

    public bool MayDraft => _desk.Actor.May(AssessmentPermissions.Draft, Code);

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        Form.TaxYear = BatchWords.Plain(Today.Year);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var year = int.TryParse(Form.TaxYear?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        var made = await revaluations.MakeAsync(Code, year, cancel);
        return made.Failed ? this.Invalid(Tie(made.Problems)) : this.SeeOther(RevaluationPaths.Of(made.Value));
    }

    public IReadOnlyList<Cell> Row(RevaluationHistory history)
    {
        var (of, summary) = (history.Of, history.Summary);
        return
        [
            Cell.Link($"DBKB {BatchWords.Plain(of.TaxYear)}/{BatchWords.Plain(of.Ordinal)}", RevaluationPaths.Of(of)),
            Cell.Of(BatchWords.State(history.State, texts)), summary is null ? Cell.NotRecorded(texts) : Cell.Count(summary.Changed),
            summary is null ? Cell.NotRecorded(texts) : Cell.Money(summary.Before),
            summary is null ? Cell.NotRecorded(texts) : Cell.Money(summary.After),
            history.Approvals.FirstOrDefault()?.DecreeNumber ?? "–",
        ];
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, AssessmentPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        Rows = await reading.AllAsync(Code, cancel);
        return null;
    }

    /// <summary>The year as it is typed.</summary>
    internal sealed class YearForm
    {
        public string? TaxYear { get; set; }
    }
}

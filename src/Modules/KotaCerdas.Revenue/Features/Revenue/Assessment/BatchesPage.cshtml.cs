using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>The assessments of a region.</summary>
[Needs(AssessmentPermissions.ReadCode)]
internal sealed class BatchesPageModel(RegisterDesk desk, BatchReading reading, Texts texts) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    public IReadOnlyList<BatchHistory> Batches { get; private set; } = [];

    public bool MayDraft => _desk.Actor.May(AssessmentPermissions.Draft, Code);

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, AssessmentPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        Batches = await reading.AllAsync(Code, cancel);
        return Page();
    }

    public IReadOnlyList<Cell> Row(BatchHistory history)
    {
        var batch = history.Batch;
        var summary = history.Simulated is { } simulated ? SimulatedFacts.Of(simulated).Summary : null;
        var decree = history.Approvals.FirstOrDefault();
        return
        [
            Cell.Link($"{batch.Title} ({BatchWords.Plain(batch.TaxYear)}/{BatchWords.Plain(batch.Ordinal)})", AssessmentPaths.Of(batch)),
            BatchWords.Plain(batch.TaxYear), Cell.Of(BatchWords.State(history.State, texts)), BatchWords.Scope(batch, texts),
            summary is null ? Cell.NotRecorded(texts) : Cell.Count(summary.Bills),
            summary is null ? Cell.NotRecorded(texts) : Cell.Money(summary.Amount), decree?.DecreeNumber ?? "–", batch.RecordedByName,
            Formats.Instant(batch.RecordedAt, Region.Zone),
        ];
    }
}

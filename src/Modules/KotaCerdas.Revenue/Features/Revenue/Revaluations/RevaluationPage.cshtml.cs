using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Revaluations;

/// <summary>A revaluation: what it changes, who approved it, and what can be done with it now.</summary>
[Needs(AssessmentPermissions.ReadCode)]
internal sealed class RevaluationPageModel(
    RegisterDesk desk, RevaluationReading reading, RevaluationDesk revaluations, VillageMap map, Texts texts) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;
    private Dictionary<long, string> _names = [];

    [BindProperty]
    public BatchPageModel.ApprovalFields Form { get; set; } = new();

    public RevaluationHistory Known { get; private set; } = null!;

    public string Path => RevaluationPaths.Of(Known.Of);

    public bool MayApprove => Known.State is BatchState.Simulated or BatchState.HalfApproved
        && _desk.Actor.May(AssessmentPermissions.Approve, Code) && _desk.Actor.User is { } user && Known.Of.RecordedBy != user
        && Known.Approvals.All(a => a.RecordedBy != user);

    public bool MayPost => Known.State == BatchState.Approved && _desk.Actor.May(AssessmentPermissions.Post, Code);

    public bool MayWithdraw => Known.State is not (BatchState.Posted or BatchState.Withdrawn or BatchState.Unchanged)
        && _desk.Actor.May(AssessmentPermissions.Draft, Code);

    /// <summary>Says that the work goes on, where its result is not there yet, or that there is nothing to decide.</summary>
    public IHtmlContent? Work => Known.State switch
    {
        BatchState.Made => Notice.Render(new()
        {
            Tone = Tone.Info, Title = texts["Revenue.Revaluation.Computing"], Text = texts["Revenue.Revaluation.WorkText"],
            More = Markup.Link(texts["Revenue.Batch.WorkLink"], "/operasi"),
        }),
        BatchState.Unchanged => Notice.Render(new()
        {
            Tone = Tone.Info, Title = texts["Revenue.Revaluation.NoChange"],
            Text = Known.Summary is { Unknown: > 0 } summary
                ? texts["Revenue.Revaluation.UnchangedUnknown", summary.Unknown] : texts["Revenue.Revaluation.UnchangedText"],
        }),
        _ => null,
    };

    /// <summary>What an approval is for, in figures; the decree of the first one, where there is one.</summary>
    public string ApproveConfirm => Known.Approvals.FirstOrDefault() is { } first
        ? texts["Revenue.Revaluation.ApproveSecondConfirm", Known.Summary!.Changed, Difference, first.DecreeNumber]
        : texts["Revenue.Revaluation.ApproveConfirm", Known.Summary!.Changed, Difference];

    public string PostConfirm => texts[
        "Revenue.Revaluation.PostConfirm", Known.Summary!.Changed, Difference, Known.Approvals.First().DecreeNumber];

    private string Difference => BatchWords.Change(Known.Summary!.After - Known.Summary.Before);

    public IReadOnlyList<Fact> Facts
    {
        get
        {
            var facts = new List<Fact>
            {
                new(
                    texts["Revenue.Revaluation.Rules"],
                    texts["Revenue.Revaluation.RulesOf", Known.Of.RulesVersion, Known.Of.RulesHash[..12]]),
                new(texts["Revenue.Revaluation.From"], Cell.Date(new DateOnly(Known.Of.TaxYear, 1, 1))),
            };
            if (Known.Summary is { } summary)
            {
                facts.AddRange(
                [
                    new(texts["Revenue.Revaluation.Buildings"], Formats.Number(summary.Buildings)),
                    new(texts["Revenue.Revaluation.Changed"], Formats.Number(summary.Changed)),
                    new(texts["Revenue.Revaluation.Appraised"], Formats.Number(summary.Appraised)),
                    new(texts["Revenue.Revaluation.Unknown"], Formats.Number(summary.Unknown)),
                    new(texts["Revenue.Revaluation.Refusals"], Formats.Number(summary.Refused)),
                    new(texts["Revenue.Revaluation.Before"], Formats.Money(summary.Before)),
                    new(texts["Revenue.Revaluation.After"], Formats.Money(summary.After)),
                    new(texts["Revenue.Revaluation.Difference"], Difference),
                    new(texts["Revenue.Revaluation.Hash"], Known.Hash),
                ]);
            }

            return facts;
        }
    }

    public IReadOnlyList<TimelineEvent> History =>
    [
        new(texts["Revenue.BatchEvent.Made"], At(Known.Of.RecordedAt)) { By = Known.Of.RecordedByName },
        .. Known.Events.Select(e => new TimelineEvent(texts[$"Revenue.BatchEvent.{e.Kind}"], At(e.RecordedAt))
        {
            By = e.Kind != BatchEventKind.Approved ? e.RecordedByName
                : texts["Revenue.Batch.ByDecree", e.RecordedByName, e.DecreeNumber, Formats.Date(e.DecreeOn!.Value)],
        }),
    ];

    public string VillageName(long taxCode) => $"{TaxVillage.Show(taxCode)} {_names.GetValueOrDefault(taxCode)}".Trim();

    /// <summary>Why the tables refuse a building.</summary>
    public string Reason(string code, IReadOnlyList<string> args) => texts[code, [.. args]];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostSetujuAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var on = Form.DecreeOn.Read("Form.DecreeOn");
        if (on.Failed)
        {
            return this.Invalid(on.Problems);
        }

        var approved = await revaluations.ApproveAsync(
            Code, id, new(Form.Hash ?? string.Empty, Form.DecreeNumber ?? string.Empty, on.Value, true), cancel);
        return approved.Failed ? this.Invalid(Tie(approved.Problems)) : this.SeeOther(Path);
    }

    public async Task<IActionResult> OnPostBukukanAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var started = await revaluations.PostAsync(Code, id, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    public async Task<IActionResult> OnPostTarikAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var withdrawn = await revaluations.WithdrawAsync(Code, id, cancel);
        return withdrawn.Failed ? this.Invalid(withdrawn.Problems) : this.SeeOther(Path);
    }

    private string At(DateTime utc) => Formats.Instant(utc, Region.Zone);

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, AssessmentPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (await reading.FindAsync(Code, id, cancel) is not { } found)
        {
            return NotFound();
        }

        Known = found;
        _names = (await map.RowsAsync(Code, cancel)).ToDictionary(v => v.TaxCode, v => v.Name);
        var first = found.Approvals.FirstOrDefault();
        Form.DecreeNumber ??= first?.DecreeNumber;
        Form.DecreeOn = Form.DecreeOn.Empty ? DateFields.From(first?.DecreeOn) : Form.DecreeOn;
        return null;
    }
}

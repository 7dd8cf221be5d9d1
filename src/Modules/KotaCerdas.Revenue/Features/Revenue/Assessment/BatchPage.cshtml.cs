using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>An assessment: its result against the year before, who approved it, and what can be done with it now.</summary>
[Needs(AssessmentPermissions.ReadCode)]
internal sealed class BatchPageModel(
    RegisterDesk desk, BatchReading reading, BatchDesk batches, DispatchBills dispatches, BatchFiles files, BatchPageParts parts)
    : RegisterPage(desk)
{
    private const int RefusalPage = 50;

    private readonly RegisterDesk _desk = desk;
    private IReadOnlyList<BatchVillage> _villages = [];
    private IReadOnlyList<Dispatch> _sent = [];

    [BindProperty]
    public ApprovalFields Form { get; set; } = new();

    [BindProperty]
    public DispatchFields Sent { get; set; } = new();

    public BatchHistory Known { get; private set; } = null!;

    public AssessmentSummary? Summary { get; private set; }

    public BatchView View { get; private set; } = null!;

    public IReadOnlyList<BatchRefusal> Refusals { get; private set; } = [];

    public IHtmlContent? Work { get; private set; }

    public string? NextHref { get; private set; }

    public string Path => AssessmentPaths.Of(Known.Batch);

    /// <summary>Why it can be neither approved nor posted, or null.</summary>
    public Problem? Early => Known.State is BatchState.Posted or BatchState.Withdrawn ? null : BatchDesk.Early(Known.Batch, Region);

    /// <summary>Why it can be neither approved nor posted for want of bills, or null.</summary>
    public Problem? Empty => Known.State is BatchState.Posted or BatchState.Withdrawn ? null : BatchDesk.Empty(Known);

    public bool MayApprove => Early is null && Empty is null && Known.State is BatchState.Simulated or BatchState.HalfApproved
        && _desk.Actor.May(AssessmentPermissions.Approve, Code) && _desk.Actor.User is { } user && Known.Batch.RecordedBy != user
        && Known.Approvals.All(a => a.RecordedBy != user);

    public bool MayPost =>
        Early is null && Empty is null && Known.State == BatchState.Approved && _desk.Actor.May(AssessmentPermissions.Post, Code);

    public bool MayWithdraw => Known.State is not (BatchState.Posted or BatchState.Withdrawn)
        && _desk.Actor.May(AssessmentPermissions.Draft, Code);

    public bool MayDispatch => Known.State == BatchState.Posted && _desk.Actor.May(AssessmentPermissions.Draft, Code)
        && OpenVillages.Count > 1;

    public IReadOnlyList<Choice> OpenVillages =>
    [
        new(string.Empty, parts.Texts["Revenue.Dispatch.AllOpen"]),
        .. _villages.Where(v => v.Bills > 0 && _sent.All(s => s.TaxCode != v.TaxCode))
            .Select(v => new Choice(BatchWords.Plain(v.TaxCode), View.VillageName(v.TaxCode))),
    ];

    public IReadOnlyList<(string Name, string Text)> Files =>
        [.. BatchFiles.Names.Select(n => (n, parts.Texts[$"Revenue.BatchFile.{n}"]))];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, long? setelah, CancellationToken cancel) =>
        await LoadAsync(region, id, setelah, cancel) ?? Page();

    /// <summary>A part of the result as a file; the NOP is text in it.</summary>
    public async Task<IActionResult> OnGetUnduhAsync(string region, Guid id, string isi, string? bentuk, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, null, cancel) is { } closed)
        {
            return closed;
        }

        if (Summary is null || !BatchFiles.Names.Contains(isi))
        {
            return NotFound();
        }

        var name = $"{isi}-{BatchWords.Plain(Known.Batch.TaxYear)}-{BatchWords.Plain(Known.Batch.Ordinal)}";
        await SheetFile.SendAsync(files.Rows(Known, isi, cancel) with { FileName = name }, bentuk == "xlsx", Response, cancel);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostSetujuAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, null, cancel) is { } closed)
        {
            return closed;
        }

        var on = Form.DecreeOn.Read("Form.DecreeOn");
        if (on.Failed)
        {
            return this.Invalid(on.Problems);
        }

        var approved = await batches.ApproveAsync(
            Code, Known.Batch.Id,
            new(Form.Hash ?? string.Empty, Form.DecreeNumber ?? string.Empty, on.Value, Form.Accepts is ["ya", ..]), cancel);
        return approved.Failed
            ? this.Invalid(Tie([.. approved.Problems.Select(p => p.Field == nameof(ApprovalInput.AcceptsRefusals) ? p.On("Accepts") : p)]))
            : this.SeeOther(Path);
    }

    public async Task<IActionResult> OnPostBukukanAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, null, cancel) is { } closed)
        {
            return closed;
        }

        var started = await batches.PostAsync(Code, Known.Batch.Id, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    public async Task<IActionResult> OnPostSampaikanAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, null, cancel) is { } closed)
        {
            return closed;
        }

        var on = Sent.On.Read("Sent.On");
        if (on.Failed)
        {
            return this.Invalid(on.Problems);
        }

        long[] chosen = long.TryParse(Sent.Village, CultureInfo.InvariantCulture, out var village) ? [village] : [];
        var sent = await dispatches.RunAsync(Code, Known.Batch.Id, on.Value, chosen, cancel);
        return sent.Failed ? this.Invalid([.. sent.Problems.Select(p => p.Field is null ? p : p.On("Sent.On"))]) : this.SeeOther(Path);
    }

    public async Task<IActionResult> OnPostTarikAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, null, cancel) is { } closed)
        {
            return closed;
        }

        var withdrawn = await batches.WithdrawAsync(Code, Known.Batch.Id, cancel);
        return withdrawn.Failed ? this.Invalid(withdrawn.Problems) : this.SeeOther(Path);
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, long? after, CancellationToken cancel)
    {
        if (await OpenAsync(region, AssessmentPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (await reading.FindAsync(Code, new(id), cancel) is not { } found)
        {
            return NotFound();
        }

        Known = found;
        Summary = found.Simulated is { } simulated ? SimulatedFacts.Of(simulated).Summary : null;
        _villages = await reading.VillagesAsync(Code, found.Batch.Id, cancel);
        _sent = await reading.DispatchesAsync(Code, found.Batch.Id, cancel);
        View = await parts.ViewAsync(Region, found, _villages, _sent, cancel);
        Work = await parts.WorkAsync(found, cancel);
        Refusals = await reading.RefusalsAsync(Code, found.Batch.Id, after ?? -1, RefusalPage, cancel);
        NextHref = Refusals.Count == RefusalPage ? $"{Path}?setelah={BatchWords.Plain(Refusals[^1].Nop.Value)}#ditolak" : null;
        var first = found.Approvals.FirstOrDefault();
        Form.DecreeNumber ??= first?.DecreeNumber;
        Form.DecreeOn = Form.DecreeOn.Empty ? DateFields.From(first?.DecreeOn) : Form.DecreeOn;
        Sent.On = Sent.On.Empty ? DateFields.From(Today) : Sent.On;
        return null;
    }

    /// <summary>An approval as it is typed.</summary>
    internal sealed class ApprovalFields
    {
        public string? Hash { get; set; }

        public string? DecreeNumber { get; set; }

        public DateFields DecreeOn { get; set; } = new();

        public string[]? Accepts { get; set; }
    }

    /// <summary>A dispatch as it is typed.</summary>
    internal sealed class DispatchFields
    {
        public DateFields On { get; set; } = new();

        public string? Village { get; set; }
    }
}

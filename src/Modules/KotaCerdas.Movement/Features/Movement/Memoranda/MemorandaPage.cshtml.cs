using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Ceremonies;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Memoranda;

/// <summary>The memoranda that follow from a call: who has none, whose text waits for whom, and what is done for all at once.</summary>
[Needs("movement.score.see")]
internal sealed class MemorandaPage(
    AssessmentDesk desk, MemorandumRows memoranda, Operations operations, Actor actor, TimeProvider clock, Texts texts) : ProductPage
{
    public const string Part = "nota";

    private const string Online = "daring";

    public Call Call { get; private set; } = null!;

    public IReadOnlyList<MemorandumRow> Rows { get; private set; } = [];

    [BindProperty]
    public DateFields PlannedOn { get; set; } = new();

    [BindProperty]
    public string? Held { get; set; } = Online;

    [BindProperty]
    public string? Place { get; set; }

    public IReadOnlyList<Choice> Ways =>
        [new("tempat", texts["Movement.Agreement.HeldAtPlace"]), new(Online, texts["Movement.Agreement.HeldOnline"])];

    public string Path => CallTabs.PathOf(Call.Id, Part);

    public int Missing => Rows.Count(r => r.Agreement is null or { State: AgreementState.Draft });

    /// <summary>Regions without a memorandum of the call that have one in force from before.</summary>
    public IReadOnlyList<MemorandumRow> Bound =>
        [.. Rows.Where(r => r is { Earlier: not null, Agreement: null or { State: AgreementState.Draft } })];

    public IHtmlContent BoundList
    {
        get
        {
            var html = new HtmlBuilder().Start("ul");
            foreach (var row in Bound)
            {
                html.Start("li").Add(Markup.Link(
                    texts["Movement.Memoranda.BoundOne", row.Region.Name, row.Earlier!.EndsOn!.Value],
                    AgreementPaths.Of(row.Earlier))).End();
            }

            return html.End();
        }
    }

    public int Confirmable => Rows.Count(r => r.AwaitsMinistry);

    /// <summary>Memoranda whose text is final.</summary>
    public int Final => Rows.Count(r => r.Agreement is { State: AgreementState.Frozen });

    public int InForce => Rows.Count(r => r.Agreement is { State: AgreementState.InForce });

    public bool MayDraft => Missing > 0 && actor.May(AgreementPermissions.Draft, RegionCode.National);

    public bool MayConfirm => Confirmable > 0 && actor.May(AgreementPermissions.Negotiate, RegionCode.National);

    public bool MayPlan => Final > 0 && actor.May(CeremonyPermissions.Manage, RegionCode.National);

    public ListPage<MemorandumRow> Listed => ListPages.Of(HttpContext, Rows, r => r.Region.Code.Value);

    public IEnumerable<IReadOnlyList<Cell>> Cells => Listed.Rows.Select(r => (IReadOnlyList<Cell>)
    [
        r.Region.Name,
        r.Agreement is { } agreement ? Cell.Link(agreement.Title, AgreementPaths.Of(agreement)) : "–",
        r.Agreement is { } known ? Cell.Of(AgreementWords.Of(known.State, texts)) : Cell.Of(Tag.Render(texts["Movement.Memoranda.NotYet"])),
        WaitsFor(r),
    ]);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSiapkanAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        if (actor.Refuse(AgreementPermissions.Draft, RegionCode.National) is { } refused)
        {
            return this.Invalid(refused);
        }

        var planned = PlannedOn.Empty ? null : (Outcome<DateOnly>?)PlannedOn.Read(nameof(PlannedOn));
        if (planned is { Failed: true } unread)
        {
            return this.Invalid(unread.Problems);
        }

        var place = (Place ?? string.Empty).Trim();
        if (SigningPlan.Refuse(planned?.Value, clock.GetUtcNow()) is { } past)
        {
            return this.Invalid(past.On(nameof(PlannedOn)));
        }

        return await StartAsync(
            DraftMemoranda.Kind, new DraftMemorandaInput(id, planned?.Value, place, Held == Online), "Movement.Memoranda.NoneMissing",
            MayDraft, cancel);
    }

    public async Task<IActionResult> OnPostSetujuiAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        return actor.Refuse(AgreementPermissions.Negotiate, RegionCode.National) is { } refused ? this.Invalid(refused)
            : await StartAsync(
                ConfirmMemoranda.Kind, new ConfirmMemorandaInput(id), "Movement.Memoranda.NoneToConfirm", MayConfirm, cancel);
    }

    private async Task<IActionResult> StartAsync<T>(
        OperationKind<T> kind, T input, string nothing, bool any, CancellationToken cancel)
        where T : notnull
    {
        if (!any)
        {
            return this.Invalid(new Problem(nothing));
        }

        var started = await operations.StartAsync(actor, kind, RegionCode.National, input, null, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    private Cell WaitsFor(MemorandumRow row) => row switch
    {
        { Agreement: null or { State: AgreementState.Draft } } => texts["Movement.Memoranda.WaitsDraft"],
        { Agreement.State: AgreementState.Negotiation, Untouched: false } => texts["Movement.Memoranda.WaitsReading"],
        { AwaitsMinistry: true } => texts["Movement.Memoranda.WaitsMinistry"],
        { Agreement.State: AgreementState.Negotiation } => texts["Movement.Memoranda.WaitsRegion"],
        { Agreement.State: AgreementState.Frozen } => texts["Movement.Memoranda.WaitsSigning"],
        { Agreement.State: AgreementState.Signing } => texts["Movement.Memoranda.WaitsSignatures"],
        _ => "–",
    };

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        var call = await desk.CallAsync(new CallId(id), cancel);
        if (call.Failed)
        {
            return false;
        }

        Call = call.Value;
        Rows = await memoranda.OfAsync(Call.Id, cancel);
        return true;
    }
}

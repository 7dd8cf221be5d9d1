using System.Globalization;
using KotaCerdas.Movement.Features.Institutions;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>One obligation: its clock, the evidence, and the answer of the other party.</summary>
[Needs]
[OpensFiles]
internal sealed class ObligationModel(
    AgreementDesk desk, ThreadLinks thread, AgreementText words, KotaDb db, Actor actor, TimeProvider clock) : ProductPage
{
    /// <summary>Code of the clause that its basis names, or null.</summary>
    private string? _clause;

    /// <summary>Thresholds that were told, with the day.</summary>
    private Dictionary<int, DateOnly> _told = [];

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>The decree that is named as the evidence.</summary>
    [BindProperty]
    public Guid DecreeId { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public AgreementFile Dossier { get; private set; } = null!;

    public Obligation Obligation { get; private set; } = null!;

    public IReadOnlyList<ObligationStep> Steps { get; private set; } = [];

    /// <summary>What keeps it.</summary>
    public IReadOnlyList<FrameLink> Thread { get; private set; } = [];

    /// <summary>Accepted decrees that can be named as the evidence, for those who hand in.</summary>
    public IReadOnlyList<Decree> Decrees { get; private set; } = [];

    public DateOnly Today => Dossier.Region.Zone.DateAt(clock.GetUtcNow());

    public bool MayReport => Obligation.Open && Dossier.SideOf(actor, AgreementPermissions.Report) == Obligation.Party;

    public bool MayAnswer => Obligation.State == ObligationState.Reported
        && Dossier.SideOf(actor, AgreementPermissions.Accept) is { } side && side != Obligation.Party;

    private ObligationKey Key => new(Dossier.Region.Code, Dossier.Agreement.Id, Obligation.Id);

    private string Path => AgreementPaths.Obligation(Dossier.Agreement, Obligation.Id);

    public async Task<IActionResult> OnGetAsync(
        string region, Guid id, Guid obligation, [FromServices] DecreeEvidence evidence, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, obligation, cancel) is { } closed)
        {
            return closed;
        }

        Decrees = MayReport ? await evidence.OfAsync(Obligation, cancel) : [];
        return Page();
    }

    public async Task<IActionResult> OnPostDecreeAsync(
        string region, Guid id, Guid obligation, [FromServices] ObligationWork work, [FromServices] DecreeEvidence evidence,
        CancellationToken cancel)
    {
        if (await LoadAsync(region, id, obligation, cancel) is { } closed)
        {
            return closed;
        }

        Decrees = MayReport ? await evidence.OfAsync(Obligation, cancel) : [];
        var done = Decrees.FirstOrDefault(d => d.Id == DecreeId) is { } named ? await work.ReportAsync(Key, named, cancel)
            : new Problem("Movement.Obligation.DecreeNeeded");
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);
    }

    public async Task<IActionResult> OnPostReportAsync(
        string region, Guid id, Guid obligation, [FromServices] ObligationWork work, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, obligation, cancel) is { } closed)
        {
            return closed;
        }

        await using var content = Upload?.OpenReadStream();
        var done = await work.ReportAsync(Key, Note ?? string.Empty, content is null ? null : (content, Upload!.FileName), cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);
    }

    public async Task<IActionResult> OnPostAnswerAsync(
        string region, Guid id, Guid obligation, [FromForm(Name = "jawaban")] string? answer, [FromServices] ObligationWork work,
        CancellationToken cancel)
    {
        if (await LoadAsync(region, id, obligation, cancel) is { } closed)
        {
            return closed;
        }

        var done = await work.AnswerAsync(Key, answer == "terima", Reason ?? string.Empty, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);
    }

    public IReadOnlyList<Fact> Facts(Texts texts)
    {
        List<Fact> facts =
        [
            new(texts["Movement.Obligation.Who"], $"{Obligation.Owner} ({Dossier.Party(Obligation.Party).Name})"),
            new(texts["Movement.Obligation.Rule"], words.Due(Obligation, CultureInfo.CurrentUICulture)),
            new(texts["Movement.Obligation.Law"], _clause is null ? Obligation.Law
                : Cell.Link(Obligation.Law, AgreementPaths.Clause(Dossier.Agreement, _clause))),
        ];
        if (Obligation is { StartsOn: { } start, DueOn: { } due })
        {
            facts.Add(new(texts["Movement.Obligation.StartsOn"], Cell.Date(start)));
            facts.Add(new(texts["Movement.Obligation.DueOn"],
                Cell.Of(Obligation.Open ? AgreementWords.Due(due, Today, texts) : Markup.Date(due))));
        }

        if (Obligation.MetOn is { } met)
        {
            facts.Add(new(texts["Movement.Obligation.MetOn"], Cell.Date(met)));
        }

        return facts;
    }

    /// <summary>The thresholds of its time: when each is reached, whom it is told to, and whether it was.</summary>
    public IEnumerable<IReadOnlyList<Cell>> Thresholds(LegalClock clock, Texts texts) => AgreementCatalogue.Shipped.Steps.Select(s =>
        (IReadOnlyList<Cell>)
        [
            Formats.Number(s.Percent) + " %", Cell.Date(clock.FirstDayAt(s.Percent)),
            string.Join(", ", new[]
            {
                s.Owner ? texts["Movement.Obligation.ToOwner"] : null, s.Head ? texts["Movement.Obligation.ToHead"] : null,
                s.OtherParty ? texts["Movement.Obligation.ToOther"] : null,
            }.OfType<string>()),
            _told.TryGetValue(s.Percent, out var on) ? texts["Movement.Obligation.Told", on]
                : Obligation.State is ObligationState.Met or ObligationState.Lapsed ? texts["Movement.Obligation.ToldNoMore"]
                : texts["Movement.Obligation.ToldNot"],
        ]);

    public IReadOnlyList<TimelineEvent> History(Texts texts) =>
    [
        .. Steps.Select(s => new TimelineEvent(texts[$"Movement.ObligationStep.{s.Kind}"], Formats.Instant(s.At, Dossier.Region.Zone))
        {
            By = s.ByName,
            Text = s.Note.Length > 0 ? s.Note : null,
            Href = s.FileId is null ? null : $"{Path}/berkas/{s.Id}",
        }),
    ];

    private async Task<IActionResult?> LoadAsync(string region, Guid id, Guid obligation, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed;
        }

        var code = file.Region.Code;
        var found = await db.In<Obligation>(RegionScope.Of(code))
            .SingleOrDefaultAsync(o => o.RegionCode == code && o.Id == obligation && o.AgreementId == file.Agreement.Id, cancel);
        if (found is null)
        {
            return NotFound();
        }

        (Dossier, Obligation) = (file, found);
        Steps = await db.In<ObligationStep>(RegionScope.Of(code)).AsNoTracking()
            .Where(s => s.RegionCode == code && s.ObligationId == obligation).OrderByDescending(s => s.Id).ToListAsync(cancel);
        _told = await db.In<ObligationAlert>(RegionScope.Of(code)).AsNoTracking()
            .Where(a => a.RegionCode == code && a.ObligationId == obligation).ToDictionaryAsync(a => a.Percent, a => a.OnDate, cancel);
        Thread = await thread.OfAsync(file, found, cancel);
        _clause = ClauseView.Of(await desk.ClausesAsync(code, file.Agreement.Id, cancel))
            .FirstOrDefault(c => found.Law.EndsWith(" " + c.Shown.Heading, StringComparison.OrdinalIgnoreCase))?.Code;
        return null;
    }
}

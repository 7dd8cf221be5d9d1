using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>An agreement: its facts, its state, what can be done next, and what happened.</summary>
[Needs]
internal sealed class OverviewModel(
    AgreementDesk desk, MoveAgreement move, ThreadLinks thread, KotaDb db, Actor actor, Texts texts) : ProductPage
{
    private IReadOnlyList<TrailEntry> _trail = [];

    [BindProperty]
    public string? Next { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public DateFields SignedOn { get; set; } = new();

    [BindProperty]
    public IFormFile? Scan { get; set; }

    public AgreementFile Dossier { get; private set; } = null!;

    /// <summary>Addenda, renewals and what it follows.</summary>
    public IReadOnlyList<AgreementRecord> Linked { get; private set; } = [];

    /// <summary>What it came from and what came of it.</summary>
    public IReadOnlyList<FrameLink> Thread { get; private set; } = [];

    /// <summary>An agreement in force with the same parties, beside which this one is prepared; null for none.</summary>
    public AgreementRecord? Beside { get; private set; }

    public bool MayRecord => Dossier.Agreement.State == AgreementState.Signing
        && Dossier.SideOf(actor, AgreementPermissions.RecordSigning) is not null;

    public bool MayFollow => Dossier.Agreement.State == AgreementState.InForce
        && actor.May(AgreementPermissions.Draft, Dossier.Region.Code);

    /// <summary>Steps that this reader can take now by hand.</summary>
    public IReadOnlyList<Choice> Steps => Dossier.SideOf(actor, AgreementPermissions.Draft) is null ? [] :
    [
        .. Dossier.Agreement.Next
            .Where(s => s is AgreementState.Negotiation or AgreementState.Signing or AgreementState.Withdrawn or AgreementState.Ended)
            .Select(s => new Choice(s.ToString(), texts[$"Movement.AgreementStep.{s}"])),
    ];

    public async Task<IActionResult> OnGetAsync(
        string region, Guid id, [FromServices] SameParties same, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        Beside = await same.InForceAsync(Dossier, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostMoveAsync(string region, Guid id, int version, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        if (!Named.TryRead<AgreementState>(Next, out var next))
        {
            return this.Invalid(new Problem("Movement.Form.Choose", nameof(Next)));
        }

        db.ChangeTracker.Clear();
        var done = await move.RunAsync(Dossier.Region.Code, new(id), (next, Reason ?? string.Empty, version), cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(AgreementPaths.Of(Dossier.Agreement));
    }

    public async Task<IActionResult> OnPostRecordAsync(
        string region, Guid id, [FromServices] RecordSigning record, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var on = SignedOn.Read(nameof(SignedOn));
        if (on.Failed)
        {
            return this.Invalid(on.Problems);
        }

        db.ChangeTracker.Clear();
        await using var content = Scan?.OpenReadStream();
        var done = await record.RunAsync(
            Dossier.Region.Code, new(id), on.Value, content is null ? null : (content, Scan!.FileName), cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(AgreementPaths.Of(Dossier.Agreement));
    }

    /// <summary>What has to happen now, in a sentence; null once it is over.</summary>
    public string? NextStep(Texts words) => Dossier.Agreement.State <= AgreementState.InForce
        ? words[$"Movement.AgreementNext.{Dossier.Agreement.State}"]
        : null;

    public IReadOnlyList<Fact> Facts(Texts words)
    {
        var agreement = Dossier.Agreement;
        List<Fact> facts =
        [
            .. Dossier.Parties.Select(p => new Fact(words["Movement.Agreement.PartyNumber", p.Number], $"{p.Name} ({p.SignatoryOffice})")),
            new(words["Movement.Agreement.PlannedOn"], agreement.PlannedOn is { } plan ? Cell.Date(plan) : "–"),
            new(words["Movement.Agreement.Place"], agreement.HeldOnline ? words["Movement.Agreement.HeldOnline"]
                : agreement.Place is { Length: > 0 } place ? place : "–"),
            new(words["Movement.Agreement.Duration"], words["Movement.Agreement.Months", agreement.DurationMonths]),
        ];
        if (agreement is { SignedOn: { } signed, EndsOn: { } ends })
        {
            facts.Add(new(words["Movement.Agreement.SignedOn"], Cell.Date(signed)));
            facts.Add(new(words["Movement.Agreement.EndsOn"], Cell.Date(ends)));
        }

        if (agreement.FrozenSha256.Length > 0)
        {
            facts.Add(new(words["Movement.Agreement.Hash"], Cell.Of(Hash.Render(agreement.FrozenSha256))));
        }

        if (agreement.StateReason.Length > 0)
        {
            facts.Add(new(words["Movement.Agreement.Reason"], agreement.StateReason));
        }

        if (AgreementCatalogue.Shipped.Template(agreement.Template, agreement.TemplateVersion) is { } template)
        {
            facts.Add(new(words["Movement.Agreement.Template"], $"{template.Name}, {words["Movement.Call.VersionOf", template.Version]}"));
            facts.Add(new(words["Movement.Agreement.LegalForm"], template.Citation));
            facts.Add(new(words["Movement.Agreement.Drafting"], template.Drafting));
        }

        return facts;
    }

    public IReadOnlyList<TimelineEvent> History(Texts words) =>
    [
        .. _trail.Select(t => new TimelineEvent(words[t.Action], Formats.Instant(t.At, Dossier.Region.Zone)) { By = t.ActorName }),
    ];

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed;
        }

        Dossier = file;
        var (code, subject) = (file.Region.Code, id.ToString());
        _trail = await db.In<TrailEntry>(RegionScope.Of(code)).AsNoTracking()
            .Where(t => t.RegionCode == code && t.SubjectKind == "movement.agreement" && t.SubjectId == subject)
            .OrderByDescending(t => t.Id).Take(50).ToListAsync(cancel);
        var own = file.Agreement.Id;
        var parent = file.Agreement.ParentId;
        Linked = await db.In<AgreementRecord>(RegionScope.Of(code)).AsNoTracking()
            .Where(a => a.RegionCode == code && (a.ParentId == own || a.Id == parent)).OrderBy(a => a.Id).ToListAsync(cancel);
        Thread = await thread.OfAsync(file, cancel);
        return null;
    }
}

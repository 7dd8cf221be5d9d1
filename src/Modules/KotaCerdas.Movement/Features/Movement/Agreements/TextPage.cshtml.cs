using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>The text of an agreement: clauses while it is open, the whole once it is frozen, and each party's confirmation.</summary>
[Needs]
internal sealed class TextModel(AgreementDesk desk, AgreementText text, Negotiation negotiation, ConfirmText confirm, Actor actor)
    : ProductPage
{
    [BindProperty]
    public string? Heading { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public AgreementFile Dossier { get; private set; } = null!;

    public IReadOnlyList<ClauseView> Clauses { get; private set; } = [];

    /// <summary>The text as it would be frozen now.</summary>
    public string Whole { get; private set; } = string.Empty;

    public string Sha256 => AgreementText.Hash(Whole);

    public bool Confirming => Dossier.Agreement.State == AgreementState.Negotiation;

    public bool MayPropose => Confirming && Side is not null;

    public bool MayConfirm => Confirming && Side is { } side && Dossier.Party(side).ConfirmedSha256 != Sha256;

    private int? Side => Dossier.SideOf(actor, AgreementPermissions.Negotiate);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAddAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var input = new WordingInput(string.Empty, Heading ?? string.Empty, Body ?? string.Empty, Note ?? string.Empty, 0);
        var done = await negotiation.ProposeAsync(Dossier.Region.Code, new(id), input, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(AgreementPaths.Clause(Dossier.Agreement, done.Value));
    }

    public async Task<IActionResult> OnPostConfirmAsync(string region, Guid id, string sha256, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var done = await confirm.RunAsync(Dossier.Region.Code, new(id), sha256, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(AgreementPaths.Text(Dossier.Agreement));
    }

    public string ActionOf(ClauseView clause, Texts texts) => texts[!Confirming ? "Movement.Agreement.SeeClause"
        : clause.Open ? "Movement.Agreement.AnswerClause" : "Movement.Agreement.ChangeClause"];

    public IReadOnlyList<Fact> Confirmations(Texts texts) =>
    [
        .. Dossier.Parties.Select(p => new Fact(p.Name, p.ConfirmedSha256 == Sha256
            ? texts["Movement.Agreement.ConfirmedBy", p.ConfirmedByName, Formats.Instant(p.ConfirmedAt!.Value, Dossier.Region.Zone)]
            : texts[p.ConfirmedSha256.Length > 0 ? "Movement.Agreement.ConfirmedOlder" : "Movement.Agreement.NotConfirmed"])),
    ];

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed;
        }

        Dossier = file;
        var (code, own) = (file.Region.Code, file.Agreement.Id);
        Clauses = ClauseView.Of(await desk.ClausesAsync(code, own, cancel));
        Whole = text.Compose(file, Clauses, await desk.ObligationsAsync(code, own, cancel));
        return null;
    }
}

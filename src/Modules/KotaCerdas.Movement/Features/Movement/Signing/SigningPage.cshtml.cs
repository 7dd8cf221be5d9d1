using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Signing;

/// <summary>The document of an agreement: who has signed, letters to sign on behalf; one signs here outside a ceremony.</summary>
[Needs]
[OpensFiles]
internal sealed class SigningModel(
    AgreementDesk desk, SigningDesk signing, SignAgreement sign, DelegateSigning delegates, DocumentSurroundings around, Actor actor)
    : SigningFields(signing)
{
    private readonly SigningDesk _signing = signing;

    [BindProperty]
    public string? ToOffice { get; set; }

    [BindProperty]
    public DateFields Until { get; set; } = new();

    public AgreementFile Dossier { get; private set; } = null!;

    public SigningSheet? Sheet { get; private set; }

    /// <summary>Offices that a letter can name; null where they are not known here and one is typed.</summary>
    public IReadOnlyList<Choice>? Offices { get; private set; }

    public AgreementParty? Signer => Dossier.SignedBy(actor);

    /// <summary>Letters that the platform made.</summary>
    public IReadOnlyList<SigningPower> Letters => [.. Dossier.Powers.Where(p => p.DocumentId is not null)];

    public bool MaySign => Dossier.Agreement.State == AgreementState.Signing && Signer is { } party && Sheet?.Of(party).Signature is null
        && (!AgreementFile.IsNational(party) || Sheet?.OnlyLeft(party) == true);

    public bool MayDelegate => Dossier.Agreement is { Preparing: true, DocumentId: null }
        && Dossier.SideOf(actor, AgreementPermissions.Draft) is { } side && !AgreementFile.IsNational(Dossier.Party(side));

    public bool MayGrant(SigningPower letter) => letter is { WaitsForHolder: true, WithdrawnAt: null }
        && Dossier.HeldBy(actor)?.Number == letter.Party;

    public string NextStep(Texts words) => words[Dossier.Agreement.State switch
    {
        AgreementState.Draft or AgreementState.Negotiation => "Movement.Signing.NextText",
        AgreementState.Frozen => "Movement.Signing.NextPrepare",
        AgreementState.Signing when Sheet is null => "Movement.Signing.NextPaper",
        AgreementState.Signing when MaySign => "Movement.Signing.NextYou",
        AgreementState.Signing => Dossier.Parties.Any(AgreementFile.IsNational)
            ? "Movement.Signing.NextOthers" : "Movement.Signing.NextAny",
        _ => Sheet is { Complete: true } ? "Movement.Signing.Done" : "Movement.Signing.OnPaper",
    }];

    public IReadOnlyList<Fact> Facts(SigningSheet sheet, Texts words) =>
    [
        .. SigningWords.Facts(sheet.Document, AgreementPaths.Signing(Dossier.Agreement) + "/berkas", words),
        new(words["Movement.Signing.Check"], Cell.Link(sheet.Document.CheckCode, around.CheckAddress(sheet.Document.CheckCode))),
    ];

    public IReadOnlyList<Fact> Facts(SigningPower letter, Texts words) =>
    [
        new(words["Movement.Agreement.Letter"], Cell.Link(
            letter.LetterNumber, $"{AgreementPaths.Parties(Dossier.Agreement)}/surat/{letter.Id}")),
        new(words["Movement.Agreement.ToOffice"], letter.ToOffice),
        new(words["Movement.Agreement.ValidUntil"], Cell.Date(letter.ValidUntil)),
        new(words["Movement.Agreement.State"], Cell.Of(letter.WithdrawnAt is not null
            ? Tag.Render(words["Movement.Agreement.PowerWithdrawn"])
            : letter.WaitsForHolder ? Tag.Render(words["Movement.Signing.LetterWaits", letter.FromOffice], Tone.Warning)
            : Tag.Render(words["Movement.Signing.LetterSigned"], Tone.Positive))),
    ];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public Task<IActionResult> OnPostSignAsync(string region, Guid id, CancellationToken cancel) => DoAsync(region, id, async () =>
    {
        var done = await sign.RunAsync(Dossier.Region.Code, new(id), Hand, cancel);
        return done.Failed ? Outcome.Fail<Nothing>(done.Problems) : Outcome.Done;
    }, cancel);

    public async Task<IActionResult> OnPostCodeAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? (MaySign || Letters.Any(MayGrant)
            ? await SendCodeAsync(cancel) : this.Invalid(new Problem("Movement.Signing.NotYours")));

    public Task<IActionResult> OnPostGrantAsync(string region, Guid id, Guid power, CancellationToken cancel) => DoAsync(
        region, id, () => delegates.SignAsync(Dossier.Region.Code, new(id), power, Hand, cancel), cancel);

    public Task<IActionResult> OnPostDelegateAsync(string region, Guid id, CancellationToken cancel) => DoAsync(region, id, async () =>
    {
        var until = Until.Read(nameof(Until));
        return until.Failed ? Outcome.Fail<Nothing>(until.Problems)
            : await delegates.PrepareAsync(Dossier.Region.Code, new(id), ((ToOffice ?? string.Empty).Trim(), until.Value), cancel);
    }, cancel);

    private async Task<IActionResult> DoAsync(string region, Guid id, Func<Task<Outcome<Nothing>>> act, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var done = await act();
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(AgreementPaths.Signing(Dossier.Agreement));
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed;
        }

        (Dossier, Sheet) = (file, await _signing.SheetAsync(file, cancel));
        Offices = file.SideOf(actor, AgreementPermissions.Draft) is { } side
            ? (await desk.DelegatesAsync(file.Party(side), cancel))?.Select(o => new Choice(o, o)).ToList() : null;
        return null;
    }
}

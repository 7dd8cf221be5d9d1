using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>The decree as a document: its words, a draft to read, the number, the letter, the signature.</summary>
[Needs]
internal sealed class DecreeTextModel(
    DecreeDesk desk, SigningDesk signing, DecreeSigners signers, DecreeWording wording, MentoringRecords records)
    : SigningFields(signing)
{
    private readonly SigningDesk _signing = signing;

    public DecreeFile Work { get; private set; } = null!;

    public DecreeSigner Signs { get; private set; } = null!;

    /// <summary>The decree's document, or null while there is none.</summary>
    public IssuedDocument? Document { get; private set; }

    public IssuedDocument? Letter { get; private set; }

    /// <summary>What keeps it from being numbered, each as a problem.</summary>
    public IReadOnlyList<Problem> Missing { get; private set; } = [];

    [BindProperty]
    public string? Considering { get; set; }

    [BindProperty]
    public string? Recalling { get; set; }

    [BindProperty]
    public string? Deciding { get; set; }

    /// <summary>The document that was shown to whoever signs.</summary>
    [BindProperty]
    public Guid Shown { get; set; }

    [BindProperty]
    public string? ToOffice { get; set; }

    [BindProperty]
    public DateFields Until { get; set; } = new();

    public Decree Decree => Work.Decree;

    public string Path => MentoringPaths.DecreeText(Region, Decree.Id);

    public bool MayEdit => Work.Access.Edits && Work.Closed is null;

    public bool MayTakeBack => Work.Access.Edits && Decree.OutForSignature && Document is { State: DocumentState.Prepared };

    public bool MaySign => Decree.OutForSignature && DecreeSigners.May(records.Actor, Decree);

    public bool MayGrant => Decree is { Open: true, OnBehalf: true, LetterGrantedAt: null }
        && records.Actor.User is not null && records.Actor.May(InstitutionPermissions.Sign, Region);

    private RegionCode Region => Work.Access.Region.Code;

    /// <summary>Offices that the letter can name.</summary>
    public IReadOnlyList<Choice> Offices => [.. signers.DelegatesOf(Work.Access.Region).Select(o => new Choice(o, o))];

    public string NextStep(Texts words) => Decree switch
    {
        { OutForSignature: true } when MaySign => words["Movement.Signing.NextYou"],
        { OutForSignature: true } => words["Movement.Decree.NextSigner", Signs.Office],
        { SignedHere: true, Open: false } => words["Movement.Decree.NextSigned"],
        { Open: false } => words["Movement.Decree.NextPaper"],
        _ when Missing.Count > 0 => words["Movement.Decree.NextMissing"],
        _ => words["Movement.Decree.NextReady", Signs.Office],
    };

    public IReadOnlyList<Fact> Facts(IssuedDocument document, string file, Texts words) =>
    [
        .. SigningWords.Facts(document, $"{Path}/{file}", words),
        new(words["Movement.Decree.Signer"], document.SignaturePlaces.Single().Office),
        new(words["Movement.Signing.Signature"], Cell.Of(SigningWords.Signed(document.IssuedAt, Work.Access.Region.Zone, words))),
        .. document.State == DocumentState.Prepared ? Array.Empty<Fact>()
            : [new(words["Movement.Signing.Check"], Cell.Link(document.CheckCode, DocumentSurroundings.CheckPath + document.CheckCode))],
    ];

    public IReadOnlyList<Fact> LetterFacts(IssuedDocument letter, Texts words) =>
    [
        new(words["Movement.Agreement.Letter"], Cell.Link(letter.Number, Path + "/surat")),
        new(words["Movement.Agreement.ToOffice"], Decree.LetterOffice),
        new(words["Movement.Agreement.ValidUntil"], Cell.Date(Decree.LetterUntil!.Value)),
        new(words["Movement.Agreement.State"], Cell.Of(Decree.LetterGrantedAt is null
            ? Tag.Render(words["Movement.Signing.LetterWaits", Signs.Holder], Tone.Warning)
            : Tag.Render(words["Movement.Signing.LetterSigned"], Tone.Positive))),
    ];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var words = await wording.OfAsync(Work, cancel);
        (Considering, Recalling, Deciding) = (words.Considering, words.Recalling, words.Deciding);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(string region, Guid id, [FromServices] WriteDecree write, CancellationToken cancel) =>
        DoAsync(region, id, () => write.WordAsync(
            Region, id, new(Considering ?? string.Empty, Recalling ?? string.Empty, Deciding ?? string.Empty), cancel), cancel);

    public Task<IActionResult> OnPostPrepareAsync(
        string region, Guid id, [FromServices] PrepareDecree prepare, CancellationToken cancel) =>
        DoAsync(region, id, () => prepare.RunAsync(Region, id, cancel), cancel);

    public Task<IActionResult> OnPostTakeBackAsync(
        string region, Guid id, [FromServices] PrepareDecree prepare, CancellationToken cancel) =>
        DoAsync(region, id, () => prepare.TakeBackAsync(Region, id, cancel), cancel);

    public Task<IActionResult> OnPostSignAsync(string region, Guid id, [FromServices] SignDecree sign, CancellationToken cancel) =>
        DoAsync(region, id, () => sign.RunAsync(Region, (id, Shown), Hand, cancel), cancel);

    public async Task<IActionResult> OnPostCodeAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? (MaySign || MayGrant
            ? await SendCodeAsync(cancel) : this.Invalid(new Problem("Movement.Decree.NotYours", null, Signs.Office)));

    public Task<IActionResult> OnPostDelegateAsync(
        string region, Guid id, [FromServices] DelegateDecree delegates, CancellationToken cancel) => DoAsync(region, id, async () =>
    {
        var until = Until.Read(nameof(Until));
        return until.Failed ? Outcome.Fail<Nothing>(until.Problems)
            : await delegates.PrepareAsync(Region, id, ((ToOffice ?? string.Empty).Trim(), until.Value), cancel);
    }, cancel);

    public Task<IActionResult> OnPostGrantAsync(
        string region, Guid id, [FromServices] DelegateDecree delegates, CancellationToken cancel) =>
        DoAsync(region, id, () => delegates.GrantAsync(Region, (id, Shown), Hand, cancel), cancel);

    public Task<IActionResult> OnPostUndelegateAsync(
        string region, Guid id, [FromServices] DelegateDecree delegates, CancellationToken cancel) =>
        DoAsync(region, id, () => delegates.WithdrawAsync(Region, id, cancel), cancel);

    private async Task<IActionResult> DoAsync(string region, Guid id, Func<Task<Outcome<Nothing>>> act, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var done = await act();
        if (!done.Failed)
        {
            return this.SeeOther(Path);
        }

        await WordsAsync(cancel);
        return this.Invalid(done.Problems);
    }

    /// <summary>What was typed stays; where another form was sent, the words as they stand.</summary>
    private async Task WordsAsync(CancellationToken cancel)
    {
        if (Considering is null && Recalling is null && Deciding is null)
        {
            var words = await wording.OfAsync(Work, cancel);
            (Considering, Recalling, Deciding) = (words.Considering, words.Recalling, words.Deciding);
        }
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return NotFound();
        }

        var read = await desk.ReadAsync(code, id, cancel);
        if (read.Failed)
        {
            return MentoringPages.Closed(read.Problem);
        }

        Work = read.Value;
        Signs = await signers.OfAsync(Work, cancel);
        Document = Decree.DocumentId is { } made ? await _signing.DocumentAsync(code, made, cancel) : null;
        Letter = Decree.LetterId is { } letter ? await _signing.DocumentAsync(code, letter, cancel) : null;
        var nobody = DecreeSigners.Refuse(Work, Signs, records.TodayIn(Work.Access.Region));
        Missing = !MayEdit ? [] : nobody is null ? Work.SeatsMissing : [.. Work.SeatsMissing, nobody];
        return null;
    }
}

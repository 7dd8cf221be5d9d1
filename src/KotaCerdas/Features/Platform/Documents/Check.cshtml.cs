using System.Globalization;
using KotaCerdas.Documents.Signatures;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Features.Documents;

/// <summary>Checks a document by its file or by the code printed on it, for anyone. The file is judged in memory and not kept.</summary>
[EnableRateLimiting(DocumentCheck.Limit)]
internal sealed class CheckPage(
    DocumentCheck check, DocumentTemplates templates, KotaDb db, IOptions<FileStoreOptions> files, Texts texts) : ProductPage
{
    private string _region = string.Empty;

    [BindProperty(SupportsGet = true, Name = "code")]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true, Name = "kode")]
    public string? Typed { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What was found; null where nothing was asked yet.</summary>
    public DocumentAnswer? Answer { get; private set; }

    /// <summary>True for a code that no document has.</summary>
    public bool IsUnknown { get; private set; }

    public string MostBytes => Formats.FileSize(files.Value.MaxBytes);

    public Tone Tone => Answer!.State != CheckState.Signed || IsIncomplete ? Tone.Warning : CheckText.ToneOf(Answer.Verdict!.Value);

    public string VerdictKey => Answer switch
    {
        { State: CheckState.Unreadable } => "Host.Check.Unreadable",
        { Document.State: DocumentState.Withdrawn } => "Host.Check.Withdrawn",
        { State: CheckState.Unsigned } => "Host.Check.Unsigned",
        { ByCode: true, Verdict: Verdict.Valid } when !IsIncomplete => "Host.Check.ValidCode",
        _ => IsIncomplete ? "Host.Check.Incomplete" : CheckText.KeyOf(Answer!.Verdict!.Value),
    };

    /// <summary>True where what is signed is genuine, but somebody has still to sign: it is not said to be valid.</summary>
    private bool IsIncomplete => Answer is { Verdict: Verdict.Valid, Document.State: DocumentState.Signing };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (Typed is not null)
        {
            return CheckCode.TryRead(Typed, out var read, out _) ? this.SeeOther($"/periksa/{read}")
                : this.Invalid(new Problem("Host.Check.BadCode", "kode"));
        }

        if (Code is not null)
        {
            Answer = await check.CheckCodeAsync(Code, cancel);
            IsUnknown = Answer is null;
            Response.StatusCode = IsUnknown ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            await NameRegionAsync(cancel);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Upload is not { Length: > 0 })
        {
            return this.Invalid(new Problem("Platform.Check.NoFile", nameof(Upload)));
        }

        await using var content = Upload.OpenReadStream();
        if (await DocumentUpload.ReadAsync(content, files.Value.MaxBytes, cancel) is not { } file)
        {
            return this.Invalid(new Problem("Platform.Check.TooLarge", nameof(Upload), MostBytes));
        }

        Answer = await check.CheckFileAsync(file, cancel);
        await NameRegionAsync(cancel);
        return Page();
    }

    /// <summary>What is told of the document: never its content.</summary>
    public IReadOnlyList<Fact> Facts()
    {
        var facts = new List<Fact>();
        if (Answer!.Document is { } document)
        {
            facts.Add(new(texts["Host.Check.Kind"], KindOf(document.Kind)));
            facts.Add(new(texts["Host.Check.Number"], document.Number));
            if (document.Title is { } title)
            {
                facts.Add(new(texts["Host.Check.About"], title));
            }

            facts.Add(new(texts["Host.Check.Region"], _region));
            facts.Add(new(texts["Host.Check.Date"], Formats.Date(document.DatedOn)));
            facts.Add(new(texts["Host.Check.CodeFact"], Cell.Of(Hash.Render(document.Code))));
            facts.Add(new(texts["Host.Check.LogNumber"], CheckText.LogOf(document.Region, document.LogIndex, texts)));
            facts.Add(new(texts["Host.Check.RegisteredHash"], Cell.Of(Hash.Render(document.Sha256))));
        }
        else
        {
            facts.Add(new(texts["Host.Check.Register"], texts["Host.Check.NotRegistered"]));
        }

        if (Answer.Document is not { IsNewest: true })
        {
            facts.Add(new(texts["Host.Check.Hash"], Cell.Of(Hash.Render(Answer.Sha256))));
        }

        return facts;
    }

    private string KindOf(string kind) => templates.Newest(kind) is not { } template ? kind
        : Languages.IsEnglish(CultureInfo.CurrentUICulture) ? template.NameEn : template.NameId;

    private async Task NameRegionAsync(CancellationToken cancel)
    {
        if (Answer?.Document is { } document)
        {
            _region = await db.Shared<Region>().Where(r => r.Code == document.Region).Select(r => r.Name).SingleOrDefaultAsync(cancel)
                ?? texts["Host.Document.Ministry"];
        }
    }
}

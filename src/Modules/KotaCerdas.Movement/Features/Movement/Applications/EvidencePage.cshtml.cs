using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>The documents behind one answer.</summary>
[Needs(CallPermissions.EditCode)]
[OpensFiles]
internal sealed class EvidencePageModel(ApplicationEntry entry, AddEvidence add, IOptions<FileStoreOptions> files, TimeProvider clock)
    : ProductPage
{
    public Dossier Dossier { get; private set; } = null!;

    public Item Question { get; private set; } = null!;

    /// <summary>Name of a file with the same content that the region had before the last upload.</summary>
    public string? SameAs { get; private set; }

    /// <summary>Size of the largest file that is taken.</summary>
    public string Largest => Formats.FileSize(files.Value.MaxBytes);

    public string Path => EvidencePaths.Page(Dossier.Call.Id, Dossier.Region.Code, Question.Code);

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? PageAnchor { get; set; }

    [BindProperty]
    public DateFields ValidFrom { get; set; } = new();

    [BindProperty]
    public DateFields ValidUntil { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid call, string region, string item, string? sama, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, item, cancel) is { } closed)
        {
            return closed;
        }

        SameAs = sama;
        return ApplicationRules.RefuseEdit(Dossier, clock.GetUtcNow()) is null ? Page()
            : this.SeeOther(Paths.Of(Dossier.Call.Id, Dossier.Region.Code));
    }

    public async Task<IActionResult> OnPostAsync(Guid call, string region, string item, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, item, cancel) is { } closed)
        {
            return closed;
        }

        var form = new Calls.FormReader();
        DateOnly? from = ValidFrom.Empty ? null : form.Date(ValidFrom, nameof(ValidFrom));
        DateOnly? until = ValidUntil.Empty ? null : form.Date(ValidUntil, nameof(ValidUntil));
        if (form.Problems.Count > 0)
        {
            // A date that could not be read is before and after no other.
            (from, until) = (null, null);
        }

        var input = new EvidenceInput(item, (Title ?? string.Empty).Trim(), (PageAnchor ?? string.Empty).Trim(), from, until);
        await using var content = Upload?.OpenReadStream();
        if (form.Problems.Count > 0 || content is null)
        {
            var file = content is null ? ((Stream, string)?)null : (content, Upload!.FileName);
            return Wrong([.. await add.CheckAsync(Dossier, input, file, cancel), .. form.Problems]);
        }

        var added = await add.RunAsync(Dossier.Region.Code, Dossier.Call.Id, input, (content, Upload!.FileName), cancel);
        return added.Failed ? Wrong(added.Problems)
            : this.SeeOther(added.Value.Length == 0 ? Path : $"{Path}?sama={Uri.EscapeDataString(added.Value)}");
    }

    private IActionResult Wrong(IReadOnlyList<Problem> problems) =>
        this.Invalid([.. problems.Select(p => p.Field == "File" ? p.On(nameof(Upload)) : p)]);

    public async Task<IActionResult> OnPostRemoveAsync(Guid call, string region, string item, Guid evidence, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, item, cancel) is { } closed)
        {
            return closed;
        }

        var done = await add.RemoveAsync(Dossier.Region.Code, Dossier.Call.Id, evidence, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);
    }

    public IReadOnlyList<Fact> Facts(Evidence evidence, Texts texts)
    {
        var today = Dossier.Region.Zone.DateAt(clock.GetUtcNow());
        List<Fact> facts = [new(texts["Movement.Evidence.Name"],
            Cell.Link(evidence.Title, EvidencePaths.File(Dossier.Call.Id, Dossier.Region.Code, evidence.Id)))];
        if (evidence.PageAnchor.Length > 0)
        {
            facts.Add(new(texts["Movement.Evidence.Anchor"], evidence.PageAnchor));
        }

        if (evidence.ValidUntil is { } last)
        {
            var left = last < today ? texts["Movement.Evidence.ExpiredSince", last.AddDays(1)] : States.DaysLeft(last, today, texts).Text;
            facts.Add(new(texts["Movement.Evidence.ValidUntil"], $"{Formats.Date(last)} ({left})"));
        }

        return facts;
    }

    private async Task<IActionResult?> OpenAsync(Guid call, string region, string item, CancellationToken cancel)
    {
        var opened = await entry.OpenAsync(call, region, CallPermissions.Edit, cancel);
        if (opened.Failed)
        {
            return ApplicationEntry.Closed(opened.Problem);
        }

        Dossier = opened.Value;
        var found = Dossier.Instrument.Items.FirstOrDefault(i => i.Code == item && i.Evidence != EvidenceRule.None);
        if (found is null)
        {
            return NotFound();
        }

        Question = found;
        return null;
    }
}

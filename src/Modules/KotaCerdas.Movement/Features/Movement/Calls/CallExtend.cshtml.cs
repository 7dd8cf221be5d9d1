using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Moves the last day of an open call later, with the assessment where it has to follow.</summary>
[Needs(CallPermissions.OpenCode)]
internal sealed class CallExtendModel(CallRows rows, ExtendCall extend) : ProductPage
{
    public Call Call { get; private set; } = null!;

    /// <summary>Version of the call that the form shows.</summary>
    public int Version { get; private set; }

    /// <summary>Why it cannot be extended, or null.</summary>
    public Problem? Refusal => Call.Status == CallStatus.Open ? null : new Problem("Movement.Call.ExtendNotOpen");

    [BindProperty]
    public DateFields SubmitBy { get; set; } = new();

    [BindProperty]
    public DateFields AssessFrom { get; set; } = new();

    [BindProperty]
    public DateFields AssessTo { get; set; } = new();

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? LetterNumber { get; set; }

    [BindProperty]
    public DateFields LetterDate { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Version = Call.Version;
        (AssessFrom, AssessTo) = (DateFields.From(Call.AssessFrom), DateFields.From(Call.AssessTo));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, int version, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Version = version;
        var (submit, from, to) = (SubmitBy.Read(nameof(SubmitBy)), AssessFrom.Read(nameof(AssessFrom)), AssessTo.Read(nameof(AssessTo)));
        var why = ChangeReason.Read(Reason, LetterNumber, LetterDate);
        List<Problem> unread = [.. submit.Problems, .. from.Problems, .. to.Problems, .. why.Problems];
        if (unread.Count > 0)
        {
            return this.Invalid(unread);
        }

        var done = await extend.RunAsync(Call.Id, version, new(submit.Value, from.Value, to.Value), why.Value, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Paths.Of(Call.Id));
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await rows.FindAsync(new CallId(id), cancel) is not { } call)
        {
            return false;
        }

        Call = call;
        return true;
    }
}

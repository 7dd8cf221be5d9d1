using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>A page that changes a call in public, with a reason and the letter that says so.</summary>
internal abstract class CallChangePage(CallRows rows) : ProductPage
{
    public Call Call { get; private set; } = null!;

    /// <summary>Version of the call that the form shows.</summary>
    public int Version { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? LetterNumber { get; set; }

    [BindProperty]
    public DateFields LetterDate { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, null, cancel))
        {
            return NotFound();
        }

        Show();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, int version, CancellationToken cancel)
    {
        if (!await LoadAsync(id, version, cancel))
        {
            return NotFound();
        }

        var done = await ChangeAsync(ChangeReason.Read(Reason, LetterNumber, LetterDate), cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Paths.Of(Call.Id));
    }

    /// <summary>Fills in what the form begins with.</summary>
    protected virtual void Show()
    {
    }

    /// <summary>Does what was asked for, or says all that is wrong with it.</summary>
    protected abstract Task<Outcome<Nothing>> ChangeAsync(Outcome<MinistryReason> why, CancellationToken cancel);

    private async Task<bool> LoadAsync(Guid id, int? version, CancellationToken cancel)
    {
        if (await rows.FindAsync(new CallId(id), cancel) is not { } call)
        {
            return false;
        }

        (Call, Version) = (call, version ?? call.Version);
        return true;
    }
}

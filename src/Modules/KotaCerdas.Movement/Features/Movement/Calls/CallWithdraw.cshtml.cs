using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>Asks for the reason and the letter by which a call is withdrawn, and withdraws it.</summary>
[Needs(CallPermissions.OpenCode)]
internal sealed class CallWithdrawModel(CallRows rows, WithdrawCall withdraw) : ProductPage
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
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Version = Call.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, int version, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        Version = version;
        var why = ChangeReason.Read(Reason, LetterNumber, LetterDate);
        if (why.Failed)
        {
            return this.Invalid(why.Problems);
        }

        var done = await withdraw.RunAsync(Call.Id, version, why.Value, cancel);
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

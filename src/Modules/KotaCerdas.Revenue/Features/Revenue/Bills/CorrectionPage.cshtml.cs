using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>A request to correct a bill, and what is done about it.</summary>
[Needs(BillPermissions.CorrectCode)]
[OpensFiles]
internal sealed class CorrectionPageModel(RegisterDesk desk, CorrectionDesk corrections) : RegisterPage(desk)
{
    public new CorrectionFile File { get; private set; } = null!;

    public string? Contact { get; private set; }

    [BindProperty]
    public string? State { get; set; } = nameof(CorrectionState.Examined);

    [BindProperty]
    public string? Note { get; set; }

    public static IReadOnlyList<Choice> States(Texts t) =>
        [.. Enum.GetValues<CorrectionState>().Where(s => s != CorrectionState.Received)
            .Select(s => new Choice(s.ToString(), t[$"Revenue.CorrectionState.{s}"]))];

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var done = Named.TryRead<CorrectionState>(State, out var state)
            ? await corrections.StepAsync(Code, id, state, Note ?? string.Empty, cancel)
            : new Problem("Revenue.Correction.NoState", nameof(State));
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(BillPaths.Correction(Code, id));
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Correct, cancel) is { } closed)
        {
            return closed;
        }

        if (await corrections.FindAsync(Code, id, cancel) is not { } file)
        {
            return NotFound();
        }

        (File, Contact) = (file, corrections.ContactOf(file.Request));
        return null;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>A request as it is typed.</summary>
internal sealed class RequestForm
{
    public DateFields ReceivedOn { get; set; } = new();

    public string? Reason { get; set; }
}

/// <summary>Records what a taxpayer asks for; its clock starts with the day on which it came.</summary>
[Needs(ChargePermissions.FileCode)]
internal sealed class RequestPageModel(RegisterDesk desk, ChargeReading charges, ProposeLetter propose) : RegisterPage(desk)
{
    [BindProperty]
    public RequestForm Form { get; set; } = new();

    public ChargeFileOf Known { get; private set; } = null!;

    public LetterRule Letter { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string region, Guid id, string? surat, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, surat, cancel) is { } closed)
        {
            return closed;
        }

        Form.ReceivedOn = DateFields.From(Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid id, string? surat, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, surat, cancel) is { } closed)
        {
            return closed;
        }

        var on = Form.ReceivedOn.Read("Form.ReceivedOn");
        if (on.Failed)
        {
            return this.Invalid(on.Problem);
        }

        var asked = await propose.AskAsync(Code, (Letter.Code, Known.Id), on.Value, Form.Reason ?? string.Empty, cancel);
        return asked.Failed ? this.Invalid(Tie(asked.Problems)) : this.SeeOther(ChargePaths.Of(Code, Known.Id));
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, string? letter, CancellationToken cancel)
    {
        if (await OpenAsync(region, ChargePermissions.File, cancel) is { } closed)
        {
            return closed;
        }

        if (await charges.FindAsync(Code, new ChargeId(id), cancel) is not { } file
            || LetterRules.Find(letter ?? string.Empty) is not { OnRequest: true } rule)
        {
            return NotFound();
        }

        (Known, Letter) = (file, rule);
        return null;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
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
internal sealed class RequestPageModel(
    RegisterDesk desk, ChargeReading charges, LetterCases cases, AskLetter ask, Texts texts) : RegisterPage(desk)
{
    private LetterForm? _figures;

    [BindProperty]
    public RequestForm Form { get; set; } = new();

    public ChargeFileOf Known { get; private set; } = null!;

    public LetterRule Letter { get; private set; } = null!;

    /// <summary>Fields of what is asked for in figures.</summary>
    public IEnumerable<IHtmlContent> Figures => _figures?.Fields(Request.HasFormContentType ? Request.Form : null, ModelState) ?? [];

    /// <summary>True where silence grants what is asked for, so that the figures count.</summary>
    public bool FiguresCount => _figures is not null && Letter.SilenceGrants;

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

        var input = new AskInput(Letter.Code, Known.Id, on.Value, Form.Reason ?? string.Empty)
        {
            Values = _figures?.Typed(Request.Form),
        };
        var asked = await ask.RunAsync(Code, input, cancel);
        return asked.Failed ? this.Invalid(TieForm(asked.Problems)) : this.SeeOther(ChargePaths.Of(Code, Known.Id));
    }

    /// <summary>Figures keep the names of their own fields.</summary>
    private static IReadOnlyList<Problem> TieForm(IEnumerable<Problem> problems) =>
        [.. problems.SelectMany(p => p.Field?.StartsWith(FactFields.Prefix, StringComparison.Ordinal) == true ? [p] : Tie([p]))];

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
        var at = await cases.OpenAsync(Region, new(rule.Code, file.Id, null, default, default), cancel);
        Letter = at.Failed ? rule : at.Value.Letter;
        _figures = !at.Failed && at.Value.NeedsValues ? new LetterForm(at.Value, texts) { Blank = true } : null;
        return null;
    }
}

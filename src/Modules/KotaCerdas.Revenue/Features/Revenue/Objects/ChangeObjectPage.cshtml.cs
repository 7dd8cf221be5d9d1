using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>Records what an object is from a date on.</summary>
[Needs(RegisterPermissions.EditCode)]
internal sealed class ChangeObjectPageModel(RegisterDesk desk, ObjectReading reading, SaveObject save) : RegisterPage(desk)
{
    private Nop _nop;

    [BindProperty]
    public ObjectForm Form { get; set; } = new();

    public string Caption => _nop.ToString();

    public string Back => RegisterPaths.Of(Code, _nop);

    public async Task<IActionResult> OnGetAsync(string region, string nop, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        if (!Nop.TryParse(nop, out _nop) || await reading.FindAsync(Code, _nop, Today, cancel) is not { } file)
        {
            return NotFound();
        }

        Form = ObjectForm.From(file).WithSpareLines();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, string nop, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Edit, cancel) is { } closed)
        {
            return closed;
        }

        if (!Nop.TryParse(nop, out _nop))
        {
            return NotFound();
        }

        var input = Form.WithSpareLines().Read();
        if (input.Failed)
        {
            return this.Invalid(Tie(input.Problems));
        }

        var saved = await save.ChangeAsync(Code, _nop, Form.Seen, input.Value, cancel);
        return saved.Failed
            ? saved.Problem == RegisterDesk.NotFound ? NotFound() : this.Invalid(Tie(saved.Problems))
            : this.SeeOther(Back);
    }
}

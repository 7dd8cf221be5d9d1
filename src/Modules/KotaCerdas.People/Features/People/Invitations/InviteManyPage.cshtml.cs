using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>
/// Checks a spreadsheet of people and invites them. The check hands the file's content on in the page, so that exactly what was checked
/// is invited, and it is checked again then.
/// </summary>
[Needs("people.account.invite")]
internal sealed class InviteManyModel(InviteMany invite, RoleCatalogue roles, IOptions<SmtpOptions> smtp, Actor actor) : ProductPage
{
    public const string Address = "/orang/impor";

    /// <summary>Rows of a list of the answer.</summary>
    public const int Shown = 200;

    private const int MostBytes = 1_000_000;

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The checked file, in base64.</summary>
    [BindProperty]
    public string? Checked { get; set; }

    public InviteReport? Report { get; private set; }

    /// <summary>False where invitations would reach nobody.</summary>
    public bool Mailed => smtp.Value.SendsLinks;

    /// <summary>Roles that the reader may offer.</summary>
    public IReadOnlyList<Choice> Roles => Directory.RoleChoices.Roles(roles, actor, PeopleModule.InvitePeople);

    /// <summary>An empty spreadsheet with the columns.</summary>
    public async Task<IActionResult> OnGetContohAsync(string? bentuk, CancellationToken cancel)
    {
        var sheet = new SheetRows("undangan", InviteFile.Columns, AsyncEnumerable.Empty<object?[]>());
        await SheetFile.SendAsync(sheet, bentuk == "xlsx", Response, cancel);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Upload is null || Upload.Length is 0 or > MostBytes)
        {
            return this.Invalid(new Problem("People.Bulk.NoFile", nameof(Upload), Formats.FileSize(MostBytes)));
        }

        using var file = new MemoryStream();
        await Upload.CopyToAsync(file, cancel);
        Checked = Convert.ToBase64String(file.ToArray());
        ModelState.Remove(nameof(Checked));
        return await AnswerAsync(file, trial: true, cancel);
    }

    public async Task<IActionResult> OnPostUndangAsync(CancellationToken cancel)
    {
        var bytes = new byte[MostBytes];
        if (Checked is null || !Convert.TryFromBase64String(Checked, bytes, out var length) || length == 0)
        {
            return this.Invalid(new Problem("People.Bulk.NoFile", nameof(Upload), Formats.FileSize(MostBytes)));
        }

        using var file = new MemoryStream(bytes, 0, length);
        return await AnswerAsync(file, trial: false, cancel);
    }

    private async Task<IActionResult> AnswerAsync(MemoryStream file, bool trial, CancellationToken cancel)
    {
        file.Position = 0;
        var outcome = await invite.RunAsync(actor, file, trial, cancel);
        if (outcome.Failed)
        {
            return this.Invalid([.. outcome.Problems.Select(p => p.On(nameof(Upload)))]);
        }

        Report = outcome.Value;
        Response.StatusCode = Report.Problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }
}

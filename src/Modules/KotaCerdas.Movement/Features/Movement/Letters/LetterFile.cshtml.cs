using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Letters;

/// <summary>The newest letter that was sent to a region, for the region itself and for the ministry.</summary>
[Needs(LetterPermissions.ReadCode)]
internal sealed class LetterFile(Actor actor, LetterRows letters, DocumentRegister register) : ProductPage
{
    public static string PathOf(CallId call, RegionCode region) => $"{CallTabs.PathOf(call, "surat")}/{region}/berkas";

    public static string CheckPathOf(IssuedDocument letter) => DocumentSurroundings.CheckPath + letter.CheckCode;

    /// <summary>Where a region takes its letter and where anyone checks it.</summary>
    public static IHtmlContent Links(CallId call, RegionCode region, IssuedDocument letter, Texts texts) => new HtmlBuilder()
        .Add(Markup.Link(texts["Movement.Letter.Download"], PathOf(call, region))).Text(" · " + letter.Number + " · ")
        .Add(Markup.Link(texts["Movement.Letter.CheckThis"], CheckPathOf(letter)));

    public async Task<IActionResult> OnGetAsync(Guid id, string region, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code) || !actor.May(LetterPermissions.Read, code))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        return (await letters.SentToAsync(code, cancel)).GetValueOrDefault(new CallId(id)) is { } letter
            ? File(await register.ReadAsync(letter, cancel), "application/pdf", letter.Number.Replace('/', '-') + ".pdf")
            : NotFound();
    }
}

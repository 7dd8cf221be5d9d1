using System.Globalization;
using System.Text.RegularExpressions;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>Evidence as one reads it beside an answer: the file, where in it to look, and until when it is in force.</summary>
internal static partial class EvidenceLine
{
    /// <summary>Asks for a PDF to be shown instead of saved: only then a reader comes to its page.</summary>
    private const string ShowKey = "buka";

    private const string Pdf = "application/pdf";

    /// <param name="evidence">The evidence.</param>
    /// <param name="path">Address of its file.</param>
    /// <param name="today">The legal date of the region.</param>
    /// <param name="texts">Texts.</param>
    public static IHtmlContent Of(Evidence evidence, string path, DateOnly today, Texts texts)
    {
        var html = new HtmlBuilder().Add(Markup.Link(evidence.Title, path));
        if (evidence.PageAnchor.Length > 0)
        {
            html.Text(" (");
            _ = PageOf(evidence.PageAnchor) is { } page
                ? html.Add(Markup.Link(texts["Movement.Evidence.Page", page], $"{path}?{ShowKey}=1#page={page}"))
                : html.Text(evidence.PageAnchor);
            html.Text(")");
        }

        if (evidence.ValidUntil is { } until)
        {
            html.Start("span", ("class", "k-soft")).Text($" {texts["Movement.Evidence.Until", until]} ").End();
            _ = until < today ? html.Add(Tag.Render(texts["Movement.Evidence.Expired"], Tone.Danger)) : html;
        }

        return html;
    }

    /// <summary>Warns of shown questions whose evidence is not in force any more; null where there is none.</summary>
    /// <param name="file">The application.</param>
    /// <param name="today">The legal date of the region.</param>
    /// <param name="hrefOf">Where a question is looked at or put right.</param>
    /// <param name="texts">Texts.</param>
    public static IHtmlContent? Expired(Dossier file, DateOnly today, Func<Item, string> hrefOf, Texts texts)
    {
        var hidden = file.Progress.Hidden;
        var expired = file.Instrument.Items.Where(i => !hidden.Contains(i.Code))
            .SelectMany(i => file.Evidence[i.Code].Where(e => e.ValidUntil < today).Select(e => (Item: i, Evidence: e))).ToList();
        if (expired.Count == 0)
        {
            return null;
        }

        var html = new HtmlBuilder().Start("ul");
        foreach (var (item, evidence) in expired)
        {
            html.Start("li").Add(Markup.Link(item.Text.In(), hrefOf(item)))
                .Text($" – {evidence.Title}, {texts["Movement.Evidence.ExpiredSince", evidence.ValidUntil!.Value.AddDays(1)]}").End();
        }

        return Notice.Render(
            new() { Tone = Tone.Warning, Title = texts["Movement.Evidence.ExpiredCount", expired.Count], More = html.End() });
    }

    /// <summary>The page that a region names: <c>12</c>, <c>hlm. 12</c>, <c>page 12</c>; null where it names something else.</summary>
    public static string? PageOf(string anchor) => PagePattern().Match(anchor.Trim()) is { Success: true } found
        ? int.Parse(found.Groups["page"].Value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The bytes: to be saved; a PDF whose page was asked for is shown by the browser, whose policy lets nothing run.</summary>
    public static IActionResult File(ProductPage page, FileStore files, StoredFile stored) =>
        stored.MediaType == Pdf && page.HttpContext.Request.Query.ContainsKey(ShowKey)
            ? new FileStreamResult(files.Open(stored), Pdf)
            : new FileStreamResult(files.Open(stored), stored.MediaType) { FileDownloadName = stored.Name };

    [GeneratedRegex(@"^((halaman|hlm|hal|page|p)\.?\s*)?(?<page>[0-9]{1,5})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PagePattern();
}

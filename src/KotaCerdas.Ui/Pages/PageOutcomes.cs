using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ui;

/// <summary>How a page answers: 422 with itself, 303 to the next, 403 or 404.</summary>
public static class PageOutcomes
{
    /// <summary>How the names of cookies begin that tell the script what was taken.</summary>
    internal const string TakenCookie = "isian-";

    /// <summary>Name of the field that names the copy of a form on the person's device.</summary>
    private const string CopyField = "__isian";

    /// <summary>The page again with its problems in the error summary and beside their fields; what was typed stays.</summary>
    public static IActionResult Invalid(this ProductPage page, IReadOnlyList<Problem> problems)
    {
        if (problems.Any(p => p.Code == "Platform.Access.NotAllowed"))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        var texts = page.HttpContext.RequestServices.GetRequiredService<Texts>();
        foreach (var problem in problems)
        {
            page.PageContext.ModelState.AddModelError(problem.Field ?? string.Empty, texts.Of(problem));
        }

        page.HttpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page.Page();
    }

    /// <summary>The page again with one problem.</summary>
    public static IActionResult Invalid(this ProductPage page, Problem problem) => page.Invalid([problem]);

    /// <summary>What was typed into a field that the page draws itself, or null where no form came.</summary>
    public static string? TypedAt(this ProductPage page, string name) =>
        page.HttpContext.Request.HasFormContentType ? page.HttpContext.Request.Form[name].ToString() : null;

    /// <summary>What is wrong with a field that the page draws itself.</summary>
    public static string? ErrorAt(this ProductPage page, string name) =>
        page.PageContext.ModelState.TryGetValue(name, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;

    /// <summary>303: the next page after a successful post, safe to reload.</summary>
    /// <param name="page">The page.</param>
    /// <param name="path">A path of this site; another site is a bug.</param>
    public static IActionResult SeeOther(this ProductPage page, string path)
    {
        Check.That(path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal));
        return SeeOther(page.HttpContext, path);
    }

    /// <summary>303 to where a form led, now or when it was sent first.</summary>
    internal static StatusCodeResult SeeOther(HttpContext http, string path)
    {
        http.Response.Headers.Location = path;
        SayTaken(http);
        return new StatusCodeResult(StatusCodes.Status303SeeOther);
    }

    /// <summary>
    /// Tells the script which copy it need not keep any longer. Only this answer does: a form that ended at sign-in, at an error or nowhere
    /// is still on the device.
    /// </summary>
    private static void SayTaken(HttpContext http)
    {
        if (http.Features.Get<IFormFeature>()?.Form?[CopyField].ToString() is { Length: > 0 and <= 40 } copy
            && copy.All(char.IsAsciiLetterOrDigit))
        {
            http.Response.Cookies.Append(TakenCookie + copy, "1", new CookieOptions
            {
                IsEssential = true, MaxAge = TimeSpan.FromHours(1), SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/",
            });
        }
    }
}

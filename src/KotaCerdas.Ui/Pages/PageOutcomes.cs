using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ui;

/// <summary>How a page answers: 422 with itself, 303 to the next, 403 or 404.</summary>
public static class PageOutcomes
{
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

    /// <summary>303: the next page after a successful post, safe to reload.</summary>
    /// <param name="page">The page.</param>
    /// <param name="path">A path of this site; another site is a bug.</param>
    public static IActionResult SeeOther(this ProductPage page, string path)
    {
        Check.That(path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal));
        page.HttpContext.Response.Headers.Location = path;
        return new StatusCodeResult(StatusCodes.Status303SeeOther);
    }
}

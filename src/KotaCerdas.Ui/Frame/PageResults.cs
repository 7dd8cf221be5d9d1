using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ui;

/// <summary>The two answers to a posted form.</summary>
public static class PageResults
{
    /// <summary>422 with the page and the problems beside their fields; what was typed stays.</summary>
    /// <param name="page">The page.</param>
    /// <param name="problems">What is wrong. Where none is given, the model state already holds it.</param>
    /// <param name="prefix">Name of the bound input property that field names are relative to, such as <c>Input</c>.</param>
    public static IActionResult Invalid(this PageModel page, IEnumerable<Problem>? problems = null, string? prefix = null)
    {
        ArgumentNullException.ThrowIfNull(page);
        var texts = page.HttpContext.RequestServices.GetRequiredService<Texts>();
        foreach (var problem in problems ?? [])
        {
            var field = problem.Field is null ? "" : prefix is null ? problem.Field : $"{prefix}.{problem.Field}";
            page.ModelState.AddModelError(field, texts.Of(problem));
        }

        var result = page.Page();
        result.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return result;
    }

    /// <summary>303 to another page, so that back and refresh are safe.</summary>
    public static IActionResult SeeOther(this PageModel page, string path)
    {
        ArgumentNullException.ThrowIfNull(page);
        Check.That(path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal));
        page.Response.Headers.Location = path;
        return new StatusCodeResult(StatusCodes.Status303SeeOther);
    }
}

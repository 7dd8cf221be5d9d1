using KotaCerdas.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features;

/// <summary>What a page of a call answers where it cannot be shown.</summary>
internal static class RefusedPage
{
    /// <summary>404 where there is no such call, else 422 with the rule that is missing, as plain text with its remedy.</summary>
    public static IActionResult Refused(this PageModel page, Problem problem)
    {
        if (problem.Code is "Movement.Assess.NoCall")
        {
            return page.NotFound();
        }

        var texts = (Texts)page.HttpContext.RequestServices.GetService(typeof(Texts))!;
        return new ContentResult { StatusCode = 422, ContentType = "text/plain; charset=utf-8", Content = texts.Of(problem) };
    }
}

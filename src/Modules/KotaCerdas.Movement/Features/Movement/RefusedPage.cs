using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Features;

/// <summary>What stands in the way of a page that calculates.</summary>
/// <param name="Call">The call whose rules are incomplete.</param>
internal sealed record RefusedView(Guid Call, IReadOnlyList<Problem> Problems);

/// <summary>What a page of a call answers where it cannot be shown.</summary>
internal static class RefusedPage
{
    private const string View = "/Features/Movement/Refused.cshtml";

    /// <summary>404 where there is no such call, else 422 with a page that names what is missing and where it is put right.</summary>
    public static IActionResult Refused(this ProductPage page, Guid call, IReadOnlyList<Problem> problems)
    {
        if (problems[0].Code is "Movement.Assess.NoCall")
        {
            return new NotFoundResult();
        }

        return new ViewResult
        {
            ViewName = View,
            StatusCode = StatusCodes.Status422UnprocessableEntity,
            ViewData = new ViewDataDictionary<RefusedView>(
                page.HttpContext.RequestServices.GetRequiredService<IModelMetadataProvider>(), page.PageContext.ModelState)
            {
                Model = new(call, problems),
            },
        };
    }
}

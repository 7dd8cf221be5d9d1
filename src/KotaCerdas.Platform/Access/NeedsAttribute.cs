using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>
/// Guards a page: a visitor is sent to sign in and back, a person without the permission gets 403. It checks that the permission is held
/// somewhere; the page or operation checks the region.
/// </summary>
/// <param name="permission">Permission code, or empty for anyone signed in.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(string permission = "") : Attribute, IAuthorizationFilter
{
    /// <summary>Permission code, or empty.</summary>
    public string Permission { get; } = permission;

    /// <inheritdoc />
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var actor = context.HttpContext.RequestServices.GetRequiredService<CurrentActor>().Value;
        if (!actor.SignedIn)
        {
            var request = context.HttpContext.Request;
            var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path.ToString();
            context.Result = new RedirectResult($"/masuk?lanjut={Uri.EscapeDataString(back)}");
        }
        else if (Permission.Length > 0 && !actor.MayAnywhere(new Permission(Permission)))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }
    }
}

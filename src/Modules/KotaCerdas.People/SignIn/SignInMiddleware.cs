using KotaCerdas.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.People.SignIn;

/// <summary>Sets the actor of a request from its session. A request without a session keeps the actor it has.</summary>
internal sealed class SignInMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Style sheets and the like are the same for everyone and need no look-up.
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            await IdentifyAsync(context);
        }

        await next(context);
    }

    private static async Task IdentifyAsync(HttpContext context)
    {
        var cookie = await context.AuthenticateAsync(Sessions.Scheme);
        if (!cookie.Succeeded)
        {
            return;
        }

        var services = context.RequestServices;
        if (await services.GetRequiredService<Sessions>().CheckAsync(cookie.Principal, context.RequestAborted) is not { } good)
        {
            context.User = new();
            await context.SignOutAsync(Sessions.Scheme);
            return;
        }

        context.User = cookie.Principal;
        services.GetRequiredService<CurrentActor>().Value = await services.GetRequiredService<Actors>()
            .OfAsync(good.Account, context.RequestAborted);
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>The door of every page of an application: who may come in is asked before anything is read.</summary>
internal sealed class ApplicationEntry(ApplicationDesk desk, Actor actor)
{
    public async Task<Outcome<Dossier>> OpenAsync(Guid call, string region, Permission permission, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return new Problem("Movement.Application.NotFound");
        }

        return actor.Refuse(permission, code) is { } refusal ? refusal : await desk.ReadAsync(code, new CallId(call), cancel);
    }

    /// <summary>404 or 403 where one cannot come in.</summary>
    public static IActionResult Closed(Problem problem) => new StatusCodeResult(
        problem.Code == "Platform.Access.NotAllowed" ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound);
}

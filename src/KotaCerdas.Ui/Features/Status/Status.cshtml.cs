using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Ui.Features.Status;

/// <summary>
/// The page behind <c>UseStatusCodePagesWithReExecute("/galat/{0}")</c> and <c>UseExceptionHandler("/galat/500")</c>; any method.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class StatusModel : ProductPage
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; private set; }

    /// <summary>The number under which the log knows this request.</summary>
    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    /// <inheritdoc cref="StatusModel" />
    public void OnGet(int status) => Show(status);

    /// <inheritdoc cref="StatusModel" />
    public void OnPost(int status) => Show(status);

    private void Show(int status)
    {
        Status = status is >= 400 and <= 599 ? status : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
        ModelState.Clear();
    }
}

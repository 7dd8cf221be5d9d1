using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http.Metadata;

namespace KotaCerdas.Web;

/// <summary>
/// How much a request may carry. Each form names the limit of its own files; this one is far above them, so that a form that is too large
/// is still read and answered beside its field. What is larger yet is refused before it is read, as a page or a problem that says so.
/// </summary>
internal sealed class BodyLimit(RequestDelegate next)
{
    /// <summary>Bytes of a request: a few files of the largest kind beside each other.</summary>
    public const long Most = 100_000_000;

    public async Task InvokeAsync(HttpContext http, Texts texts)
    {
        var most = http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? Most;
        if (http.Request.ContentLength is not { } length || length <= most)
        {
            await next(http);
            return;
        }

        // Nobody reads it: what answers is a page, not the form that could not be read.
        (http.Request.Method, http.Request.Body) = (HttpMethods.Get, Stream.Null);
        (http.Request.ContentLength, http.Request.ContentType) = (0, null);
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await Results.Problem(
                texts["Host.Body.TooLarge", Formats.FileSize(length), Formats.FileSize(most)],
                statusCode: StatusCodes.Status413PayloadTooLarge, type: "Host.Body.TooLarge").ExecuteAsync(http);
        }
    }
}

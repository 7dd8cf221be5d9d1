using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Web;

/// <summary>
/// How much a request may carry: little, except where files are taken. Each form names the limit of its own files; the one here is far
/// above them, so that a form that is too large is still read and answered beside its field. What is larger yet is refused before it is
/// read, as a page or a problem that says so.
/// </summary>
internal sealed class BodyLimit(RequestDelegate next)
{
    /// <summary>Bytes of a request with files: a few of the largest kind beside each other.</summary>
    public const long Most = 100_000_000;

    /// <summary>Bytes of any other request: the longest form filled in to its limits takes less.</summary>
    public const long WithoutFiles = 1_000_000;

    public async Task InvokeAsync(HttpContext http, Texts texts)
    {
        var most = http.Request.ContentLength <= WithoutFiles ? WithoutFiles : LimitOf(http.GetEndpoint());
        if (http.Request.ContentLength is not { } length || length <= most)
        {
            // A request that does not say how much it carries is cut off while it is read.
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } reading)
            {
                reading.MaxRequestBodySize = most;
            }

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

    /// <summary>Bytes that a request to an endpoint may carry.</summary>
    public static long LimitOf(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize
        ?? (endpoint is not null && TakesFiles(endpoint.Metadata) ? Most : WithoutFiles);

    private static bool TakesFiles(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<TakesFilesAttribute>() is not null
        || metadata.GetMetadata<IAcceptsMetadata>()?.RequestType == typeof(byte[])
        || (metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page
            && (page.BoundProperties.Any(p => HasFile(p.ParameterType))
                || page.HandlerMethods.Any(h => h.Parameters.Any(p => HasFile(p.ParameterType)))));

    /// <summary>True for a file, and for a form that holds one.</summary>
    private static bool HasFile(Type type) => IsFile(type) || Array.Exists(type.GetProperties(), p => IsFile(p.PropertyType));

    private static bool IsFile(Type type) => typeof(IFormFile).IsAssignableFrom(type) || typeof(IFormFileCollection).IsAssignableFrom(type)
        || typeof(IEnumerable<IFormFile>).IsAssignableFrom(type);
}

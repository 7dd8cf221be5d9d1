using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace KotaCerdas.Ui;

/// <summary>
/// What a page's model needs of the framework, and no more. The framework's own base has two hundred public members, and for every page
/// it reads and keeps all of them: this one, a tenth of that, makes a start shorter and the process some 10 MB smaller.
/// </summary>
[PageModel]
public abstract class ProductPage
{
    /// <summary>The page as the framework sees it; it sets this before any handler runs.</summary>
    [PageContext]
    public PageContext PageContext { get; set; } = null!;

    /// <summary>The request and its answer.</summary>
    public HttpContext HttpContext => PageContext.HttpContext;

    /// <summary>What was asked.</summary>
    protected HttpRequest Request => HttpContext.Request;

    /// <summary>What is answered.</summary>
    protected HttpResponse Response => HttpContext.Response;

    /// <summary>What was sent and what is wrong with it.</summary>
    protected ModelStateDictionary ModelState => PageContext.ModelState;

    /// <summary>The page itself.</summary>
    [NonHandler]
    public PageResult Page() => new();

    /// <summary>A text of some type.</summary>
    protected static ContentResult Content(string text, string mediaType) => new() { Content = text, ContentType = mediaType };

    /// <summary>Nothing but a status.</summary>
    protected static StatusCodeResult StatusCode(int status) => new(status);

    /// <summary>Bytes as a file to look at, or to keep under a name.</summary>
    protected static FileContentResult File(byte[] content, string mediaType, string? name = null) =>
        new(content, mediaType) { FileDownloadName = name };

    /// <summary>A stream as a file to look at, or to keep under a name; it is closed when it was sent.</summary>
    protected static FileStreamResult File(Stream content, string mediaType, string? name = null) =>
        new(content, mediaType) { FileDownloadName = name };

    /// <summary>404: nothing is here, or nothing that this person may know of.</summary>
    protected static NotFoundResult NotFound() => new();
}

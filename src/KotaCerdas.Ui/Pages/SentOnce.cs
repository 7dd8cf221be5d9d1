using System.Security.Cryptography;
using System.Text;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Ui;

/// <summary>
/// Records what a form brings once, also where it is sent twice: a second press, a reload of the answer, a network that repeats. Of someone
/// who is signed in; what scripts send by themselves is left to their handlers.
/// </summary>
internal sealed class SentOnce(SentForms forms, CurrentActor actor, TimeProvider clock) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancel = context.HttpContext.RequestAborted;
        if (await ReadAsync(context.HttpContext, cancel) is not { } form)
        {
            await next();
            return;
        }

        if (await forms.AnswerAsync(form, cancel) is { } before)
        {
            context.Result = PageOutcomes.SeeOther(context.HttpContext, before);
            return;
        }

        forms.Begin(form);
        var done = await next();
        var answer = Answer(done);
        var faster = answer is null && !forms.Wrote ? await forms.WaitAsync(form, cancel) : null;
        if (faster is not null || done.Exception is SentBeforeException)
        {
            // Who was faster has the word. One that wrote and never answered, since the server died, is looked at again by whoever sent it.
            done.ExceptionHandled = true;
            done.Result = PageOutcomes.SeeOther(context.HttpContext, faster ?? Here(context.HttpContext));
            return;
        }

        await forms.EndAsync(form, answer, CancellationToken.None);
    }

    private static string? Answer(PageHandlerExecutedContext done) =>
        done is { Exception: null, Result: StatusCodeResult { StatusCode: StatusCodes.Status303SeeOther } }
            ? done.HttpContext.Response.Headers.Location.ToString() : null;

    private static string Here(HttpContext http) => http.Request.PathBase + http.Request.Path;

    private async Task<SentForm?> ReadAsync(HttpContext http, CancellationToken cancel)
    {
        var request = http.Request;
        if (actor.Value.User is not { } user || !HttpMethods.IsPost(request.Method) || !request.HasFormContentType
            || request.Headers.ContainsKey("X-Requested-With"))
        {
            return null;
        }

        var form = await request.ReadFormAsync(cancel);
        return Guid.TryParse(form[SentOnceElement.Field], out var id)
            ? new SentForm(user, id, Content(request, form), clock.GetUtcNow().UtcDateTime) : null;
    }

    /// <summary>The address and all fields but the framework's own; of a file its name and bytes.</summary>
    private static string Content(HttpRequest request, IFormCollection form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, request.Path + request.QueryString);
        foreach (var (name, values) in form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)))
        {
            Add(hash, name);
            foreach (var value in values)
            {
                Add(hash, value ?? string.Empty);
            }
        }

        foreach (var file in form.Files)
        {
            Add(hash, file.FileName);
            using var bytes = file.OpenReadStream();
            hash.AppendData(SHA256.HashData(bytes));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}

/// <summary>Gives each form that writes a name of its own, by which <see cref="SentOnce"/> knows it again.</summary>
[HtmlTargetElement("form", Attributes = "[method='post']")]
public sealed class SentOnceElement : TagHelper
{
    /// <summary>The hidden field; what begins with two underscores is not kept by scripts.</summary>
    public const string Field = "__formulir";

    /// <summary>The page.</summary>
    [HtmlAttributeNotBound]
    [ViewContext]
    public required ViewContext ViewContext { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (ViewContext.HttpContext.RequestServices.GetService<CurrentActor>()?.Value.User is not null)
        {
            output.PostContent.AppendHtml(new HtmlBuilder().Void(
                "input", ("type", "hidden"), ("name", Field), ("value", Guid.CreateVersion7().ToString("N"))));
        }
    }
}

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
internal sealed class SentOnce(SentForms forms, CurrentActor actor, PersonalNumbers numbers, TimeProvider clock) : IAsyncPageFilter
{
    private const string Handler = "handler";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var http = context.HttpContext;
        if (await ReadAsync(http, http.RequestAborted) is not { } form)
        {
            await next();
            return;
        }

        if (await forms.AnswerAsync(form, http.RequestAborted) is { } before)
        {
            context.Result = PageOutcomes.SeeOther(http, before);
            return;
        }

        forms.Begin(form);
        var done = await next();
        var answer = Answer(done);
        if (done.Exception is not (null or SentBeforeException))
        {
            // What was written stays written, whatever broke then: who sends the form again sees how it stands.
            await forms.EndAsync(form, Here(http.Request), CancellationToken.None);
        }
        else if (forms.Wrote)
        {
            await forms.EndAsync(form, answer, CancellationToken.None);
        }
        else if (answer is null)
        {
            await FollowAsync(form, done);
        }
    }

    /// <summary>Where somebody was faster, it has the word; where it has none to say, its page tells how it stands.</summary>
    private async Task FollowAsync(SentForm form, PageHandlerExecutedContext done)
    {
        var http = done.HttpContext;
        if (await forms.WaitAsync(form, http.RequestAborted) is { } faster)
        {
            done.ExceptionHandled = true;
            done.Result = PageOutcomes.SeeOther(http, faster);
        }
        else if (done.Exception is SentBeforeException)
        {
            done.ExceptionHandled = true;
            http.Response.Headers.Location = Here(http.Request);
            done.Result = new StatusCodeResult(StatusCodes.Status303SeeOther);
        }
    }

    /// <summary>
    /// Where the form led; null where it did not, or where the answer brings more than its address, such as a secret that is shown once:
    /// that cannot be given twice.
    /// </summary>
    private static string? Answer(PageHandlerExecutedContext done)
    {
        var headers = done.HttpContext.Response.Headers;
        return done is { Exception: null, Result: StatusCodeResult { StatusCode: StatusCodes.Status303SeeOther } }
            && headers.SetCookie.All(c => c!.StartsWith(PageOutcomes.TakenCookie, StringComparison.Ordinal)) ? headers.Location.ToString()
            : null;
    }

    private static string Here(HttpRequest request) => request.PathBase + request.Path
        + QueryString.Create(request.Query.Where(q => q.Key != Handler).SelectMany(q => q.Value, (q, v) => KeyValuePair.Create(q.Key, v)));

    private async Task<SentForm?> ReadAsync(HttpContext http, CancellationToken cancel)
    {
        var request = http.Request;
        if (actor.Value.User is not { } user || !HttpMethods.IsPost(request.Method) || !request.HasFormContentType
            || request.Headers.ContainsKey("X-Requested-With"))
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(cancel);
            var now = clock.GetUtcNow().UtcDateTime;
            return Guid.TryParse(form[SentOnceElement.Field], out var id)
                ? new SentForm(
                    user, id, await ContentAsync(request, form, cancel), now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)))
                : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return null; // a form that cannot be read is answered by who reads it
        }
    }

    /// <summary>
    /// The address and all fields but the framework's own; of a file its name and bytes. Keyed, since a form may hold a password or a
    /// personal number, which a plain hash would let somebody guess.
    /// </summary>
    private async Task<string> ContentAsync(HttpRequest request, IFormCollection form, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, request.Path + request.QueryString);
        foreach (var (name, values) in form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal)))
        {
            Add(hash, name);
            hash.AppendData(BitConverter.GetBytes(values.Count));
            foreach (var value in values)
            {
                Add(hash, value ?? string.Empty);
            }
        }

        foreach (var file in form.Files)
        {
            Add(hash, file.Name);
            Add(hash, file.FileName);
            await using var bytes = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(bytes, cancel));
        }

        return Convert.ToHexStringLower(numbers.Lookup("sent-form", Convert.ToHexStringLower(hash.GetHashAndReset())));
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

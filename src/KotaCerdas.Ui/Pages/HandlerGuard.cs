using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace KotaCerdas.Ui;

/// <summary>
/// Keeps what people send from reaching a page in a shape that its handlers do not know. A page without a handler for the method would be
/// rendered without what its handler loads: it answers 405. A text that is missing or empty arrives as an empty text where the handler
/// asks for one, not as null.
/// </summary>
internal sealed class HandlerGuard : IPageFilter
{
    private static readonly ConcurrentDictionary<MethodInfo, string[]> Texts = new();

    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var method = context.HttpContext.Request.Method;
        if (context.HandlerMethod is null)
        {
            context.Result = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? null
                : new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return;
        }

        foreach (var name in Texts.GetOrAdd(context.HandlerMethod.MethodInfo, NeededTexts))
        {
            if (!context.HandlerArguments.TryGetValue(name, out var given) || given is null)
            {
                context.HandlerArguments[name] = string.Empty;
            }
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }

    private static string[] NeededTexts(MethodInfo handler)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. handler.GetParameters()
                .Where(p => p.ParameterType == typeof(string) && nullability.Create(p).ReadState == NullabilityState.NotNull)
                .Select(p => p.Name!),
        ];
    }
}

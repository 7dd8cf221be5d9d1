using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace KotaCerdas.Platform;

/// <summary>
/// Refuses a query parameter that an endpoint of the API does not have: a mistyped filter must not look like an answer to it.
/// </summary>
public static class KnownQuery
{
    /// <summary>What every address takes: the language of texts, and the colours of pages.</summary>
    private static readonly string[] Everywhere = ["bahasa", "tema"];

    /// <summary>Holds for all endpoints of the group.</summary>
    public static RouteGroupBuilder RefuseUnknownQuery(this RouteGroupBuilder group) => group.AddEndpointFilterFactory((context, next) =>
    {
        var names = NamesOf(context.MethodInfo);
        return call =>
        {
            var http = call.HttpContext;
            foreach (var given in http.Request.Query)
            {
                if (!names.Contains(given.Key, StringComparer.OrdinalIgnoreCase)
                    && !Everywhere.Contains(given.Key, StringComparer.OrdinalIgnoreCase))
                {
                    var texts = (Texts)http.RequestServices.GetService(typeof(Texts))!;
                    return ValueTask.FromResult<object?>(Refuse(given.Key, names, texts));
                }
            }

            return next(call);
        };
    });

    private static ProblemHttpResult? Refuse(string name, List<string> names, Texts texts)
    {
        var query = new QueryReader();
        if (names.Count == 0)
        {
            query.Refuse("Platform.Query.NoNames", name, string.Empty);
        }
        else
        {
            query.Refuse("Platform.Query.Name", name, string.Empty, string.Join(", ", names));
        }

        return query.Answer(texts);
    }

    private static List<string> NamesOf(MethodInfo handler) =>
        [.. handler.GetParameters().SelectMany(p => p.IsDefined(typeof(AsParametersAttribute))
            ? p.ParameterType.GetProperties().Where(m => m.PropertyType == typeof(string))
                .Select(m => m.GetCustomAttribute<FromQueryAttribute>()?.Name ?? Lower(m.Name))
            : p.GetCustomAttribute<FromQueryAttribute>() is { } query ? [query.Name ?? p.Name!] : [])];

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

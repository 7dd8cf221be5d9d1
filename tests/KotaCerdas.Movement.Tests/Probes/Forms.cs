using AngleSharp.Html.Dom;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Probes;

/// <summary>A form as it stands on a page, with its antiforgery token.</summary>
/// <param name="Page">Address of the page.</param>
/// <param name="Action">Where it is posted.</param>
/// <param name="Fields">Names and values, files left out.</param>
/// <param name="File">Name of its file field, or null.</param>
internal sealed record FoundForm(string Page, string Action, IReadOnlyList<KeyValuePair<string, string>> Fields, string? File)
{
    public const string Token = "__RequestVerificationToken";

    /// <summary>What identifies it, whoever sees it.</summary>
    public string Kind => $"{Action} {string.Join(',', Fields.Select(f => f.Key).Distinct(StringComparer.Ordinal))}";

    /// <summary>The forms in the main part of the pages that answer 200.</summary>
    public static async Task<List<FoundForm>> OnAsync(HttpClient client, IEnumerable<string> pages)
    {
        var found = new Dictionary<string, FoundForm>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            using var answer = await client.GetAsync(page);
            if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            using var document = await answer.DocumentAsync();
            foreach (var form in document.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Where(f => f.Method == "post"))
            {
                var one = Read(page, form);
                found.TryAdd(one.Kind, one);
            }
        }

        return [.. found.Values];
    }

    private static FoundForm Read(string page, IHtmlFormElement form)
    {
        var fields = form.QuerySelectorAll("input[name], textarea[name], select[name], button[name]")
            .Where(e => e is not IHtmlInputElement { Type: "file" })
            .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => select.Value ?? string.Empty,
                IHtmlButtonElement button => button.Value,
                _ => string.Empty,
            })).ToList();
        var action = form.GetAttribute("action");
        var file = form.QuerySelector("input[type=file]")?.GetAttribute("name");
        return new(page, string.IsNullOrEmpty(action) ? page : action, fields, file);
    }

    /// <summary>The same form turned against another region: its code, name in addresses and documents instead of one's own; null where
    /// the form names no region.</summary>
    public FoundForm? Against(IReadOnlyDictionary<string, string> instead)
    {
        string Turn(string text) => instead.TryGetValue(text, out var other) ? other : text;
        var action = string.Join('/', Action.Split('/').Select(Turn));
        var fields = Fields.Select(f => KeyValuePair.Create(f.Key, Turn(f.Value))).ToList();
        return action == Action && fields.SequenceEqual(Fields) ? null : this with { Action = action, Fields = fields };
    }
}

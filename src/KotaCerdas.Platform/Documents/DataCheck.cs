using KotaCerdas.Documents.Pdf;

namespace KotaCerdas.Platform;

/// <summary>Compares a request with its template: everything that is missing, too much or of the wrong type, by name.</summary>
internal static class DataCheck
{
    public static List<Problem> Of(DocumentTemplate template, DocumentRequest request)
    {
        var problems = Fields(template.Fields, request.Data, string.Empty).ToList();
        var roles = request.Signers.Select(s => s.Role).ToList();
        problems.AddRange(template.Signers.Where(s => !s.Optional && !roles.Contains(s.Role))
            .Select(s => new Problem("Platform.Document.SignerMissing", null, s.Role)));
        problems.AddRange(roles.Where(r => template.Signers.All(s => s.Role != r))
            .Concat(roles.GroupBy(r => r).Where(g => g.Count() > 1).Select(g => g.Key))
            .Select(r => new Problem("Platform.Document.SignerUnknown", null, r)));
        problems.AddRange(request.Signers.SelectMany(s => new[] { s.Office, s.Name ?? string.Empty }).Append(request.Title)
            .Select(t => Letters(t, "title")).OfType<Problem>());
        return problems;
    }

    private static IEnumerable<Problem> Fields(IReadOnlyList<TemplateField> fields, DocumentData data, string prefix)
    {
        foreach (var field in fields)
        {
            var name = prefix + field.Name;
            if (!data.Values.TryGetValue(field.Name, out var value))
            {
                if (!field.Optional && field.Default.Count == 0)
                {
                    yield return new Problem("Platform.Document.FieldMissing", null, name);
                }

                continue;
            }

            if (value.Type != field.Type)
            {
                yield return new Problem("Platform.Document.FieldType", null, name);
                continue;
            }

            var inside = value.Value switch
            {
                string text => Letters(text, name) is { } problem ? [problem] : [],
                List<DocumentData> rows => rows.SelectMany((r, i) => Fields(field.Fields, r, $"{name}[{i + 1}].")),
                _ => Enumerable.Empty<Problem>(),
            };
            foreach (var problem in inside)
            {
                yield return problem;
            }
        }

        foreach (var extra in data.Values.Keys.Where(k => fields.All(f => f.Name != k)))
        {
            yield return new Problem("Platform.Document.FieldUnknown", null, prefix + extra);
        }
    }

    private static Problem? Letters(string text, string field) => FontFace.FirstMissing(text) is { } letter
        ? new Problem("Platform.Document.LetterUnknown", null, letter, field)
        : null;
}

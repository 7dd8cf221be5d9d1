using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>The templates that ship in <c>data/documents</c>. A shipped template with a flaw is a bug and stops the start.</summary>
public sealed class DocumentTemplates
{
    private readonly IReadOnlyList<DocumentTemplate> _all;

    /// <summary>Holds templates.</summary>
    public DocumentTemplates(IEnumerable<DocumentTemplate> templates)
    {
        _all = [.. templates.OrderBy(t => t.Kind, StringComparer.Ordinal).ThenBy(t => t.Version)];
        foreach (var template in _all)
        {
            var flaws = TemplateCheck.Flaws(template);
            if (flaws.Count > 0)
            {
                throw new BugException($"Template {template.Kind} {template.Version}: {string.Join("; ", flaws)}");
            }
        }
    }

    /// <summary>All versions of all kinds.</summary>
    public IReadOnlyList<DocumentTemplate> All => _all;

    /// <summary>Reads the templates below a folder.</summary>
    public static DocumentTemplates Load(string folder)
    {
        var files = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var templates = new List<DocumentTemplate>();
        foreach (var file in files)
        {
            var template = DocumentTemplate.Read(File.ReadAllBytes(file));
            Check.That(Path.GetFileName(Path.GetDirectoryName(file)) == template.Kind);
            Check.That(Path.GetFileNameWithoutExtension(file) == template.Version.ToString(CultureInfo.InvariantCulture));
            templates.Add(template);
        }

        return new DocumentTemplates(templates);
    }

    /// <summary>The newest version that a document of this date may have, or why there is none.</summary>
    public Outcome<DocumentTemplate> For(string kind, DateOnly date) =>
        _all.LastOrDefault(t => t.Kind == kind && t.IsValidOn(date)) is { } template
            ? template
            : new Problem("Platform.Document.NoTemplate", null, kind, date);

    /// <summary>The newest version of a kind, for its name; null where the kind is not known.</summary>
    public DocumentTemplate? Newest(string kind) => _all.LastOrDefault(t => t.Kind == kind);
}

/// <summary>What is wrong with a template in itself.</summary>
internal static class TemplateCheck
{
    public static IReadOnlyList<string> Flaws(DocumentTemplate template)
    {
        var flaws = new List<string>();
        var lists = template.Fields.Where(f => f.Type == FieldType.List).ToDictionary(f => f.Name, StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (text, list) in template.Blocks.SelectMany(b => b.Texts))
        {
            Check(template, text, list, used, flaws);
            if (list is not null && !lists.ContainsKey(list))
            {
                flaws.Add($"{list} is not a list");
            }

            used.Add(list ?? string.Empty);
        }

        foreach (var (field, row) in lists.Values.SelectMany(f => f.Default.SelectMany(r => r.Select(t => (f, t)))))
        {
            Check(template, row.Value, null, used, flaws);
            if (field.Fields.All(f => f.Name != row.Key))
            {
                flaws.Add($"the default of {field.Name} has {row.Key}, which is not its field");
            }
        }

        foreach (var name in NumberFormat.Names(template.Number))
        {
            used.Add(name);
            var isText = template.Fields.Any(f => f is { Type: FieldType.Text, Optional: false } && f.Name == name);
            if (!NumberFormat.Own.Contains(name) && !isText)
            {
                flaws.Add($"the number needs {name}, which is no text that is always there");
            }
        }

        if (!NumberFormat.Names(template.Number).Contains("seq") || !NumberFormat.Names(template.Number).Contains("year"))
        {
            flaws.Add("the number needs {seq} and {year}");
        }

        var whens = template.Blocks.Select(b => b.When)
            .Concat(template.Blocks.OfType<PointsBlock>().SelectMany(b => b.Points).Select(p => p.When)).OfType<string>();
        flaws.AddRange(whens.Where(w => !template.Fields.Any(f => f.Optional && f.Name == w)).Select(w => $"{w} is not an optional field"));
        flaws.AddRange(template.Fields.Where(f => !used.Contains(f.Name) && !whens.Contains(f.Name)).Select(f => $"{f.Name} is not used"));
        flaws.AddRange(template.Signers.GroupBy(s => s.Role).Where(g => g.Count() > 1).Select(g => $"{g.Key} signs twice"));
        if (template.Signers.Count > 0 != template.Blocks.OfType<SignaturesBlock>().Any())
        {
            flaws.Add("signers and a block for them go together");
        }

        return flaws;
    }

    private static void Check(DocumentTemplate template, string text, string? list, HashSet<string> used, List<string> flaws)
    {
        var row = list is null ? [] : template.Fields.FirstOrDefault(f => f.Name == list)?.Fields ?? [];
        foreach (var (name, form) in Placeholders.In(text))
        {
            used.Add(name);
            var type = row.FirstOrDefault(f => f.Name == name)?.Type
                ?? template.Fields.FirstOrDefault(f => f.Name == name)?.Type
                ?? (Placeholders.Own.TryGetValue(name, out var own) && (list is not null || name != Placeholders.RowNumber)
                    ? own
                    : (FieldType?)null);
            if (type is null)
            {
                flaws.Add($"{{{name}}} has no field");
            }
            else if (!Placeholders.Knows(type.Value, form))
            {
                flaws.Add($"{{{name}:{form}}} is no way to write {type}");
            }
        }
    }
}

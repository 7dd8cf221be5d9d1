using KotaCerdas.Platform.Instruments;
using Microsoft.AspNetCore.Http;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>
/// The answers of one section as posted. Names: <c>j.code</c> answer, <c>k.code</c> note, <c>r.code</c> revision shown, <c>p.code</c> whose
/// to keep.
/// </summary>
internal sealed class SectionForm
{
    private static readonly string[] DateParts = ["Day", "Month", "Year"];

    private readonly Dictionary<string, TypedAnswer> _typed;

    private SectionForm(IEnumerable<TypedAnswer> typed) => _typed = typed.ToDictionary(t => t.Item, StringComparer.Ordinal);

    public static SectionForm Empty { get; } = new([]);

    /// <summary>What was typed, without the questions of which the other's answer is kept.</summary>
    public IReadOnlyList<TypedAnswer> Typed => [.. _typed.Values];

    public TypedAnswer? Of(string item) => _typed.GetValueOrDefault(item);

    public static SectionForm Read(IFormCollection form, IEnumerable<Item> items) => new(
        from item in items
        where form.ContainsKey("r." + item.Code) && form["p." + item.Code] != "theirs"
        select new TypedAnswer(
            item.Code,
            TextOf(form, item),
            form["k." + item.Code].ToString(),
            int.TryParse(form["r." + item.Code], out var shown) ? shown : 0));

    private static string TextOf(IFormCollection form, Item item)
    {
        var name = "j." + item.Code;
        if (item.Answer != AnswerKind.Date)
        {
            return string.Join(';', form[name].Where(v => !string.IsNullOrEmpty(v)));
        }

        var parts = DateParts.Select(part => form[$"{name}.{part}"].ToString().Trim()).ToList();
        return parts.All(p => p.Length == 0) ? string.Empty : string.Join('/', parts);
    }
}

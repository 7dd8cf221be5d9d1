using System.Text.Json;
using System.Text.Json.Serialization;
using KotaCerdas.Documents;

namespace KotaCerdas.Platform;

/// <summary>Paper of a document.</summary>
public enum Paper
{
    /// <summary>210 × 297 mm.</summary>
    A4,

    /// <summary>215 × 330 mm.</summary>
    F4,
}

/// <summary>Whose words a template is made of.</summary>
public enum Drafting
{
    /// <summary>Written by us, because the official text is not known.</summary>
    Own,

    /// <summary>Taken from a published text, which <see cref="DocumentTemplate.Source"/> names.</summary>
    Official,
}

/// <summary>A value that a template needs.</summary>
public sealed record TemplateField
{
    /// <summary>Name in placeholders and in the data.</summary>
    public required string Name { get; init; }

    /// <summary>What it holds.</summary>
    public FieldType Type { get; init; }

    /// <summary>True where a document can do without it.</summary>
    public bool Optional { get; init; }

    /// <summary>Fields of a row, for a list.</summary>
    public IReadOnlyList<TemplateField> Fields { get; init; } = [];

    /// <summary>Rows of a list that stand where the data has none; their texts may have placeholders.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Default { get; init; } = [];
}

/// <summary>Somebody who must sign.</summary>
/// <param name="Role">Name for the data: <c>pihak-kesatu</c>.</param>
/// <param name="Label">Printed above the office: <c>PIHAK KESATU</c>; may be empty.</param>
/// <param name="Optional">True where a document can do without.</param>
public sealed record TemplateSigner(string Role, string Label, bool Optional = false);

/// <summary>
/// A kind of document in one version: data under <c>data/documents/{kind}/{version}.json</c>. Never changed once documents were made with
/// it; a change is a new version.
/// </summary>
public sealed record DocumentTemplate
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        ReadCommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>Folder name.</summary>
    public required string Kind { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the kind in Indonesian.</summary>
    public required string NameId { get; init; }

    /// <summary>Name of the kind in English.</summary>
    public required string NameEn { get; init; }

    /// <summary>First day on which a document may bear it.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while it lasts.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where the words come from and which rule asks for them.</summary>
    public required string Source { get; init; }

    /// <summary>Whose words.</summary>
    public required Drafting Drafting { get; init; }

    /// <summary>Paper.</summary>
    public Paper Page { get; init; }

    /// <summary>Form of its numbers.</summary>
    public required string Number { get; init; }

    /// <summary>Values it needs.</summary>
    public required IReadOnlyList<TemplateField> Fields { get; init; }

    /// <summary>Who signs, in the order of the page.</summary>
    public required IReadOnlyList<TemplateSigner> Signers { get; init; }

    /// <summary>What stands on its pages, from top to bottom.</summary>
    public required IReadOnlyList<TemplateBlock> Blocks { get; init; }

    /// <summary>SHA-256 of the file, hexadecimal.</summary>
    [JsonIgnore]
    public string Sha256 { get; private init; } = string.Empty;

    /// <summary>Reads a template.</summary>
    /// <exception cref="JsonException">Not a template: a member is missing or not known.</exception>
    public static DocumentTemplate Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<DocumentTemplate>(json, Json)! with { Sha256 = Documents.Sha256.Hex(json) };

    /// <summary>True where a document may bear this date.</summary>
    public bool IsValidOn(DateOnly date) => date >= ValidFrom && (ValidTo is null || date <= ValidTo);
}

using System.Globalization;

namespace KotaCerdas.Platform;

/// <summary>Whether a set of dimensions may be used.</summary>
public enum DimensionSetStatus
{
    /// <summary>Used by the movement.</summary>
    InForce,

    /// <summary>Proposed, not law yet.</summary>
    Draft,

    /// <summary>Of a standard that regions may follow.</summary>
    Standard,
}

/// <summary>An element of a dimension.</summary>
public sealed record DimensionElement(string Code, int Position, string NameId, string NameEn);

/// <summary>A dimension of a smart city.</summary>
/// <param name="Code">Stable within its set.</param>
/// <param name="Position">Order of display, from 1.</param>
/// <param name="NameId">Indonesian name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Mark">Two letters beside the colour, or null.</param>
/// <param name="GoalId">Its goal in one line, in Indonesian, or null.</param>
/// <param name="GoalEn">Its goal in one line, in English, or null.</param>
/// <param name="Elements">Its elements; empty where the set has none or they are not known.</param>
public sealed record Dimension(
    string Code, int Position, string NameId, string NameEn, string? Mark, string? GoalId, string? GoalEn,
    IReadOnlyList<DimensionElement> Elements);

/// <summary>A set of dimensions by which plans and evaluations are ordered; sets are data with validity, never code.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="NameId">Indonesian name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Status">In force, draft or standard.</param>
/// <param name="ValidFrom">First day, or null where it has none yet.</param>
/// <param name="ValidTo">Last day, or null while it lasts.</param>
/// <param name="Dimensions">The dimensions in order.</param>
public sealed record DimensionSet(
    string Code, string NameId, string NameEn, DimensionSetStatus Status, DateOnly? ValidFrom, DateOnly? ValidTo,
    IReadOnlyList<Dimension> Dimensions)
{
    /// <summary>The sets that ship in <c>data/dimensions</c>. A shipped file that breaks its own rules is a bug.</summary>
    public static IReadOnlyList<DimensionSet> Shipped(string folder)
    {
        var elements = TableFile.Shipped(folder, "elements").ToLookup(
            row => (row["set"], row["dimension"]),
            row => new DimensionElement(row["code"], Position(row), row["name_id"], row["name_en"]));
        var dimensions = TableFile.Shipped(folder, "dimensions").ToLookup(
            row => row["set"],
            row => new Dimension(
                row["code"], Position(row), row["name_id"], row["name_en"],
                row.Optional("mark"), row.Optional("goal_id"), row.Optional("goal_en"),
                [.. elements[(row["set"], row["code"])].OrderBy(e => e.Position)]),
            StringComparer.Ordinal);
        return [.. TableFile.Shipped(folder, "sets").Select(row => new DimensionSet(
            row["code"], row["name_id"], row["name_en"],
            Enum.Parse<DimensionSetStatus>(row["status"].Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true),
            Date(row, "valid_from"), Date(row, "valid_to"),
            [.. dimensions[row["code"]].OrderBy(d => d.Position)]))];
    }

    private static int Position(TableRow row) => int.Parse(row["position"], CultureInfo.InvariantCulture);

    private static DateOnly? Date(TableRow row, string column) =>
        row.Optional(column) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}

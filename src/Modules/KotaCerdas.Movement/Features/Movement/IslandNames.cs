using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features;

/// <summary>Names of island groups, as shipped.</summary>
internal static class IslandNames
{
    private static readonly Lazy<IReadOnlyList<TableRow>> Rows =
        new(() => [.. TableFile.Shipped(ShippedData.PathOf("regions"), "island-groups")]);

    /// <summary>Codes in the order of the islands, west to east.</summary>
    public static IReadOnlyList<string> Codes => [.. Rows.Value.Select(r => r["code"])];

    public static string Of(string code) =>
        Rows.Value.FirstOrDefault(r => r["code"] == code) is { } row
            ? row[Languages.IsEnglish(CultureInfo.CurrentUICulture) ? "name_en" : "name_id"]
            : code;
}

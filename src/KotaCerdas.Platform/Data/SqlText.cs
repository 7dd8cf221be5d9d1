using System.Text.RegularExpressions;

namespace KotaCerdas.Platform;

/// <summary>
/// Migrations are written once, with PostgreSQL's names for types; SQLite gets its own names for them. No column may be named like a type.
/// </summary>
internal static partial class SqlText
{
    public static string For(DatabaseEngine engine, string sql) =>
        engine == DatabaseEngine.Postgres ? sql : TypeNames().Replace(sql, match => match.Value switch
        {
            "bytea" => "BLOB",
            "boolean" or "bigint" or "integer" => "INTEGER",
            _ => "TEXT",
        });

    [GeneratedRegex(@"(?<=\s)(uuid|timestamptz|date|bytea|boolean|bigint|integer|text)(?=[\s,)])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeNames();
}

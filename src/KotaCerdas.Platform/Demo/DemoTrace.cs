namespace KotaCerdas.Platform;

/// <summary>
/// How a module's generated rows are found and removed, in SQL that both engines read. Marks name what is generated in the table
/// <c>demo_mark (kind, id)</c>, which all modules share; removals delete the module's own rows that hang on a mark.
/// </summary>
/// <param name="Marks">Statements that fill <c>demo_mark</c>; those of later modules may read the marks of earlier ones.</param>
/// <param name="Removals">Statements that remove, in order.</param>
public sealed record DemoTrace(IReadOnlyList<string> Marks, IReadOnlyList<string> Removals)
{
    /// <summary>A module that generates nothing.</summary>
    public static DemoTrace None { get; } = new([], []);

    /// <summary>The condition that a column's identifier is marked.</summary>
    /// <param name="column">Column, uuid or text.</param>
    /// <param name="kind">Kind of the mark.</param>
    public static string Is(string column, string kind) => $"{Text(column)} in (select id from demo_mark where kind = '{kind}')";

    /// <summary>A statement that marks the identifiers of rows.</summary>
    /// <param name="kind">Kind of the mark.</param>
    /// <param name="column">Column to mark, uuid or text.</param>
    /// <param name="rows">Table with its condition.</param>
    public static string Mark(string kind, string column, string rows) =>
        $"insert into demo_mark (kind, id) select distinct '{kind}', {Text(column)} from {rows}";

    /// <summary>SQLite keeps a UUID as text in upper case; texts and payloads have it in lower case.</summary>
    private static string Text(string column) => $"lower(cast({column} as text))";
}

using System.Data.Common;
using Npgsql;

namespace KotaCerdas.Ledger;

/// <summary>What the ledger's SQL needs besides the commands of the platform.</summary>
internal static class LedgerSql
{
    /// <summary>The row's value, or null.</summary>
    public static DateOnly? Day(this DbDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    /// <summary>True on PostgreSQL, which has row locks; SQLite has one writer.</summary>
    public static bool IsPostgres(this DbConnection connection) => connection is NpgsqlConnection;

    /// <summary>The month of a date as a number: 202603.</summary>
    public static int Month(this DateOnly date) => (date.Year * 100) + date.Month;
}

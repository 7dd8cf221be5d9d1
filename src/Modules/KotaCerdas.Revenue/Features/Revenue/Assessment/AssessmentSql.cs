using System.Data.Common;
using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>Plain SQL on a connection of <see cref="KotaDb.SqlAsync"/>; it may take as long as a region is large.</summary>
internal static class AssessmentSql
{
    public static DbCommand Make(this DbConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@" + name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>A number; 0 where the query gives null.</summary>
    public static async Task<long> NumberAsync(this DbCommand command, CancellationToken cancel)
    {
        await using (command)
        {
            var value = await command.ExecuteScalarAsync(cancel);
            return value is null or DBNull ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);
        }
    }
}

using System.Globalization;
using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Movement.Tests.Demo;

/// <summary>What a season amounts to, without identifiers and instants: answers, scores, decision.</summary>
internal static class DemoDigest
{
    private static readonly string[] Queries =
    [
        "select i.region_code, c.year, i.status from movement_invitation i join movement_call c on c.id = i.call_id",
        "select a.region_code, c.year, a.status, a.submitted_on, a.return_round from movement_application a "
            + "join movement_call c on c.id = a.call_id",
        "select a.region_code, c.year, a.item_code, a.value from movement_answer a join movement_call c on c.id = a.call_id",
        "select e.region_code, e.item_code, e.sha256 from movement_evidence e",
        "select s.region_code, p.name, s.criterion_code, s.level, s.note from movement_score s join people_account p on p.id = s.user_id",
        "select region_code, criterion_code, kind, level from movement_moderation",
        "select region_code, result, place, reserve_place, total from movement_decision_line",
        "select l.region_code, d.number, d.title, d.state from movement_decision_letter l join platform_document d on d.id = l.document_id",
        "select region_code, filed_on, grounds from movement_objection",
        "select region_code, template, state, signed_on, frozen_sha256 from movement_agreement",
        "select region_code, code, state, due_on, reported_on, met_on from movement_obligation",
    ];

    public static async Task<string> OfAsync(TestDatabase database)
    {
        var text = new StringBuilder();
        foreach (var query in Queries)
        {
            var rows = await RowsAsync(database, query);
            text.Append(CultureInfo.InvariantCulture, $"{query}: {rows.Count}\n");
            text.AppendJoin('\n', rows.Order(StringComparer.Ordinal)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The rows of a query, each as one text.</summary>
    public static async Task<List<string>> RowsAsync(TestDatabase database, string query)
    {
        await using var connection = await database.Services.GetRequiredService<DatabaseSettings>().OpenOwnerAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
        }

        return rows;
    }

    /// <summary>Every table with all that its rows say.</summary>
    public static async Task<List<string>> TablesAsync(TestDatabase database)
    {
        var names = await RowsAsync(database, database.Engine == DatabaseEngine.Postgres
            ? "select table_name from information_schema.tables where table_schema = 'public' order by 1"
            : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by 1");
        var all = new List<string>();
        foreach (var name in names.Where(n => n is not ("platform_village" or "platform_district")))
        {
            var rows = await RowsAsync(database, $"select * from {name}");
            all.Add($"{name}: {string.Join('\n', rows.Order(StringComparer.Ordinal))}");
        }

        return all;
    }

    private static string Text(object value) => value switch
    {
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}

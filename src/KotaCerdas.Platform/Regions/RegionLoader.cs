using System.Data.Common;
using System.Security.Cryptography;
using Npgsql;

namespace KotaCerdas.Platform;

/// <summary>
/// Brings the shipped list of regions into the database when its files differ from what is loaded: all of it in one transaction, or
/// nothing.
/// </summary>
public sealed class RegionLoader(DatabaseSettings settings, TimeProvider clock) : IPreparationStep
{
    private const string Set = "regions";

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancel) => RunAsync(ShippedData.PathOf("regions"), cancel);

    /// <summary>Loads what changed.</summary>
    /// <param name="folder">Folder <c>data/regions</c> of the product.</param>
    /// <param name="cancel">Stops; nothing is changed then.</param>
    /// <returns>Rows written; 0 where the list is already loaded.</returns>
    public async Task<long> RunAsync(string folder, CancellationToken cancel)
    {
        var hash = await HashAsync(folder, cancel);
        await using var connection = await settings.OpenOwnerAsync(cancel);
        if (await LoadedHashAsync(connection, cancel) == hash)
        {
            return 0;
        }

        var reference = RegionReference.Open(folder);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ExecuteAsync(
            connection,
            "delete from platform_village; delete from platform_district; delete from platform_region_change; delete from platform_region",
            cancel);
        var rows = await InsertAsync(connection, reference, cancel);
        await RecordAsync(connection, hash, rows, cancel);
        await transaction.CommitAsync(cancel);
        return rows;
    }

    private static async Task<long> InsertAsync(DbConnection connection, RegionReference reference, CancellationToken cancel)
    {
        string[] region =
            ["code", "kind", "administrative", "name", "slug", "province_code", "zone", "island_group", "valid_from", "valid_to", "source"];
        var provinces = reference.Provinces.Select(p => new object?[]
        {
            p.Code.Value, nameof(RegionKind.Province), false, p.Name, p.Slug, p.Code.Value, p.Zone.ToString(), p.IslandGroup,
            Day(connection, p.ValidFrom), null, p.Source,
        });
        var regencies = reference.Regencies.Select(r => new object?[]
        {
            r.Code.Value, r.Kind.ToString(), r.Administrative, r.Name, r.Slug, r.Province.Code.Value, r.Zone.ToString(), r.IslandGroup,
            Day(connection, r.ValidFrom), null, r.Source,
        });
        var changes = reference.CodeHistory.Select(c => new object?[]
        {
            c.OldCode.Value, c.OldName, c.NewCode.Value, c.NewName, c.Kind.ToString(), Day(connection, c.ValidFrom), c.Law, c.Confirmed,
        });
        var count = await BulkWriter.InsertAsync(connection, "platform_region", region, provinces.Concat(regencies), cancel);
        count += await BulkWriter.InsertAsync(
            connection,
            "platform_region_change",
            ["old_code", "old_name", "new_code", "new_name", "kind", "effective_on", "law", "confirmed"],
            changes,
            cancel);
        count += await BulkWriter.InsertAsync(
            connection,
            "platform_district",
            ["code", "regency_code", "name"],
            reference.Districts().Select(d => new object?[] { d.Code, d.Regency.Value, d.Name }),
            cancel);
        return count + await BulkWriter.InsertAsync(
            connection,
            "platform_village",
            ["code", "district_code", "name"],
            reference.Villages().Select(v => new object?[] { v.Code, v.District, v.Name }),
            cancel);
    }

    /// <summary>SQLite keeps days as text, as the model reads them.</summary>
    private static object? Day(DbConnection connection, DateOnly? day) =>
        day is null ? null : connection is NpgsqlConnection ? day.Value : day.Value.ToString("yyyy-MM-dd");

    private static async Task<string> HashAsync(string folder, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(folder, "*.csv*").Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(await File.ReadAllBytesAsync(file, cancel));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<string?> LoadedHashAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select sha256 from platform_reference_set where name = '{Set}'";
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task RecordAsync(DbConnection connection, string hash, long rows, CancellationToken cancel)
    {
        await ExecuteAsync(connection, $"delete from platform_reference_set where name = '{Set}'", cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        object at = connection is NpgsqlConnection ? now : now.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF");
        string[] columns = ["name", "sha256", "rows", "loaded_at"];
        await BulkWriter.InsertAsync(connection, "platform_reference_set", columns, [[Set, hash, rows, at]], cancel);
    }
}

using System.Data.Common;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>Input of <see cref="ImportSismiop"/>.</summary>
/// <param name="Path">Folder, ZIP or dump in SQL.</param>
/// <param name="Check">True to check only.</param>
/// <param name="BuildingUnit">Rupiah that one unit of <c>nilai_sistem_bng</c> stands for.</param>
/// <param name="Upload">True where the file was uploaded and is thrown away after it was imported.</param>
internal sealed record ImportSismiopInput(string Path, bool Check, long BuildingUnit, bool Upload);

/// <summary>
/// Takes an export of SISMIOP over: loads it into temporary tables, judges it there, and writes all of it or nothing, with a list of
/// what is not as it should be and a proof by village and year, and books what is open of its bills. The same files again change nothing.
/// </summary>
internal sealed class ImportSismiop(
    KotaDb db, RegisterDesk desk, PersonalNumbers numbers, UploadFolder uploads, OpeningBooks books, RuleStore rules)
    : IOperation<ImportSismiopInput>
{
    public static readonly OperationKind<ImportSismiopInput> Kind = OperationKind.For<ImportSismiop, ImportSismiopInput>(
        "revenue.import-sismiop", "Revenue.Import.Operation", ImportPermissions.Import, maxAttempts: 2);

    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private Dictionary<string, object> _parameters = [];

    public async Task<Outcome<OperationResult>> RunAsync(OperationContext context, ImportSismiopInput input, CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(Patience);
        var tables = new SismiopTables(numbers, desk.NewId, input.BuildingUnit).All;
        var opened = SismiopFiles.Open(input.Path, tables);
        if (opened.Failed)
        {
            return opened.Problem;
        }

        using var files = opened.Value;
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await BulkWriter.MakeRoomAsync(db.Database.GetDbConnection(), cancel);
            return await RunAsync(context, input, (files, tables), cancel);
        }
        finally
        {
            await DropAsync();
            await BulkWriter.GiveRoomBackAsync(db.Database.GetDbConnection());
            await db.Database.CloseConnectionAsync();
        }
    }

    private static string Facts(Dictionary<string, long> counts) => JsonSerializer.Serialize(counts);

    private async Task<Outcome<OperationResult>> RunAsync(
        OperationContext context, ImportSismiopInput input, (SismiopFiles Files, IReadOnlyList<SismiopTable> Tables) source,
        CancellationToken cancel)
    {
        // The first query declares the region on the connection, which the statements below then see.
        await db.In<RegisterImport>(RegionScope.Of(context.Region)).AnyAsync(cancel);
        var stage = new SismiopStage(db.Database.GetDbConnection(), source.Files, context);
        var loaded = await LoadAsync(stage, source.Tables, cancel);
        if (loaded.Failed)
        {
            return loaded.Problem;
        }

        var read = loaded.Value;
        var id = desk.NewId();
        var set = SismiopFiles.SetHash(read);
        if (await DoneAsync(context.Region, set, cancel) is { } earlier)
        {
            if (input.Upload)
            {
                uploads.Erase(input.Path);
            }

            return new OperationResult("Revenue.Import.Again", ImportPaths.Of(context.Region, earlier));
        }

        await ParametersAsync(context.Region, id, cancel);
        await JudgeAsync(context, stage, source.Tables, cancel);
        var stops = await CountAsync($"select count(*) from sismiop_exception where rule in ({ImportRules.Listed(RuleEffect.Stops)})",
            cancel);
        var result = stops > 0 ? ImportResult.Refused : input.Check ? ImportResult.Checked : ImportResult.Imported;
        var written = await WriteAsync(context, (id, set, result), read, cancel);
        if (written.Failed)
        {
            return written.Problem;
        }

        var counts = written.Value;
        if (result == ImportResult.Imported && input.Upload)
        {
            uploads.Erase(input.Path);
        }

        var link = ImportPaths.Of(context.Region, id);
        return result switch
        {
            ImportResult.Refused => new OperationResult("Revenue.Import.RefusedBecause", link, stops),
            ImportResult.Checked => new OperationResult("Revenue.Import.CheckedDone", link, counts["exceptions"]),
            _ => new OperationResult("Revenue.Import.ImportedDone", link, counts["objects"], counts["bills"], counts["payments"]),
        };
    }

    private static async Task<Outcome<List<SismiopFile>>> LoadAsync(
        SismiopStage stage, IReadOnlyList<SismiopTable> tables, CancellationToken cancel)
    {
        foreach (var sql in SismiopChecks.Tables)
        {
            await stage.ExecuteAsync(sql, cancel);
        }

        var read = await stage.LoadAsync(tables, cancel);
        if (read.Failed)
        {
            return read;
        }

        foreach (var sql in SismiopChecks.Indexes)
        {
            await stage.ExecuteAsync(sql, cancel);
        }

        return read;
    }

    private async Task JudgeAsync(
        OperationContext context, SismiopStage stage, IReadOnlyList<SismiopTable> tables, CancellationToken cancel)
    {
        foreach (var table in db.Engine == DatabaseEngine.Postgres ? tables : [])
        {
            await ExecuteAsync("analyze " + table.Temporary, cancel);
        }

        await BulkWriter.InsertAsync(
            db.Database.GetDbConnection(), "sismiop_exception",
            ["file", "line", "rule", "nop", "tax_year", "tax_code", "amount", "expected", "found"],
            stage.Unreadable.Select(u => new object?[]
            {
                u.File, u.Place, ImportRules.Unreadable, 0L, 0, 0L, 0L, u.Flaw.Column, u.Flaw.Found,
            }),
            cancel);
        await CodesAsync(context.Region, cancel);
        foreach (var (index, check) in SismiopChecks.All.Index())
        {
            cancel.ThrowIfCancellationRequested();
            context.Report(index, SismiopChecks.All.Count, "Revenue.Import.Judging");
            var found = await ExecuteAsync(check.Sql, cancel);
            if (found > 0 && ImportRules.Of(check.Rule) == RuleEffect.LeavesOut)
            {
                await ExecuteAsync(
                    $"insert into sismiop_left select distinct file, line from sismiop_exception where rule = '{check.Rule}' "
                    + "on conflict do nothing",
                    cancel);
            }
        }
    }

    /// <summary>Codes of buildings whose meaning is known today: by the rules of the region, or by what ships.</summary>
    private async Task CodesAsync(RegionCode code, CancellationToken cancel)
    {
        var today = desk.Today(await RegionAsync(code, cancel));
        var set = await rules.InForceAsync(code, today, cancel);
        var known = BuildingCodes.Of(set.Failed ? null : set.Value, today).All.Select(c => (c.Column, Code: c.Code)).Distinct();
        var years = Enumerable.Range(ObjectRules.FirstYear, today.Year + 1 - ObjectRules.FirstYear).Select(ObjectWords.Plain);
        await BulkWriter.InsertAsync(
            db.Database.GetDbConnection(), "sismiop_code", ["name", "code"],
            known.SelectMany(c => c.Column == "kd_jpb" ? (object?[][])[[c.Column, c.Code], [c.Column, c.Code.PadLeft(2, '0')]]
                    : [[c.Column, c.Code]])
                .DistinctBy(c => (c[0], c[1]))
                .Concat(years.Append("0").Append(string.Empty).Select(y => (object?[])[BuildingCodes.RenovatedColumn, y])),
            cancel);
    }

    private async Task<Outcome<Dictionary<string, long>>> WriteAsync(
        OperationContext context, (Guid Id, string Set, ImportResult Result) import, List<SismiopFile> read, CancellationToken cancel)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var imported = import.Result == ImportResult.Imported;
        foreach (var sql in imported ? SismiopWrite.Prepare : [])
        {
            await ExecuteAsync(sql, cancel);
        }

        await using var write = await db.BeginWriteAsync(RegionScope.Of(context.Region), cancel);
        var statements = imported ? SismiopWrite.Statements : [];
        foreach (var (index, statement) in statements.Index())
        {
            context.Report(index, statements.Count, "Revenue.Import.Writing");
            counts[statement.Name] = await ExecuteAsync(statement.Sql, cancel);
        }

        counts["exceptions"] = await ExecuteAsync(SismiopWrite.Exceptions, cancel);
        await ExecuteAsync(SismiopWrite.Proof("bill", "sppt", imported), cancel);
        await ExecuteAsync(SismiopWrite.Proof("payment", "pembayaran_sppt", imported), cancel);
        await ProveAsync(import.Id, context.Region, cancel);
        if (imported)
        {
            context.Report(0, 1, "Revenue.Opening.Booking");
            var booked = await books.BookAsync(write, await RegionAsync(context.Region, cancel), import.Id, context.Actor, cancel);
            if (booked.Failed)
            {
                return booked.Problem;
            }

            counts["opened"] = booked.Value.Bills;
        }

        db.Add(new RegisterImport
        {
            RegionCode = context.Region, Id = import.Id, Result = import.Result, SetHash = import.Set,
            Files = JsonSerializer.Serialize(read), Facts = Facts(counts), RecordedAt = desk.Now, RecordedBy = context.Actor.Name,
        });
        desk.NoteRegion("Revenue.Trail.SismiopImported", context.Region, new { import.Id, result = import.Result.ToString() });
        await write.CommitAsync(cancel);
        return counts;
    }

    /// <summary>Rows that neither are kept nor are listed would be a bug; then nothing is written.</summary>
    private async Task ProveAsync(Guid id, RegionCode region, CancellationToken cancel)
    {
        var broken = await db.In<ImportProof>(RegionScope.Of(region)).Where(p => p.ImportId == id)
            .CountAsync(
                p => p.SourceCount != p.LeftCount + p.KeptCount || p.SourceSum != p.LeftSum + p.KeptSum, cancel);
        Check.That(broken == 0);
    }

    private async Task<Guid?> DoneAsync(RegionCode region, string set, CancellationToken cancel)
    {
        var done = await db.In<RegisterImport>(RegionScope.Of(region)).AsNoTracking()
            .Where(i => i.SetHash == set && i.Result == ImportResult.Imported).Select(i => new { i.Id }).FirstOrDefaultAsync(cancel);
        return done?.Id;
    }

    /// <summary>
    /// Objects hold from 1 January of the latest year of the files on; without a year, of this year. The deduction is on the object that
    /// had it in the latest year that was billed.
    /// </summary>
    private async Task ParametersAsync(RegionCode code, Guid id, CancellationToken cancel)
    {
        var region = await RegionAsync(code, cancel);
        var billed = await CountAsync("select coalesce(max(tax_year), 0) from sismiop_sppt", cancel);
        var latest = (int)Math.Max(billed, await CountAsync("select coalesce(max(tax_year), 0) from sismiop_dat_nir", cancel));
        var today = desk.Today(region);
        var year = latest is > 0 && latest <= today.Year + 1 ? latest : today.Year;
        _parameters = new(StringComparer.Ordinal)
        {
            ["@region"] = code.Value, ["@import"] = id, ["@now"] = desk.Now, ["@who"] = desk.Actor.Name, ["@source"] = "SISMIOP",
            ["@day"] = new DateOnly(year, 1, 1), ["@billed"] = (int)billed,
        };
    }

    private Task<Region> RegionAsync(RegionCode code, CancellationToken cancel) =>
        db.Shared<Region>().AsNoTracking().SingleAsync(r => r.Code == code, cancel);

    private async Task<long> CountAsync(string sql, CancellationToken cancel)
    {
        await using var command = Command(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancel)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    private DbCommand Command(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = (int)Patience.TotalSeconds;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (name, value) in _parameters.Where(p => sql.Contains(p.Key, StringComparison.Ordinal)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>The connection goes back to the pool without the temporary tables.</summary>
    private async Task DropAsync()
    {
        var all = new SismiopTables(numbers, desk.NewId, 1).All.Select(t => t.Temporary).Concat(
            [
                "sismiop_exception", "sismiop_left", "sismiop_source", "sismiop_code", "sismiop_owner", "sismiop_zone_value",
                "sismiop_land_sum", "sismiop_building_sum", "sismiop_appraisal",
            ]);
        foreach (var table in all)
        {
            await ExecuteAsync($"drop table if exists {table}", CancellationToken.None);
        }
    }
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>NIR of a zone in a year as somebody enters it.</summary>
/// <param name="Village">The office's ten digits of the kelurahan.</param>
/// <param name="Zone">Code of the zone.</param>
/// <param name="Year">Tax year.</param>
/// <param name="PerMetre">Rupiah a square metre.</param>
/// <param name="Source">The decree or study it comes from.</param>
internal sealed record LandValueInput(string? Village, string? Zone, string? Year, string? PerMetre, string? Source);

/// <summary>A year that is filled from the one before.</summary>
/// <param name="Village">The office's ten digits of a kelurahan, or empty for all.</param>
/// <param name="Year">Year that is filled.</param>
/// <param name="Percent">What the values are multiplied by, in per cent.</param>
/// <param name="Source">The decree or study it comes from.</param>
internal sealed record LandValueCopy(string? Village, string? Year, string? Percent, string? Source);

/// <summary>What came of a file of zone values, or of a copied year.</summary>
/// <param name="Rows">Rows of the file, or zones that have a value for the year before.</param>
/// <param name="Added">Zones and years that had no value.</param>
/// <param name="Changed">Those that have another value or basis now, as a further version.</param>
/// <param name="Problems">Rows that cannot be used; then nothing was written.</param>
internal sealed record LandValueReport(int Rows, int Added, int Changed, IReadOnlyList<RowProblem> Problems);

/// <summary>
/// NIR of land zones entered by the office: a row, a file, or the year before. A value is never changed; another one is a further version,
/// so that an assessment keeps what it knew.
/// </summary>
internal sealed class LandValueDesk(KotaDb db, RegisterDesk desk)
{
    public const int FirstYear = 1990;
    public const long MostPerMetre = 1_000_000_000;
    public const int ZoneLength = 4;

    private const int MostPercent = 1_000;

    public static readonly IReadOnlyList<string> Columns = ["kode_pajak", "znt", "tahun", "nir", "dasar"];

    /// <summary>Takes a CSV or XLSX file with <see cref="Columns"/>: all rows or none.</summary>
    public async Task<Outcome<LandValueReport>> ImportAsync(RegionCode code, Stream file, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var rows = TableFile.Upload(file, Columns);
        if (rows.Failed)
        {
            return rows.Problem;
        }

        var check = await CheckAsync(region.Value, cancel);
        var values = new Dictionary<(long, string, int), Value>();
        var problems = new List<RowProblem>();
        foreach (var row in rows.Value)
        {
            var (value, wrong) = check.Read(new(row["kode_pajak"], row["znt"], row["tahun"], row["nir"], row["dasar"]));
            problems.AddRange(wrong.Select(p => new RowProblem(row.Number, p.On(ColumnOf(p.Field)))));
            if (wrong.Count == 0 && !values.TryAdd((value.Village, value.Zone, value.Year), value))
            {
                problems.Add(new(row.Number, new Problem("Revenue.LandValue.Twice", "znt", value.Zone, Plain(value.Year))));
            }
        }

        if (problems.Count > 0)
        {
            return new LandValueReport(rows.Value.Count, 0, 0, problems);
        }

        return await WriteAsync(region.Value, [.. values.Values], "Revenue.Trail.LandValuesImported", cancel);
    }

    /// <summary>Sets the value of one zone in one year.</summary>
    public async Task<Outcome<LandValueReport>> SetAsync(RegionCode code, LandValueInput input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var (value, problems) = (await CheckAsync(region.Value, cancel)).Read(input);
        if (problems.Count > 0)
        {
            return problems;
        }

        var done = await WriteAsync(region.Value, [value], "Revenue.Trail.LandValueSet", cancel);
        return !done.Failed && done.Value.Added + done.Value.Changed == 0 ? new Problem("Revenue.LandValue.Same", "PerMetre") : done;
    }

    /// <summary>
    /// Gives zones that have no value of the year the one that counts for the year before, multiplied and rounded half up to whole rupiah.
    /// Zones that have a value of the year keep it.
    /// </summary>
    public async Task<Outcome<LandValueReport>> CopyAsync(RegionCode code, LandValueCopy input, CancellationToken cancel)
    {
        var region = await desk.OpenAsync(code, RegisterPermissions.Edit, cancel);
        if (region.Failed)
        {
            return region.Problem;
        }

        var check = await CheckAsync(region.Value, cancel);
        List<Problem> problems = [.. check.Refuse(input.Village, input.Year, input.Source)];
        if (Percent(input.Percent) is not { } percent)
        {
            problems.Add(new("Revenue.LandValue.PercentWrong", "Percent", MostPercent));
            return problems;
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var year = int.Parse(input.Year!.Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
        var village = TaxVillage.TryParse(input.Village, out var typed) ? typed : 0;
        var before = await db.In<LandValue>(RegionScope.Of(code)).AsNoTracking()
            .Where(v => v.TaxYear <= year && (village == 0 || v.TaxCode == village))
            .OrderBy(v => v.TaxYear).ThenBy(v => v.Version).ToListAsync(cancel);
        var has = before.Where(v => v.TaxYear == year).Select(v => (v.TaxCode, v.Zone)).ToHashSet();
        var latest = new Dictionary<(long, string), LandValue>();
        foreach (var value in before.Where(v => v.TaxYear < year))
        {
            latest[(value.TaxCode, value.Zone)] = value;
        }

        var copies = latest.Values.Where(v => !has.Contains((v.TaxCode, v.Zone))).ToList();
        if (copies.Count == 0)
        {
            return new Problem("Revenue.LandValue.NothingToCopy", "Year", Plain(year));
        }

        List<Value> values = [.. copies.Select(v => new Value(v.TaxCode, v.Zone, year, Times(v.PerMetre, percent), input.Source!.Trim()))];
        if (values.Exists(v => v.PerMetre is <= 0 or > MostPerMetre))
        {
            return new Problem("Revenue.LandValue.PercentFar", "Percent", MostPerMetre);
        }

        var done = await WriteAsync(region.Value, values, "Revenue.Trail.LandValuesCopied", cancel);
        return done.Failed ? done : done.Value with { Rows = latest.Count };
    }

    /// <summary>A value times thousandths of a per cent, half up.</summary>
    internal static long Times(long perMetre, int percent) => ((perMetre * percent) + 50_000) / 100_000;

    private static string Plain(int year) => year.ToString(CultureInfo.InvariantCulture);

    /// <summary>Thousandths of a per cent, above zero; null where it is none. Point and comma both part the decimals.</summary>
    private static int? Percent(string? text) =>
        decimal.TryParse((text ?? string.Empty).Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var percent) && percent is > 0 and <= MostPercent && percent * 1000 == decimal.Truncate(percent * 1000)
            ? (int)(percent * 1000) : null;

    private static string ColumnOf(string? field) => field switch
    {
        "Village" => Columns[0],
        "Zone" => Columns[1],
        "Year" => Columns[2],
        "PerMetre" => Columns[3],
        _ => Columns[4],
    };

    private async Task<LandValueCheck> CheckAsync(Region region, CancellationToken cancel) => new(
        await db.In<TaxVillage>(RegionScope.Of(region.Code)).AsNoTracking().Select(v => v.TaxCode).ToHashSetAsync(cancel),
        desk.Today(region).Year + 1);

    /// <summary>Adds what is new as further versions; what is the same already stays as it is.</summary>
    private async Task<Outcome<LandValueReport>> WriteAsync(
        Region region, List<Value> values, string action, CancellationToken cancel)
    {
        var scope = RegionScope.Of(region.Code);
        await using var write = await db.BeginWriteAsync(scope, cancel);
        var (villages, years) = (values.Select(v => v.Village).Distinct().ToList(), values.Select(v => v.Year).Distinct().ToList());
        var known = new Dictionary<(long, string, int), LandValue>();
        await foreach (var value in db.In<LandValue>(scope).AsNoTracking()
            .Where(v => villages.Contains(v.TaxCode) && years.Contains(v.TaxYear)).OrderBy(v => v.Version).AsAsyncEnumerable()
            .WithCancellation(cancel))
        {
            known[(value.TaxCode, value.Zone, value.TaxYear)] = value;
        }

        var (added, changed) = (0, 0);
        foreach (var value in values)
        {
            var last = known.GetValueOrDefault((value.Village, value.Zone, value.Year));
            if (last is not null && last.PerMetre == value.PerMetre && last.Source == value.Source)
            {
                continue;
            }

            db.Add(new LandValue
            {
                RegionCode = region.Code, TaxCode = value.Village, Zone = value.Zone, TaxYear = value.Year,
                Version = (last?.Version ?? 0) + 1, PerMetre = value.PerMetre, Source = value.Source, RecordedAt = desk.Now,
                RecordedBy = desk.Actor.Name,
            });
            (added, changed) = last is null ? (added + 1, changed) : (added, changed + 1);
        }

        if (added + changed > 0)
        {
            desk.NoteRegion(action, region.Code, values.Count == 1 ? values[0] : new { years, added, changed });
        }

        return await RegisterDesk.TryCommitAsync(write, cancel) is { } raced ? raced
            : new LandValueReport(values.Count, added, changed, []);
    }

    /// <summary>A value that was read.</summary>
    internal readonly record struct Value(long Village, string Zone, int Year, long PerMetre, string Source);
}

/// <summary>Reads what somebody enters of a zone.</summary>
/// <param name="villages">Villages that the region mapped.</param>
/// <param name="lastYear">The last tax year that may have a value.</param>
internal sealed class LandValueCheck(IReadOnlySet<long> villages, int lastYear)
{
    /// <summary>The value, and all that is wrong with it.</summary>
    public (LandValueDesk.Value Value, List<Problem> Problems) Read(LandValueInput input)
    {
        List<Problem> problems = [.. Refuse(input.Village ?? " ", input.Year, input.Source)];
        var zone = (input.Zone ?? string.Empty).Trim().ToUpperInvariant();
        if (zone.Length is 0 or > LandValueDesk.ZoneLength || !zone.All(char.IsAsciiLetterOrDigit))
        {
            problems.Add(new("Revenue.LandValue.ZoneWrong", "Zone", LandValueDesk.ZoneLength));
        }

        if (!TaxVillage.TryParse(input.Village, out var village) && problems.TrueForAll(p => p.Field != "Village"))
        {
            problems.Add(new("Revenue.LandValue.VillageWrong", "Village", input.Village ?? string.Empty));
        }

        var digits = string.Concat((input.PerMetre ?? string.Empty).Where(c => c is not ' '));
        var value = Rupiah(digits);
        if (value is null or <= 0 or > LandValueDesk.MostPerMetre)
        {
            problems.Add(new("Revenue.LandValue.ValueWrong", "PerMetre", digits, LandValueDesk.MostPerMetre));
        }

        return problems.Count > 0 ? (default, problems)
            : (new(village, zone, int.Parse(input.Year!.Trim(), CultureInfo.InvariantCulture), value!.Value, input.Source!.Trim()), []);
    }

    /// <summary>What is wrong with the village, which may be empty for all, with the year and the basis.</summary>
    public IEnumerable<Problem> Refuse(string? village, string? year, string? source)
    {
        if (!string.IsNullOrEmpty(village) && (!TaxVillage.TryParse(village, out var code) || !villages.Contains(code)))
        {
            yield return new("Revenue.LandValue.VillageWrong", "Village", village.Trim());
        }

        if (!int.TryParse((year ?? string.Empty).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var typed)
            || typed < LandValueDesk.FirstYear || typed > lastYear)
        {
            yield return new("Revenue.LandValue.YearWrong", "Year", Plain(LandValueDesk.FirstYear), Plain(lastYear));
        }

        if ((source ?? string.Empty).Trim().Length is 0 or > ObjectRules.SourceLength)
        {
            yield return new("Revenue.LandValue.SourceWrong", "Source", ObjectRules.SourceLength);
        }
    }

    private static string Plain(int year) => year.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whole rupiah: digits, or digits in groups of three with points between them.</summary>
    private static long? Rupiah(string text)
    {
        var groups = text.Split('.');
        var right = groups.Length == 1 || (groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
        return right && long.TryParse(string.Concat(groups), NumberStyles.None, CultureInfo.InvariantCulture, out var rupiah)
            ? rupiah : null;
    }
}

using System.Security.Cryptography;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>
/// Brings cohorts and their members in from a spreadsheet. A file is checked row by row and then as a whole: after it the country's sum
/// must still add up. All rows or none; importing the same file again changes nothing.
/// </summary>
internal sealed class CountryImports(KotaDb db, CountryQueries queries, Trail trail) : IMovementImports
{
    public const string PermissionCode = "movement.country.import";
    public const string Cohorts = "cohorts";
    public const string Members = "cohort-members";

    private static readonly RegionScope Country = RegionScope.National("import of cohorts");

    public static Permission Permission { get; } = new(PermissionCode);

    public IReadOnlyList<string> Names { get; } = [Cohorts, Members];

    public async Task<Outcome<ImportReport>> RunAsync(
        string name, Stream file, bool trial, Actor actor, IProgress<double>? progress, CancellationToken cancel)
    {
        if (actor.Refuse(Permission, RegionCode.National) is { } refused)
        {
            return refused;
        }

        if (!Names.Contains(name))
        {
            return new Problem("Movement.Country.Import.NoSuch", null, name, string.Join(", ", Names));
        }

        var rows = TableFile.Upload(file, name == Cohorts ? CohortImport.Required : MemberImport.Required);
        if (rows.Failed)
        {
            return rows.Problem;
        }

        var sha256 = await HashAsync(file, cancel);
        progress?.Report(0.2);
        var change = name == Cohorts ? await ReadCohortsAsync(rows.Value, cancel) : await ReadMembersAsync(rows.Value, cancel);
        progress?.Report(0.7);
        var write = !trial && change.Problems.Count == 0;
        if (write && change.Added + change.Changed > 0)
        {
            await WriteAsync(change, name, sha256, actor, cancel);
        }

        progress?.Report(1);
        var same = change.Problems.Count == 0 ? rows.Value.Count - change.Added - change.Changed : 0;
        return new ImportReport(rows.Value.Count, change.Added, change.Changed, same, change.Problems, write);
    }

    private static async Task<string> HashAsync(Stream file, CancellationToken cancel)
    {
        file.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
    }

    private async Task<Change> ReadCohortsAsync(IReadOnlyList<TableRow> rows, CancellationToken cancel)
    {
        var read = CohortImport.Read(rows);
        var known = (await queries.CohortsAsync(cancel)).ToDictionary(c => (c.Year, c.Track));
        var after = new Dictionary<(int, Track), Cohort>(known);
        foreach (var cohort in read.Rows)
        {
            after[(cohort.Year, cohort.Track)] = cohort;
        }

        var fresh = read.Rows.Where(c => !known.TryGetValue((c.Year, c.Track), out var row) || !row.Says(c)).ToList();
        var problems = read.Problems.Count > 0 ? read.Problems : Sum([.. after.Values], await queries.MembersAsync(cancel), rows);
        var changed = fresh.Count(c => known.ContainsKey((c.Year, c.Track)));
        return new(fresh.Count - changed, changed, problems, fresh, []);
    }

    private async Task<Change> ReadMembersAsync(IReadOnlyList<TableRow> rows, CancellationToken cancel)
    {
        var read = new MemberImport(await queries.LoadAsync(cancel)).Read(rows);
        var known = await db.In<MemberRow>(Country).AsNoTracking().ToDictionaryAsync(m => (m.RegionCode, m.Year, m.Track), cancel);
        var after = known.ToDictionary(k => k.Key, k => k.Value.Read());
        foreach (var member in read.Rows)
        {
            after[(member.Region, member.Year, member.Track)] = member;
        }

        var fresh = read.Rows.Where(m => !known.TryGetValue((m.Region, m.Year, m.Track), out var row) || !row.Says(m)).ToList();
        var problems = read.Problems.Count > 0 ? read.Problems : Sum(await queries.CohortsAsync(cancel), [.. after.Values], rows);
        var changed = fresh.Count(m => known.ContainsKey((m.Region, m.Year, m.Track)));
        return new(fresh.Count - changed, changed, problems, [], fresh);
    }

    /// <summary>What contradicts itself in the country's sum after the import, tied to the first row of the year in question.</summary>
    private static List<RowProblem> Sum(IReadOnlyList<Cohort> cohorts, IReadOnlyList<CohortMember> members, IReadOnlyList<TableRow> rows) =>
    [
        .. from track in Enum.GetValues<Track>()
           from problem in CohortArithmetic.Steps(track, cohorts, members).Problems
           let row = rows.FirstOrDefault(r => r["year"] == (string)problem.Args[0] && r["track"] == CountryOpenData.Word(track)) ?? rows[0]
           select new RowProblem(row.Number, problem.On("year")),
    ];

    private async Task WriteAsync(Change change, string name, string sha256, Actor actor, CancellationToken cancel)
    {
        await using var write = await db.BeginWriteAsync(Country, cancel);
        foreach (var cohort in change.Cohorts)
        {
            var row = await db.Shared<CohortRow>().SingleOrDefaultAsync(c => c.Year == cohort.Year && c.Track == cohort.Track, cancel);
            row?.Take(cohort, imported: true);
            _ = row is null ? db.Add(CohortRow.Of(cohort, imported: true)) : null;
        }

        var known = await db.In<MemberRow>(Country).ToDictionaryAsync(m => (m.RegionCode, m.Year, m.Track), cancel);
        foreach (var member in change.Members)
        {
            var row = known.GetValueOrDefault((member.Region, member.Year, member.Track));
            row?.Take(member, imported: true);
            _ = row is null ? db.Add(MemberRow.Of(member, imported: true)) : null;
        }

        var subject = new Subject(RegionCode.National, "movement.country", name);
        trail.Add(actor, "Movement.Trail.CountryImported", subject, new { change.Added, change.Changed, sha256 });
        await write.CommitAsync(cancel);
    }

    private sealed record Change(
        int Added, int Changed, IReadOnlyList<RowProblem> Problems, IReadOnlyList<Cohort> Cohorts, IReadOnlyList<CohortMember> Members);
}

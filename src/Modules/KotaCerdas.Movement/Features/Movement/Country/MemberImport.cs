using KotaCerdas.Movement.Model.Country;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>Reads rows of members from an upload. A region is named by code, by name, or by both, which must then agree.</summary>
internal sealed class MemberImport(CountryView country)
{
    public static readonly IReadOnlyList<string> Required = ["year", "track", "region_name", "status", "sources"];

    private readonly Dictionary<string, RegionLine> _bySlug = country.All.ToDictionary(r => r.Slug, StringComparer.Ordinal);
    private readonly Dictionary<string, RegionLine> _byCode = country.All.ToDictionary(r => r.Code.Value, StringComparer.Ordinal);

    public TableReading<CohortMember> Read(IReadOnlyList<TableRow> rows)
    {
        var members = new List<CohortMember>();
        var problems = new List<RowProblem>();
        var seen = new Dictionary<(int, Track, RegionCode), int>();
        foreach (var row in rows)
        {
            var cells = new ImportCells(row);
            var member = ReadRow(cells);
            if (member is not null && !seen.TryAdd((member.Year, member.Track, member.Region), row.Number))
            {
                cells.Add("region_name", "Movement.Country.Import.Twice", seen[(member.Year, member.Track, member.Region)]);
            }

            problems.AddRange(cells.Problems);
            if (member is not null)
            {
                members.Add(member);
            }
        }

        return new(members, problems);
    }

    private CohortMember? ReadRow(ImportCells cells)
    {
        var (year, track, region, status) = (cells.Needed("year", 2017, 2100), cells.ReadTrack(), FindRegion(cells), ReadStatus(cells));
        var sources = cells.Sources();
        if (region is not null && (region.Kind == RegionKind.Province) != (track == Track.Province))
        {
            cells.Add("track", "Movement.Country.Import.TrackDiffers", region.Name);
        }

        if (cells.Problems.Count == 0 && !country.Cohorts.Any(c => c.Year == year && c.Track == track))
        {
            cells.Add("year", "Movement.Country.Import.NoCohort", CountryTables.Year(year));
        }

        return region is null ? null : new(year, track, region.Code, status, sources, cells.Text("note"));
    }

    private static MemberStatus ReadStatus(ImportCells cells)
    {
        var text = cells.Text("status")?.ToLowerInvariant();
        foreach (var status in Enum.GetValues<MemberStatus>())
        {
            if (text == CountryOpenData.Word(status))
            {
                return status;
            }
        }

        cells.Add("status", "Movement.Country.Import.Status", text ?? string.Empty);
        return MemberStatus.Attendance;
    }

    private RegionLine? FindRegion(ImportCells cells)
    {
        var (code, name) = (cells.Text("region_code"), cells.Text("region_name"));
        if (code is null && name is null)
        {
            cells.Add("region_name", "Movement.Country.Import.Needed");
            return null;
        }

        if (code is not null && !_byCode.ContainsKey(code))
        {
            cells.Add("region_code", "Movement.Country.Import.Code", code);
            return null;
        }

        var byName = name is null ? null : ByName(name);
        if (name is not null && byName is null)
        {
            Suggest(cells, name);
            return null;
        }

        if (code is not null && byName is not null && _byCode[code] != byName)
        {
            cells.Add("region_code", "Movement.Country.Import.CodeDiffers", code, _byCode[code].Name, byName.Name, byName.Code.Value);
            return null;
        }

        return byName ?? _byCode[code!];
    }

    private RegionLine? ByName(string name)
    {
        var slug = RegionNames.Slug(RegionNames.DisplayRegency(name));
        return _bySlug.GetValueOrDefault(slug) ?? _bySlug.GetValueOrDefault("provinsi-" + slug);
    }

    private void Suggest(ImportCells cells, string name)
    {
        var near = NearestNames.Of(name, country.All, r => r.Name, 3);
        if (near.Count == 0)
        {
            cells.Add("region_name", "Movement.Country.Import.Name", name);
            return;
        }

        cells.Add("region_name", "Movement.Country.Import.NameNear", name, string.Join("; ", near.Select(r => $"{r.Name} ({r.Code})")));
    }
}

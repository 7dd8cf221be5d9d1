using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>A region on the season board.</summary>
/// <param name="Decrees">Kinds of decree that are accepted.</param>
/// <param name="Today">Legal date in the region.</param>
internal sealed record SeasonRow(RegionMentoring Mentoring, Region Region, GuideStage Stage, int Decrees, DateOnly Today, int ContactDays)
{
    /// <summary>Reports of stages that the mentor owes, by stage.</summary>
    public IReadOnlyList<OwedReport> Owed { get; init; } = [];

    public bool Done => Mentoring.CompletedOn is not null;

    /// <summary>Days in the stage so far.</summary>
    public int Days => (Mentoring.CompletedOn ?? Today).DayNumber - Mentoring.StageOpenedOn.DayNumber;

    /// <summary>Days over the date of the stage or, where later, of the season; 0 where neither has passed.</summary>
    public int DaysLate => Done ? 0 : Math.Max(0, Today.DayNumber - Min(Mentoring.StageDueOn, Mentoring.DueOn).DayNumber);

    /// <summary>True where the mentor has not been in touch for longer than the guide allows.</summary>
    public bool Silent =>
        !Done && Today.DayNumber - (Mentoring.LastContactOn ?? Mentoring.StartedOn).DayNumber > ContactDays;

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}

/// <summary>Filters of the season board. All of them stand in the address.</summary>
internal sealed record SeasonFilter(string Stage, string State, string Name)
{
    public const string Finished = "selesai";

    public bool Takes(SeasonRow row) =>
        (Stage.Length == 0 || (Stage == Finished ? row.Done : !row.Done && row.Mentoring.Stage == Stage))
        && State switch
        {
            "terlambat" => row.DaysLate > 0,
            "tanpa-pembimbing" => row.Mentoring.MentorUser is null,
            "tanpa-kontak" => row.Silent,
            "keputusan-kurang" => row.Decrees < 2,
            "laporan-kurang" => row.Owed.Count > 0,
            _ => true,
        }
        && row.Region.Name.Contains(Name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A call with how many of its regions are in mentoring.</summary>
internal sealed record SeasonLine(Call Call, int Regions, int Done);

/// <summary>What the ministry's board of a season shows: one row a region, read in a few queries whatever their number.</summary>
internal sealed class SeasonRows(KotaDb db, Guides guides, OwedReports reports, TimeProvider clock)
{
    /// <summary>The board is the ministry's; a mentor reads the regions assigned to them.</summary>
    public static RegionScope AllRegions { get; } = RegionScope.National("mentoring of a season");

    /// <summary>Calls whose selection is announced, newest first.</summary>
    public async Task<IReadOnlyList<SeasonLine>> SeasonsAsync(CancellationToken cancel)
    {
        var calls = await db.Shared<Call>().AsNoTracking()
            .Where(c => db.Shared<Model.Deciding.Announcement>().Any(a => a.CallId == c.Id)).OrderByDescending(c => c.Year)
            .ToListAsync(cancel);
        var counts = await db.In<RegionMentoring>(AllRegions).GroupBy(m => m.CallId)
            .Select(g => new { g.Key, All = g.Count(), Done = g.Count(m => m.CompletedOn != null) })
            .ToDictionaryAsync(g => g.Key, cancel);
        return [.. calls.Select(c => new SeasonLine(c, counts.GetValueOrDefault(c.Id)?.All ?? 0,
            counts.GetValueOrDefault(c.Id)?.Done ?? 0))];
    }

    public Task<Call?> CallAsync(CallId call, CancellationToken cancel) =>
        db.Shared<Call>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == call, cancel);

    /// <summary>All regions of a season, by code.</summary>
    public async Task<IReadOnlyList<SeasonRow>> OfSeasonAsync(CallId call, CancellationToken cancel) =>
        await RowsAsync(await db.In<RegionMentoring>(AllRegions).AsNoTracking().Where(m => m.CallId == call).ToListAsync(cancel), cancel);

    /// <summary>The regions of a mentor, the longest waiting first.</summary>
    public async Task<IReadOnlyList<SeasonRow>> OfMentorAsync(UserId mentor, CancellationToken cancel)
    {
        var rows = await RowsAsync(
            await db.In<RegionMentoring>(AllRegions).AsNoTracking().Where(m => m.MentorUser == mentor).ToListAsync(cancel), cancel);
        return [.. rows.OrderBy(r => r.Done).ThenBy(r => r.Mentoring.StageDueOn).ThenBy(r => r.Region.Code)];
    }

    private async Task<IReadOnlyList<SeasonRow>> RowsAsync(List<RegionMentoring> mentorings, CancellationToken cancel)
    {
        var codes = mentorings.ConvertAll(m => m.RegionCode);
        var regions = await db.Shared<Region>().AsNoTracking().Where(r => codes.Contains(r.Code)).ToDictionaryAsync(r => r.Code, cancel);
        var decrees = await db.In<Decree>(AllRegions).AsNoTracking().Where(d => d.Step == WorkStep.Accepted && codes.Contains(d.RegionCode))
            .Select(d => new { d.RegionCode, d.Kind }).Distinct().ToListAsync(cancel);
        var owed = await reports.OfAsync(codes, cancel);
        var accepted = decrees.GroupBy(d => d.RegionCode).ToDictionary(g => g.Key, g => g.Count());
        return
        [
            .. from mentoring in mentorings.OrderBy(m => m.RegionCode)
               let region = regions[mentoring.RegionCode]
               let guide = guides.Of(mentoring.Guide)
               select new SeasonRow(
                   mentoring, region, guide.StageOf(mentoring.Stage), accepted.GetValueOrDefault(mentoring.RegionCode),
                   region.Zone.DateAt(clock.GetUtcNow()), guide.Rules.ContactDays)
               {
                   Owed = [.. owed[(mentoring.RegionCode, mentoring.CallId)]],
               },
        ];
    }
}

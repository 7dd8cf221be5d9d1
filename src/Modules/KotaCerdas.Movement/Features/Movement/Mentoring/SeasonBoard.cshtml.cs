using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>The ministry's board of a season: per region its stage, days, what is missing, what is late, the last contact.</summary>
[Needs(MentoringPermissions.BoardCode)]
internal sealed class SeasonBoardModel(SeasonRows rows, Actor actor) : ProductPage
{
    private static readonly string[] StateNames = ["terlambat", "tanpa-pembimbing", "tanpa-kontak", "keputusan-kurang", "laporan-kurang"];

    public CallId Call { get; private set; }

    public string Title { get; private set; } = string.Empty;

    public IReadOnlyList<SeasonRow> All { get; private set; } = [];

    public ListPage<SeasonRow> Listed { get; private set; } = null!;

    public SeasonFilter Filter { get; private set; } = new("", "", "");

    public bool MayOpen => actor.May(MentoringPermissions.Open, RegionCode.National);

    public async Task<IActionResult> OnGetAsync(Guid call, CancellationToken cancel)
    {
        if (!actor.May(MentoringPermissions.Board, RegionCode.National))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        Call = new CallId(call);
        if (await rows.CallAsync(Call, cancel) is not { } found)
        {
            return NotFound();
        }

        Title = found.Title;
        All = await rows.OfSeasonAsync(Call, cancel);
        Filter = FilterOf(Request.Query);
        Listed = ListPages.Of(HttpContext, [.. All.Where(Filter.Takes)], r => r.Region.Code.Value);
        return Page();
    }

    /// <summary>Only known states become filters; anything else in the address means no filter.</summary>
    public static SeasonFilter FilterOf(IQueryCollection query) => new(
        query["tahap"].ToString(), StateNames.Contains(query["keadaan"].ToString()) ? query["keadaan"].ToString() : string.Empty,
        query["cari"].ToString().Trim());

    public IReadOnlyList<Choice> Stages(Texts texts) =>
    [
        new("", texts["Movement.Season.AnyStage"]),
        .. All.Select(r => r.Stage).DistinctBy(s => s.Code).OrderBy(s => s.Position).Select(s => new Choice(s.Code, s.Name.In())),
        new(SeasonFilter.Finished, texts["Movement.Season.AllDone"]),
    ];

    public IReadOnlyList<Choice> States(Texts texts) =>
    [
        new("", texts["Movement.Season.AnyState"]),
        new(StateNames[0], texts["Movement.Season.IsLate"]), new(StateNames[1], texts["Movement.Season.NoMentor"]),
        new(StateNames[2], texts["Movement.Season.NoContact"]), new(StateNames[3], texts["Movement.Season.DecreesMissing"]),
        new(StateNames[4], texts["Movement.Season.ReportsMissing"]),
    ];

    public IReadOnlyList<Column> Columns(Texts texts) =>
    [
        new(texts["Movement.Season.Region"]), new(texts["Movement.Season.Stage"]), new(texts["Movement.Season.Days"], true),
        new(texts["Movement.Season.Missing"], true), new(texts["Movement.Season.Late"]), new(texts["Movement.Season.Decrees"], true),
        new(texts["Movement.Season.Reports"]),
        new(texts["Movement.Season.LastContact"]), new(texts["Movement.Season.Mentor"]),
        new(texts["Movement.List.Code"], Extra: true), new(texts["Movement.Season.OpenedOn"], Extra: true),
        new(texts["Movement.Season.DueOn"], Extra: true),
    ];

    public IReadOnlyList<Cell> Cells(SeasonRow row, Texts texts) =>
    [
        Cell.Link(row.Region.Name, MentoringPaths.Of(Call, row.Region.Code)),
        row.Done ? Cell.Of(Tag.Render(texts["Movement.Season.AllDone"], Tone.Positive)) : row.Stage.Name.In(),
        Cell.Count(row.Days), Cell.Count(row.Mentoring.MissingCount),
        row.DaysLate > 0 ? Cell.Of(Tag.Render(texts["Movement.Season.DaysLate", row.DaysLate], Tone.Danger))
            : texts["Movement.Season.OnTime"],
        texts["Movement.Season.OfTwo", row.Decrees],
        row.Owed.Count == 0 ? texts["Movement.Season.NoReportOwed"]
            : Cell.Of(Tag.Render(texts["Movement.Season.ReportsOwed", row.Owed.Count], Tone.Warning)),
        Contact(row, texts),
        row.Mentoring.MentorUser is null ? Cell.Of(Tag.Render(texts["Movement.Season.NoMentorYet"], Tone.Warning))
            : row.Mentoring.MentorName,
        row.Region.Code.Value, Cell.Date(row.Mentoring.StageOpenedOn), Cell.Date(row.Mentoring.StageDueOn),
    ];

    private static Cell Contact(SeasonRow row, Texts texts)
    {
        var when = row.Mentoring.LastContactOn is { } on ? Formats.Date(on) : texts["Movement.Season.NeverContacted"];
        return row.Silent ? Cell.Of(Tag.Render(when, Tone.Warning)) : when;
    }
}

using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>A decree: the region fills and hands it in, the mentor or the ministry answers.</summary>
[Needs]
[OpensFiles]
internal sealed class DecreePageModel(
    KotaDb db, DecreeDesk desk, WriteDecree write, JudgeDecree judge, DecreeCodes codes, MentoringRecords records) : ProductPage
{
    private List<DecreeRuling> _rulings = [];
    private string? _code;

    public DecreeFile Work { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "sama")]
    public string? SameAs { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public DateFields DatedOn { get; set; } = new();

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Office { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? Dimension { get; set; }

    [BindProperty]
    public string? Party { get; set; }

    [BindProperty]
    public Guid? Member { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public string Path => MentoringPaths.Decree(Code, Work.Decree.Id);

    public bool MayEdit => Work.Access.Edits && Work.Closed is null;

    public bool MayJudge => Work.Access.Judges && Work.Decree.Step == WorkStep.Submitted;

    public IReadOnlyList<Problem> Missing => Work.Missing(records.TodayIn(Work.Access.Region));

    public bool HasGroups => Work.Roles.Any(r => r.PerDimension);

    public IReadOnlyList<Choice> Roles => [.. Work.Roles.Select(r => new Choice(r.Code, r.Name.In()))];

    public IReadOnlyList<Choice> Dimensions => [.. Work.Dimensions.Select(d => new Choice(d.Code, DecreeDesk.NameOf(d)))];

    public IReadOnlyList<Choice> Parties => [.. Work.Guide.Parties.Select(p => new Choice(p.Code, p.Name.In()))];

    public IReadOnlyList<Choice> Removable => [.. Work.Members.Select(m => new Choice(m.Id.ToString(), m.Office))];

    private RegionCode Code => Work.Access.Region.Code;

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        (Number, DatedOn) = (Work.Decree.Number, DateFields.From(Work.Decree.DatedOn));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var dated = DatedOn.Empty ? null : (Outcome<DateOnly>?)DatedOn.Read(nameof(DatedOn));
        if (dated is { Failed: true } wrong)
        {
            return this.Invalid(wrong.Problem);
        }

        await using var content = Upload?.OpenReadStream();
        var saved = await write.SaveAsync(
            Code, id, new(Number ?? string.Empty, dated?.Value), content is null ? null : (content, Upload!.FileName), cancel);
        return saved.Failed ? this.Invalid(saved.Problems)
            : this.SeeOther(saved.Value.Length == 0 ? Path : $"{Path}?sama={Uri.EscapeDataString(saved.Value)}");
    }

    public async Task<IActionResult> OnPostSeatAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel)
        ?? Answered(await write.SeatAsync(Code, id, new(Role ?? "", Dimension ?? "", Party ?? "", Office ?? ""), cancel));

    public async Task<IActionResult> OnPostUnseatAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Answered(await write.UnseatAsync(Code, id, Member ?? Guid.Empty, cancel));

    public async Task<IActionResult> OnPostSubmitAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Answered(await judge.SubmitAsync(Code, id, cancel));

    public async Task<IActionResult> OnPostJudgeAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel)
        ?? Answered(await judge.RunAsync(Code, id, Answer == "accept" ? null : Reason ?? string.Empty, cancel));

    public IReadOnlyList<Fact> Facts(Texts texts)
    {
        var decree = Work.Decree;
        IEnumerable<Fact> checks = _code is null ? []
            : [new(texts["Movement.Signing.Check"], Cell.Link(_code, DocumentSurroundings.CheckPath + _code))];
        return
        [
            new(texts["Movement.Decree.Number"], decree.Number.Length > 0 ? decree.Number : Cell.Missing(texts)),
            new(texts["Movement.Decree.DatedOn"], decree.DatedOn is { } on ? Formats.Date(on) : Cell.Missing(texts)),
            new(texts["Movement.Decree.File"],
                decree.FileId is { } file ? Cell.Link(decree.FileName, MentoringPaths.File(Code, file)) : Cell.Missing(texts)),
            .. checks,
        ];
    }

    public IEnumerable<IReadOnlyList<Cell>> MemberRows(Texts texts) => Work.Members.Select(m => (IReadOnlyList<Cell>)
        [
            m.Office, Work.Roles.FirstOrDefault(r => r.Code == m.Role)?.Name.In() ?? m.Role,
            Work.Dimensions.FirstOrDefault(d => d.Code == m.Dimension) is { } dimension ? DecreeDesk.NameOf(dimension) : "–",
            Work.Guide.Parties.FirstOrDefault(p => p.Code == m.Party)?.Name.In() ?? Cell.Missing(texts),
        ]);

    public IReadOnlyList<TimelineEvent> History(Texts texts) =>
    [
        .. _rulings.Select(r => new TimelineEvent(
            texts[$"Movement.Ruling.{r.Kind}"], Formats.Instant(r.At, Work.Access.Region.Zone))
        {
            Text = r.Reason.Length == 0 ? null : r.Reason, By = r.ByName,
        }),
    ];

    private IActionResult Answered<T>(Outcome<T> done) => done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return NotFound();
        }

        var read = await desk.ReadAsync(code, id, cancel);
        if (read.Failed)
        {
            return MentoringPages.Closed(read.Problem);
        }

        Work = read.Value;
        _code = Work.Decree.DocumentId is { } made ? (await codes.OfAsync(code, [Work.Decree], cancel)).GetValueOrDefault(made) : null;
        _rulings = await db.In<DecreeRuling>(RegionScope.Of(code)).AsNoTracking()
            .Where(r => r.RegionCode == code && r.DecreeId == id).OrderBy(r => r.Id).ToListAsync(cancel);
        return null;
    }
}

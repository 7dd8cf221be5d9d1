using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>The bodies of a region: their decrees, how they keep their cadence, what they decided, what is late.</summary>
[Needs]
internal sealed class InstitutionPageModel(
    KotaDb db, InstitutionDesk desk, MeetingDesk meetings, DecreePromises promises, DecreeCodes codes, TimeProvider clock) : ProductPage
{
    private List<Decree> _decrees = [];
    private ILookup<string, DecreePromise>? _promised;
    private IReadOnlyDictionary<Guid, string> _codes = new Dictionary<Guid, string>();
    private List<Meeting> _meetings = [];
    private List<MeetingDecision> _decisions = [];

    public static IReadOnlyList<MeetingKind> Bodies { get; } = [MeetingKind.Forum, MeetingKind.Council, MeetingKind.Team];

    public InstitutionAccess Access { get; private set; } = null!;

    /// <summary>Kinds of decree that nobody works on.</summary>
    public IEnumerable<DecreeKind> Startable =>
        Access.Guide.Decrees.Where(k => !_decrees.Exists(d => d.Kind == k.Code && d.Step != WorkStep.Accepted));

    /// <summary>True where one of the kind was accepted: a new one takes its place.</summary>
    public bool Replaces(DecreeKind kind) => _decrees.Exists(d => d.Kind == kind.Code);

    private DateOnly Today => Access.Region.Zone.DateAt(clock.GetUtcNow());

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) => await LoadAsync(region, cancel) ?? Page();

    public async Task<IActionResult> OnPostStartAsync(
        string region, [FromQuery(Name = "jenis")] string kind, [FromServices] WriteDecree write, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var started = await write.StartAsync(Access.Region.Code, kind, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther(MentoringPaths.Decree(Access.Region.Code, started.Value));
    }

    /// <summary>The region's mentoring, for those who take part in it.</summary>
    public IReadOnlyList<FrameLink> Up(Texts texts) => Access.Mentorings.Count > 0 && (Access.Edits || Access.Mentors)
        ? [new(texts["Movement.Workspace.Title", Access.Region.Name], MentoringPaths.Of(Access.Mentorings[0].CallId, Access.Region.Code))]
        : [];

    public IEnumerable<IReadOnlyList<Cell>> DecreeRows(Texts texts) => Access.Guide.Decrees.SelectMany(kind =>
        _decrees.Where(d => d.Kind == kind.Code).Select(d => (IReadOnlyList<Cell>)
        [
            Cell.Link(kind.Name.In(), MentoringPaths.Decree(d.RegionCode, d.Id)), Numbered(d, texts),
            d.DatedOn is { } on ? Cell.Date(on) : "–", Promised(kind, texts), Cell.Of(MentoringTags.Of(d, texts)),
        ]).DefaultIfEmpty([kind.Name.In(), "–", "–", Promised(kind, texts), Cell.Of(Tag.Render(texts["Movement.WorkStep.None"]))]));

    public IEnumerable<IReadOnlyList<Cell>> BodyRows(Texts texts) =>
        MeetingDesk.Cadences(Access.Guide.Rules, _meetings, MeetingDesk.Since(Access.Guide, _decrees)).Select(c => (IReadOnlyList<Cell>)
        [
            MeetingTexts.Kind(c.Kind, texts), Formats.Number(c.Held),
            c.Months is { } months ? texts["Movement.Institution.EveryMonths", months] : texts["Movement.Institution.NoCadence"],
            c.Last is { } last ? Cell.Date(last) : "–",
            c.NextDue is { } due ? Cell.Of(MentoringTags.Due(due, Today, texts)) : "–",
        ]);

    public IEnumerable<IReadOnlyList<Cell>> DecisionRows(Texts texts) => _decisions.Select(d => (IReadOnlyList<Cell>)
        [
            Cell.Link(d.Body, MentoringPaths.Meeting(d.RegionCode, d.MeetingId)), d.OwnerOffice, Cell.Date(d.DueOn),
            Cell.Of(MeetingTexts.State(d, Today, texts)),
        ]);

    public IEnumerable<IReadOnlyList<Cell>> MeetingRows(Texts texts) => _meetings.Select(m => (IReadOnlyList<Cell>)
        [
            Cell.Link(MeetingTexts.When(m, texts), MentoringPaths.Meeting(m.RegionCode, m.Id)), MeetingTexts.Kind(m.Kind, texts), m.Place,
            Cell.Of(MeetingTexts.State(m, Today, texts)),
        ]);

    /// <summary>The number; of a decree that is signed here it leads to where anybody checks it.</summary>
    private Cell Numbered(Decree decree, Texts texts) =>
        decree.SignedHere && _codes.TryGetValue(decree.DocumentId!.Value, out var code)
            ? Cell.Link(texts["Movement.Agreement.CheckDocument", decree.Number], DocumentSurroundings.CheckPath + code)
            : decree.Number.Length > 0 ? decree.Number : "–";

    /// <summary>The last day that each agreement in force names; of several with the day of its signing.</summary>
    private Cell Promised(DecreeKind kind, Texts texts)
    {
        var asked = _promised![kind.Code].ToList();
        var html = new HtmlBuilder();
        foreach (var (promise, agreement) in asked)
        {
            html.Start("div").Add(Markup.Date(promise.DueOn!.Value));
            if (promise.Open)
            {
                html.Text(" ").Add(MentoringTags.Due(promise.DueOn.Value, Today, texts));
            }

            if (asked.Count > 1)
            {
                html.Text(" ").Add(Markup.Link(
                    texts["Movement.Institution.PromisedIn", agreement.SignedOn!.Value],
                    AgreementPaths.Obligation(Access.Region.Code, promise)));
            }

            html.End();
        }

        return asked.Count == 0 ? "–" : Cell.Of(html);
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code))
        {
            return NotFound();
        }

        var opened = await desk.OpenAsync(code, cancel);
        if (opened.Failed)
        {
            return MentoringPages.Closed(opened.Problem);
        }

        Access = opened.Value;
        _decrees = await db.In<Decree>(RegionScope.Of(code)).AsNoTracking().Where(d => d.RegionCode == code)
            .OrderByDescending(d => d.Id).ToListAsync(cancel);
        _codes = await codes.OfAsync(code, _decrees, cancel);
        _promised = await promises.AllAsync(code, Access.Guide, cancel);
        _meetings = await meetings.OfBodiesAsync(code, cancel);
        _decisions = await meetings.OpenDecisionsAsync(code, cancel);
        return null;
    }
}

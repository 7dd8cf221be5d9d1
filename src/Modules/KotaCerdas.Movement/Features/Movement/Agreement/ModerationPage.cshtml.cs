using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Agreement;

/// <summary>
/// The levels of a region's panel side by side and what was decided about them. Officers see it for any region, assessors for those on
/// whose panel they are, and nobody before the whole panel has handed in.
/// </summary>
[Needs]
[OpensFiles]
internal sealed class ModerationPage(
    KotaDb db, Actor actor, Standings standings, AssessmentDesk desk, ModerationBeside beside, Texts texts) : ProductPage
{
    private InstrumentEngine _engine = null!;
    private List<PanelMember> _members = [];
    private List<Moderation> _facts = [];

    [BindProperty(SupportsGet = true, Name = "butir")]
    public string? ItemCode { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Level { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public Guid ProposalId { get; set; }

    public Call Call { get; private set; } = null!;

    /// <summary>By question: the assessors' notes and what the region says.</summary>
    public IReadOnlyDictionary<string, ItemBeside> Beside { get; private set; } = new Dictionary<string, ItemBeside>();

    public DateOnly Today => beside.TodayIn(Standing.Region);

    public Standing Standing { get; private set; } = null!;

    public IReadOnlyList<FrameLink> Way(Texts words) => actor.MayAnywhere(AssessmentPermissions.SeeScores)
        ? [new(words["Movement.Assess.CrumbCall"], Paths.Of(Call.Id)),
            new(words["Movement.Score.AgreementTitle"], CallTabs.PathOf(Call.Id, "keselarasan"))]
        : [new(words["Movement.Score.QueueTitle"], "/penilaian")];

    public bool MayDecide => actor.MayAnywhere(AssessmentPermissions.Moderate) || actor.MayAnywhere(AssessmentPermissions.Override);

    public ItemScore? Chosen => MayDecide ? Standing.Items.FirstOrDefault(i => i.Item.Code == ItemCode) : null;

    public IReadOnlyList<string> Panel => [.. Standing.Totals.Select(t => _members.Find(m => m.UserId == t.User)?.Office ?? "–")];

    public IReadOnlyList<Moderation> Waiting =>
        actor.MayAnywhere(AssessmentPermissions.Override)
            ? [.. _facts.Where(f => f.Kind == ModerationKind.OverrideProposed && _facts.TrueForAll(c => c.ConfirmsId != f.Id))]
            : [];

    public IReadOnlyList<Choice> Kinds =>
    [
        .. new[] { (ModerationKind.Agreed, AssessmentPermissions.Moderate), (ModerationKind.Kept, AssessmentPermissions.Moderate),
            (ModerationKind.OverrideProposed, AssessmentPermissions.Override) }
            .Where(k => actor.MayAnywhere(k.Item2)).Select(k => new Choice(k.Item1.ToString(), texts[KindKey(k.Item1)])),
    ];

    public IReadOnlyList<Choice> Levels =>
        [.. _engine.Instrument.LevelsOf(ItemCode ?? string.Empty)
            .Select(l => new Choice(Formats.Number(l.Value), $"{l.Value}. {l.Label.In()}"))];

    public IReadOnlyList<TimelineEvent> History =>
    [
        .. _facts.OrderBy(f => f.At).Select(f => new TimelineEvent(
            texts["Movement.Score.FactLine", TextOf(f.CriterionCode), texts[KindKey(f.Kind)],
                f.Level is { } level ? Formats.Number(level) : "–"],
            Formats.Instant(f.At, RegionZone.WIB)) { By = f.ByName, Text = f.Reason }),
    ];

    public static string KindKey(ModerationKind kind) => kind switch
    {
        ModerationKind.Agreed => "Movement.Score.KindAgreed",
        ModerationKind.Kept => "Movement.Score.KindKept",
        ModerationKind.OverrideProposed => "Movement.Score.KindOverrideProposed",
        _ => "Movement.Score.KindOverrideConfirmed",
    };

    public string TextOf(string item) => _engine.Instrument.Items.FirstOrDefault(i => i.Code == item)?.Text.In() ?? item;

    /// <summary>The question; on a phone, where the last column is out of sight, it leads to the decision about it as well.</summary>
    public Cell QuestionCell(ItemScore item) =>
        MayDecide ? Cell.Link(item.Item.Text.In(), $"?butir={item.Item.Code}#putuskan") : item.Item.Text.In();

    public Cell LevelCell(int? level) => level is { } known ? Formats.Number(known) : Cell.Missing(texts);

    public Cell Number(decimal? value) => value is { } known ? Formats.Decimal(known, 2) : Cell.Missing(texts);

    public string HowOf(ItemScore item) => texts[item.Ruling is { } ruling ? KindKey(ruling.Kind) : "Movement.Score.MeanOfLevels"];

    public async Task<IActionResult> OnGetAsync(Guid id, string regionCode, CancellationToken cancel) =>
        await LoadAsync(id, regionCode, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(
        Guid id, string regionCode, [FromServices] ModerateScore moderate, CancellationToken cancel)
    {
        if (await LoadAsync(id, regionCode, cancel) is { } refused)
        {
            return refused;
        }

        if (Chosen is null || !Named.TryRead<ModerationKind>(Kind, out var kind) || kind == ModerationKind.OverrideConfirmed)
        {
            return this.Invalid(new Problem("Movement.Score.ChooseKind", "Kind"));
        }

        int? level = int.TryParse(Level, out var typed) ? typed : null;
        var outcome = await moderate.RunAsync(new(Call.Id, Standing.Region.Code, ItemCode!, kind, level, Reason ?? string.Empty), cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther($"/panggilan/{Call.Id}/moderasi/{Standing.Region.Code}");
    }

    public async Task<IActionResult> OnPostConfirmAsync(
        Guid id, string regionCode, [FromServices] ConfirmOverride confirm, CancellationToken cancel)
    {
        if (await LoadAsync(id, regionCode, cancel) is { } refused)
        {
            return refused;
        }

        var outcome = await confirm.RunAsync(Call.Id, Standing.Region.Code, ProposalId, cancel);
        return outcome.Failed ? this.Invalid(outcome.Problems) : this.SeeOther($"/panggilan/{Call.Id}/moderasi/{Standing.Region.Code}");
    }

    /// <summary>
    /// Null where the page can be shown. A panel that is not complete is 404 like a region that is none of one's business.
    /// </summary>
    private async Task<IActionResult?> LoadAsync(Guid id, string regionCode, CancellationToken cancel)
    {
        var callId = new CallId(id);
        if (!RegionCode.TryParse(regionCode, out var region) || !await MaySeeAsync(callId, region, cancel))
        {
            return NotFound();
        }

        var standing = await standings.OfRegionAsync(callId, region, cancel);
        var own = standing.Failed ? null : standing.Value.Complete.FirstOrDefault(s => s.Region.Code == region);
        if (own is null)
        {
            return standing.Failed ? this.Refused(id, standing.Problems) : NotFound();
        }

        (Call, _engine, Standing) = (standing.Value.Call, standing.Value.Engine, own);
        _members = await desk.MembersAsync(callId, cancel);
        _facts = await db.In<Moderation>(RegionScope.Of(region)).AsNoTracking().Where(m => m.CallId == callId).ToListAsync(cancel);
        Beside = await beside.OfAsync(Call, _engine.Instrument, region, _members, cancel);
        return null;
    }

    private async Task<bool> MaySeeAsync(CallId call, RegionCode region, CancellationToken cancel) =>
        actor.MayAnywhere(AssessmentPermissions.SeeScores)
        || (await desk.SheetsAsync(call, RegionScope.Of(region), cancel)).Exists(s => s.UserId == actor.User);
}

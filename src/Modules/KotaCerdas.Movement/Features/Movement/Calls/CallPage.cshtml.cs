using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>A call: its state, dates, rules and counts, and what an officer can do with it.</summary>
internal sealed class CallPageModel(
    CallRows rows, CallSteps steps, CallSources sources, OpenCall open, Actor actor, TimeProvider clock) : ProductPage
{
    private IReadOnlyDictionary<(string Code, int Version), string> _titles = new Dictionary<(string, int), string>();

    public Call Call { get; private set; } = null!;

    public CallCounts Counts { get; private set; } = CallCounts.None;

    /// <summary>What keeps a draft from opening, for those who may open it.</summary>
    public IReadOnlyList<Problem> Missing { get; private set; } = [];

    /// <summary>What the call waits for, for those who work on it.</summary>
    public IReadOnlyList<CallStep> Steps { get; private set; } = [];

    public IReadOnlyList<CallExtension> Extensions { get; private set; } = [];

    public bool SignedIn => actor.SignedIn;

    public bool MayManage => actor.May(CallPermissions.Manage, RegionCode.National);

    public bool MayOpen => actor.May(CallPermissions.Open, RegionCode.National);

    /// <summary>True where the next button can be pressed today: a call closes only when its last day has ended everywhere.</summary>
    public bool CanMove => Call.Status == CallStatus.Draft || (Call.Status == CallStatus.Open && Call.SubmissionEnded(clock.GetUtcNow()));

    public bool MayExtend => MayOpen && Call.Status == CallStatus.Open;

    public bool MayWithdraw => MayOpen && Call.RefuseWithdrawal() is null;

    public bool MayDelete => MayManage && Call.Status == CallStatus.Draft;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await LoadAsync(new(id), cancel) ? Page() : NotFound();

    public Task<IActionResult> OnPostOpenAsync(Guid id, int version, CancellationToken cancel) =>
        DoAsync(new(id), c => open.RunAsync(c, version, cancel), cancel);

    public Task<IActionResult> OnPostCloseAsync(Guid id, int version, [FromServices] CloseCall close, CancellationToken cancel) =>
        DoAsync(new(id), c => close.RunAsync(c, version, cancel), cancel);

    public IHtmlContent MissingList(Texts texts)
    {
        var html = new HtmlBuilder().Start("ul");
        foreach (var problem in Missing)
        {
            html.Element("li", texts.Of(problem));
        }

        return html.End();
    }

    /// <summary>What comes next, with a link for who may do it; the button on this page needs none.</summary>
    public IHtmlContent StepList(Texts texts)
    {
        var html = new HtmlBuilder().Start("ul");
        foreach (var step in Steps)
        {
            html.Start("li").Text(texts[step.TextKey, [.. step.Args]]);
            if (step.Href != Paths.Of(Call.Id) && actor.May(step.Needs, RegionCode.National))
            {
                html.Text(" ").Add(Markup.Link(texts[step.ActionKey], step.Href));
            }

            html.End();
        }

        return html.End();
    }

    public IReadOnlyList<FrameLink> Links(Texts texts)
    {
        List<FrameLink> links = [];
        if (Call.Status != CallStatus.Draft && actor.May(CallPermissions.Invite, RegionCode.National))
        {
            links.Add(new(texts["Movement.Invite.Title"], Paths.Of(Call.Id) + "/undangan"));
        }

        if (Call.Status != CallStatus.Draft && actor.May(CallPermissions.List, RegionCode.National))
        {
            links.Add(new(texts["Movement.List.Title"], Paths.Of(Call.Id) + "/pendaftaran"));
        }

        links.AddRange(CallTabs.LinksFrom(Call, actor, texts));
        return links;
    }

    public IReadOnlyList<TimelineEvent> Events(Texts texts)
    {
        var today = RegionZone.WIB.DateAt(clock.GetUtcNow());
        TimelineEvent Of(string key, DateOnly from, DateOnly to) => new(
            texts[key], from == to ? Formats.Date(from) : $"{Formats.Date(from)} – {Formats.Date(to)}",
            today > to ? EventState.Done : today >= from ? EventState.Now : EventState.Next);
        return
        [
            Of("Movement.Call.PhaseApply", Call.OpensOn, Call.SubmitBy) with { Text = texts["Movement.Call.ZoneNote"] },
            Of("Movement.Call.PhaseAssess", Call.AssessFrom, Call.AssessTo),
        ];
    }

    public IReadOnlyList<Fact> Facts(Texts texts)
    {
        var (territory, assessors) = (Call.Territory, Call.Assessors);
        List<Fact> facts =
        [
            new(texts["Movement.Call.Application"], InstrumentCell(Call.ApplicationInstrument, Call.ApplicationVersion, texts)),
            new(texts["Movement.Call.Assessment"], InstrumentCell(Call.AssessmentInstrument, Call.AssessmentVersion, texts)),
            new(texts["Movement.Call.LegalBasis"], Call.LegalBasis),
            new(texts["Movement.Call.ReturnDays"], texts["Movement.Call.WorkingDays", Call.ReturnDays]),
            new(texts["Movement.Call.ObjectionDays"], States.TimeToObject(Call, texts)),
            new(texts["Movement.Call.PerRegion"],
                assessors.DistinctKinds ? texts["Movement.Call.PerRegionMixed", assessors.PerRegion] : Formats.Number(assessors.PerRegion)),
            new(texts["Movement.Call.LoadCap"], Formats.Number(assessors.LoadCap)),
            new(texts["Movement.Call.ProvinceMax"], territory.ProvinceMax is { } most ? Formats.Number(most)
                : texts["Movement.Call.NoBound"]),
        ];
        if (Call.LetterNumber.Length > 0)
        {
            facts.Insert(3, new(texts["Movement.Call.Letter"], Call.LetterDate is { } on ? $"{Call.LetterNumber}, {Formats.Date(on)}"
                : Call.LetterNumber));
        }

        facts.AddRange(territory.IslandGroups.Select(g => new Fact(texts["Movement.Call.IslandFact", g.Group], BoundText(g, texts))));
        return facts;
    }

    /// <summary>The instrument by its title, open to anyone: the weights are published with the call.</summary>
    private Cell InstrumentCell(string code, int version, Texts texts)
    {
        var number = texts["Movement.Call.VersionOf", version];
        return _titles.TryGetValue((code, version), out var title)
            ? Cell.Link($"{title} ({number})", $"/instrumen/{code}/{version.ToString(System.Globalization.CultureInfo.InvariantCulture)}")
            : $"{code}, {number}";
    }

    private static string BoundText(IslandGroupBound bound, Texts texts) => bound switch
    {
        { Min: { } min, Max: { } max } => texts["Movement.Call.Between", min, max],
        { Min: { } min } => texts["Movement.Call.AtLeast", min],
        { Max: { } max } => texts["Movement.Call.AtMost", max],
        _ => texts["Movement.Call.NoBound"],
    };

    private async Task<IActionResult> DoAsync(CallId id, Func<CallId, Task<Outcome<Nothing>>> act, CancellationToken cancel)
    {
        var done = await act(id);
        if (!done.Failed)
        {
            return this.SeeOther(Paths.Of(id));
        }

        return await LoadAsync(id, cancel) ? this.Invalid(done.Problems) : NotFound();
    }

    private async Task<bool> LoadAsync(CallId id, CancellationToken cancel)
    {
        var call = await rows.FindAsync(id, cancel);
        if (call is null || (call.Status == CallStatus.Draft && !MayManage))
        {
            return false;
        }

        Call = call;
        Counts = await rows.CountsAsync(id, cancel);
        Extensions = await rows.ExtensionsAsync(id, cancel);
        Missing = call.Status == CallStatus.Draft && MayOpen ? await open.MissingAsync(call, cancel) : [];
        Steps = call.Status != CallStatus.Draft && actor.May(CallPermissions.Board, RegionCode.National)
            ? await steps.OfAsync(call, Counts, cancel) : [];
        _titles = await sources.TitlesAsync(call, cancel);
        return true;
    }
}

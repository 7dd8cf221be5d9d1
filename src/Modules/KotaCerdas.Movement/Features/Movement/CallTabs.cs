using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Movement.Features;

/// <summary>The assessment pages of one call, side by side.</summary>
internal static class CallTabs
{
    private static readonly (string Part, string Key)[] Parts =
    [
        ("panel", "Movement.Assess.TabPanel"), ("penugasan", "Movement.Assess.TabAssignment"), ("jadwal", "Movement.Assess.TabTimetable"),
        ("keselarasan", "Movement.Assess.TabAgreement"), ("peringkat", "Movement.Assess.TabRanking"),
        ("simulasi", "Movement.Assess.TabSensitivity"),
        ("keputusan", "Movement.Assess.TabDecision"), ("keberatan", "Movement.Assess.TabObjections"),
    ];

    public static string PathOf(CallId call, string part) => $"/panggilan/{call}/{part}";

    public static IHtmlContent Render(CallId call, string part, Texts texts) =>
        Tabs.Render([.. Parts.Select(p => new FrameLink(texts[p.Key], PathOf(call, p.Part)))], PathOf(call, part),
            texts["Movement.Assess.Tabs"]);

    /// <summary>Links from the page of the call into assessment and selection, as far as the reader may go.</summary>
    public static IEnumerable<FrameLink> LinksFrom(Call call, Actor actor, Texts texts)
    {
        if (call.ClosedAt is not null && actor.May(AssessmentPermissions.SeeScores, RegionCode.National))
        {
            yield return new(texts["Movement.Assess.Link"], PathOf(call.Id, StartOf(call.Status, actor)));
        }

        if (call.Status == CallStatus.Announced)
        {
            yield return new(texts["Movement.Decision.ResultsTitle"], PathOf(call.Id, "hasil"));
            if (actor.MayAnywhere(AssessmentPermissions.FileObjection))
            {
                yield return new(texts["Movement.Objection.Title"], PathOf(call.Id, "keberatan"));
            }
        }
    }

    /// <summary>Where the work on a call stands: its panel, what its assessors give, or its decision.</summary>
    private static string StartOf(CallStatus status, Actor actor) => status switch
    {
        CallStatus.Closed when actor.May(AssessmentPermissions.ManagePanel, RegionCode.National) => "panel",
        CallStatus.Withdrawn => "panel",
        CallStatus.Assessing when actor.May(AssessmentPermissions.ManagePanel, RegionCode.National) => "penugasan",
        _ => "keputusan",
    };

    public static PageHead Head(Call call, Texts texts, string title, string? lead = null) => new()
    {
        Title = title,
        Caption = call.Title,
        Lead = lead,
        Breadcrumbs = [new(texts["Movement.Assess.CrumbCall"], $"/panggilan/{call.Id}")],
    };
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>Parts of the season that take a while.</summary>
internal enum DemoStep
{
    Invite,
    Apply,
    Verify,
    Assess,
    Select,
    Agree,
    Sign,
    Mentor,
    Next,
    Earlier,
}

/// <summary>How far the season is, in steps of about the same length.</summary>
internal sealed class DemoProgress
{
    private readonly IProgress<OperationProgress> _watcher;
    private readonly List<(DemoStep Step, int Weight, string Text)> _parts;

    public DemoProgress(IProgress<OperationProgress> watcher, DemoSeason season)
    {
        _watcher = watcher;
        var earlier = DemoCalls.EarlierOf(season);
        _parts =
        [
            (DemoStep.Earlier, 14 * earlier.Submitted, "Movement.Demo.StepEarlier"),
            (DemoStep.Invite, season.Invited, "Movement.Demo.StepInvite"),
            (DemoStep.Apply, 8 * season.Submitted, "Movement.Demo.StepApply"),
            (DemoStep.Verify, season.Submitted, "Movement.Demo.StepVerify"),
            (DemoStep.Assess, 4 * season.Submitted, "Movement.Demo.StepAssess"),
            (DemoStep.Select, 10, "Movement.Demo.StepSelect"),
            (DemoStep.Agree, season.Selected, "Movement.Demo.StepAgree"),
            (DemoStep.Sign, 2 * season.Selected, "Movement.Demo.StepSign"),
            (DemoStep.Mentor, 12 * season.Selected, "Movement.Demo.StepMentor"),
            (DemoStep.Next, season.Invited / 2, "Movement.Demo.StepNext"),
        ];
    }

    /// <summary>Reports a part: steps done and steps in all of that part.</summary>
    public Action<int, int> Of(DemoStep step) => (done, total) =>
    {
        var at = _parts.FindIndex(p => p.Step == step);
        var before = _parts.Take(at).Sum(p => p.Weight);
        var now = before + (_parts[at].Weight * done / Math.Max(1, total));
        _watcher.Report(new OperationProgress(now, _parts.Sum(p => p.Weight), _parts[at].Text, []));
    };
}

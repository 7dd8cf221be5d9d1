using System.Text.Json;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>One rule that stands in the way, as a text key with its values.</summary>
internal sealed record Obstacle(string Code, IReadOnlyList<string> Args);

/// <summary>What a run proposed: the panels, or the obstacles where there is no assignment by the rules.</summary>
/// <param name="Panels">Assessors (account ids) per region code.</param>
/// <param name="Obstacles">Empty where it is feasible.</param>
internal sealed record AssignmentProposal(IReadOnlyDictionary<string, IReadOnlyList<string>> Panels, IReadOnlyList<Obstacle> Obstacles)
{
    public bool Feasible => Obstacles.Count == 0;

    public static AssignmentProposal Of(Outcome<PanelPlan> outcome, Func<string, string> nameOf) => outcome.Match(
        plan => new AssignmentProposal(plan.Panels.ToDictionary(p => p.Key.Value, p => p.Value, StringComparer.Ordinal), []),
        problems => new AssignmentProposal(
            new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
            [.. problems.Select(p => new Obstacle(p.Code, [.. p.Args.Select(a => Named(a, nameOf))]))]));

    public string Write() => JsonSerializer.Serialize(this);

    public static AssignmentProposal Read(string json) =>
        JsonSerializer.Deserialize<AssignmentProposal>(json) ?? throw new BugException("A stored proposal is empty");

    public PanelPlan Plan() => new(Panels.ToDictionary(p => RegionCode.Parse(p.Key), p => p.Value));

    // The kernel names assessors by account; people read offices.
    private static string Named(object arg, Func<string, string> nameOf) =>
        arg is string text
            ? string.Join(", ", text.Split(", ").Select(nameOf))
            : Convert.ToString(arg, System.Globalization.CultureInfo.InvariantCulture)!;
}

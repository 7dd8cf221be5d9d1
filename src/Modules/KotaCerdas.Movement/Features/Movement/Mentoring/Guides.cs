using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>The guides that ship. One that breaks its own rules is a bug, which the message names row by row.</summary>
internal sealed class Guides
{
    private readonly IReadOnlyList<MentoringGuide> _all;

    public Guides()
    {
        var read = GuideFiles.Read(ShippedData.PathOf("mentoring"));
        _all = read.Failed
            ? throw new BugException(string.Join("; ", read.Problems.Select(p => $"{p.Code} {string.Join(' ', p.Args)}")))
            : read.Value;
    }

    /// <summary>The guide in force on a day, or the problem that there is none.</summary>
    public Outcome<MentoringGuide> InForce(DateOnly on) =>
        _all.LastOrDefault(g => g.ValidFrom <= on && (g.ValidTo is null || g.ValidTo >= on)) is { } guide
            ? guide
            : new Problem("Movement.Guide.NoneInForce", null, on);

    /// <summary>A guide that a row keeps; a version that ships no more is a bug.</summary>
    public MentoringGuide Of(string version) =>
        _all.FirstOrDefault(g => g.Version == version) ?? throw new BugException($"No guide {version}");
}

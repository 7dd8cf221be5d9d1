using KotaCerdas.Movement.Model.Panel;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>Names, for the regions that no panel was found for, who is kept from them by which rule.</summary>
internal static class Exclusions
{
    private const int MostRegions = 10;

    /// <param name="problems">What the search says stands in the way.</param>
    /// <param name="members">The panel.</param>
    /// <param name="declarations">The latest declaration of each member about each region.</param>
    public static IEnumerable<Problem> Of(
        IEnumerable<Problem> problems, IReadOnlyList<PanelMember> members,
        IReadOnlyDictionary<(UserId User, RegionCode Region), ConflictDeclaration> declarations) =>
        problems.SelectMany(RegionsOf).Distinct().Take(MostRegions).SelectMany(r => OfRegion(r, members, declarations));

    private static IEnumerable<RegionCode> RegionsOf(Problem problem) => problem.Code switch
    {
        "Movement.Panel.TooFewFree" or "Movement.Panel.TooFewKinds" => Codes(problem.Args[0]),
        "Movement.Panel.Blocked" => Codes(problem.Args[1]),
        _ => [],
    };

    private static IEnumerable<RegionCode> Codes(object words) => ((string)words).Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
        .Select(w => RegionCode.TryParse(w, out var code) ? code : (RegionCode?)null).OfType<RegionCode>();

    private static IEnumerable<Problem> OfRegion(
        RegionCode region, IReadOnlyList<PanelMember> members,
        IReadOnlyDictionary<(UserId User, RegionCode Region), ConflictDeclaration> declarations)
    {
        ConflictKind? Declared(PanelMember member) => declarations.GetValueOrDefault((member.UserId, region))?.Kind;
        (string Code, Func<PanelMember, bool> Bars)[] rules =
        [
            ("Movement.Panel.ByAnswer", m => m.State != PanelInvitation.Accepted),
            ("Movement.Panel.ByConflict", m => Declared(m) is ConflictKind.Declared or ConflictKind.Affiliation),
            ("Movement.Panel.ByHome", m => m.ComesFrom(region)),
            ("Movement.Panel.BySilence", m => m.State == PanelInvitation.Accepted && Declared(m) is null),
        ];
        return rules.Select(r => (r.Code, Offices: members.Where(r.Bars).Select(m => m.Office).ToList()))
            .Where(r => r.Offices.Count > 0).Select(r => new Problem(r.Code, null, region.Value, string.Join(", ", r.Offices)));
    }
}

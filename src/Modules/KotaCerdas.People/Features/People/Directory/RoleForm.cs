using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.People.Features.Directory;

/// <summary>The fields by which a role is given or offered, as typed.</summary>
internal sealed class RoleForm
{
    public string? Role { get; set; }

    public string? Region { get; set; }

    public HoldingKind Kind { get; set; }

    public DateFields From { get; set; } = new();

    public DateFields To { get; set; } = new();

    public string? Letter { get; set; }

    /// <summary>What was typed, or what is wrong with it.</summary>
    public Outcome<NewHolding> Read(UserId user)
    {
        var problems = new List<Problem>();
        var from = From.Read("Input.From");
        problems.AddRange(from.Problems);
        DateOnly? to = null;
        if (!To.Empty)
        {
            var read = To.Read("Input.To");
            problems.AddRange(read.Problems);
            to = read.Failed ? null : read.Value;
        }

        if (!RegionCode.TryParse(Region?.Trim(), out var region))
        {
            problems.Add(new Problem("People.Holding.NoRegion", "Input.Region"));
        }

        return problems.Count > 0
            ? problems
            : new NewHolding(user, Role ?? string.Empty, region, from.Value) { Kind = Kind, To = to, Letter = Letter ?? string.Empty };
    }

    /// <summary>Problems of the operation, tied to the fields of this form.</summary>
    public static List<Problem> Tie(IEnumerable<Problem> problems) =>
        [.. problems.Select(p => p.Field is null || p.Field.Contains('.', StringComparison.Ordinal) ? p : p.On("Input." + p.Field))];
}

/// <summary>What can be chosen in the form.</summary>
internal static class RoleChoices
{
    public static IReadOnlyList<Choice> Roles(RoleCatalogue roles, Actor actor, Permission permission) =>
        [.. roles.All.Where(r => Reaches(actor, permission, r.Reach)).OrderBy(r => r.NameIn(), StringComparer.Ordinal)
            .Select(r => new Choice(r.Code, r.NameIn()))];

    public static IReadOnlyList<Choice> Kinds(Texts texts) =>
    [
        new(nameof(HoldingKind.Definitive), texts["People.Kind.Definitive"]),
        new(nameof(HoldingKind.Plt), texts["People.Kind.Plt"], texts["People.Kind.PltHint"]),
        new(nameof(HoldingKind.Plh), texts["People.Kind.Plh"], texts["People.Kind.PlhHint"]),
    ];

    /// <summary>The one region of an administrator, to start with.</summary>
    public static string? OwnRegion(Actor actor, Permission permission) =>
        actor.Grants.FirstOrDefault(g => g.Permissions.Contains(permission.Code))?.Region.Value;

    private static bool Reaches(Actor actor, Permission permission, string reach) =>
        actor.Grants.Any(g => g.Permissions.Contains(permission.Code)
            && (g.Region.IsNational || (g.Region.IsProvince ? reach is "province" or "region" : reach == "region")));
}

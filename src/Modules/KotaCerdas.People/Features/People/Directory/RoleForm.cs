using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>Number of the unit, or empty.</summary>
    public string? Unit { get; set; }

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

        Guid? unit = Guid.TryParse(Unit, out var chosen) ? chosen : null;
        return problems.Count > 0
            ? problems
            : new NewHolding(user, Role ?? string.Empty, region, from.Value)
            {
                Kind = Kind, To = to, Letter = Letter ?? string.Empty, Unit = unit,
            };
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

    /// <summary>Open units of the region that stands in the form, by name; none where the reader may not act.</summary>
    public static async Task<IReadOnlyList<Choice>> UnitsAsync(
        KotaDb db, Actor actor, Permission permission, string? typed, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(typed?.Trim(), out var region) || !actor.May(permission, region))
        {
            return [];
        }

        var units = await db.In<Unit>(RegionScope.Of(region)).AsNoTracking().Where(u => u.RegionCode == region && u.ClosedAt == null)
            .OrderBy(u => u.Name).ToListAsync(cancel);
        return [.. units.Select(u => new Choice(u.Id.Value.ToString(), u.Name))];
    }

    /// <summary>The one region of an administrator, to start with.</summary>
    public static string? OwnRegion(Actor actor, Permission permission) =>
        actor.Grants.FirstOrDefault(g => g.Permissions.Contains(permission.Code))?.Region.Value;

    private static bool Reaches(Actor actor, Permission permission, string reach) =>
        actor.Grants.Any(g => g.Permissions.Contains(permission.Code)
            && (g.Region.IsNational || (g.Region.IsProvince ? reach != "national" : reach == "region")));
}

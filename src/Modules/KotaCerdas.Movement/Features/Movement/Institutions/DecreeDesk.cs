using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>A decree with its seats.</summary>
/// <param name="Dimensions">Dimensions that a role held once a dimension must cover.</param>
internal sealed record DecreeFile(
    InstitutionAccess Access, Decree Decree, MentoringGuide Guide, IReadOnlyList<DecreeMember> Members, IReadOnlyList<Dimension> Dimensions)
{
    private static readonly Dimension?[] Once = [null];

    public DecreeKind Kind => Guide.Decrees.Single(k => k.Code == Decree.Kind);

    public IEnumerable<DecreeRole> Roles => Guide.Roles.Where(r => r.Kind == Decree.Kind);

    /// <summary>Why nothing in it can be changed, or null.</summary>
    public Problem? Closed => !Decree.Open ? new("Movement.Decree.Closed")
        : Decree.OutForSignature ? new("Movement.Decree.OutForSignature", null, Decree.Number) : null;

    /// <summary>What has to be there before it can be handed in, each as a problem.</summary>
    public IReadOnlyList<Problem> Missing(DateOnly today) => [.. Head(today), .. SeatsMissing];

    /// <summary>Seats that have to be there, each as a problem.</summary>
    public IReadOnlyList<Problem> SeatsMissing =>
    [
        .. from role in Roles
           where role.Required
           from dimension in role.PerDimension ? Dimensions.Cast<Dimension?>() : Once
           where !Members.Any(m => m.Role == role.Code && (dimension is null || m.Dimension == dimension.Code))
           select dimension is null
               ? new Problem("Movement.Decree.RoleMissing", null, role.Name.In())
               : new Problem("Movement.Decree.GroupMissing", null, role.Name.In(), DecreeDesk.NameOf(dimension)),
    ];

    /// <summary>A date that lies further back is a slip of the pen.</summary>
    private const int MostYears = 10;

    private IEnumerable<Problem> Head(DateOnly today)
    {
        if (Decree.Number.Length == 0)
        {
            yield return new("Movement.Decree.NumberMissing");
        }

        if (Decree.DatedOn is null)
        {
            yield return new("Movement.Decree.DateMissing");
        }
        else if (Decree.DatedOn > today)
        {
            yield return new("Movement.Decree.DateAhead", null, today);
        }
        else if (Decree.DatedOn < today.AddYears(-MostYears))
        {
            yield return new("Movement.Decree.DateLongAgo", null, MostYears);
        }

        if (Decree.FileId is null)
        {
            yield return new("Movement.Decree.FileMissing");
        }
    }
}

/// <summary>Reads decrees.</summary>
internal sealed class DecreeDesk(KotaDb db, InstitutionDesk institutions, Guides guides)
{
    private static readonly Lazy<IReadOnlyList<DimensionSet>> Sets = new(() => DimensionSet.Shipped(ShippedData.PathOf("dimensions")));

    /// <summary>The decree, tracked, or the problem that there is none or that it may not be seen.</summary>
    public async Task<Outcome<DecreeFile>> ReadAsync(RegionCode region, Guid id, CancellationToken cancel)
    {
        var access = await institutions.OpenAsync(region, cancel);
        if (access.Failed)
        {
            return access.Problem;
        }

        var scope = RegionScope.Of(region);
        var decree = await db.In<Decree>(scope).SingleOrDefaultAsync(d => d.RegionCode == region && d.Id == id, cancel);
        if (decree is null)
        {
            return new Problem("Movement.Institution.NotFound");
        }

        var members = await db.In<DecreeMember>(scope).Where(m => m.RegionCode == region && m.DecreeId == id).ToListAsync(cancel);
        var guide = guides.Of(decree.Guide);
        var order = guide.Roles.Select(r => (r.Kind, r.Code)).ToList();
        var dimensions = Dimensions(decree.DatedOn);
        return new DecreeFile(
            access.Value, decree, guide,
            [
                .. members.OrderBy(m => order.IndexOf((decree.Kind, m.Role)))
                    .ThenBy(m => dimensions.FirstOrDefault(d => d.Code == m.Dimension)?.Position ?? 0).ThenBy(m => m.Id),
            ],
            dimensions);
    }

    public static string NameOf(Dimension dimension) =>
        Languages.IsEnglish(System.Globalization.CultureInfo.CurrentUICulture) ? dimension.NameEn : dimension.NameId;

    /// <summary>The dimensions in force on a day; the newest set where no day is known.</summary>
    private static IReadOnlyList<Dimension> Dimensions(DateOnly? on) => Sets.Value
        .Where(s => s.Status == DimensionSetStatus.InForce && (on is null || ((s.ValidFrom ?? DateOnly.MinValue) <= on
            && (s.ValidTo ?? DateOnly.MaxValue) >= on)))
        .MaxBy(s => s.ValidFrom)?.Dimensions ?? [];
}

/// <summary>By what anybody checks the decrees that were signed here.</summary>
internal sealed class DecreeCodes(KotaDb db)
{
    /// <summary>Check codes by document.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(RegionCode region, IEnumerable<Decree> decrees, CancellationToken cancel)
    {
        var ids = decrees.Where(d => d.SignedHere).Select(d => new DocumentId(d.DocumentId!.Value)).ToList();
        return ids.Count == 0 ? new Dictionary<Guid, string>()
            : (await db.In<IssuedDocument>(RegionScope.Of(region)).AsNoTracking().Where(d => d.RegionCode == region && ids.Contains(d.Id))
                .Select(d => new { d.Id, d.CheckCode }).ToListAsync(cancel)).ToDictionary(d => d.Id.Value, d => d.CheckCode);
    }
}

using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>
/// Offices of a region that may sign on behalf of its head, as a letter names them: those of the roles that carry the right, so that a
/// letter never names an office that could not sign by it.
/// </summary>
internal static class DelegateOffices
{
    /// <summary>As they stand in a document, which is Indonesian: <c>Sekretaris Daerah Kota Pagar Alam</c>.</summary>
    public static IReadOnlyList<string> Of(RoleCatalogue roles, Permission permission, Region region) =>
    [
        .. roles.All.Where(r => r.Permissions.Contains(permission.Code)
                && r.Reach == (region.Code.IsProvince ? "own-province" : "region")).OrderBy(r => r.Code, StringComparer.Ordinal)
            .Select(r => $"{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(r.NameId)} {region.Name}"),
    ];

    /// <summary>Why a letter cannot name an office, or null.</summary>
    /// <param name="offices">The offices to choose from; null where the party's offices are not known here.</param>
    /// <param name="office">The office, trimmed.</param>
    /// <param name="holder">The office in whose name is signed, where it is not one of those to choose from anyway.</param>
    public static Problem? Refuse(IReadOnlyList<string>? offices, string office, string holder = "") =>
        Same(office, holder) ? new("Movement.Agreement.SameOffice", "ToOffice", holder)
            : offices is not null && !offices.Contains(office, StringComparer.Ordinal)
                ? new("Movement.Agreement.ChooseOffice", "ToOffice", string.Join(", ", offices))
            : office.Length is 0 or > ChangeParty.TextLength ? new("Movement.Agreement.TextNeeded", "ToOffice", ChangeParty.TextLength)
            : null;

    /// <summary>True where two names stand for one office, also where one of them leaves the region out.</summary>
    public static bool Same(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        return a.Length > 0 && b.Length > 0
            && (a == b || a.StartsWith(b + " ", StringComparison.Ordinal) || b.StartsWith(a + " ", StringComparison.Ordinal));
    }

    private static string Words(string office) =>
        string.Join(' ', office.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

using System.Globalization;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.People.Features.Invitations;

/// <summary>One person of a spreadsheet with the role that is offered.</summary>
internal sealed record InviteeRow(int Number, string Email, string Name, NewHolding Offer)
{
    public string NormalEmail { get; } = Account.Normal(Email);

    /// <summary>What makes two rows the same offer.</summary>
    public (string Email, string Role, RegionCode Region, Guid? Unit) Key => (NormalEmail, Offer.Role, Offer.Region, Offer.Unit);
}

/// <summary>
/// Reads people to invite: <c>email, name, role, region_code, unit, from, until, kind, letter</c>. Each bad row is named; none is guessed.
/// </summary>
internal static class InviteFile
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy"];

    /// <summary>Columns that a file may have.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["email", "name", "role", "region_code", "unit", "from", "until", "kind", "letter"];

    /// <summary>Columns that a file must have.</summary>
    public static IReadOnlyList<string> Required { get; } = ["email", "role", "region_code", "from"];

    /// <summary>
    /// Every row, as far as it can be read, and every cell that cannot: rules of the offer are judged beside them, so that all that is
    /// wrong with a row is told at once.
    /// </summary>
    public static TableReading<InviteeRow> Read(
        IEnumerable<TableRow> rows, RoleCatalogue roles, IReadOnlySet<RegionCode> regions,
        ILookup<(RegionCode Region, string Name), Guid> units)
    {
        List<InviteeRow> all = [];
        List<RowProblem> problems = [];
        foreach (var row in rows)
        {
            var cells = new InviteCells(row, roles);
            var region = cells.Region(regions);
            var offer = new NewHolding(default, cells.Role(), region, cells.Day("from") ?? DateOnly.MinValue)
            {
                Kind = cells.Kind(), To = row.Optional("until") is null ? null : cells.Day("until"), Letter = row["letter"],
                Unit = row.Optional("unit") is { } unit ? cells.Unit(unit, units[(region, Plain(unit))]) : null,
            };
            cells.Name();
            all.Add(new(row.Number, row["email"], row["name"], offer));
            problems.AddRange(cells.Problems);
        }

        return new(all, problems);
    }

    /// <summary>A problem of the offer, tied to the column of the file.</summary>
    public static RowProblem Tie(InviteeRow row, Problem problem) => new(row.Number, problem.Field switch
    {
        null => new Problem("People.Bulk.NotYours", "region_code", row.Offer.Region.Value),
        "To" => problem.On("until"),
        var field => problem.On(field.ToLowerInvariant()),
    });

    /// <summary>
    /// True where a broken rule still says something beside cells that could not be read: not of these, nor of what hangs on the region.
    /// </summary>
    public static bool Holds(RowProblem broken, IEnumerable<string?> unread)
    {
        var columns = unread.ToList();
        return !columns.Contains(broken.Problem.Field)
            && !(columns.Contains("region_code") && (broken.Problem.Field is "role" or "unit"));
    }

    /// <summary>A name as it is compared: letters and spaces only once, whatever their case.</summary>
    public static string Plain(string name) =>
        string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    /// <summary>Reads the cells of one row and keeps what is wrong with them: the column, the rule, the remedy.</summary>
    private sealed class InviteCells(TableRow row, RoleCatalogue roles)
    {
        public List<RowProblem> Problems { get; } = [];

        public RegionCode Region(IReadOnlySet<RegionCode> known)
        {
            if (RegionCode.TryParse(row["region_code"], out var region) && (region.IsNational || known.Contains(region)))
            {
                return region;
            }

            Add("region_code", "People.Bulk.UnknownRegion", row["region_code"]);
            return RegionCode.National;
        }

        public string Role()
        {
            var text = Plain(row["role"]);
            if (roles.All.FirstOrDefault(r => text == Plain(r.Code) || text == Plain(r.NameId) || text == Plain(r.NameEn)) is { } role)
            {
                return role.Code;
            }

            Add("role", "People.Bulk.UnknownRole", row["role"]);
            return string.Empty;
        }

        public DateOnly? Day(string column)
        {
            if (DateOnly.TryParseExact(row[column], Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day.Year is >= 1900 and <= 2200)
            {
                return day;
            }

            Add(column, "People.Bulk.Day", row[column]);
            return null;
        }

        public HoldingKind Kind()
        {
            switch (row["kind"].ToLowerInvariant())
            {
                case "" or "definitif" or "definitive":
                    return HoldingKind.Definitive;
                case "plt":
                    return HoldingKind.Plt;
                case "plh":
                    return HoldingKind.Plh;
                default:
                    Add("kind", "People.Bulk.UnknownKind", row["kind"]);
                    return HoldingKind.Definitive;
            }
        }

        public Guid? Unit(string name, IEnumerable<Guid> found)
        {
            var units = found.ToList();
            if (units.Count != 1)
            {
                Add("unit", units.Count == 0 ? "People.Bulk.UnknownUnit" : "People.Bulk.UnitTwice", name, row["region_code"]);
            }

            return units.FirstOrDefault();
        }

        public void Name()
        {
            if (row["name"].Length > Account.LongestName)
            {
                Add("name", "People.Bulk.NameLong", Account.LongestName);
            }
        }

        private void Add(string column, string code, params object[] args) =>
            Problems.Add(new(row.Number, new Problem(code, column, args)));
    }
}

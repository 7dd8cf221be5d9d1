using System.Globalization;
using System.Text.RegularExpressions;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>A building as it is typed; a line with nothing in it is left out.</summary>
internal sealed class BuildingForm
{
    public string? Area { get; set; }

    public string? UseCode { get; set; }

    public string? Floors { get; set; }

    public string? BuiltYear { get; set; }

    public string? Valuation { get; set; } = nameof(Model.Registers.Valuation.PerMetre);

    public string? Value { get; set; }

    public string? ValueSource { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Area + Floors + BuiltYear + Value + ValueSource);

    public static IReadOnlyList<Choice> Uses(Texts texts) =>
        [.. ObjectRules.BuildingUses.Select(u => new Choice(u, ObjectWords.BuildingUse(u, texts)))];

    public static IReadOnlyList<Choice> Valuations(Texts texts) =>
        [.. Enum.GetValues<Valuation>().Select(v => new Choice(v.ToString(), texts[$"Revenue.Valuation.{v}"]))];

    public static BuildingForm From(Building building) => new()
    {
        Area = Typed.Show(building.Area),
        UseCode = building.UseCode,
        Floors = Typed.Show(building.Floors),
        BuiltYear = building.BuiltYear == 0 ? null : building.BuiltYear.ToString(CultureInfo.InvariantCulture),
        Valuation = building.Valuation.ToString(),
        Value = Typed.Show(building.Value),
        ValueSource = building.ValueSource,
    };

    public BuildingInput Read(string at, List<Problem> problems) => new(
        (int)Typed.Whole(Area, at + ".Area", problems), UseCode ?? string.Empty, (int)Typed.Whole(Floors, at + ".Floors", problems),
        (int)Typed.Whole(BuiltYear, at + ".BuiltYear", problems, empty: 0),
        Named.TryRead<Valuation>(Valuation, out var valuation) ? valuation : Model.Registers.Valuation.PerMetre,
        Typed.Whole(Value, at + ".Value", problems, most: TaxObject.MostValue), ValueSource ?? string.Empty);
}

/// <summary>Numbers as people type them: with or without points between thousands.</summary>
internal static partial class Typed
{
    public static string Show(long value) => Formats.Number(value, CultureInfo.GetCultureInfo("id"));

    /// <summary>
    /// A whole number without what people put between its thousands. A separator that does not part thousands stays, so that "12,5" is
    /// refused and never becomes 125.
    /// </summary>
    public static string Digits(string? text)
    {
        var typed = (text ?? string.Empty).Trim();
        return Grouped().IsMatch(typed) ? string.Concat(typed.Where(char.IsAsciiDigit)) : typed;
    }

    /// <summary>The number, or a problem on the field; an empty field is <paramref name="empty"/>, or a problem where that is
    /// null.</summary>
    public static long Whole(string? text, string field, List<Problem> problems, long? empty = null, long most = TaxObject.MostArea)
    {
        var digits = Digits(text);
        if (digits.Length == 0 && empty is { } value)
        {
            return value;
        }

        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        problems.Add(new("Revenue.Register.WholeNeeded", field, most));
        return 0;
    }

    [GeneratedRegex(
        @"^[0-9]{1,3}(?<by>[., ])[0-9]{3}(\k<by>[0-9]{3})*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Grouped();
}

/// <summary>An object as it is typed.</summary>
internal sealed class ObjectForm
{
    private const int SpareBuildings = 2;

    public string? Nop { get; set; }

    /// <summary>The latest version that was seen.</summary>
    public int Seen { get; set; }

    public DateFields ValidFrom { get; set; } = new();

    public string? Owner { get; set; }

    public string? Address { get; set; }

    public string? Rt { get; set; }

    public string? Rw { get; set; }

    public string? LandArea { get; set; }

    public string? LandZone { get; set; }

    public string? LandKind { get; set; } = "1";

    public string? LandUse { get; set; } = "1";

    public string? LandValue { get; set; }

    public string? LandValueSource { get; set; }

    public string? CommonValue { get; set; }

    public bool TakesDeduction { get; set; }

    public string? Place { get; set; }

    public List<BuildingForm> Buildings { get; set; } = [];

    public string? Reason { get; set; }

    public static IReadOnlyList<Choice> LandKinds(Texts texts) =>
        [.. Enumerable.Range(1, 5).Select(k => new Choice(ObjectWords.Plain(k), ObjectWords.LandKind(k, texts)))];

    public static IReadOnlyList<Choice> LandUses(Texts texts) =>
        [.. ObjectRules.LandUses.Select(u => new Choice(ObjectWords.Plain(u), ObjectWords.LandUse(u, texts)))];

    public static IReadOnlyList<Choice> YesNo(Texts texts) =>
        [new("false", texts["Revenue.Register.No"]), new("true", texts["Revenue.Register.Yes"])];

    public static ObjectForm From(ObjectFile file) => new()
    {
        Nop = file.Nop.ToString(),
        Seen = file.Versions[^1].Version,
        Owner = file.Owner.Npwpd.Length > 0 ? file.Owner.Npwpd : file.Owner.TaxpayerId.ToString(),
        Address = file.Current.Address,
        Rt = file.Current.Rt,
        Rw = file.Current.Rw,
        LandArea = Typed.Show(file.Current.LandArea),
        LandZone = file.Current.LandZone,
        LandKind = file.Current.LandKind.ToString(CultureInfo.InvariantCulture),
        LandUse = file.Current.LandUse.ToString(CultureInfo.InvariantCulture),
        LandValue = file.Current.LandValue is { } value ? Typed.Show(value) : null,
        LandValueSource = file.Current.LandValueSource,
        CommonValue = file.Current.CommonValue == 0 ? null : Typed.Show(file.Current.CommonValue),
        TakesDeduction = file.Current.TakesDeduction,
        Place = ObjectWords.PointOf(file.Current),
        Buildings = [.. file.Buildings[file.Current.Version].Select(BuildingForm.From)],
    };

    /// <summary>Fills up with empty lines for further buildings.</summary>
    public ObjectForm WithSpareLines()
    {
        var typed = Buildings.Count(b => !b.IsEmpty);
        while (Buildings.Count < typed + SpareBuildings)
        {
            Buildings.Add(new());
        }

        return this;
    }

    /// <summary>What was typed, or what cannot be read.</summary>
    public Outcome<ObjectInput> Read()
    {
        List<Problem> problems = [];
        var from = ValidFrom.Read("ValidFrom");
        if (from.Failed)
        {
            problems.Add(from.Problem);
        }

        var land = string.IsNullOrWhiteSpace(LandValue) ? (long?)null : Typed.Whole(LandValue, "LandValue", problems,
            most: TaxObject.MostValue);
        var input = new ObjectInput
        {
            ValidFrom = from.Failed ? default : from.Value,
            Owner = Owner ?? string.Empty,
            Address = Address ?? string.Empty,
            Rt = (Rt ?? string.Empty).Trim(),
            Rw = (Rw ?? string.Empty).Trim(),
            LandArea = (int)Typed.Whole(LandArea, "LandArea", problems),
            LandZone = LandZone ?? string.Empty,
            LandKind = int.TryParse(LandKind, NumberStyles.None, CultureInfo.InvariantCulture, out var kind) ? kind : 0,
            LandUse = int.TryParse(LandUse, NumberStyles.None, CultureInfo.InvariantCulture, out var use) ? use : 0,
            LandValue = land,
            LandValueSource = LandValueSource ?? string.Empty,
            CommonValue = Typed.Whole(CommonValue, "CommonValue", problems, empty: 0, most: TaxObject.MostValue),
            TakesDeduction = TakesDeduction,
            Place = ReadPlace(problems),
            Buildings =
            [
                .. Buildings.Select((b, i) => (Building: b, At: $"Buildings[{i}]")).Where(b => !b.Building.IsEmpty)
                    .Select(b => b.Building.Read(b.At, problems)),
            ],
            Reason = Reason ?? string.Empty,
        };
        return problems.Count > 0 ? problems : input;
    }

    /// <summary>The point that was typed, null where there is none; what cannot be read becomes a problem.</summary>
    public (int Latitude, int Longitude)? ReadPlace(List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(Place))
        {
            return null;
        }

        var parts = Place.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && Degrees(parts[0], 90) is { } latitude && Degrees(parts[1], 180) is { } longitude)
        {
            return (latitude, longitude);
        }

        problems.Add(new("Revenue.Object.PlaceWrong", "Place"));
        return null;
    }

    private static int? Degrees(string text, int most) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var degrees)
        && Math.Abs(degrees) <= most ? (int)decimal.Round(degrees * 1_000_000) : null;
}

using System.Text.Json.Serialization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>A building as an officer types it.</summary>
internal sealed record BuildingInput(
    int Area, string UseCode, int Floors, int BuiltYear, Valuation Valuation, long Value, string ValueSource)
{
    /// <summary>By what the DBKB tables gave the value, or null where it comes from elsewhere.</summary>
    public DbkbSource? Dbkb { get; init; }

    /// <summary>Rupiah of the whole building.</summary>
    [JsonIgnore]
    public long Total => Valuation == Valuation.Individual ? Value : checked(Value * Area);
}

/// <summary>By what a building was valued with the DBKB tables.</summary>
/// <param name="TaxYear">Tax year.</param>
/// <param name="RuleVersion">Version of the rule set.</param>
/// <param name="RuleHash">SHA-256 of the rule set.</param>
/// <param name="Facts">Attributes of the building, JSON.</param>
internal sealed record DbkbSource(int TaxYear, int RuleVersion, string RuleHash, string Facts);

/// <summary>An object as an officer types it.</summary>
internal sealed record ObjectInput
{
    public required DateOnly ValidFrom { get; init; }

    /// <summary>NPWPD, NIK, exact name or key of the owner.</summary>
    public required string Owner { get; init; }

    public required string Address { get; init; }

    public string Rt { get; init; } = string.Empty;

    public string Rw { get; init; } = string.Empty;

    public required int LandArea { get; init; }

    public string LandZone { get; init; } = string.Empty;

    public int LandKind { get; init; } = 1;

    public int LandUse { get; init; } = 1;

    public long? LandValue { get; init; }

    public string LandValueSource { get; init; } = string.Empty;

    public long CommonValue { get; init; }

    public bool TakesDeduction { get; init; }

    /// <summary>Millionths of a degree.</summary>
    public (int Latitude, int Longitude)? Place { get; init; }

    public IReadOnlyList<BuildingInput> Buildings { get; init; } = [];

    /// <summary>The form or decision it comes from.</summary>
    public required string Reason { get; init; }

    /// <summary>Who proposed it, where a second officer confirmed it; else null.</summary>
    [JsonIgnore]
    public string? ProposedBy { get; init; }

    /// <summary>An object as it stands, to be recorded with changes from a date on.</summary>
    public static ObjectInput From(ObjectFile file, DateOnly from, string reason)
    {
        var of = file.Current;
        return new()
        {
            ValidFrom = from, Owner = file.Owner.TaxpayerId.ToString(), Address = of.Address, Rt = of.Rt, Rw = of.Rw,
                LandArea = of.LandArea,
            LandZone = of.LandZone, LandKind = of.LandKind, LandUse = of.LandUse, LandValue = of.LandValue,
            LandValueSource = of.LandValueSource, CommonValue = of.CommonValue, TakesDeduction = of.TakesDeduction,
            Place = of.LatitudeMicro is { } latitude && of.LongitudeMicro is { } longitude ? (latitude, longitude) : null,
            Buildings = [.. file.Buildings[of.Version].Select(b => new BuildingInput(
                b.Area, b.UseCode, b.Floors, b.BuiltYear, b.Valuation, b.Value, b.ValueSource))],
            Reason = reason,
        };
    }
}

/// <summary>What is wrong with an object as it was typed, field by field.</summary>
internal static class ObjectRules
{
    public const int FirstYear = 1700;
    public const int SourceLength = 200;
    private const int ZoneLength = 4;
    private const int CodeLength = 3;
    private const int MostFloors = 200;
    private const int MostDaysAhead = 366;

    /// <summary>Uses of land that rules may treat in their own way.</summary>
    public static IReadOnlyList<int> LandUses { get; } = [1, 2, 3];

    /// <summary>Uses of buildings (<c>kd_jpb</c>).</summary>
    public static IReadOnlyList<string> BuildingUses { get; } =
        [.. Enumerable.Range(1, 16).Select(n => n.ToString("00", System.Globalization.CultureInfo.InvariantCulture))];

    public static List<Problem> Refuse(ObjectInput input, DateOnly today)
    {
        List<Problem> problems = [];
        void Unless(bool right, string field, string code, params object[] args)
        {
            if (!right)
            {
                problems.Add(new(code, field, args));
            }
        }

        Unless(input.ValidFrom <= today.AddDays(MostDaysAhead), "ValidFrom", "Revenue.Object.TooFarAhead", MostDaysAhead);
        Unless(input.Address.Length is > 0 and <= TaxObject.AddressLength, "Address", "Revenue.Object.AddressNeeded",
            TaxObject.AddressLength);
        Unless(IsCode(input.Rt), "Rt", "Revenue.Object.RtWrong");
        Unless(IsCode(input.Rw), "Rw", "Revenue.Object.RtWrong");
        Unless(input.LandArea is > 0 and <= TaxObject.MostArea, "LandArea", "Revenue.Object.AreaNeeded", TaxObject.MostArea);
        Unless(input.LandKind is >= 1 and <= 5, "LandKind", "Revenue.Object.LandKindNeeded");
        Unless(LandUses.Contains(input.LandUse), "LandUse", "Revenue.Object.LandUseNeeded");
        Unless(
            input.LandZone.Length is > 0 and <= ZoneLength || (input.LandZone.Length == 0 && input.LandValue is not null), "LandZone",
            "Revenue.Object.ZoneNeeded", ZoneLength);
        Unless(input.LandValue is null or (> 0 and <= TaxObject.MostValue), "LandValue", "Revenue.Object.ValueWrong", TaxObject.MostValue);
        Unless(
            (input.LandValue is null) == (input.LandValueSource.Length == 0) && input.LandValueSource.Length <= SourceLength,
            "LandValueSource", "Revenue.Object.SourceNeeded", SourceLength);
        Unless(input.CommonValue is >= 0 and <= TaxObject.MostValue, "CommonValue", "Revenue.Object.ValueWrong", TaxObject.MostValue);
        Unless(input.Place is null || IsIndonesia(input.Place.Value), "Place", "Revenue.Object.PlaceWrong");
        Unless(input.Buildings.Count <= TaxObject.MostBuildings, "Buildings", "Revenue.Object.ManyBuildings", TaxObject.MostBuildings);
        Unless(input.Reason.Length is > 0 and <= Taxpayer.ReasonLength, "Reason", "Revenue.Register.ReasonNeeded", Taxpayer.ReasonLength);
        for (var i = 0; i < input.Buildings.Count; i++)
        {
            problems.AddRange(Refuse(input.Buildings[i], today, $"Buildings[{i}]"));
        }

        return problems;
    }

    private static IEnumerable<Problem> Refuse(BuildingInput building, DateOnly today, string at)
    {
        if (building.Area is <= 0 or > TaxObject.MostArea)
        {
            yield return new("Revenue.Object.AreaNeeded", at + ".Area", TaxObject.MostArea);
        }

        if (!BuildingUses.Contains(building.UseCode))
        {
            yield return new("Revenue.Object.BuildingUseNeeded", at + ".UseCode");
        }

        if (building.Floors is <= 0 or > MostFloors)
        {
            yield return new("Revenue.Object.FloorsWrong", at + ".Floors", MostFloors);
        }

        if (building.BuiltYear != 0 && (building.BuiltYear < FirstYear || building.BuiltYear > today.Year))
        {
            yield return new("Revenue.Object.BuiltYearWrong", at + ".BuiltYear", Plain(FirstYear), Plain(today.Year));
        }

        // A value of a square metre times the area must stay inside the same bound.
        var most = building.Valuation == Valuation.Individual || building.Area <= 0 ? TaxObject.MostValue
            : TaxObject.MostValue / building.Area;
        if (building.Value <= 0 || building.Value > most)
        {
            yield return new("Revenue.Object.ValueWrong", at + ".Value", most);
        }

        if (building.ValueSource.Length is 0 or > SourceLength)
        {
            yield return new("Revenue.Object.SourceNeeded", at + ".ValueSource", SourceLength);
        }
    }

    private static string Plain(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsCode(string text) => text.Length <= CodeLength && text.All(char.IsAsciiDigit);

    private static bool IsIndonesia((int Latitude, int Longitude) place) =>
        place.Latitude is >= -12_000_000 and <= 7_000_000 && place.Longitude is >= 94_000_000 and <= 142_000_000;
}

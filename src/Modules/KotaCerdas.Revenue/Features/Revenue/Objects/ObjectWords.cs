using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>How objects are put into words, and what differs between two versions.</summary>
internal static class ObjectWords
{
    public static IHtmlContent State(ObjectState state, Texts texts) => Tag.Render(
        texts[$"Revenue.ObjectState.{state}"], state == ObjectState.Active ? Tone.Positive : Tone.Neutral);

    public static string LandKind(int kind, Texts texts) => texts[$"Revenue.LandKind.{Plain(kind)}"];

    public static string LandUse(int use, Texts texts) => texts[$"Revenue.LandUse.{Plain(use)}"];

    public static string BuildingUse(string code, Texts texts) =>
        texts.Has($"Revenue.BuildingUse.{code}") ? texts[$"Revenue.BuildingUse.{code}"] : code;

    public static string Area(int metres, Texts texts) => texts["Revenue.Object.SquareMetres", metres];

    public static string Address(TaxObject of, Texts texts) => of.Rt.Length + of.Rw.Length == 0
        ? of.Address : texts["Revenue.Object.AddressLine", of.Address, Or(of.Rt), Or(of.Rw)];

    /// <summary>The point as it is typed, or null.</summary>
    public static string? PointOf(TaxObject of) => of.LatitudeMicro is { } latitude && of.LongitudeMicro is { } longitude
        ? $"{Degrees(latitude)}, {Degrees(longitude)}" : null;

    /// <summary>What land is valued by, in words.</summary>
    public static string LandValue(TaxObject of, LandValue? zone, Texts texts) => of.LandValue is { } own
        ? texts["Revenue.Object.OwnValue", Formats.Money(own), of.LandValueSource]
        : zone is null ? texts["Revenue.Object.NoZoneValue", of.LandZone]
            : texts["Revenue.Object.ZoneValue", Formats.Money(zone.PerMetre), of.LandZone, Plain(zone.TaxYear), zone.Source];

    /// <summary>All attributes of a version in words, in the order of a form.</summary>
    public static IReadOnlyList<(string Name, string Value)> Attributes(ObjectFile file, TaxObject of, Texts texts) =>
    [
        (texts["Revenue.Object.State"], texts[$"Revenue.ObjectState.{of.State}"]),
        (texts["Revenue.Object.Owner"], file.Owners[of.TaxpayerId].Name),
        (texts["Revenue.Object.Address"], Address(of, texts)),
        (texts["Revenue.Object.LandArea"], Area(of.LandArea, texts)),
        (texts["Revenue.Object.LandZone"], Or(of.LandZone)),
        (texts["Revenue.Object.LandKind"], LandKind(of.LandKind, texts)),
        (texts["Revenue.Object.LandUse"], LandUse(of.LandUse, texts)),
        (texts["Revenue.Object.LandValue"], of.LandValue is { } value ? Formats.Money(value) : texts["Revenue.Object.ByZone"]),
        (texts["Revenue.Object.BuildingArea"], Area(of.BuildingArea, texts)),
        (texts["Revenue.Object.BuildingValue"], Formats.Money(of.BuildingValue)),
        (texts["Revenue.Object.Buildings"], texts["Revenue.Object.BuildingCount", file.Buildings[of.Version].Count()]),
        (texts["Revenue.Object.CommonValue"], Formats.Money(of.CommonValue)),
        (texts["Revenue.Object.TakesDeduction"], texts[of.TakesDeduction ? "Revenue.Register.Yes" : "Revenue.Register.No"]),
        (texts["Revenue.Object.Place"], PointOf(of) ?? Or(string.Empty)),
    ];

    /// <summary>What a version says otherwise than the one recorded before it.</summary>
    public static IEnumerable<(string Name, string Before, string After)> Changes(ObjectFile file, TaxObject of, Texts texts)
    {
        var before = file.Versions.FirstOrDefault(v => v.Version == of.Version - 1);
        return before is null ? []
            : Attributes(file, before, texts).Zip(Attributes(file, of, texts))
                .Where(pair => pair.First.Value != pair.Second.Value)
                .Select(pair => (pair.First.Name, pair.First.Value, pair.Second.Value));
    }

    public static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Or(string text) => text.Length == 0 ? "–" : text;

    private static string Degrees(int micro) => (micro / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture);
}

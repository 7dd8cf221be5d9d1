using KotaCerdas.Platform;

namespace KotaCerdas.Features.Measures;

/// <summary>How measures read on pages.</summary>
internal static class MeasureText
{
    public static string PathOf(Measure measure) => $"/ukuran/{measure.Code}";

    public static string PathOf(Measure measure, RegionCode region, string period) => $"/ukuran/{measure.Code}/{region}/{period}";

    /// <summary>The value at the measure's decimals, or the word for missing.</summary>
    public static string Shown(Measure measure, decimal? value, Texts texts) =>
        value is { } known ? Formats.Decimal(known, measure.Decimals) : texts["Ui.Missing"];

    /// <summary>A value that goes into a figure, with as many decimals as it needs, at most four.</summary>
    public static string Plain(decimal? value, Texts texts) => value is not { } known ? texts["Ui.Missing"]
        : decimal.IsInteger(known) ? Formats.Decimal(known, 0)
        : Formats.Decimal(known, 4);

    public static string Direction(Measure measure, Texts texts) => texts[measure.Direction switch
    {
        MeasureDirection.Up => "Host.Measure.DirectionUp",
        MeasureDirection.Down => "Host.Measure.DirectionDown",
        _ => "Host.Measure.DirectionNone",
    }];
}

using System.Globalization;

namespace KotaCerdas.Platform.Instruments;

/// <summary>A normalisation as one spreadsheet cell: <c>none</c>, <c>minmax 0 4</c>, or <c>table 0=0 1=25 2=50</c>.</summary>
internal static class NormalisationText
{
    public static string Write(Normalisation rule) => rule.Kind switch
    {
        NormalisationKind.MinMax => $"minmax {Decimals.Plain(rule.From)} {Decimals.Plain(rule.To)}",
        NormalisationKind.Table =>
            "table " + string.Join(' ', rule.Points.Select(p => $"{Decimals.Plain(p.Raw)}={Decimals.Plain(p.Score)}")),
        _ => "none",
    };

    public static Normalisation? Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [] or ["none"] => Normalisation.None,
            ["minmax", var from, var to] when Number(from) is { } low && Number(to) is { } high =>
                new(NormalisationKind.MinMax, low, high, []),
            ["table", .. var points] => Table(points),
            _ => null,
        };
    }

    private static Normalisation? Table(string[] words)
    {
        var points = new List<NormalisationPoint>();
        foreach (var word in words)
        {
            if (word.Split('=') is not [var raw, var score] || Number(raw) is not { } x || Number(score) is not { } y)
            {
                return null;
            }

            points.Add(new(x, y));
        }

        return new(NormalisationKind.Table, 0, 0, [.. points]);
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var n) ? n : null;
}

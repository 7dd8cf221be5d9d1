using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace KotaCerdas.Platform;

/// <summary>A place on earth in decimal degrees.</summary>
/// <param name="Latitude">North is positive; −90 to 90.</param>
/// <param name="Longitude">East is positive; −180 to 180.</param>
[StructLayout(LayoutKind.Auto)]
public readonly partial record struct GeoPoint(double Latitude, double Longitude)
{
    private const string Rest = """\s*°\s*(?<minutes>\d{1,2})\s*['’′]\s*(?<seconds>\d{1,2}(?:[.,]\d{1,9})?)\s*["”″]\s*(?<half>""";

    /// <summary>
    /// Reads degrees, minutes and seconds with hemisphere letters, latitude first: <c>03°19'03.44" N 097°07'41.73" E</c>. Typographic
    /// quotes and a decimal comma are accepted; minutes or seconds of 60 and more, and places off the globe, are not.
    /// </summary>
    public static bool TryParse(string text, out GeoPoint point)
    {
        point = default;
        var match = LatitudeThenLongitude().Match(text);
        if (!match.Success || Angle(match, 0, 90) is not { } latitude || Angle(match, 1, 180) is not { } longitude)
        {
            return false;
        }

        point = new(latitude, longitude);
        return true;
    }

    private static double? Angle(Match match, int position, int limit)
    {
        string Part(string name) => match.Groups[name].Captures[position].Value;
        var degrees = int.Parse(Part("degrees"), CultureInfo.InvariantCulture);
        var minutes = int.Parse(Part("minutes"), CultureInfo.InvariantCulture);
        var seconds = double.Parse(Part("seconds").Replace(',', '.'), CultureInfo.InvariantCulture);
        var angle = degrees + (minutes / 60.0) + (seconds / 3600.0);
        if (minutes >= 60 || seconds >= 60 || angle > limit)
        {
            return null;
        }

        return Part("half") is "S" or "s" or "W" or "w" ? -angle : angle;
    }

    [GeneratedRegex(
        @"^\s*(?<degrees>\d{1,3})" + Rest + @"[NSns])\s*[,;]?\s*(?<degrees>\d{1,3})" + Rest + @"[EWew])\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LatitudeThenLongitude();
}

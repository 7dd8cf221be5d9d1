using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace KotaCerdas.Platform.Tests;

public sealed class GeoPointTests
{
    [Theory]
    [InlineData("03°19'03.44\" N 097°07'41.73\" E", 3.3176222, 97.1282583)]
    [InlineData("10°58'56.00\" S 123°02'00\" E", -10.9822222, 123.0333333)]
    [InlineData("  3° 19’ 03,44” n , 97° 7′ 41,73″ e ", 3.3176222, 97.1282583)]
    [InlineData("00°00'00.00\" N 010°30'00.00\" W", 0, -10.5)]
    public void Degrees_minutes_and_seconds_become_decimal_degrees(string text, double latitude, double longitude)
    {
        Assert.True(GeoPoint.TryParse(text, out var point));
        Assert.Equal(latitude, point.Latitude, 6);
        Assert.Equal(longitude, point.Longitude, 6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("03°19'03.44\" N")]
    [InlineData("097°07'41.73\" E 03°19'03.44\" N")]
    [InlineData("03°60'03.44\" N 097°07'41.73\" E")]
    [InlineData("03°19'60.00\" N 097°07'41.73\" E")]
    [InlineData("91°00'00.00\" N 097°07'41.73\" E")]
    [InlineData("03°19'03.44\" N 181°07'41.73\" E")]
    [InlineData("3.3176, 97.1283")]
    public void Anything_else_is_refused(string text) => Assert.False(GeoPoint.TryParse(text, out _));

    [Fact]
    public void Every_place_survives_being_written_out_and_read_again() =>
        Prop.ForAll(
            Gen.Choose(-90 * 360_000, 90 * 360_000).Zip(Gen.Choose(-180 * 360_000, 180 * 360_000)).ToArbitrary(),
            place =>
            {
                var text = $"{Write(place.Item1, 'N', 'S')} {Write(place.Item2, 'E', 'W')}";
                return GeoPoint.TryParse(text, out var point)
                    && Math.Abs(point.Latitude - (place.Item1 / 360_000.0)) < 1e-9
                    && Math.Abs(point.Longitude - (place.Item2 / 360_000.0)) < 1e-9;
            }).QuickCheckThrowOnFailure();

    private static string Write(int hundredthsOfSeconds, char positive, char negative)
    {
        var rest = Math.Abs(hundredthsOfSeconds);
        var half = hundredthsOfSeconds < 0 ? negative : positive;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{rest / 360_000:00}°{rest / 6_000 % 60:00}'{rest % 6_000 / 100:00}.{rest % 100:00}\" {half}");
    }
}

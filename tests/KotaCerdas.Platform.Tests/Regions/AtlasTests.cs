using System.IO.Compression;
using System.Text;

namespace KotaCerdas.Platform.Tests;

public sealed class AtlasTests
{
    private static readonly AtlasPicture Picture = Atlas.Build(ShippedData.Regions);

    [Fact]
    public void Every_region_has_a_dot_inside_the_picture()
    {
        Assert.Equal(ShippedData.Regions.Regencies.Select(r => r.Code).Order(), Picture.Spots.Keys.Order());
        Assert.All(Picture.Spots.Values, s =>
        {
            Assert.InRange(s.X, AtlasPicture.DotRadius, AtlasPicture.Width - AtlasPicture.DotRadius);
            Assert.InRange(s.Y, AtlasPicture.DotRadius, AtlasPicture.Height - AtlasPicture.DotRadius);
        });
    }

    [Fact]
    public void No_two_dots_touch()
    {
        var spots = Picture.Spots.ToList();
        for (var i = 0; i < spots.Count; i++)
        {
            for (var j = i + 1; j < spots.Count; j++)
            {
                var (dx, dy) = (spots[i].Value.X - spots[j].Value.X, spots[i].Value.Y - spots[j].Value.Y);
                var apart = (dx * dx) + (dy * dy) >= 4 * AtlasPicture.DotRadius * AtlasPicture.DotRadius;
                Assert.True(apart, $"{spots[i].Key} and {spots[j].Key}");
            }
        }
    }

    [Fact]
    public void The_same_data_give_the_same_picture()
    {
        var again = Atlas.Build(ShippedData.Regions);
        Assert.Equal(Picture.LandPath, again.LandPath);
        Assert.Equal(Picture.IslandPath, again.IslandPath);
        Assert.Equal(Picture.Spots.OrderBy(s => s.Key), again.Spots.OrderBy(s => s.Key));
    }

    [Fact]
    public void Few_regions_stand_at_an_approximate_place_and_they_are_marked()
    {
        Assert.Equal(24, Picture.Spots.Values.Count(s => s.Approximate));
        Assert.True(Picture.Spots[RegionCode.Parse("95.03")].Approximate);
        Assert.False(Picture.Spots[RegionCode.Parse("16.72")].Approximate);
    }

    [Theory]
    [InlineData("11.72", "94.04")]
    [InlineData("16.72", "34.04")]
    [InlineData("73.71", "81.71")]
    [InlineData("51.03", "52.71")]
    public void West_is_left_of_east(string west, string east) =>
        Assert.True(Picture.Spots[RegionCode.Parse(west)].X < Picture.Spots[RegionCode.Parse(east)].X);

    [Fact]
    public void Coastline_and_islands_weigh_at_most_15_kilobytes_compressed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes(Picture.LandPath + Picture.IslandPath));
        }

        Assert.InRange(packed.Length, 1_000, 15_000);
    }

    [Fact]
    public void Regions_of_unknown_place_stand_around_their_province_and_apart()
    {
        var regions = ShippedData.Regions.Regencies.Where(r => r.Province.Code.Value == "16").ToList();
        var seat = new Dictionary<RegionCode, GeoPoint> { [RegionCode.Parse("16.71")] = new(-2.99, 104.76) };
        var picture = Atlas.Build(regions, [], seat, []);
        Assert.Equal(regions.Count - 1, picture.Spots.Values.Count(s => s.Approximate));
        var palembang = picture.Spots[RegionCode.Parse("16.71")];
        Assert.All(picture.Spots.Values, s => Assert.True(Math.Abs(s.X - palembang.X) < 100 && Math.Abs(s.Y - palembang.Y) < 100));
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Decree;
using KotaCerdas.Revenue.Features.Shapes;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Revenue.Tests.Registers;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace KotaCerdas.Revenue.Tests.Shapes;

public sealed class ShapeTests
{
    private const string Number = "167201000100100010";

    [Fact]
    public void A_square_of_a_hundred_metres_is_a_hectare()
    {
        // A ten-thousandth of a degree of latitude is 11.1195 m; of longitude at 4° south 11.0924 m.
        var area = Shape.Read(Square(103.25, -4.02, 100 / 110_924.0, 100 / 111_195.0)).Value.SquareMetres;
        Assert.InRange(area, 9_980, 10_020);
    }

    [Fact]
    public void A_hole_is_not_land()
    {
        var whole = Shape.Read(Json(Polygon(Ring(0, 0, 10, 10)))).Value.SquareMetres;
        var hollow = Shape.Read(Json(Polygon(Ring(0, 0, 10, 10), Ring(2, 2, 7, 7)))).Value.SquareMetres;
        Assert.Equal(0.75, hollow / (double)whole, 3);
    }

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[[[103,-4],[103.1,-4],[103.1,-4.1],[103,-4.1]]]}""", "Revenue.Shape.NotClosed")]
    [InlineData("""{"type":"Polygon","coordinates":[[[103,-4],[103.1,-4.1],[103.1,-4],[103,-4.1],[103,-4]]]}""", "Revenue.Shape.Crosses")]
    [InlineData("""{"type":"Point","coordinates":[-4,103]}""", "Revenue.Shape.Outside")]
    [InlineData("""{"type":"LineString","coordinates":[[103,-4],[103.001,-4]]}""", "Revenue.Shape.OtherType")]
    [InlineData("""{"type":"Polygon","coordinates":[[["a","b"]]]}""", "Revenue.Shape.NoGeometry")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "Revenue.Shape.ManyPositions")]
    [InlineData("""{"type":"Point"}""", "Revenue.Shape.NoGeometry")]
    public void What_is_wrong_with_a_geometry_is_named(string geometry, string code) =>
        Assert.Equal(code, Shape.Read(Json(geometry)).Problem.Code);

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[103.25,-4.02]}""")]
    [InlineData("""
        {"type":"MultiPolygon","coordinates":[[[[103,-4],[103.001,-4],[103,-4.001],[103,-4]]],
        [[[103.01,-4],[103.011,-4],[103.01,-4.001],[103.01,-4]]]]}
        """)]
    public void A_shape_is_stored_and_read_again_as_it_was(string geometry)
    {
        var shape = Shape.Read(Json(geometry)).Value;
        Assert.Equal(shape.ToString(), Shape.Stored(shape.ToString()).ToString());
        Assert.Equal(shape.Positions, Shape.Stored(shape.ToString()).Positions);
    }

    [Theory, OnEachDatabase]
    public async Task A_file_is_taken_once_and_the_area_is_held_against_the_register(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        var (fits, far) = (Collection((Number, SquareText(120))), Collection((Number, SquareText(400))));
        Assert.Equal((1, 0, 0), Of(await ImportAsync(database, fits)));
        Assert.Equal((0, 1, 0), Of(await ImportAsync(database, fits)));
        var noted = (await ImportAsync(database, far)).Value;
        Assert.Equal("Revenue.Shape.AreaDiffers", Assert.Single(noted.Notes).Problem.Code);
        var versions = await database.WithAsync((KotaDb db) => db.In<ObjectShape>(RegionScope.Of(RegisterRoom.Home)).CountAsync());
        Assert.Equal(2, versions);
        var view = await ViewAsync(database, Nop.Of(long.Parse(Number, CultureInfo.InvariantCulture)));
        Assert.InRange(view!.Own.Area, 395, 405);
        Assert.False(view.Surveyed);
    }

    [Theory, OnEachDatabase]
    public async Task A_point_of_the_register_stands_where_no_shape_was_imported(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        var first = Nop.Of(long.Parse(Number, CultureInfo.InvariantCulture));
        Assert.Null(await ViewAsync(database, first));
        var owner = (await RegisterRoom.RegisterAsync(database.Services, RegisterRoom.Person("Contoh Dua"))).Value;
        async Task<Nop> SurveyedAsync(string nop, int latitude) => (await RegisterRoom.RegisterAsync(
            database.Services, nop,
            RegisterRoom.Land(owner, new DateOnly(2025, 1, 1)) with { Place = (latitude, 103_250_100), Reason = "LSPOP contoh" })).Value;
        var second = await SurveyedAsync("16.72.010.001.001-0008.0", -4_020_000);
        var third = await SurveyedAsync("16.72.010.001.001-0009.0", -4_020_300);
        await SurveyedAsync("16.72.010.002.001-0009.0", -4_090_000);

        var alone = (await ViewAsync(database, second))!;
        Assert.True(alone.Surveyed);
        Assert.Equal((103_250_100, -4_020_000, "LSPOP contoh"), (alone.Own.WestMicro, alone.Own.NorthMicro, alone.Own.Source));
        Assert.Equal([third], alone.Around.Select(s => s.Nop));

        await ImportAsync(database, Collection((Number, SquareText(120))));
        Assert.Equal([first, third], (await ViewAsync(database, second))!.Around.Select(s => s.Nop));
        Assert.Equal([second, third], (await ViewAsync(database, first))!.Around.Select(s => s.Nop));

        var villages = await database.WithAsync((DecreeVillages v) => v.OfAsync(RegisterRoom.Home, default));
        Assert.Equal((103.2501m, -4.09m), villages.Single(v => v.TaxCode == 1_672_010_002).Middle);
        Assert.InRange(villages.Single(v => v.TaxCode == 1_672_010_001).Middle!.Value.Latitude, -4.0201m, -4.0200m);
    }

    [Theory, OnEachDatabase]
    public async Task One_wrong_feature_and_nothing_is_recorded(DatabaseEngine engine)
    {
        await using var database = await OpenAsync(engine);
        var report = await ImportAsync(
            database, Collection((Number, SquareText(120)), ("167201000100199990", SquareText(120)), ("12", SquareText(120)),
                (Number, SquareText(120))));
        Assert.Equal(
            ["Revenue.Shape.UnknownNop", "Revenue.Shape.NopWrong", "Revenue.Shape.Twice"], report.Value.Wrong.Select(w => w.Problem.Code));
        Assert.Equal(0, await database.WithAsync((KotaDb db) => db.In<ObjectShape>(RegionScope.Of(RegisterRoom.Home)).CountAsync()));
        Assert.Equal("Revenue.Shape.NotGeoJson", (await ImportAsync(database, "bukan json")).Problem.Code);
    }

    private static async Task<TestDatabase> OpenAsync(DatabaseEngine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await RegisterRoom.OpenAsync(database.Services);
        var owner = (await RegisterRoom.RegisterAsync(database.Services, RegisterRoom.Person("Contoh Satu"))).Value;
        var land = RegisterRoom.Land(owner, new DateOnly(2025, 1, 1));
        Assert.False((await RegisterRoom.RegisterAsync(database.Services, Number, land)).Failed);
        return database;
    }

    private static async Task<ShapeView?> ViewAsync(TestDatabase database, Nop nop)
    {
        var file = (await RegisterRoom.FileAsync(database.Services, nop, new DateOnly(2026, 1, 1)))!;
        return await database.WithAsync((ShapeReading r) => r.FindAsync(file.Current, default));
    }

    private static Task<Outcome<ShapeReport>> ImportAsync(TestDatabase database, string file) =>
        database.Services.AsAsync<ImportShapes, Outcome<ShapeReport>>(RegisterRoom.Officer, i => i.RunAsync(
            RegisterRoom.Home, new MemoryStream(Encoding.UTF8.GetBytes(file)), "Pengukuran contoh", default));

    private static (int Taken, int Same, int Notes) Of(Outcome<ShapeReport> report) =>
        (report.Value.Taken, report.Value.Same, report.Value.Notes.Count);

    private static string Collection(params (string Nop, string Geometry)[] features) =>
        $$"""{"type":"FeatureCollection","features":[{{string.Join(',', features.Select(f =>
            $$"""{"type":"Feature","properties":{"nop":"{{f.Nop}}"},"geometry":{{f.Geometry}}}"""))}}]}""";

    /// <summary>A square of so many square metres.</summary>
    private static string SquareText(int metres)
    {
        var side = Math.Sqrt(metres);
        return Square(103.25, -4.02, side / 110_924.0, side / 111_195.0).GetRawText();
    }

    private static JsonElement Square(double longitude, double latitude, double wide, double high)
    {
        string At(double x, double y) =>
            string.Create(CultureInfo.InvariantCulture, $"[{longitude + x:0.0000000},{latitude + y:0.0000000}]");
        return Json(Polygon($"[{At(0, 0)},{At(wide, 0)},{At(wide, high)},{At(0, high)},{At(0, 0)}]"));
    }

    private static string Polygon(params string[] rings) => $$"""{"type":"Polygon","coordinates":[{{string.Join(',', rings)}}]}""";

    /// <summary>A ring in ten-thousandths of a degree from a corner.</summary>
    private static string Ring(int west, int south, int east, int north)
    {
        string At(int x, int y) =>
            string.Create(CultureInfo.InvariantCulture, $"[{103 + (x / 10_000.0):0.0000},{-4 + (y / 10_000.0):0.0000}]");
        return $"[{At(west, south)},{At(east, south)},{At(east, north)},{At(west, north)},{At(west, south)}]";
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}

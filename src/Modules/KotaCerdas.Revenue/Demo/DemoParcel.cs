using System.Globalization;
using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Demo;

/// <summary>A generated building.</summary>
/// <param name="Area">Square metres.</param>
/// <param name="Use">Use (<c>kd_jpb</c>).</param>
/// <param name="Floors">Storeys.</param>
/// <param name="BuiltYear">Year.</param>
/// <param name="Thousands">Value in thousands of rupiah, as SISMIOP keeps it.</param>
internal sealed record DemoBuilding(int Area, string Use, int Floors, int BuiltYear, long Thousands)
{
    // Thousands of rupiah a square metre: below the first a house of wood, from the second on a better one.
    private const int Plain = 110;
    private const int Better = 350;

    // Of as many buildings one has walls whose code nobody has said the meaning of.
    private const int Odd = 83;

    /// <summary>VA of electricity, 0 where none is recorded: an old house of wood has none.</summary>
    public int Power => Thousands / Area < Plain ? (BuiltYear < 1985 ? 0 : 450) : Area < 60 ? 900 : Area < 150 ? 1_300 : 2_200;

    /// <summary>
    /// Year of renovation, then condition, construction, roof, walls, floor and ceiling in SISMIOP's codes, as its value and age go.
    /// </summary>
    public string Codes
    {
        get
        {
            var perMetre = Thousands / Area;
            var renovated = BuiltYear < 1995 && Area % 3 == 0 ? (BuiltYear + 20).ToString(CultureInfo.InvariantCulture) : string.Empty;
            var condition = BuiltYear >= 2015 ? 1 : BuiltYear >= 1995 || renovated.Length > 0 ? 2 : BuiltYear >= 1982 ? 3 : 4;
            var (construction, roof, wall, floor, ceiling) =
                perMetre < Plain ? (4, 5, 4, 5, 3) : perMetre < Better ? (3, 3, 3, Area % 2 == 0 ? 5 : 2, 2) : (3, 3, 3, 2, 2);
            wall = Area % Odd == 0 ? 6 : wall;
            return string.Create(CultureInfo.InvariantCulture, $"{renovated},{condition},{construction},{roof},{wall},{floor},{ceiling}");
        }
    }
}

/// <summary>A generated object.</summary>
internal sealed record DemoParcel
{
    private const int PerBlock = 120;

    /// <summary>18 digits.</summary>
    public required long Nop { get; init; }

    /// <summary>Number of the owner, from 1 over the whole register.</summary>
    public required int Owner { get; init; }

    public required int House { get; init; }

    public required int Rt { get; init; }

    public required int Rw { get; init; }

    /// <summary>Square metres.</summary>
    public required int LandArea { get; init; }

    public required DemoZone Zone { get; init; }

    /// <summary>SISMIOP's <c>jns_bumi</c>.</summary>
    public required int LandKind { get; init; }

    public required IReadOnlyList<DemoBuilding> Buildings { get; init; }

    public int BuildingArea => Buildings.Sum(b => b.Area);

    public long BuildingThousands => Buildings.Sum(b => b.Thousands);

    /// <summary>The objects of a village in the order of their numbers.</summary>
    /// <param name="village">The village.</param>
    /// <param name="firstOwner">Number of the first owner that is free.</param>
    /// <param name="seed">Seed.</param>
    public static List<DemoParcel> Of(DemoVillage village, int firstOwner, int seed)
    {
        var owners = Owners(village, firstOwner, seed);
        var parcels = new List<DemoParcel>(village.Objects);
        for (var i = 0; i < village.Objects; i++)
        {
            parcels.Add(One(village, i, owners[i], new DemoRandom(seed, "parcel", village.TaxCode, i)));
        }

        return parcels;
    }

    /// <summary>Owners of as many objects: 70 of a hundred have one, 25 two or three, 5 four to eight, here and there in the
    /// village.</summary>
    private static List<int> Owners(DemoVillage village, int first, int seed)
    {
        var chance = new DemoRandom(seed, "owners", village.TaxCode);
        var owners = new List<int>(village.Objects);
        for (var owner = first; owners.Count < village.Objects; owner++)
        {
            var share = chance.Unit();
            var many = share < 0.7 ? 1 : share < 0.95 ? 2 + chance.Below(2) : 4 + chance.Below(5);
            owners.AddRange(Enumerable.Repeat(owner, Math.Min(many, village.Objects - owners.Count)));
        }

        for (var i = owners.Count - 1; i > 0; i--)
        {
            var other = chance.Below(i + 1);
            (owners[i], owners[other]) = (owners[other], owners[i]);
        }

        return owners;
    }

    private static DemoParcel One(DemoVillage village, int index, int owner, DemoRandom chance)
    {
        var block = (index / PerBlock) + 1;
        // A hundredth is public land, which is not billed; a third of the rest is bare.
        var isPublic = chance.Chance(0.01);
        var built = !isPublic && chance.Chance(0.65);
        return new()
        {
            Nop = (village.TaxCode * 100_000_000) + (block * 100_000L) + (((index % PerBlock) + 1) * 10)
                + (chance.Chance(0.12) ? 7 : 0),
            Owner = owner,
            House = index + 1,
            Rt = 1 + (block % 9),
            Rw = 1 + (block % 5),
            LandArea = isPublic ? 500 + chance.Below(3_000) : Area(chance, village.Town ? 180 : 1_200, 1.1),
            Zone = village.Zones[(block + chance.Below(2)) % village.Zones.Count],
            LandKind = isPublic ? 4 : built ? 1 : 3,
            Buildings = built ? [.. Enumerable.Range(0, chance.Chance(0.02) ? 2 : 1).Select(_ => Building(chance, village.Town))] : [],
        };
    }

    private static DemoBuilding Building(DemoRandom chance, bool town)
    {
        var shop = town && chance.Chance(0.15);
        var area = Area(chance, shop ? 110 : 54, 0.9);
        var perMetre = Math.Exp(chance.Between(Math.Log(60), Math.Log(town ? 900 : 450)));
        return new(area, shop ? "04" : "01", shop || chance.Chance(0.08) ? 2 : 1, 1975 + chance.Below(50), (long)(area * perMetre));
    }

    /// <summary>Roughly log-normal around a median, at least 12 m².</summary>
    private static int Area(DemoRandom chance, double median, double spread) =>
        Math.Max(12, (int)(median * Math.Exp(chance.Noise(spread))));
}

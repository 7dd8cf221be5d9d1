using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>An object or another find that may be the same as a find.</summary>
/// <param name="Nop">The object, or null for a find.</param>
/// <param name="Find">The other find, or null for an object.</param>
/// <param name="Address">Its address.</param>
/// <param name="Area">Its land in m².</param>
/// <param name="Metres">How far apart both are, or null where that is not why.</param>
/// <param name="SameOwner">True where owner and area are the same.</param>
internal sealed record Likeness(Nop? Nop, Guid? Find, string Address, int Area, int? Metres, bool SameOwner);

/// <summary>
/// What may be the same as a find: an object of its block not more than thirty metres away, an object of the same subject whose land is as
/// large within a twentieth, and other finds of its kelurahan that wait, by the same two
/// tests.
/// </summary>
internal sealed class FindLikeness(KotaDb db, FindReading reading, TaxpayerReading taxpayers)
{
    public const int Near = 30;

    /// <summary>Land that differs by more than a twentieth is not the same.</summary>
    private const int AreaShare = 20;

    // A minute of arc is a nautical mile of 1,852 m; along a parallel it is shorter.
    private const double MetresPerDegree = 1_852 * 60;
    private const int MicroOfNear = 400;

    public async Task<IReadOnlyList<Likeness>> OfAsync(FindRow row, DateOnly today, CancellationToken cancel)
    {
        var scope = RegionScope.Of(row.Find.RegionCode);
        var mine = Marks.Of(row);
        var near = await NearAsync(scope, row.Find, mine, cancel);
        var owned = await OwnedAsync(row.Find.RegionCode, mine, cancel);
        var numbers = near.Concat(owned).Distinct().ToList();
        var versions = await db.In<TaxObject>(scope).AsNoTracking().Where(o => numbers.Contains(o.Nop)).ToListAsync(cancel);
        var found = new List<Likeness>();
        foreach (var current in versions.GroupBy(v => v.Nop).Select(g => TaxObject.On(today, g)).OfType<TaxObject>()
            .Where(v => v.State == ObjectState.Active).OrderBy(v => v.Nop.Value))
        {
            var metres = near.Contains(current.Nop) && current is { LatitudeMicro: { } latitude, LongitudeMicro: { } longitude }
                ? mine.MetresTo((latitude, longitude)) : null;
            var same = owned.Contains(current.Nop) && mine.IsAsLargeAs(current.LandArea);
            Add(new(current.Nop, null, current.Address, current.LandArea, metres, same));
        }

        foreach (var other in (await reading.WaitingInAsync(row.Find.RegionCode, row.Find.TaxCode, cancel))
            .Where(f => f.Find.Id != row.Find.Id))
        {
            var marks = Marks.Of(other);
            Add(new(
                null, other.Find.Id, other.Facts["address"], marks.Area, marks.Place is { } place ? mine.MetresTo(place) : null,
                mine.Owner.Length > 0 && marks.Owner == mine.Owner && mine.IsAsLargeAs(marks.Area)));
        }

        return found;

        void Add(Likeness like)
        {
            like = like with { Metres = like.Metres is <= Near ? like.Metres : null };
            if (like.Metres is not null || like.SameOwner)
            {
                found.Add(like);
            }
        }
    }

    /// <summary>Objects of the block of which a version is near.</summary>
    private async Task<List<Nop>> NearAsync(RegionScope scope, SurveyFind find, Marks mine, CancellationToken cancel)
    {
        if (mine.Place is not { } place)
        {
            return [];
        }

        var (first, last) = FindNumbers.Of(find.TaxCode, find.Block);
        var (south, north) = (place.Latitude - MicroOfNear, place.Latitude + MicroOfNear);
        var (west, east) = (place.Longitude - MicroOfNear, place.Longitude + MicroOfNear);
        return await db.In<TaxObject>(scope)
            .Where(o => (long)(object)o.Nop >= first && (long)(object)o.Nop <= last)
            .Where(o => o.LatitudeMicro >= south && o.LatitudeMicro <= north && o.LongitudeMicro >= west && o.LongitudeMicro <= east)
            .Select(o => o.Nop).Distinct().ToListAsync(cancel);
    }

    private async Task<List<Nop>> OwnedAsync(RegionCode region, Marks mine, CancellationToken cancel)
    {
        var owners = new List<TaxpayerId>();
        if (mine.Npwpd.Length > 0)
        {
            owners.AddRange(await taxpayers.WithAsync(region, mine.Npwpd, null, cancel));
        }

        if (mine.Owner.Length > 0)
        {
            owners.AddRange(await taxpayers.WithAsync(region, null, mine.Owner, cancel));
        }

        var ids = owners.Distinct().ToList();
        var (least, most) = (mine.Area - (mine.Area / AreaShare), mine.Area + (mine.Area / AreaShare));
        return await db.In<TaxObject>(RegionScope.Of(region))
            .Where(o => ids.Contains(o.TaxpayerId) && o.LandArea >= least && o.LandArea <= most).Select(o => o.Nop).Distinct()
            .ToListAsync(cancel);
    }

    /// <summary>What finds are told apart by.</summary>
    private sealed record Marks(string Owner, string Npwpd, int Area, (int Latitude, int Longitude)? Place)
    {
        public static Marks Of(FindRow row) => new(
            Taxpayer.KeyOf(row.Facts["owner"]), row.Facts["owner_npwpd"],
            int.TryParse(row.Facts["land_area"], System.Globalization.CultureInfo.InvariantCulture, out var area) ? area : 0,
            new ObjectForm { Place = row.Facts["place"] }.ReadPlace([]));

        public bool IsAsLargeAs(int area) => Math.Abs((long)area - Area) * AreaShare <= Area;

        public int? MetresTo((int Latitude, int Longitude) other)
        {
            if (Place is not { } place)
            {
                return null;
            }

            var north = (other.Latitude - place.Latitude) / 1e6;
            var east = (other.Longitude - place.Longitude) / 1e6 * Math.Cos(place.Latitude / 1e6 * Math.PI / 180);
            return (int)Math.Ceiling(Math.Sqrt((north * north) + (east * east)) * MetresPerDegree);
        }
    }
}

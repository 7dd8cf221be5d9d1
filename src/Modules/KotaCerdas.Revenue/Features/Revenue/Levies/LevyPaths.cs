using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Returns;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>Addresses of the pages about objects other than PBB-P2.</summary>
internal static class LevyPaths
{
    public static string Objects(RegionCode region) => $"/pendapatan/{region}/objek-lain";

    public static string Of(RegionCode region, KindObjectId id) => $"{Objects(region)}/{id}";
}

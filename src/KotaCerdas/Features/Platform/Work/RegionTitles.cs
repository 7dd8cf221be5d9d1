using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.Platform.Work;

/// <summary>Names of the regions that the rows of a page concern, with a word for the country.</summary>
internal sealed class RegionTitles(IReadOnlyDictionary<RegionCode, string> names, string country)
{
    public static RegionTitles None { get; } = new(new Dictionary<RegionCode, string>(), string.Empty);

    public static async Task<RegionTitles> OfAsync(KotaDb db, Texts texts, IEnumerable<RegionCode> codes, CancellationToken cancel)
    {
        var wanted = codes.Distinct().ToList();
        var names = await db.Shared<Region>().Where(r => wanted.Contains(r.Code)).ToDictionaryAsync(r => r.Code, r => r.Name, cancel);
        return new(names, texts["Host.Operations.National"]);
    }

    /// <summary>The name; the code of a region that is not known any more.</summary>
    public string Of(RegionCode region) => region.IsNational ? country : names.GetValueOrDefault(region, region.Value);
}

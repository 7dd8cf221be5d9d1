using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Puts together what a page shows of a bill.</summary>
internal sealed class BillViews(BillStories stories, BillLookup lookup)
{
    /// <summary>The bill, with the full name; null where there is none.</summary>
    public async Task<Outcome<BillView>?> FindAsync(BillRegion region, Nop nop, int year, CancellationToken cancel)
    {
        if (await stories.FindAsync(region.Code, nop, year, cancel) is not { } story)
        {
            return null;
        }

        if (story.Failed)
        {
            return story.Problem;
        }

        var bills = await lookup.FindAsync(region.Code, nop, region.Interest, region.Today, cancel);
        return new BillView(story.Value, region, bills.Years.First(y => y.Year == year), bills.Name ?? string.Empty);
    }
}

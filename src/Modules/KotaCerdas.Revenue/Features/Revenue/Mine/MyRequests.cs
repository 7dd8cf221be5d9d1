using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>What a person asked for in all regions, newest first.</summary>
/// <param name="Corrections">Requests for correction of bills.</param>
/// <param name="Decisions">Requests for decisions.</param>
internal sealed record MyRequestList(
    IReadOnlyList<(BillRegion Where, CorrectionFile File)> Corrections, IReadOnlyList<(BillRegion Where, RequestFile File)> Decisions);

/// <summary>Reads what a person asked for, region by region where they have something of their own.</summary>
internal sealed class MyRequests(MyClaims claims, MyObjects objects, CorrectionDesk corrections, ProposalReading letters)
{
    public async Task<MyRequestList> AllAsync(UserId user, CancellationToken cancel)
    {
        var found = new List<(BillRegion Where, CorrectionFile File)>();
        var asked = new List<(BillRegion Where, RequestFile File)>();
        foreach (var place in await claims.PlacesAsync(user, cancel))
        {
            if (await objects.RegionAsync(place, cancel) is { } where)
            {
                found.AddRange((await corrections.AskedByAsync(place, user, null, cancel)).Select(f => (where, f)));
                asked.AddRange((await letters.AskedByAsync(place, user, cancel)).Select(f => (where, f)));
            }
        }

        return new(
            [.. found.OrderByDescending(f => f.File.Request.ReceivedAt).Take(CorrectionDesk.PageSize)],
            [.. asked.OrderByDescending(f => f.File.Request.RecordedAt).Take(CorrectionDesk.PageSize)]);
    }
}

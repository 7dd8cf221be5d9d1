using System.Net;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>The bills of an object for somebody who knows its number and nothing else.</summary>
/// <param name="Nop">The object.</param>
/// <param name="Village">Its village.</param>
/// <param name="MaskedName">First letters of the name, null where there is no bill.</param>
/// <param name="Years">Newest first; empty where there is no bill.</param>
internal sealed record CheckedBills(Nop Nop, string Village, string? MaskedName, IReadOnlyList<BilledYear> Years)
{
    /// <summary>What can be paid today, due or not, of the years whose bills went out.</summary>
    public long Total => Years.Sum(y => y.ToPay);

    /// <summary>What of it is not due on a day.</summary>
    public long Later(DateOnly day) => Years.Sum(y => y.LaterThan(day));

    /// <summary>Open principal of years that nobody is asked for any more, as the right to collect it has ended.</summary>
    public long Expired => Years.Sum(y => y.ExpiredOpen);

    public bool InterestUnknown => Years.Any(y => y.InterestUnknown);
}

/// <summary>
/// Looks up bills for anyone: one way for page and API. The answer has the same shape, and costs the same, whether the number has bills or
/// not; it says no more of the owner than the first letters, and no address beyond the village.
/// </summary>
internal sealed class BillCheck(BillLookup lookup, BillGate gate)
{
    /// <summary>Code of the problem that asks to wait; its argument is the number of seconds.</summary>
    public const string WaitCode = "Revenue.Bill.Wait";

    /// <summary>The bills, what to correct about the number, or how long to wait.</summary>
    public async Task<Outcome<CheckedBills>> RunAsync(BillRegion region, string? typed, IPAddress? address, CancellationToken cancel)
    {
        var nop = NopText.Read(typed, region.VillageCodes, region.Region.Name);
        if (nop.Failed)
        {
            return nop.Problem;
        }

        if (gate.Ask(region.Code, address, withCode: false) is { } wait)
        {
            return Wait(wait);
        }

        var found = await lookup.FindAsync(region.Code, nop.Value, region.Interest, region.Today, cancel);
        if (found.Years.Count == 0)
        {
            gate.Missed(region.Code, address, withCode: false);
        }

        return new CheckedBills(
            found.Nop, region.VillageOf(found.Nop), found.Name is null ? null : MaskedName.Of(found.Name), found.Years);
    }

    /// <summary>The answer to who asks too often.</summary>
    public static Problem Wait(TimeSpan wait) => new(WaitCode, null, Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)));
}

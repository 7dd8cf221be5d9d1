using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using KotaCerdas.Platform;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>Section <c>BillCheck</c> of the configuration.</summary>
internal sealed record BillCheckOptions
{
    /// <summary>Bills that one address may look up in a minute; a number that has no bill counts as five.</summary>
    [Range(5, 10_000_000)]
    public int ChecksPerMinute { get; init; } = 60;

    /// <summary>Numbers without a bill that a whole region may be asked for in a minute, from all addresses together.</summary>
    [Range(10, 10_000_000)]
    public int UnknownPerMinute { get; init; } = 600;
}

/// <summary>
/// Slows down who tries out numbers. An address has so many questions a minute, and a wrong number costs it five; the wrong numbers of all
/// addresses together are limited for each region, because whoever tries out numbers has many addresses. Then everybody waits who has no
/// check code. Counted in memory, for each process on its own; addresses are forgotten as soon as they may ask again freely.
/// </summary>
internal sealed class BillGate(IOptions<BillCheckOptions> options, TimeProvider clock)
{
    private const int CostOfUnknown = 5;
    private const int MostKept = 100_000;
    private const int KeptBytes = 8;

    // Per key the instant at which everything asked for so far is paid off, in ticks.
    private readonly ConcurrentDictionary<string, long> _paidOff = new(StringComparer.Ordinal);

    /// <summary>Counts a question; null where it may be answered, else how long to wait.</summary>
    /// <param name="region">Whose bills.</param>
    /// <param name="address">Who asks.</param>
    /// <param name="withCode">True where the question carries the check code of a bill, which cannot be tried out.</param>
    public TimeSpan? Ask(RegionCode region, IPAddress? address, bool withCode)
    {
        var wait = Take(Sender(address, withCode), 1, options.Value.ChecksPerMinute);
        var crowd = withCode ? null : Take("r" + region.Value, 0, options.Value.UnknownPerMinute);
        return wait > crowd || crowd is null ? wait : crowd;
    }

    /// <summary>Notes that the number had no bill, or the code was wrong.</summary>
    public void Missed(RegionCode region, IPAddress? address, bool withCode)
    {
        Take(Sender(address, withCode), CostOfUnknown - 1, options.Value.ChecksPerMinute, always: true);
        Take("r" + region.Value, 1, options.Value.UnknownPerMinute, always: true);
    }

    /// <summary>A whole minute's questions may come at once; then one after the other.</summary>
    private TimeSpan? Take(string key, int count, int perMinute, bool always = false)
    {
        var now = clock.GetUtcNow().UtcTicks;
        var each = TimeSpan.TicksPerMinute / perMinute;
        while (true)
        {
            var known = _paidOff.TryGetValue(key, out var kept);
            var until = Math.Max(now, kept);
            if (!always && until + (Math.Max(1, count) * each) > now + TimeSpan.TicksPerMinute)
            {
                return TimeSpan.FromTicks(until + (Math.Max(1, count) * each) - now - TimeSpan.TicksPerMinute);
            }

            if (count == 0)
            {
                return null;
            }

            var next = Math.Min(until + (count * each), now + (2 * TimeSpan.TicksPerMinute));
            if (known ? _paidOff.TryUpdate(key, next, kept) : _paidOff.TryAdd(key, next))
            {
                Forget(now);
                return null;
            }
        }
    }

    private void Forget(long now)
    {
        if (_paidOff.Count > MostKept)
        {
            foreach (var (key, until) in _paidOff)
            {
                if (until <= now)
                {
                    _paidOff.TryRemove(new(key, until));
                }
            }
        }
    }

    /// <summary>
    /// A household has one IPv4 address, and 64 bits of IPv6. Questions with a code are counted apart: who tried out numbers can still open
    /// a printed code.
    /// </summary>
    private static string Sender(IPAddress? address, bool withCode)
    {
        var kind = withCode ? "c" : "n";
        if (address is null)
        {
            return kind;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        return kind + Convert.ToHexString(plain.AddressFamily == AddressFamily.InterNetworkV6 ? bytes.AsSpan(0, KeptBytes) : bytes);
    }
}

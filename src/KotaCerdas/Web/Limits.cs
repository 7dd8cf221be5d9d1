using System.Threading.RateLimiting;
using KotaCerdas.Platform;

namespace KotaCerdas.Web;

/// <summary>
/// How much one sender may ask for: generous for people, tight for writes and look-ups without an account. Counted per officer,
/// else per address: accounts that anyone makes for themselves do not add up.
/// </summary>
internal static class Limits
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<LimitOptions>(configuration.GetSection("Limits"));
        var limits = configuration.GetSection("Limits").Get<LimitOptions>() ?? new LimitOptions();
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy(DocumentCheck.Limit, http => RateLimitPartition.GetTokenBucketLimiter(
                "c:" + Sender(http), _ => Bucket(limits.ChecksPerMinute)));
            o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            {
                var perMinute = HttpMethods.IsGet(http.Request.Method) ? limits.ReadsPerMinute : limits.WritesPerMinute;
                return RateLimitPartition.GetTokenBucketLimiter(Sender(http), _ => Bucket(perMinute));
            });
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    private static string Sender(HttpContext http)
    {
        var actor = http.RequestServices.GetRequiredService<CurrentActor>().Value;
        var who = (actor.Grants.Count > 0 ? actor.User?.ToString() : null) ?? http.Connection.RemoteIpAddress?.ToString() ?? "?";
        return (HttpMethods.IsGet(http.Request.Method) ? "r:" : "w:") + who;
    }
}

/// <summary>Section <c>Limits</c> of the configuration.</summary>
internal sealed record LimitOptions
{
    /// <summary>Pages and API reads per sender and minute.</summary>
    [System.ComponentModel.DataAnnotations.Range(60, 1_000_000)]
    public int ReadsPerMinute { get; init; } = 6000;

    /// <summary>Posts per sender and minute.</summary>
    [System.ComponentModel.DataAnnotations.Range(10, 1_000_000)]
    public int WritesPerMinute { get; init; } = 600;

    /// <summary>Documents that one sender may have checked in a minute: each costs a reading of a whole file.</summary>
    [System.ComponentModel.DataAnnotations.Range(1, 1_000_000)]
    public int ChecksPerMinute { get; init; } = 60;
}

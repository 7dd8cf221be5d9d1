using KotaCerdas.Documents.Log;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KotaCerdas.Platform;

/// <summary>A log in the API.</summary>
/// <param name="Region">Region code, <c>00</c> for the national log.</param>
/// <param name="Origin">Name of the log, first line of its checkpoints.</param>
/// <param name="VerifierKey">What checkpoints are checked with: name, identifier, base64 (C2SP signed-note).</param>
/// <param name="Size">Entries.</param>
/// <param name="Root">Base64.</param>
/// <param name="SignedAt">When the newest checkpoint was signed, UTC.</param>
/// <param name="Prefix">Path below which checkpoint and tiles are read (C2SP tlog-tiles).</param>
/// <param name="Witnesses">Witnesses who signed the newest checkpoint.</param>
public sealed record LogAnswer(
    RegionCode Region, string Origin, string VerifierKey, long Size, string Root, DateTime SignedAt, string Prefix,
    IReadOnlyList<string> Witnesses);

/// <summary>
/// The logs for machines: their keys in the API; checkpoint, tiles and proofs below <c>/log</c> as C2SP tlog-tiles and tlog-proof say.
/// </summary>
public static class LogApi
{
    private const string Forever = "public, max-age=31536000, immutable";
    private const string Briefly = "public, max-age=5";

    /// <summary>Maps the static-looking routes, which stand outside <c>/api</c>.</summary>
    public static void MapTiles(IEndpointRouteBuilder root)
    {
        root.MapGet("/log/{region}/checkpoint", CheckpointAsync).ExcludeFromDescription();
        root.MapGet("/log/{region}/tile/{**path}", TileAsync).ExcludeFromDescription();
        root.MapGet("/log/{region}/proof/{index:long}", ProofAsync).ExcludeFromDescription();
    }

    internal static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/log", ListAsync).WithName("ListLogs").WithSummary("Transparency logs with their keys and newest checkpoints");

    private static async Task<Ok<List<LogAnswer>>> ListAsync(PublicLog logs, CancellationToken cancel) =>
        TypedResults.Ok((await logs.HeadsAsync(cancel)).Select(h => new LogAnswer(
            h.Region, h.Key.Name, h.Key.ToString(), h.Size, Convert.ToBase64String(h.Root), h.SignedAt, $"/log/{h.Region}", h.Witnesses))
            .ToList());

    private static async Task<IResult> CheckpointAsync(string region, HttpContext http, PublicLog logs, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var of) || await logs.HeadAsync(of, cancel) is not { } head)
        {
            return TypedResults.NotFound();
        }

        Open(http, Briefly);
        return TypedResults.Text(head.Note, "text/plain", System.Text.Encoding.UTF8);
    }

    private static async Task<IResult> TileAsync(string region, string path, HttpContext http, PublicLog logs, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var of) || !Tile.TryParse($"tile/{path}", out var tile)
            || await logs.TileAsync(of, tile, cancel) is not { } bytes)
        {
            return TypedResults.NotFound();
        }

        // A partial tile never changes either, but the specification lets it vanish once the full one is there.
        Open(http, tile.IsFull ? Forever : Briefly);
        return TypedResults.Bytes(bytes, "application/octet-stream");
    }

    private static async Task<IResult> ProofAsync(string region, long index, HttpContext http, PublicLog logs, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var of) || await logs.EntryAsync(of, index, cancel) is not { } entry)
        {
            return TypedResults.NotFound();
        }

        Open(http, Briefly);
        var name = $"log-{of}-{index}.tlog-proof";
        return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(entry.Proof.ToString()), "text/plain; charset=utf-8", name);
    }

    /// <summary>Readable by every site: a verifier may run in anybody's browser.</summary>
    private static void Open(HttpContext http, string cache)
    {
        http.Response.Headers.CacheControl = cache;
        http.Response.Headers.AccessControlAllowOrigin = "*";
    }
}

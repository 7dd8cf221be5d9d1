using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KotaCerdas.Platform;

/// <summary>A background operation as the API shows it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Kind">Name of its kind.</param>
/// <param name="Region">Region code.</param>
/// <param name="State"><c>Queued</c>, <c>Running</c>, <c>Done</c>, <c>Failed</c> or <c>Cancelled</c>.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all, 0 where unknown.</param>
/// <param name="Message">What it does, what came of it, or why it failed, in the language of the request.</param>
/// <param name="Link">Where the result is, or null.</param>
public sealed record OperationView(Guid Id, string Kind, string Region, string State, long Done, long Total, string Message, string? Link);

/// <summary>Background operations under <c>/api/v1/operations</c>.</summary>
internal static class OperationsApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/operations/{id:guid}", GetAsync)
        .WithName("GetOperation").WithSummary("State, progress and result of a background operation");

    private static async Task<Results<Ok<OperationView>, NotFound>> GetAsync(
        Guid id, Operations operations, Actor actor, Texts texts, CancellationToken cancel)
    {
        var row = await operations.FindAsync(actor, new OperationId(id), cancel);
        return row is null ? TypedResults.NotFound() : TypedResults.Ok(View(row, texts));
    }

    private static OperationView View(OperationRow row, Texts texts)
    {
        var result = row.Result is null ? null : OperationResult.FromJson(row.Result);
        return new OperationView(
            row.Id.Value, row.Kind, row.RegionCode.Value, row.State.ToString(), row.ProgressDone, row.ProgressTotal,
            row.LastWord(texts), result?.Link);
    }
}

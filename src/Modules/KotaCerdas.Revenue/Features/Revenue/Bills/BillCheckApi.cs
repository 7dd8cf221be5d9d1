using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Bills;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>
/// What is owed for a year, in the API; rupiah. <c>Interest</c> is null where no rule in force says how much; <c>InterestBilled</c> is not
/// in it, as a bill of sanctions (STPD) asks for that. <c>State</c> is <c>NotSent</c>, <c>Paid</c>, <c>Open</c>, <c>Overdue</c> or, where
/// the right to collect what is open has ended, <c>Expired</c>. <c>Overpaid</c> was paid more than was owed.
/// </summary>
internal sealed record BilledYearAnswer(
    int Year, long Principal, long Paid, DateOnly? DueOn, int InterestMonths, long? Interest, long InterestBilled, long ToPay,
    string State, long Overpaid);

/// <summary>
/// The bills of an object, in the API; no years where there is none. <c>Total</c> is what can be paid on <c>AsOf</c>, of which
/// <c>NotYetDue</c> is not due; <c>Expired</c> is open principal that is not in it, as the right to collect it has ended.
/// </summary>
internal sealed record BillsAnswer(
    string Nop, RegionCode Region, string Village, string? MaskedName, DateOnly AsOf, long Total, long NotYetDue, long Expired,
    IReadOnlyList<BilledYearAnswer> Years);

/// <summary>Looks up bills for machines; public, and slowed down like the page.</summary>
internal static class BillCheckApi
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/bills/{region}/{nop}", GetAsync)
        .WithName("GetBills").WithSummary("Bills of a PBB-P2 object with interest as of today");

    private static async Task<Results<Ok<BillsAnswer>, NotFound, ProblemHttpResult>> GetAsync(
        string region, string nop, BillRegions regions, BillCheck check, Texts texts, HttpContext http)
    {
        var cancel = http.RequestAborted;
        if (await regions.FindAsync(region, cancel) is not { } where)
        {
            return TypedResults.NotFound();
        }

        var found = await check.RunAsync(where, nop, http.Connection.RemoteIpAddress, cancel);
        if (!found.Failed)
        {
            return TypedResults.Ok(AnswerOf(found.Value, where));
        }

        var wait = found.Problem.Code == BillCheck.WaitCode;
        if (wait)
        {
            http.Response.Headers.RetryAfter = ((int)found.Problem.Args[0]).ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Problem(
            texts.Of(found.Problem), type: found.Problem.Code,
            statusCode: wait ? StatusCodes.Status429TooManyRequests : StatusCodes.Status422UnprocessableEntity);
    }

    private static BillsAnswer AnswerOf(CheckedBills bills, BillRegion where) => new(
        bills.Nop.ToString(), where.Code, bills.Village, bills.MaskedName, where.Today, bills.Total,
        bills.Later(where.Today), bills.Expired,
        [
            .. bills.Years.Select(y => new BilledYearAnswer(
                y.Year, y.Principal, y.Paid, y.DueOn, y.Late?.Months ?? 0, y.InterestUnknown ? null : y.Late!.Value.Amount,
                y.InterestBilled, y.ToPay, y.On(where.Today).ToString(), y.Overpaid)),
        ]);
}

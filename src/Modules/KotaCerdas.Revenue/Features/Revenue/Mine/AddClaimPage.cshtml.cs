using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Mine;

/// <summary>Adds an object by the bill in one's hands, or all objects by a code from the counter.</summary>
[Needs]
internal sealed class AddClaimPageModel(ClaimObject claim, ConnectTaxpayer connect) : ProductPage
{
    [BindProperty(Name = NopText.Field, SupportsGet = true)]
    public string? Nop { get; set; }

    [BindProperty(Name = ClaimObject.CodeField, SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>Code of the region where a link says it.</summary>
    [BindProperty(Name = "daerah", SupportsGet = true)]
    public string? Place { get; set; }

    [BindProperty(Name = ConnectTaxpayer.CodeField)]
    public string? Connection { get; set; }

    /// <summary>Seconds to wait, null where nobody has to.</summary>
    public int? WaitSeconds { get; private set; }

    /// <summary>What is wrong with a field, or null.</summary>
    public string? ErrorOf(string field) =>
        ModelState.TryGetValue(field, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var added = await claim.RunAsync(Nop, Code, Place, HttpContext.Connection.RemoteIpAddress, cancel);
        return added.Failed ? Refuse(added.Problems) : this.SeeOther(MinePaths.Of(added.Value.Region, added.Value.Nop));
    }

    public async Task<IActionResult> OnPostSambungAsync(CancellationToken cancel)
    {
        var connected = await connect.RedeemAsync(Connection, HttpContext.Connection.RemoteIpAddress, cancel);
        return connected.Failed ? Refuse(connected.Problems) : this.SeeOther(MinePaths.Start);
    }

    private IActionResult Refuse(IReadOnlyList<Problem> problems)
    {
        if (problems[0].Code != BillCheck.WaitCode)
        {
            return this.Invalid(problems);
        }

        WaitSeconds = (int)problems[0].Args[0];
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = WaitSeconds.Value.ToString(CultureInfo.InvariantCulture);
        return Page();
    }
}

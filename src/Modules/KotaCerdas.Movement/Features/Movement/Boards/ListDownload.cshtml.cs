using System.Globalization;
using System.Text;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>The list as CSV: exactly the rows of the query in the address.</summary>
[Needs(CallPermissions.ListCode)]
internal sealed class ListDownloadModel(CallRows calls, ApplicationRows rows, Actor actor) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!actor.May(CallPermissions.List, RegionCode.National))
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        if (await calls.FindAsync(new CallId(id), cancel) is not { } call || call.Status == CallStatus.Draft)
        {
            return NotFound();
        }

        var text = new StringBuilder(
            "region_code,region,province,island_group,status,answered,required,submitted_on,return_deadline,saved_at_utc\r\n");
        foreach (var row in await rows.AllAsync(call.Id, ListPageModel.FilterOf(Request.Query), cancel))
        {
            text.AppendJoin(
                ',', Cell(row.Region), Cell(row.Name), Cell(row.Province), Cell(row.Island), row.Status ?? "NotStarted",
                row.Answered, row.Required,
                row.SubmittedOn?.ToString("yyyy-MM-dd"), row.ReturnDeadline?.ToString("yyyy-MM-dd"),
                row.SavedAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)).Append("\r\n");
        }

        return File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"pendaftaran-{call.Year}.csv");
    }

    /// <summary>Quoted; a text that a spreadsheet would run as a formula is shown as text.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@".Contains(text[0]) ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

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
                ',', CsvTable.Cell(row.Region), CsvTable.Cell(row.Name), CsvTable.Cell(row.Province), CsvTable.Cell(row.Island),
                row.Status ?? "NotStarted",
                row.Answered, row.Required,
                row.SubmittedOn?.ToString("yyyy-MM-dd"), row.ReturnDeadline?.ToString("yyyy-MM-dd"),
                row.SavedAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)).Append("\r\n");
        }

        return File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"pendaftaran-{call.Year}.csv");
    }
}

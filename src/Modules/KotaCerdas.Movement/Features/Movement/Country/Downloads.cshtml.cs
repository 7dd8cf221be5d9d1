using System.Text;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>The country as files: exactly the rows that the same address shows as a table, with licence and sources inside.</summary>
internal sealed class DownloadsModel(CountryQueries queries) : ProductPage
{
    public async Task<IActionResult> OnGetAsync(string file, CancellationToken cancel)
    {
        var dot = file.LastIndexOf('.');
        var (name, format) = dot < 0 ? (file, string.Empty) : (file[..dot], file[(dot + 1)..]);
        if (format is not ("csv" or "json") || name is not ("daerah" or "kohort" or "anggota"))
        {
            return NotFound();
        }

        var country = await queries.LoadAsync(cancel);
        var table = name switch
        {
            "daerah" => CountryOpenData.Regions(CountryFilter.From(Request.Query).Of(country)),
            "kohort" => CountryOpenData.Cohorts(country),
            _ => CountryOpenData.Members(country),
        };
        Response.Headers["X-Attribution"] = CountryOpenData.AsciiAttribution;
        return format == "csv"
            ? File(Encoding.UTF8.GetBytes(table.Csv()), "text/csv; charset=utf-8", file)
            : File(table.Json(), "application/json; charset=utf-8", file);
    }
}

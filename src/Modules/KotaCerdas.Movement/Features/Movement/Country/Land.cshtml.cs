using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Country;

/// <summary>The coastline and islands under the dots: the same for everyone, so browsers and proxies keep it.</summary>
internal sealed class LandModel : ProductPage
{
    public IActionResult OnGet()
    {
        Response.Headers.CacheControl = "public, max-age=604800";
        return Content(CountryAtlas.Land, "image/svg+xml");
    }
}

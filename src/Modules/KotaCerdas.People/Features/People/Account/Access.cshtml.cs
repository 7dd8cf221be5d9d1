using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Profile;

/// <summary>Who opened my data: the newest first (UU 27/2022 art. 7).</summary>
[Needs]
internal sealed class AccessModel(KotaDb db, Actor actor) : ProductPage
{
    private const int PageSize = 50;

    public IReadOnlyList<AccessRecord> Rows { get; private set; } = [];

    public DateTime? Next { get; private set; }

    [BindProperty(Name = "sebelum", SupportsGet = true)]
    public DateTime? Before { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var user = actor.User!.Value;
        var rows = db.Shared<AccessRecord>().AsNoTracking().Where(a => a.Whose == user);
        if (Before is { } before)
        {
            var instant = DateTime.SpecifyKind(before, DateTimeKind.Utc);
            rows = rows.Where(a => a.At < instant);
        }

        var size = ListQuery.PageSize(HttpContext, PageSize);
        Rows = await rows.OrderByDescending(a => a.At).Take(size).ToListAsync(cancel);
        Next = Rows.Count == size ? Rows[^1].At : null;
    }
}

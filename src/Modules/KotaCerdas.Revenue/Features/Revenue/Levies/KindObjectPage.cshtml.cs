using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>All that is known of an object, as it is today or was on a day.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class KindObjectPageModel(RegisterDesk desk, KindObjectReading reading, KotaDb db, Texts texts) : RegisterPage(desk)
{
    private KindRules? _rules;

    public KindObjectFile Known { get; private set; } = null!;

    /// <summary>The day it is seen on, where that is not today.</summary>
    public DateOnly? SeenOn { get; private set; }

    public string? Village { get; private set; }

    public string Path => LevyPaths.Of(Code, Known.Current.ObjectId);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, string? tanggal, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (DateOnly.TryParseExact(tanggal, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day != Today)
        {
            SeenOn = day;
        }

        if (await reading.FindAsync(Code, new KindObjectId(id), SeenOn ?? Today, cancel) is not { } file)
        {
            return NotFound();
        }

        Known = file;
        var rules = await reading.RulesAsync(Code, file.Current.Kind, SeenOn ?? Today, cancel);
        _rules = rules.Failed ? null : rules.Value;
        Village = await db.Shared<Village>().Where(v => v.Code == file.Current.VillageCode).Select(v => v.Name)
            .SingleOrDefaultAsync(cancel);
        return Page();
    }

    public IReadOnlyList<(string Name, string Value)> FactsOf(KindObject version) =>
        FactFields.Words(_rules, Facts.Read(version.Facts), texts);
}

using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>All that is known of an object, as it is today or was on a day.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class KindObjectPageModel(
    RegisterDesk desk, KindObjectReading reading, ChargeRows charges, ReturnLinks links, KotaDb db, Texts texts) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;
    private KindRules? _rules;

    /// <summary>What was issued about it, newest first.</summary>
    public IReadOnlyList<ChargeRow> Charges { get; private set; } = [];

    /// <summary>A change that waits for a second officer, or null.</summary>
    public ChangeFile? Waiting { get; private set; }

    /// <summary>A link that was just made; shown once.</summary>
    public string? LinkPath { get; private set; }

    public bool MayReadCharges => _desk.Actor.May(ChargePermissions.Read, Code);

    public bool MayFile => _desk.Actor.May(ChargePermissions.File, Code);

    /// <summary>True where its taxpayer files returns.</summary>
    public bool IsSelf => LetterRules.ReturnOf(Known.Kind) is not null;

    public KindObjectFile Known { get; private set; } = null!;

    /// <summary>The day it is seen on, where that is not today.</summary>
    public DateOnly? SeenOn { get; private set; }

    public string? Village { get; private set; }

    public string Path => LevyPaths.Of(Code, Known.Current.ObjectId);

    public async Task<IActionResult> OnGetAsync(
        string region, Guid id, string? tanggal, [FromServices] WaitingChanges changes, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, tanggal, cancel) is { } closed)
        {
            return closed;
        }

        Waiting = await changes.OfAsync(ChangeSubject.Of(Code, Known.Current.ObjectId, 0), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostTautanAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, null, cancel) is { } closed)
        {
            return closed;
        }

        var made = await links.MakeAsync(Code, Known.Current.ObjectId, cancel);
        if (made.Failed)
        {
            return this.Invalid(made.Problems);
        }

        LinkPath = $"{Request.Scheme}://{Request.Host}{made.Value}";
        return Page();
    }

    /// <summary>What can be done about it now, or null.</summary>
    public IHtmlContent? Actions(Texts t)
    {
        var buttons = new List<IHtmlContent>();
        if (IsSelf && MayFile)
        {
            buttons.Add(Button.Render(new()
            {
                Text = t["Revenue.Return.FileNow"], Href = $"{ChargePaths.Returns(Code)}/baru?objek={Known.Current.ObjectId}",
            }));
        }

        if (LetterRules.OfficialOf(Known.Kind) is { } letter && _desk.Actor.May(ChargePermissions.Propose, Code))
        {
            buttons.Add(Button.Render(new()
            {
                Text = t["Revenue.Charge.Propose", letter.InSentence()],
                Href = $"{ChargePaths.Proposals(Code)}/baru?surat={letter.Code}&objek={Known.Current.ObjectId}",
            }));
        }

        return buttons.Count == 0 ? null
            : new HtmlBuilder().Start("div", ("class", "k-buttons")).Add(Markup.Join([.. buttons])).End();
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, string? tanggal, CancellationToken cancel)
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
        Charges = MayReadCharges ? await charges.OfAsync(Code, id, cancel) : [];
        return null;
    }

    public IReadOnlyList<(string Name, string Value)> FactsOf(KindObject version) =>
        FactFields.Words(_rules, Facts.Read(version.Facts), texts);
}

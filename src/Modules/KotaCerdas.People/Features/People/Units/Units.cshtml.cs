using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Units;

/// <summary>The organisational units of a region's government.</summary>
[Needs("people.unit.edit")]
internal sealed class UnitsModel(KotaDb db, SaveUnit save, Texts texts, Actor actor) : ProductPage
{
    [BindProperty(Name = "wilayah", SupportsGet = true)]
    public string? Region { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public UnitKind Kind { get; set; } = UnitKind.Office;

    [BindProperty]
    public Guid? Parent { get; set; }

    public IReadOnlyList<Unit> Rows { get; private set; } = [];

    public RegionCode Code { get; private set; }

    public string RegionName { get; private set; } = string.Empty;

    public IReadOnlyList<Choice> Kinds =>
    [
        new(nameof(UnitKind.Secretariat), texts["People.Unit.Secretariat"]),
        new(nameof(UnitKind.Inspectorate), texts["People.Unit.Inspectorate"]),
        new(nameof(UnitKind.Office), texts["People.Unit.Office"]),
        new(nameof(UnitKind.Agency), texts["People.Unit.Agency"]),
        new(nameof(UnitKind.District), texts["People.Unit.District"]),
        new(nameof(UnitKind.Division), texts["People.Unit.Division"]),
        new(nameof(UnitKind.Other), texts["People.Unit.Other"]),
    ];

    public IReadOnlyList<Choice> Parents => [.. Rows.Select(u => new Choice(u.Id.Value.ToString(), u.Name))];

    public string KindOf(Unit unit) => Kinds.First(k => k.Value == unit.Kind.ToString()).Text;

    public string? ParentOf(Unit unit) => Rows.FirstOrDefault(u => u.Id == unit.ParentId)?.Name;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ?? Answer(await save.AddAsync(actor, Code, (Name, Kind, Parent), cancel));

    public async Task<IActionResult> OnPostCloseAsync(Guid unit, CancellationToken cancel) =>
        await LoadAsync(cancel) ?? Answer(await save.CloseAsync(actor, Code, unit, cancel));

    private IActionResult Answer<T>(Outcome<T> done) => done.Failed ? this.Invalid(done.Problems) : this.SeeOther($"/unit?wilayah={Code}");

    private async Task<IActionResult?> LoadAsync(CancellationToken cancel)
    {
        if (!RegionCode.TryParse(Region ?? RoleChoices.OwnRegion(actor, PeopleModule.EditUnits), out var code))
        {
            return NotFound();
        }

        if (!actor.May(PeopleModule.EditUnits, code))
        {
            return new StatusCodeResult(403);
        }

        Code = code;
        RegionName = (await RegionNames.OfAsync(db, texts, [code], cancel)).GetValueOrDefault(code, code.Value);
        Rows = await db.In<Unit>(RegionScope.Of(code)).AsNoTracking()
            .Where(u => u.RegionCode == code && u.ClosedAt == null).OrderBy(u => u.Name).ToListAsync(cancel);
        return null;
    }
}

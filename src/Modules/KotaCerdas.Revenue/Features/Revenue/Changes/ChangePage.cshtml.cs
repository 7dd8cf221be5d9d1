using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Changes;

/// <summary>A change that lowers what is billed beside the register; somebody else than who proposed it decides here.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class ChangePageModel(
    RegisterDesk desk, WaitingChanges changes, ChangeDifferences differences, DecideChange decide, KotaDb db) : RegisterPage(desk)
{
    private readonly RegisterDesk _desk = desk;

    public ChangeFile Known { get; private set; } = null!;

    /// <summary>NOP or NOPD of the object.</summary>
    public string Number { get; private set; } = string.Empty;

    public IReadOnlyList<ChangedAttribute> Differences { get; private set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Confirm { get; set; }

    public bool MayConfirm => _desk.Actor.May(RegisterPermissions.Confirm, Code);

    public bool IsOwn => _desk.Actor.User == Known.Of.ProposedBy;

    public string ObjectPath =>
        Known.Of.ObjectId is { } id ? LevyPaths.Of(Code, id) : RegisterPaths.Of(Code, Known.Of.Nop!.Value);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel) =>
        await LoadAsync(region, id, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var done = Confirm == "true" ? await decide.ConfirmAsync(Code, id, cancel)
            : await decide.RefuseAsync(Code, id, Reason ?? string.Empty, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(ChangePaths.Of(Code, id));
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        if (await changes.FindAsync(Code, id, cancel) is not { } file)
        {
            return NotFound();
        }

        (Known, Differences) = (file, await differences.OfAsync(Region, file, cancel));
        Number = file.Of.ObjectId is { } other
            ? await db.In<KindObject>(RegionScope.Of(Code)).Where(o => o.ObjectId == other).Select(o => o.Number).FirstAsync(cancel)
            : file.Of.Nop!.Value.ToString();
        return null;
    }
}

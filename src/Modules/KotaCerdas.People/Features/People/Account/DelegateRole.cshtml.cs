using KotaCerdas.People.Features.Directory;
using KotaCerdas.People.Model;
using KotaCerdas.People.SignIn;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.People.Features.Profile;

/// <summary>Gives an own role on to a colleague of the same region for a while.</summary>
[Needs]
internal sealed class DelegateRoleModel(KotaDb db, Actors actors, GrantHolding grant, RoleCatalogue roles, Texts texts, Actor actor)
    : ProductPage
{
    private IReadOnlyList<HeldRole> _own = [];

    [BindProperty]
    public Guid? Own { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public DateFields From { get; set; } = new();

    [BindProperty]
    public DateFields To { get; set; } = new();

    [BindProperty]
    public string? Letter { get; set; }

    public IReadOnlyList<Choice> OwnRoles =>
        [.. _own.Select(h => new Choice(h.Holding.Id.Value.ToString(), $"{h.Title(texts)}, {h.Region}"))];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var (from, to) = (From.Read("From"), To.Read("To"));
        List<Problem> problems = [.. from.Problems, .. to.Problems];
        var origin = _own.FirstOrDefault(h => h.Holding.Id.Value == Own)?.Holding;
        var receiver = origin is null ? null : await ReceiverAsync(origin.RegionCode, cancel);
        if (origin is null)
        {
            problems.Add(new Problem("People.Holding.NotYours", "Own"));
        }
        else if (receiver is null)
        {
            problems.Add(new Problem("People.Delegate.NoReceiver", "Email"));
        }

        if (problems.Count > 0)
        {
            return this.Invalid(problems);
        }

        var given = new NewHolding(receiver!.Value, origin!.Role, origin.RegionCode, from.Value)
        {
            Kind = HoldingKind.Delegated, To = to.Value, Letter = Letter ?? string.Empty, OnBehalfOf = origin.Id.Value,
        };
        var granted = await grant.RunAsync(actor, given, cancel);
        return granted.Failed ? this.Invalid(granted.Problems) : this.SeeOther("/akun");
    }

    /// <summary>Someone with a role in the same region: a role is not given on to strangers.</summary>
    private async Task<UserId?> ReceiverAsync(RegionCode region, CancellationToken cancel)
    {
        var email = Account.Normal(Email ?? string.Empty);
        var account = await db.Shared<Account>().AsNoTracking()
            .SingleOrDefaultAsync(a => a.NormalEmail == email && a.ClosedAt == null, cancel);
        return account is not null && account.Regions.Contains(region) ? account.Id : null;
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var user = actor.User!.Value;
        var account = await db.Shared<Account>().AsNoTracking().SingleAsync(a => a.Id == user, cancel);
        var inForce = (await actors.InForceAsync(account, cancel)).Where(h => h.Kind != HoldingKind.Delegated);
        _own = HeldRole.From(inForce, roles, await RegionNames.OfAsync(db, texts, account.Regions, cancel));
    }
}

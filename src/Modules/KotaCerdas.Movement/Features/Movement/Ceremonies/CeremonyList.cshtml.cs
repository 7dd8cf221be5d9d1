using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Model.Signing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Ceremonies;

/// <summary>A ceremony with the page that its reader goes to: the room, the own seat, or the public account of it.</summary>
internal sealed record CeremonyRow(Ceremony Ceremony, string Href);

/// <summary>Ceremonies: those that are over for anyone, the others for who takes part.</summary>
internal sealed class CeremonyListModel(CeremonyDesk desk, Actor actor) : ProductPage
{
    public IReadOnlyList<CeremonyRow> Rows { get; private set; } = [];

    public bool MayPlan => actor.May(CeremonyPermissions.Manage, RegionCode.National);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var sees = actor.May(CeremonyPermissions.See, RegionCode.National);
        var own = actor.Grants.Where(g => g.Permissions.Contains(AgreementPermissions.ReadCode)).Select(g => g.Region).Distinct().ToList();
        var seats = sees || own.Count == 0 ? [] : await desk.SeatsOfAsync(own, cancel);
        Rows =
        [
            .. (await desk.AllAsync(cancel))
                .Select(c => new CeremonyRow(c, CeremonyPaths.For(c, sees, seats.Find(s => s.CeremonyId == c.Id))))
                .Where(r => r.Href.Length > 0),
        ];
    }
}

using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Knows from the holdings whether an acting official heads a region, who then signs in that capacity.</summary>
internal sealed class ActingHeads(IPeopleQueries people, Texts texts)
{
    /// <summary>The role of who heads a region: a governor, a mayor or a regent.</summary>
    public static string RoleOf(RegionCode region) => region.IsProvince ? "province-head" : "region-head";

    /// <summary>A sentence that names the acting office, or null where the head is definitive or not known.</summary>
    public async Task<string?> SentenceAsync(AgreementFile file, CancellationToken cancel) =>
        await FindAsync(file.Region.Code, cancel) is { } acting
            ? texts["Movement.Agreement.ActingHead", acting.Kind.ToString(), acting.DisplayName]
            : null;

    /// <summary>Who heads the region in the place of its head, or null.</summary>
    public async Task<PersonRow?> FindAsync(RegionCode region, CancellationToken cancel) =>
        (await people.HoldersAsync(RoleOf(region), RegionScope.Of(region), cancel))
            .FirstOrDefault(h => h.Region == region && h.Kind is HoldingKind.Plt or HoldingKind.Plh);
}

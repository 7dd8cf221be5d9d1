using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>Knows from the holdings whether an acting official heads a region, who then signs in that capacity.</summary>
internal sealed class ActingHeads(IPeopleQueries people, Texts texts)
{
    private const string HeadRole = "region-head";

    /// <summary>A sentence that names the acting office, or null where the head is definitive or not known.</summary>
    public async Task<string?> SentenceAsync(AgreementFile file, CancellationToken cancel)
    {
        var holders = await people.HoldersAsync(HeadRole, RegionScope.Of(file.Region.Code), cancel);
        return holders.FirstOrDefault(h => h.Region == file.Region.Code && h.Kind is HoldingKind.Plt or HoldingKind.Plh) is { } acting
            ? texts["Movement.Agreement.ActingHead", acting.Kind.ToString(), acting.DisplayName]
            : null;
    }
}

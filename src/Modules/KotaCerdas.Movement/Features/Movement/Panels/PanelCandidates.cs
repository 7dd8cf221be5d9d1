using KotaCerdas.People.Contracts;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Panels;

/// <summary>Who can be invited: accounts that hold the role of assessor.</summary>
internal sealed class PanelCandidates(IPeopleQueries people)
{
    public async Task<IReadOnlyList<Choice>> ChoicesAsync(CancellationToken cancel) =>
    [
        .. (await people.HoldersAsync("assessor", AssessmentDesk.AllRegions, cancel))
            .OrderBy(p => p.DisplayName, NaturalOrder.Instance).Select(p => new Choice(p.User.ToString(), p.DisplayName, p.Affiliation)),
    ];
}

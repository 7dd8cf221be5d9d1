using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>The seasons of mentoring, one for each call whose selection is announced.</summary>
[Needs(MentoringPermissions.BoardCode)]
internal sealed class SeasonsModel(SeasonRows rows, Actor actor) : ProductPage
{
    public IReadOnlyList<SeasonLine> Lines { get; private set; } = [];

    public bool MayOpen => actor.May(MentoringPermissions.Open, RegionCode.National);

    public async Task OnGetAsync(CancellationToken cancel) => Lines = await rows.SeasonsAsync(cancel);
}

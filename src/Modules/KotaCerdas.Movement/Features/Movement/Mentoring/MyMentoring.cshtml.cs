using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Mentoring;

/// <summary>A region's own view: what is missing next in each of its seasons, with the link to where it is done.</summary>
[Needs(MentoringPermissions.ReadCode)]
internal sealed class MyMentoringModel(OwnMentoring own) : ProductPage
{
    public IReadOnlyList<OwnSeason> Seasons { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Seasons = await own.AllAsync(open: false, cancel);

    public static string StageOf(MentoringFile file, Texts texts) =>
        file.Mentoring.CompletedOn is null ? file.Guide.StageOf(file.Mentoring.Stage).Name.In() : texts["Movement.Season.AllDone"];

    public static string Sentence(MentoringFile file, Texts texts) => file.Mentoring.CompletedOn is { } done
        ? texts["Movement.Workspace.CompletedOn", done]
        : texts["Movement.MyMentoring.Stage", file.Mentoring.StageDueOn, file.Mentoring.MissingCount];
}

using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Features.Measures;

/// <summary>A measure with the country's latest figure.</summary>
internal sealed record MeasureRowView(Measure Measure, PublishedFigure? Latest);

/// <summary>All measures, for anyone; publishing out of turn for those who may.</summary>
internal sealed class ListPage(MeasureCatalogue measures, PublishedMeasures published, Operations operations, Actor actor) : ProductPage
{
    public IReadOnlyList<MeasureRowView> Rows { get; private set; } = [];

    public bool MayPublish => actor.May(PlatformModule.PublishMeasures, RegionCode.National);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var rows = new List<MeasureRowView>();
        foreach (var measure in measures.All)
        {
            rows.Add(new(measure, await published.CountryAsync(measure.Code, cancel) is [.., var latest] ? latest : null));
        }

        Rows = rows;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var started = await operations.StartAsync(
            actor, PlatformModule.MeasurePublication, RegionCode.National, new PublishMeasuresInput(null), null, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Rankings;

/// <summary>The ranking by the published weights, with the normalised value of every criterion.</summary>
[Needs("movement.score.see")]
internal sealed class RankingPage(CallRankings rankings, Texts texts) : ProductPage
{
    public RankedCall Ranked { get; private set; } = null!;

    public string InstrumentName => $"{Instrument.Title.In()} ({Instrument.Code} v{Instrument.Version})";

    private Instrument Instrument => Ranked.Standing.Engine.Instrument;

    public RankingTable Table => new(Ranked, texts);

    public string NormalisationOf(RankedCriterion criterion) => RankTexts.NormalisationOf(criterion.Normalisation, texts);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var ranked = await rankings.ForReadingAsync(new CallId(id), cancel);
        if (ranked.Failed)
        {
            return this.Refused(id, ranked.Problems);
        }

        Ranked = ranked.Value;
        return Page();
    }
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Demo;

/// <summary>A region fills in its application and submits it; the ministry returns or verifies it.</summary>
internal sealed class ApplicationScene(DemoStage stage, DemoCast cast, InstrumentEngine questionnaire, (CallId Call, int Year, int Seed) of)
{
    private const int FirstYear = 2026;
    private const double YearlyGain = 0.04;
    private const double SteadyGain = 0.01;
    private const double Best = 0.97;

    private Instrument Instrument => questionnaire.Instrument;

    /// <summary>The Diskominfo fills in a share of the questionnaire on a day, two sittings; with all of it, also the evidence.</summary>
    public async Task FillAsync(DemoRegion region, DateOnly day, double share)
    {
        // The same chance every year: a region's answers change only by what it improved.
        var random = new DemoRandom(of.Seed, "answers", region.Code.Value);
        var years = of.Year - FirstYear;
        var better = region with
        {
            Quality = Math.Min(Best, region.Quality + (YearlyGain * years)), Steady = Math.Min(Best, region.Steady + (SteadyGain * years)),
        };
        var all = new DemoAnswers(stage, Instrument, better, random).All(questionnaire);
        var kept = all.Take((int)Math.Ceiling(all.Count * share)).ToList();
        foreach (var (sitting, part) in kept.Chunk((kept.Count / 2) + 1).Index())
        {
            stage.Clock.Set(day, 9 + (4 * sitting), Minute(region));
            await SaveAsync(region, part);
        }

        if (share < 1)
        {
            return;
        }

        stage.Clock.Set(day, 15, Minute(region));
        var answered = all.Select(a => a.Item).ToHashSet(StringComparer.Ordinal);
        var values = all.ToDictionary(a => a.Item, a => AnswerText.Read(Instrument, ItemOf(a.Item), a.Text).Value, StringComparer.Ordinal);
        var hidden = questionnaire.Hidden(values);
        foreach (var item in Instrument.Items.Where(i => i.Evidence == EvidenceRule.Required && !hidden.Contains(i.Code)))
        {
            if (item.Required || answered.Contains(item.Code))
            {
                await AddEvidenceAsync(region, item, day);
            }
        }
    }

    public async Task SubmitAsync(DemoRegion region, DateOnly day, int hour)
    {
        stage.Clock.Set(day, hour, Minute(region));
        await stage.AsAsync(cast.Regions[region.Code].Head, (SubmitApplication o) => o.RunAsync(region.Code, of.Call, stage.Cancel));
    }

    /// <summary>The ministry asks for more on the first long answer.</summary>
    public Task ReturnAsync(DemoRegion region, DateOnly day)
    {
        stage.Clock.Set(day, 10, Minute(region));
        var reasons = new Dictionary<string, string>(StringComparer.Ordinal) { [Weak().Code] = stage.Say("Movement.Demo.ReturnReason") };
        return stage.AsAsync(cast.Officer, (CheckApplication o) => o.ReturnAsync(region.Code, of.Call, reasons, stage.Cancel));
    }

    public async Task ImproveAsync(DemoRegion region, DateOnly day)
    {
        stage.Clock.Set(day, 10, Minute(region));
        await SaveAsync(region, [new TypedAnswer(Weak().Code, stage.Say("Movement.Demo.Improved", region.Region.Name), string.Empty, 1)]);
        await SubmitAsync(region, day, 14);
    }

    public Task VerifyAsync(DemoRegion region, DateOnly day)
    {
        stage.Clock.Set(day, 9, Minute(region));
        return stage.AsAsync(cast.Officer, (CheckApplication o) => o.VerifyAsync(region.Code, of.Call, stage.Cancel));
    }

    private async Task SaveAsync(DemoRegion region, IReadOnlyList<TypedAnswer> answers)
    {
        var saved = await stage.AsAsync(
            cast.Regions[region.Code].Diskominfo, (SaveAnswers o) => o.RunAsync(region.Code, of.Call, answers, stage.Cancel));
        if (saved.Problems.Count > 0)
        {
            throw new DemoStoppedException(saved.Problems[0]);
        }
    }

    private async Task AddEvidenceAsync(DemoRegion region, Item item, DateOnly day)
    {
        var title = stage.Say("Movement.Demo.EvidenceTitle", region.Region.Name);
        await using var file = DemoDocument.Of(
            stage.Say("Movement.Demo.Label"), title, item.Text.Id, $"{of.Year} {item.Code} {region.Code}");
        var valid = (From: new DateOnly(day.Year, 1, 1), Until: new DateOnly(day.Year, 12, 31));
        var input = new EvidenceInput(item.Code, title, stage.Say("Movement.Demo.EvidencePage"), valid.From, valid.Until);
        await stage.AsAsync(
            cast.Regions[region.Code].Diskominfo,
            (AddEvidence o) => o.RunAsync(region.Code, of.Call, input, (file, $"{item.Code}-{region.Code}.pdf"), stage.Cancel));
    }

    private Item Weak() => Instrument.Items.First(i => i is { Answer: AnswerKind.Text, Required: true, VisibleWhen.Length: 0 });

    private Item ItemOf(string code) => Instrument.Items.First(i => i.Code == code);

    private static int Minute(DemoRegion region) => region.Rank % 60;
}

using System.Globalization;
using KotaCerdas.Movement.Features.Applications;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Demo;

/// <summary>Fills in any questionnaire by the kind of its questions: better regions answer better, none outside the bounds.</summary>
internal sealed class DemoAnswers(DemoStage stage, Instrument instrument, DemoRegion region, DemoRandom random)
{
    private static readonly string[] Sentences =
        ["Movement.Demo.Text1", "Movement.Demo.Text2", "Movement.Demo.Text3", "Movement.Demo.Text4"];

    // Bounds this far apart are bounds of size, not a scale: people and applications are counted in orders of magnitude.
    private const decimal WideBounds = 1_000;

    // People of a region are never a few hundred; its applications may be.
    private const decimal Many = 1_000_000;

    // What a region says of itself is at most about one level worse than what its statistics show.
    private const double Behind = 0.2;

    private decimal? _before;
    private Item? _beforeItem;

    /// <summary>The answers that this region sees and gives, in the order of the questionnaire; files are not among them.</summary>
    public IReadOnlyList<TypedAnswer> All(InstrumentEngine engine)
    {
        var texts = instrument.Items.Where(i => i.Answer != AnswerKind.File)
            .Select(i => (Item: i, Text: i.Required || random.Chance(0.7) ? Of(i) : string.Empty)).Where(a => a.Text.Length > 0).ToList();
        var values = texts.ToDictionary(a => a.Item.Code, a => AnswerText.Read(instrument, a.Item, a.Text).Value, StringComparer.Ordinal);
        var hidden = engine.Hidden(values);
        return [.. texts.Where(a => !hidden.Contains(a.Item.Code)).Select(a => new TypedAnswer(a.Item.Code, a.Text, string.Empty, 0))];
    }

    private double Quality => Math.Max(region.Quality, region.Steady - Behind);

    private string Of(Item item) => item.Answer switch
    {
        AnswerKind.Text => Sentence(item),
        AnswerKind.Number => Number(item).ToString(CultureInfo.InvariantCulture),
        AnswerKind.Money => Money(item).ToString(CultureInfo.InvariantCulture),
        AnswerKind.YesNo => random.Chance(0.4 + (0.58 * Quality)) ? "ya" : "tidak",
        AnswerKind.Date => new DateOnly(2024, 1, 1).AddDays(random.Below(700)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        AnswerKind.Level => Level(item),
        AnswerKind.Choice => random.Pick(instrument.OptionsOf(item.Code).ToList()).Code,
        AnswerKind.MultiChoice => Several(item),
        _ => string.Empty,
    };

    private string Sentence(Item item)
    {
        var text = stage.Say(random.Pick(Sentences), region.Region.Name);
        var most = item.MaxLength ?? InstrumentLimits.AnswerLength;
        return text.Length <= most ? text : text[..most];
    }

    private decimal Number(Item item)
    {
        var (least, most) = (item.Min ?? 0, item.Max ?? 1_000);
        var number = (most - least >= WideBounds) switch
        {
            // Two counts with the same bounds, one after the other: the second is a part of the first.
            true when _before is { } whole && _beforeItem is { } earlier && earlier.Section == item.Section && earlier.Max == item.Max =>
                whole * (decimal)(0.1 + (0.7 * region.Steady)),
            true => (decimal)Math.Pow(10, Math.Log10((double)most) * random.Between(Smallest(most), Largest(most))),
            false => least + ((most - least) * (decimal)Math.Clamp(0.3 + (0.62 * region.Steady) + random.Noise(0.06), 0.02, 0.99)),
        };
        number = Math.Clamp(decimal.Round(number, item.Decimals), least, most);
        (_before, _beforeItem) = (number, item);
        return number;
    }

    private static double Smallest(decimal most) => most >= Many ? 0.7 : 0.35;

    private static double Largest(decimal most) => most >= Many ? 0.86 : 0.72;

    /// <summary>The first amount of a section is a budget, those after it are parts of it.</summary>
    private decimal Money(Item item)
    {
        var isPart = _beforeItem is { Answer: AnswerKind.Money } earlier && earlier.Section == item.Section;
        var amount = isPart
            ? _before!.Value * (decimal)(0.004 + (0.02 * region.Steady))
            : (decimal)random.Between(650, 3_200) * 1_000_000_000m;
        amount = Math.Clamp(decimal.Round(amount / 1_000_000m) * 1_000_000m, item.Min ?? 0, item.Max ?? long.MaxValue);
        (_before, _beforeItem) = (amount, item);
        return amount;
    }

    private string Level(Item item)
    {
        var levels = instrument.LevelsOf(item.Code).Select(l => l.Value).Order().ToList();
        var place = Math.Clamp((int)((Quality + random.Noise(0.15)) * levels.Count), 0, levels.Count - 1);
        return levels[place].ToString(CultureInfo.InvariantCulture);
    }

    private string Several(Item item)
    {
        var options = instrument.OptionsOf(item.Code).Select(o => o.Code).ToList();
        var chosen = options.Where(_ => random.Chance(0.3 + (0.5 * Quality))).ToList();
        return string.Join(';', chosen.Count > 0 ? chosen : [random.Pick(options)]);
    }
}

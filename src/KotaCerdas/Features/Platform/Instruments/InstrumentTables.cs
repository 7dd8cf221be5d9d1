using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;

namespace KotaCerdas.Features.Instruments;

/// <summary>The parts of an instrument as tables.</summary>
internal static class InstrumentTables
{
    public static TableOptions Items(Instrument instrument, Section section, Texts t) => new()
    {
        Caption = section.Title.In(),
        CaptionHidden = true,
        Columns =
        [
            new(t["Host.Instrument.Question"]), new(t["Host.Instrument.Code"]), new(t["Host.Instrument.Answer"]),
                new(t["Host.Instrument.Required"]),
            new(t["Host.Instrument.Evidence"]),
        ],
        Rows = instrument.Items.Where(i => i.Section == section.Code).Select(IReadOnlyList<Cell> (i) =>
        [
            Question(i, t), Cell.Of(Hash.Render(i.Code)), i.Unit.Length == 0 ? t[InstrumentText.AnswerKey(i.Answer)]
                : $"{t[InstrumentText.AnswerKey(i.Answer)]} ({i.Unit})",
            t[i.Required ? "Host.Instrument.Yes" : "Host.Instrument.No"], t[InstrumentText.EvidenceKey(i.Evidence)],
        ]),
        Empty = EmptyState.Render(new() { Title = t["Host.Instrument.NoItems"] }),
    };

    /// <summary>The levels and options of each question that has some, folded.</summary>
    public static IEnumerable<IHtmlContent> Ladders(Instrument instrument, Section section, Texts t) =>
        from item in instrument.Items.Where(i => i.Section == section.Code)
        let steps = instrument.LevelsOf(item.Code).Select(l =>
            (Name: $"{InstrumentText.Plain(l.Value)} · {l.Label.In()}", Text: l.Text.In()))
            .Concat(instrument.OptionsOf(item.Code).Select(o => (Name: o.Label.In(), Text: o.Code))).ToList()
        where steps.Count > 0
        select Details.Render(t["Host.Instrument.ChoicesOf", item.Text.In()], Table.Render(new()
        {
            Caption = item.Text.In(),
            CaptionHidden = true,
            Columns = [new(t["Host.Instrument.Choice"]), new(t["Host.Instrument.Meaning"])],
            Rows = steps.Select(IReadOnlyList<Cell> (s) => [s.Name, s.Text]),
        }));

    public static TableOptions Criteria(Instrument instrument, Texts t) => new()
    {
        Caption = t["Host.Instrument.Criteria"],
        CaptionHidden = true,
        Columns =
        [
            new(t["Host.Instrument.Criterion"]), new(t["Host.Instrument.Under"]), new(t["Host.Instrument.Weight"], true),
                new(t["Host.Instrument.Formula"]),
            new(t["Host.Instrument.Normalisation"]),
        ],
        Rows = instrument.Criteria.Select(IReadOnlyList<Cell> (c) =>
        [
            c.Title.In(), instrument.Criteria.FirstOrDefault(p => p.Code == c.Parent)?.Title.In() ?? "–", InstrumentText.Weight(c.Weight),
            c.Score.Length == 0 ? t["Host.Instrument.WeightedMean"] : Cell.Of(Hash.Render(c.Score)),
                InstrumentText.Normalisation(c.Normalisation, t),
        ]),
    };

    public static TableOptions Bands(Instrument instrument, Texts t) => new()
    {
        Caption = t["Host.Instrument.Bands"],
        CaptionHidden = true,
        Columns = [new(t["Host.Instrument.Band"]), new(t["Host.Instrument.Set"]), new(t["Host.Instrument.BandFrom"], true),
            new(t["Host.Instrument.BandTo"], true)],
        Rows = instrument.Bands.Select(IReadOnlyList<Cell> (b) => [b.Label.In(), b.Set, InstrumentText.Number(b.From),
            InstrumentText.Number(b.To)]),
    };

    public static TableOptions Results(Instrument instrument, Texts t) => new()
    {
        Caption = t["Host.Instrument.Results"],
        CaptionHidden = true,
        Columns = [new(t["Host.Instrument.Result"]), new(t["Host.Instrument.Code"]), new(t["Host.Instrument.Formula"]),
            new(t["Host.Instrument.Unit"])],
        Rows = instrument.Results.Select(IReadOnlyList<Cell> (r) =>
            [r.Title.In(), Cell.Of(Hash.Render(r.Code)), Cell.Of(Hash.Render(r.Formula)), r.Unit.Length == 0 ? "–" : r.Unit]),
    };

    private static Cell Question(Item item, Texts t)
    {
        var html = new HtmlBuilder().Text(item.Text.In());
        return item.VisibleWhen.Length == 0 ? html
            : html.Void("br").Start("small", ("class", "k-soft")).Text(t["Host.Instrument.VisibleWhen"] + " ")
                .Add(Hash.Render(item.VisibleWhen)).End();
    }
}

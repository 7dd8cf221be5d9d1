using KotaCerdas.Movement.Model.Assessing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Rankings;

/// <summary>The ranking as a table.</summary>
internal sealed class RankingTable(RankedCall ranked, Texts texts)
{
    private const int Region = 0;
    private const int Result = 3;

    public IReadOnlyList<Column> Columns =>
    [
        new(texts["Movement.Assess.Region"]), new(texts["Movement.Rank.Place"], true), new(texts["Movement.Rank.Total"], true),
        new(texts["Movement.Rank.Result"]),
        .. ranked.Rule.Criteria.Select(c => new Column(TitleOf(c.Code), true)), new(texts["Movement.Rank.TieBreak"]),
    ];

    public IEnumerable<IReadOnlyList<Cell>> Cells => ranked.Regions.Select(r => (IReadOnlyList<Cell>)[.. Row(r).Select((text, i) => i switch
    {
        Region => Cell.Link(text!, $"/panggilan/{ranked.Standing.Call.Id}/peringkat/{r.Ranked.Region}"),
        Result => Cell.Of(RankTexts.ResultTag(r, texts)),
        _ => text is null ? Cell.Missing(texts) : text,
    })]);

    public string TitleOf(string criterion) =>
        ranked.Standing.Engine.Instrument.Criteria.First(c => c.Code == criterion).Title.In();

    private static string? Number(decimal? value, int digits) => value is { } known ? Formats.Decimal(known, digits) : null;

    private IReadOnlyList<string?> Row(SelectedRegion region) =>
    [
        ranked.RegionOf(region.Ranked.Region).Name, region.Ranked.Rank is { } rank ? Formats.Number(rank) : null,
        Number(region.Ranked.Total, 2), RankTexts.ResultText(region, texts),
        .. region.Ranked.Parts.Select(p => Number(p.Normalised, 1)), RankTexts.Tie(region.Ranked, TitleOf, texts),
    ];
}

using KotaCerdas.Movement.Features.Rankings;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Decisions;

/// <summary>A decision as a table: who may add remarks finds the way there in its rows.</summary>
internal sealed class DecisionTable(DecisionView view, Texts texts)
{
    private const int Result = 3;
    private const int Remark = 5;

    public IReadOnlyList<Column> Columns =>
    [
        new(texts["Movement.Assess.Region"]), new(texts["Movement.Rank.Place"], true), new(texts["Movement.Rank.Total"], true),
        new(texts["Movement.Rank.Result"]), new(texts["Movement.Decision.Reasons"]), new(texts["Movement.Decision.Remark"]),
    ];

    public IEnumerable<IReadOnlyList<Cell>> Cells(IEnumerable<DecisionRow> rows, Func<DecisionRow, string>? remarkHref) => rows.Select(r =>
        (IReadOnlyList<Cell>)[.. Row(r).Select((text, i) => i switch
        {
            Result => Cell.Of(RankTexts.ResultTag(r.Line.Result, texts)),
            Remark when remarkHref is not null => Cell.Link(
                r.Remark.Length > 0 ? r.Remark : texts["Movement.Decision.AddRemark"], remarkHref(r)),
            _ => text,
        })]);

    private IReadOnlyList<string?> Row(DecisionRow row) =>
    [
        row.Region.Name, Formats.Number(row.Line.Place), ReasonTexts.Total(row), texts[RankTexts.ResultKey(row.Line.Result)],
        ReasonTexts.Why(row, view.Decision.Quota, texts), row.Remark,
    ];
}

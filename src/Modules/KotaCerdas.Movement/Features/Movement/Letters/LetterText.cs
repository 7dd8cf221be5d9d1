using System.Globalization;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Model.Deciding;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Letters;

/// <summary>What fills the template of a decision letter. Letters are Indonesian, whoever sends them.</summary>
internal static class LetterText
{
    public const string Kind = "surat-keputusan-seleksi";

    public static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id");

    private const int Reasons = 3;

    /// <summary>The letter of a result. Texts are made in the language of the running code: <see cref="Indonesian"/>.</summary>
    public static DocumentRequest Of(Call call, DecisionRow row, DateOnly? objectBy, Texts texts)
    {
        Check.That(!Languages.IsEnglish(CultureInfo.CurrentUICulture));
        var subject = new Subject(RegionCode.National, "movement.decision-letter", $"{row.Line.DecisionId}/{row.Region.Code}");
        var title = texts["Movement.Letter.Title", call.TitleId, row.Region.Name];
        return new DocumentRequest(RegionCode.National, Kind, subject, title, Data(call, row, objectBy, texts), [])
        {
            Generated = call.Generated,
        };
    }

    private static DocumentData Data(Call call, DecisionRow row, DateOnly? objectBy, Texts texts)
    {
        var ranked = row.Line.Place > 0;
        return new DocumentData()
            .Text("recipient", texts["Movement.Letter.Recipient", row.Region.Name])
            .Text("regionName", row.Region.Name)
            .Text("callTitle", call.TitleId)
            .Number("callYear", call.Year)
            .Text("legalBasis", call.LegalBasis)
            .Text("outcome", texts[$"Movement.Letter.Outcome{row.Line.Result}"])
            .TextOrNone("rank", ranked ? texts["Movement.Letter.Rank", row.Line.Place, row.Reasons.Ranked] : null)
            .TextOrNone("total", ranked ? ReasonTexts.Total(row) : null)
            .List("reasons", ReasonsOf(call, row, texts).Select(r => new DocumentData().Text("text", r)))
            .List("criteria", row.Reasons.Criteria.Select(c => new DocumentData()
                .Text("criterion", c.Title.In())
                .Text("weight", Formats.Decimal(c.Weight, 1) + " %")
                .Text("score", Score(c.Score, texts))
                .Text("median", Score(c.Median, texts))))
            .TextOrNone("objection", objectBy is { } last ? texts["Movement.Letter.Objection", last] : null)
            .Text("nextStep", NextOf(row.Line, texts));
    }

    private static IEnumerable<string> ReasonsOf(Call call, DecisionRow row, Texts texts) =>
    [
        ReasonTexts.Sentence(row, call.Quota, texts),
        .. row.Reasons.Strengths.Take(Reasons).Select(c => Beside("Movement.Letter.Strength", c, texts)),
        .. row.Reasons.Weaknesses.Take(Reasons).Select(c => Beside("Movement.Letter.Weakness", c, texts)),
        .. row.Remark.Length > 0 ? new[] { row.Remark } : [],
    ];

    private static string Beside(string key, CriterionReason reason, Texts texts) =>
        texts[key, reason.Title.In(), Formats.Decimal(reason.Score!.Value, 1), Formats.Decimal(reason.Median!.Value, 1)];

    private static string Score(decimal? score, Texts texts) =>
        score is { } known ? Formats.Decimal(known, 1) : texts["Movement.Letter.NoScore"];

    private static string NextOf(DecisionLine line, Texts texts) => line switch
    {
        { Result: SelectionResult.Selected } => texts["Movement.Letter.NextSelected"],
        { Result: SelectionResult.Reserve, ReservePlace: > 0 and var place } => texts["Movement.Letter.NextReserve", place],
        { Result: SelectionResult.Reserve } => texts["Movement.Letter.NextReserveUnplaced"],
        _ => texts["Movement.Letter.NextRejected"],
    };
}

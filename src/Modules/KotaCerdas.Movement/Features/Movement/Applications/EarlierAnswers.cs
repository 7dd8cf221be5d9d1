using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>What a region answered in its previous call, to be shown beside its answers of now.</summary>
/// <param name="Year">Year of that call; 0 where there was none.</param>
internal sealed record EarlierAnswers(int Year, IReadOnlyDictionary<string, Answer> ByItem)
{
    public static EarlierAnswers None { get; } = new(0, new Dictionary<string, Answer>(StringComparer.Ordinal));

    public bool Any => ByItem.Count > 0;

    public Answer? Of(string item) => ByItem.GetValueOrDefault(item);

    /// <summary>The year the answers are from, which may be long ago.</summary>
    public string Heading(Texts texts) => texts["Movement.Application.EarlierAnswer", YearText];

    public string UseThem(Texts texts) => texts["Movement.Application.UseEarlier", YearText];

    /// <summary>True where both calls have an answer to the question and they are not the same.</summary>
    public bool Differs(Dossier file, Item item) =>
        Of(item.Code) is { } earlier && Now(file, item) is { Length: > 0 } now && earlier.Value != now;

    /// <summary>The answer, and below it what was answered before and whether that changed.</summary>
    public Cell Beside(Dossier file, Item item, DateOnly today, Texts texts)
    {
        var html = AnswerCell.Of(file, item, today, texts);
        if (AnswerDisplay.Of(file.Instrument, item, Of(item.Code)?.Value, texts) is not { } earlier)
        {
            return html;
        }

        html.Start("p", ("class", "k-soft"));
        if (Now(file, item) == ByItem[item.Code].Value)
        {
            return html.Text(texts["Movement.Application.SameAsEarlier", YearText]).End();
        }

        html.Element("b", Heading(texts)).Text(" " + earlier).Text(" ");
        return html.Add(Differs(file, item) ? Tag.Render(texts["Movement.Application.ChangedSince"], Tone.Info) : null).End();
    }

    private string YearText => Year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? Now(Dossier file, Item item) => file.Answers.GetValueOrDefault(item.Code)?.Value;
}

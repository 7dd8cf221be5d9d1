using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Boards;

/// <summary>Something that waits for the reader of the board, with the one action that ends it.</summary>
/// <param name="Kind">Code of its sort in the address of the list of all of that sort.</param>
/// <param name="What">What waits.</param>
/// <param name="Who">Whose it is.</param>
/// <param name="Action">Words and address of the action.</param>
internal sealed record Need(string Kind, string What, string Who, (string Text, string Href) Action)
{
    /// <summary>Its last day, or null where it has none.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Since when it waits, where it has no last day.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Names the row in the address.</summary>
    public string Key => $"{Who} {Action.Href}";
}

/// <summary>What waits, the overdue first, each sort as far as the board has room for it.</summary>
internal sealed class BoardNeeds(DateOnly today, Texts texts)
{
    /// <summary>Rows of one sort that the board shows.</summary>
    public const int Most = 20;

    /// <summary>
    /// What is past its last day first, the longest past at the top; then every sort in the order given, its nearest last day and then
    /// its oldest first.
    /// </summary>
    public IReadOnlyList<Need> Ordered(IEnumerable<Need> needs)
    {
        List<Need> all = [.. needs];
        var kinds = all.Select(n => n.Kind).Distinct().ToList();
        return
        [
            .. all.OrderBy(n => n.Due < today ? n.Due : DateOnly.MaxValue).ThenBy(n => kinds.IndexOf(n.Kind))
                .ThenBy(n => n.Due ?? DateOnly.MaxValue).ThenBy(n => n.Since ?? DateOnly.MaxValue),
        ];
    }

    /// <summary>Rows of the board: of every sort the first, and after them a way to all of that sort.</summary>
    public IEnumerable<IReadOnlyList<Cell>> Rows(IReadOnlyList<Need> ordered)
    {
        var left = ordered.CountBy(n => n.Kind).ToDictionary(k => k.Key, k => k.Value);
        var shown = left.Keys.ToDictionary(k => k, _ => 0);
        foreach (var need in ordered)
        {
            if (shown[need.Kind] == Most)
            {
                continue;
            }

            shown[need.Kind]++;
            left[need.Kind]--;
            yield return Row(need);
            if (shown[need.Kind] == Most && left[need.Kind] > 0)
            {
                yield return Row(texts["Movement.Board.More", left[need.Kind]], need.What, string.Empty,
                    (texts["Movement.Board.MoreAction"], BoardModel.PathOf(need.Kind)));
            }
        }
    }

    /// <summary>A row.</summary>
    public IReadOnlyList<Cell> Row(Need need) => Row(need.What, need.Who, Clock(need), need.Action);

    private static IReadOnlyList<Cell> Row(string what, string who, Cell clock, (string Text, string Href) action) =>
        [what, who, clock, Cell.Of(
            Button.Render(new() { Text = action.Text, Href = action.Href, Small = true, Kind = ButtonKind.Secondary, About = who }))];

    private Cell Clock(Need need)
    {
        if (need.Due is { } due)
        {
            var (text, tone) = States.DaysLeft(due, today, texts);
            return Cell.Of(Tag.Render(text, tone));
        }

        var days = need.Since is { } since ? today.DayNumber - since.DayNumber : -1;
        return days < 0 ? string.Empty : days == 0 ? texts["Movement.Board.SinceToday"] : texts["Movement.Board.Since", days];
    }
}

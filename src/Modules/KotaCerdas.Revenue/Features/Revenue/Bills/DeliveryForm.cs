using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KotaCerdas.Revenue.Features.Bills;

/// <summary>What somebody writes down about one paper that was carried out.</summary>
/// <param name="Key">Key of the row in the form.</param>
/// <param name="Name">The paper, for people.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Receiver">Who took it, empty where nobody did.</param>
/// <param name="Relation">How they stand to the taxpayer, empty where nobody took it.</param>
internal sealed record DeliveryNote(string Key, string Name, DeliveryOutcome Outcome, string Receiver, string Relation);

/// <summary>The rows in which deliveries are written down, many at once: of bills and of letters.</summary>
/// <param name="Results">What was chosen, by key.</param>
/// <param name="Receiver">Names that were typed, by key.</param>
/// <param name="Relation">Relations that were chosen, by key.</param>
internal sealed record DeliveryForm(
    Dictionary<string, string?> Results, Dictionary<string, string?> Receiver, Dictionary<string, string?> Relation)
{
    /// <summary>Rows in which something was chosen.</summary>
    /// <param name="nameOf">The paper of a key, or null where there is none.</param>
    public IReadOnlyList<DeliveryNote> Read(Func<string, string?> nameOf)
    {
        var notes = new List<DeliveryNote>();
        foreach (var (key, chosen) in Results)
        {
            if (nameOf(key) is { } name && Named.TryRead<DeliveryOutcome>(chosen, out var outcome))
            {
                var taken = outcome == DeliveryOutcome.Received;
                notes.Add(new(
                    key, name, outcome, taken ? Receiver.GetValueOrDefault(key) ?? string.Empty : string.Empty,
                    taken && Named.TryRead<ReceiverRelation>(Relation.GetValueOrDefault(key), out var relation)
                        ? relation.ToString() : string.Empty));
            }
        }

        return notes;
    }

    /// <summary>What is wrong with them.</summary>
    public static List<Problem> Refuse(IReadOnlyList<DeliveryNote> notes, DateOnly on, DateOnly today)
    {
        var problems = new List<Problem>();
        if (on > today)
        {
            problems.Add(new("Revenue.Delivery.Future", "On", today));
        }

        if (notes.Count == 0)
        {
            problems.Add(new("Revenue.Delivery.Nothing"));
        }

        foreach (var note in notes)
        {
            var field = $"Receiver[{note.Key}]";
            if (note.Outcome == DeliveryOutcome.Received && string.IsNullOrWhiteSpace(note.Receiver))
            {
                problems.Add(new("Revenue.Delivery.NoReceiver", field, note.Name));
            }
            else if (note.Receiver.Length > Delivery.ReceiverLength)
            {
                problems.Add(new("Revenue.Delivery.LongReceiver", field, note.Name, Delivery.ReceiverLength));
            }
        }

        return problems;
    }

    /// <summary>The two cells of a row: the result with what was recorded before, and who took it.</summary>
    /// <param name="row">Key and name of the paper.</param>
    /// <param name="before">What was recorded last, or null.</param>
    /// <param name="errors">Errors of the form.</param>
    /// <param name="t">Texts.</param>
    public IEnumerable<Cell> Cells(
        (string Key, string Name) row, (string Outcome, DateOnly On)? before, ModelStateDictionary errors, Texts t)
    {
        var state = before is not { } last ? null : new HtmlBuilder().Element(
            "p", t["Revenue.Delivery.Earlier", t[$"Revenue.DeliveryOutcome.{last.Outcome}"], last.On], ("class", "k-small"));
        yield return Cell.Of(Markup.Join(state, Chosen(nameof(Results), row.Key, t["Revenue.Delivery.OutcomeOf", row.Name],
        [
            new(string.Empty, t["Revenue.Delivery.NoEntry"]),
            .. Enum.GetNames<DeliveryOutcome>().Select(o => new Choice(o, t[$"Revenue.DeliveryOutcome.{o}"])),
        ], Results)));
        yield return new HtmlBuilder().Start("div", ("class", "k-row")).Add(Typed(row, errors, t)).Add(Chosen(
            nameof(Relation), row.Key, t["Revenue.Delivery.RelationOf", row.Name],
            [.. Enum.GetNames<ReceiverRelation>().Select(o => new Choice(o, t[$"Revenue.ReceiverRelation.{o}"]))], Relation)).End();
    }

    private HtmlBuilder Typed((string Key, string Name) row, ModelStateDictionary errors, Texts t)
    {
        var name = $"{nameof(Receiver)}[{row.Key}]";
        var error = errors.TryGetValue(name, out var entry) && entry.Errors is [var first, ..] ? first.ErrorMessage : null;
        var html = new HtmlBuilder();
        if (error is not null)
        {
            html.Element("p", error, ("class", "govuk-error-message"));
        }

        return html.Void(
            "input", ("class", "govuk-input"), ("name", name), ("id", name), ("maxlength", "100"),
            ("aria-label", t["Revenue.Delivery.ReceiverOf", row.Name]), ("value", Receiver.GetValueOrDefault(row.Key)));
    }

    private static HtmlBuilder Chosen(
        string field, string key, string label, IReadOnlyList<Choice> choices, Dictionary<string, string?> typed)
    {
        var html = new HtmlBuilder().Start(
            "select", ("class", "govuk-select"), ("name", $"{field}[{key}]"), ("aria-label", label));
        foreach (var choice in choices)
        {
            html.Element(
                "option", choice.Text, ("value", choice.Value), ("selected", typed.GetValueOrDefault(key) == choice.Value ? "" : null));
        }

        return html.End();
    }
}

using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>Stored answers as values. A stored text that the questionnaire no longer reads counts as missing.</summary>
internal static class AnswerValues
{
    public static IReadOnlyDictionary<string, Value> Of(
        Instrument instrument, IReadOnlyDictionary<string, string> stored, ILookup<string, Evidence> evidence)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var item in instrument.Items)
        {
            if (item.Answer == AnswerKind.File)
            {
                var files = evidence[item.Code].Count();
                values[item.Code] = files == 0 ? Value.Missing : Value.Of((decimal)files);
            }
            else if (stored.TryGetValue(item.Code, out var text) && AnswerText.Read(instrument, item, text) is { Failed: false } read)
            {
                values[item.Code] = read.Value;
            }
        }

        return values;
    }

    /// <summary>The one written form of a value: equal answers are equal texts, and <see cref="AnswerText"/> reads it back.</summary>
    public static string Text(Value value) => value.Kind switch
    {
        ValueKind.Missing => string.Empty,
        ValueKind.Text => value.Text,
        _ => value.ToString(),
    };
}

/// <summary>What one visible question still lacks.</summary>
internal enum Lack
{
    Answer,
    Evidence,
}

/// <summary>A question that keeps the application from being complete.</summary>
internal sealed record OpenItem(Item Item, Lack Lack);

/// <summary>How far a part or the whole is.</summary>
internal sealed record PartProgress(int Done, int Needed)
{
    public bool IsComplete => Done >= Needed;

    public static PartProgress operator +(PartProgress left, PartProgress right) => new(left.Done + right.Done, left.Needed + right.Needed);
}

/// <summary>
/// How complete an application is. A question counts where it is visible and must be answered, or where it asks for evidence that must
/// be there; it is done when both are.
/// </summary>
internal sealed class Progress
{
    private Progress(IReadOnlyList<OpenItem> open, IReadOnlyDictionary<string, PartProgress> sections, IReadOnlySet<string> hidden)
    {
        Open = open;
        Sections = sections;
        Hidden = hidden;
        Total = sections.Values.Aggregate(new PartProgress(0, 0), (a, b) => a + b);
    }

    /// <summary>Everything missing, in the order of the questionnaire.</summary>
    public IReadOnlyList<OpenItem> Open { get; }

    public IReadOnlyDictionary<string, PartProgress> Sections { get; }

    /// <summary>Questions that are not asked with these answers.</summary>
    public IReadOnlySet<string> Hidden { get; }

    public PartProgress Total { get; }

    public static Progress Of(InstrumentEngine questionnaire, IReadOnlyDictionary<string, Value> values, ILookup<string, Evidence> evidence)
    {
        var hidden = questionnaire.Hidden(values);
        var open = new List<OpenItem>();
        var sections = questionnaire.Instrument.Sections.ToDictionary(s => s.Code, _ => new PartProgress(0, 0), StringComparer.Ordinal);
        foreach (var item in questionnaire.Instrument.Items.Where(i => !hidden.Contains(i.Code)))
        {
            var answered = values.TryGetValue(item.Code, out var value) && !value.IsMissing;
            var needsEvidence = item.Evidence == EvidenceRule.Required && (item.Required || answered);
            if (!item.Required && !needsEvidence)
            {
                continue;
            }

            Lack? lack = item.Required && !answered ? Lack.Answer : needsEvidence && !evidence[item.Code].Any() ? Lack.Evidence : null;
            sections[item.Section] += new PartProgress(lack is null ? 1 : 0, 1);
            if (lack is { } what)
            {
                open.Add(new(item, what));
            }
        }

        return new(open, sections, hidden);
    }
}

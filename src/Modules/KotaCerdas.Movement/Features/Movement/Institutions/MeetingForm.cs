using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform;
using KotaCerdas.Ui;

namespace KotaCerdas.Movement.Features.Institutions;

/// <summary>When, where and about what one meets, as it is typed.</summary>
internal sealed class MeetingForm
{
    private const string Virtual = "virtual";
    private const string InPlace = "place";

    public DateFields FromOn { get; set; } = new();

    public DateFields ToOn { get; set; } = new();

    public string? Way { get; set; } = InPlace;

    public string? Place { get; set; }

    public string? Agenda { get; set; }

    public static MeetingForm From(Meeting meeting) => new()
    {
        FromOn = DateFields.From(meeting.FromOn),
        ToOn = DateFields.From(meeting.ToOn),
        Way = meeting.IsVirtual ? Virtual : InPlace,
        Place = meeting.Place,
        Agenda = meeting.Agenda,
    };

    public IReadOnlyList<Choice> Ways(Texts texts) =>
        [new(InPlace, texts["Movement.Meeting.InPlace"]), new(Virtual, texts["Movement.Meeting.Virtual"])];

    /// <summary>What was typed, or why it is no plan; the last day is the first where it was left empty.</summary>
    public Outcome<MeetingInput> Read()
    {
        var first = FromOn.Read("Form.FromOn");
        var last = ToOn.Empty ? first : ToOn.Read("Form.ToOn");
        return first.Failed || last.Failed
            ? (first.Failed ? first : last).Problem
            : new MeetingInput(first.Value, last.Value, Way == Virtual, Place ?? string.Empty, Agenda ?? string.Empty);
    }

    /// <summary>Problems of the operation, tied to the fields of this form.</summary>
    public static IReadOnlyList<Problem> Tie(IEnumerable<Problem> problems) =>
        [.. problems.Select(p => p.Field is null ? p : p.On("Form." + p.Field))];
}

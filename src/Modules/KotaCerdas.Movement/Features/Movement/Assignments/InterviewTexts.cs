using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Assignments;

/// <summary>Says when a region is heard.</summary>
internal static class InterviewTexts
{
    /// <summary>A sentence for the region.</summary>
    public static string Of(Application application, Texts texts) => texts[
        "Movement.Assess.YourInterview", Formats.DayAndDate(application.InterviewOn!.Value), application.InterviewSlot!.Value,
        application.InterviewRoom!.Value];

    /// <summary>Day, slot and room for a list.</summary>
    public static string Short(Application application, Texts texts) =>
        Formats.DayAndDate(application.InterviewOn!.Value) + ", "
        + texts["Movement.Assess.SlotAndRoom", application.InterviewSlot!.Value, application.InterviewRoom!.Value];
}

using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;

namespace KotaCerdas.Movement.Demo;

/// <summary>
/// The two generated calls: the season of 2026, which is over, and the call of 2027, which is open. All their days are in 2026, whose
/// decree of holidays is shipped.
/// </summary>
internal static class DemoCalls
{
    public static readonly DateOnly Prepared = new(2026, 1, 6);
    public static readonly DateOnly FirstSubmission = new(2026, 1, 19);
    public static readonly DateOnly Closed = new(2026, 2, 23);
    public static readonly DateOnly Improved = new(2026, 2, 25);
    public static readonly DateOnly Verified = new(2026, 2, 26);
    public static readonly DateOnly PanelInvited = new(2026, 2, 26);
    public static readonly DateOnly Assigned = new(2026, 3, 2);
    public static readonly DateOnly Moderated = new(2026, 3, 6);

    public static CallInput Season(DemoStage stage, DemoSeason season) => Common(stage, 2026) with
    {
        OpensOn = new DateOnly(2026, 1, 12),
        SubmitBy = new DateOnly(2026, 2, 20),
        AssessFrom = new DateOnly(2026, 3, 3),
        AssessTo = new DateOnly(2026, 3, 5),
        Quota = season.Selected,
        ReserveSize = Math.Max(1, season.Selected / 5),
        Territory = new TerritorialRules([], ProvinceMax: Math.Max(2, season.Selected / 10)),
        Assessors = new AssessorRules(2, DistinctKinds: true, Math.Max(3, (2 * season.Submitted / season.Assessors) + 2), 250_000),
    };

    public static CallInput Next(DemoStage stage, DemoSeason season) => Common(stage, 2027) with
    {
        OpensOn = new DateOnly(2026, 11, 2),
        SubmitBy = new DateOnly(2026, 12, 4),
        AssessFrom = new DateOnly(2026, 12, 14),
        AssessTo = new DateOnly(2026, 12, 16),
        Quota = Math.Max(1, season.Selected / 2),
        ReserveSize = Math.Max(1, season.Selected / 10),
    };

    private static CallInput Common(DemoStage stage, int year) => new()
    {
        Year = year,
        Track = CallTrack.City,
        TitleId = stage.Say("Movement.Demo.CallTitle", year.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        TitleEn = stage.SayEnglish("Movement.Demo.CallTitle", year.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Application = CallScene.Questionnaire,
        Assessment = CallScene.Sheet,
        LegalBasis = stage.Say("Movement.Demo.LegalBasis"),
        LetterNumber = $"DEMO/{year}/001",
        LetterDate = null,
        OpensOn = default,
        SubmitBy = default,
        ReturnDays = 5,
        AssessFrom = default,
        AssessTo = default,
        ObjectionDays = 10,
        ObjectionInWorkingDays = true,
        Quota = 1,
        ReserveSize = 1,
        Assessors = new AssessorRules(2, DistinctKinds: true, 8, 250_000),
    };
}

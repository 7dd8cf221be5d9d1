using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Demo;

/// <summary>The days on which a season is played, from its preparation to the draft of its decision.</summary>
/// <param name="Prepared">The ministry prepares the call.</param>
/// <param name="FirstSubmission">The first region submits.</param>
/// <param name="Idle">Regions begin that never submit.</param>
/// <param name="Closed">The call is closed, and what is weak is returned.</param>
/// <param name="Improved">Returned applications are submitted again.</param>
/// <param name="Verified">All that was submitted is verified, and the panel invited.</param>
/// <param name="Assigned">Regions are assigned to assessors.</param>
/// <param name="Assessed">First of the three days of assessment.</param>
/// <param name="Moderated">Wide spreads are moderated.</param>
/// <param name="Drafted">The decision is drafted, on a Wednesday.</param>
internal sealed record DemoDays(
    DateOnly Prepared, DateOnly FirstSubmission, DateOnly Idle, DateOnly Closed, DateOnly Improved, DateOnly Verified,
    DateOnly Assigned, DateOnly Assessed, DateOnly Moderated, DateOnly Drafted);

/// <summary>
/// The four generated calls: a small one of 2025, so that regions come back and have their earlier answers; the season of 2026, which is
/// over; and the calls of 2027, of kabupaten and kota and of provinces, which are open. All their days are in 2025 and 2026, whose
/// decrees of holidays are shipped.
/// </summary>
internal static class DemoCalls
{
    public static DemoDays EarlierDays { get; } = new(
        Prepared: new(2025, 1, 7), FirstSubmission: new(2025, 1, 20), Idle: new(2025, 1, 30), Closed: new(2025, 2, 11),
        Improved: new(2025, 2, 12), Verified: new(2025, 2, 13), Assigned: new(2025, 2, 17), Assessed: new(2025, 2, 18),
        Moderated: new(2025, 2, 21), Drafted: new(2025, 3, 5));

    public static DemoDays SeasonDays { get; } = new(
        Prepared: new(2026, 1, 6), FirstSubmission: new(2026, 1, 19), Idle: new(2026, 2, 10), Closed: new(2026, 2, 23),
        Improved: new(2026, 2, 25), Verified: new(2026, 2, 26), Assigned: new(2026, 3, 2), Assessed: new(2026, 3, 3),
        Moderated: new(2026, 3, 6), Drafted: new(2026, 3, 25));

    /// <summary>The figures of the small season of 2025 that goes with a season.</summary>
    public static DemoSeason EarlierOf(DemoSeason season)
    {
        var (invited, assessors) = (Math.Max(4, season.Invited / 8), Math.Max(6, season.Assessors / 4));
        return new(season.Seed, invited, invited - (invited / 4), assessors, Math.Max(1, season.Selected / 10));
    }

    public static CallInput Earlier(DemoStage stage, DemoSeason season) => Played(stage, season, 2025) with
    {
        OpensOn = new DateOnly(2025, 1, 13),
        SubmitBy = new DateOnly(2025, 2, 10),
        AssessFrom = EarlierDays.Assessed,
        AssessTo = EarlierDays.Assessed.AddDays(2),
    };

    public static CallInput Season(DemoStage stage, DemoSeason season) => Played(stage, season, 2026) with
    {
        OpensOn = new DateOnly(2026, 1, 12),
        SubmitBy = new DateOnly(2026, 2, 20),
        AssessFrom = SeasonDays.Assessed,
        AssessTo = SeasonDays.Assessed.AddDays(2),
        Territory = new TerritorialRules([], ProvinceMax: Math.Max(2, season.Selected / 10)),
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

    /// <summary>Provinces are few, and so is what is chosen of them.</summary>
    public static CallInput NextOfProvinces(DemoStage stage, DemoSeason season) => Next(stage, season) with
    {
        Track = CallTrack.Province,
        TitleId = stage.Say("Movement.Demo.ProvinceTitle", "2027"),
        TitleEn = stage.SayEnglish("Movement.Demo.ProvinceTitle", "2027"),
        LetterNumber = "DEMO/2027/002",
        Quota = 3,
        ReserveSize = 1,
    };

    private static CallInput Played(DemoStage stage, DemoSeason season, int year) => Common(stage, year) with
    {
        Quota = season.Selected,
        ReserveSize = Math.Max(1, season.Selected / 5),
        Assessors = new AssessorRules(2, DistinctKinds: true, Math.Max(3, (2 * season.Submitted / season.Assessors) + 2), 250_000),
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

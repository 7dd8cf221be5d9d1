using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Tests.Calls;

/// <summary>A call with sound values, to be changed by each test.</summary>
internal static class SomeCall
{
    public static Call Draft(TimeProvider clock) => new()
    {
        Id = Ids.New<CallId>(clock),
        Year = 2026,
        Track = CallTrack.City,
        TitleId = "Panggilan 2026",
        TitleEn = "Call 2026",
        ApplicationInstrument = "pendaftaran",
        ApplicationVersion = 1,
        AssessmentInstrument = "asesmen",
        AssessmentVersion = 1,
        LegalBasis = "PP 59/2022",
        LetterNumber = "B-1/2026",
        LetterDate = new DateOnly(2026, 2, 27),
        OpensOn = new DateOnly(2026, 3, 2),
        SubmitBy = new DateOnly(2026, 3, 31),
        ReturnDays = 5,
        AssessFrom = new DateOnly(2026, 4, 13),
        AssessTo = new DateOnly(2026, 4, 15),
        ObjectionDays = 5,
        ObjectionInWorkingDays = true,
        Quota = 50,
        ReserveSize = 10,
        Territory = TerritorialRules.None,
        Assessors = new AssessorRules(2, true, 8, 150_000),
        CreatedAt = clock.GetUtcNow().UtcDateTime,
    };

    public static CallInput Input() => new()
    {
        Year = 2026,
        Track = CallTrack.City,
        TitleId = "Panggilan 2026",
        TitleEn = "Call 2026",
        Application = new("pendaftaran", 1),
        Assessment = new("asesmen", 1),
        LegalBasis = "PP 59/2022",
        LetterNumber = "B-1/2026",
        LetterDate = new DateOnly(2026, 2, 27),
        OpensOn = new DateOnly(2026, 3, 2),
        SubmitBy = new DateOnly(2026, 3, 31),
        ReturnDays = 5,
        AssessFrom = new DateOnly(2026, 4, 13),
        AssessTo = new DateOnly(2026, 4, 15),
        ObjectionDays = 5,
        ObjectionInWorkingDays = true,
        Quota = 50,
        ReserveSize = 10,
        Assessors = new AssessorRules(2, true, 8, 150_000),
    };
}

using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Features.Calls;

/// <summary>An instrument in one version.</summary>
internal sealed record InstrumentChoice(string Code, int Version)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Code}@{Version}");

    public static InstrumentChoice? Parse(string? text)
    {
        var at = text?.LastIndexOf('@') ?? -1;
        return at > 0 && int.TryParse(text![(at + 1)..], out var version) && version > 0 ? new(text[..at], version) : null;
    }
}

/// <summary>How many regions can take part: no quota is larger.</summary>
internal sealed record AdmittedRegions(int Cities, int Provinces)
{
    public int Of(CallTrack track) => track == CallTrack.Province ? Provinces : Cities;
}

/// <summary>What an officer decides about a call.</summary>
internal sealed record CallInput
{
    /// <summary>Points of a scale of a hundred: assessors who differ by more than half of it are moderated in any call.</summary>
    public const int MostGap = 50;

    private const int FirstYear = 2017;
    private const int LastYear = 2100;
    private const int MostDays = 60;

    public required int Year { get; init; }

    public required CallTrack Track { get; init; }

    public required string TitleId { get; init; }

    public required string TitleEn { get; init; }

    public required InstrumentChoice Application { get; init; }

    public required InstrumentChoice Assessment { get; init; }

    public required string LegalBasis { get; init; }

    public string LetterNumber { get; init; } = string.Empty;

    public DateOnly? LetterDate { get; init; }

    public required DateOnly OpensOn { get; init; }

    public required DateOnly SubmitBy { get; init; }

    public required int ReturnDays { get; init; }

    public required DateOnly AssessFrom { get; init; }

    public required DateOnly AssessTo { get; init; }

    public required int ObjectionDays { get; init; }

    public required bool ObjectionInWorkingDays { get; init; }

    public required int Quota { get; init; }

    public required int ReserveSize { get; init; }

    public TerritorialRules Territory { get; init; } = TerritorialRules.None;

    public required AssessorRules Assessors { get; init; }

    /// <summary>Every rule that the values break, each tied to its field.</summary>
    /// <param name="admitted">How many regions can take part.</param>
    /// <param name="unread">Fields whose value could not be read: no rule that asks for one of them is judged.</param>
    public List<Problem> Check(AdmittedRegions admitted, IReadOnlySet<string>? unread = null) =>
    [
        .. CheckRules(admitted, unread),
        .. (Year is < FirstYear or > LastYear ? [] : CheckYear())
            .Where(p => unread?.Contains(nameof(Year)) != true && unread?.Contains(p.Field!) != true),
    ];

    /// <summary>Days that lie far from the year of the call.</summary>
    private IEnumerable<Problem> CheckYear() => new[]
    {
        CallYear.Refuse(Year, OpensOn, nameof(OpensOn)),
        LetterDate is { } letter ? CallYear.Refuse(Year, letter, nameof(LetterDate)) : null,
    }.OfType<Problem>().Concat(CallYear.Check(Year, new(SubmitBy, AssessFrom, AssessTo)));

    private List<Problem> CheckRules(AdmittedRegions admitted, IReadOnlySet<string>? unread)
    {
        List<Problem> problems = [];
        void Must(bool holds, string code, string field, params object[] args) => Both(holds, code, (field, field), args);

        void Both(bool holds, string code, (string Field, string Other) fields, params object[] args)
        {
            if (!holds && unread?.Contains(fields.Field) != true && unread?.Contains(fields.Other) != true)
            {
                problems.Add(new(code, fields.Field, args));
            }
        }

        var regions = admitted.Of(Track);
        Must(Year is >= FirstYear and <= LastYear, "Movement.Call.YearRange", nameof(Year));
        Must(TitleId.Length is > 0 and <= 200, "Movement.Call.TitleNeeded", nameof(TitleId));
        Must(TitleEn.Length is > 0 and <= 200, "Movement.Call.TitleNeeded", nameof(TitleEn));
        Must(LegalBasis.Length is > 0 and <= 500, "Movement.Call.LegalBasisNeeded", nameof(LegalBasis));
        Both(OpensOn <= SubmitBy, "Movement.Call.SubmitBeforeOpen", (nameof(SubmitBy), nameof(OpensOn)), OpensOn);
        Both(SubmitBy < AssessFrom, "Movement.Call.AssessBeforeSubmit", (nameof(AssessFrom), nameof(SubmitBy)), SubmitBy);
        Both(AssessFrom <= AssessTo, "Movement.Call.AssessOrder", (nameof(AssessTo), nameof(AssessFrom)), AssessFrom);
        Must(ReturnDays is >= 1 and <= MostDays, "Movement.Call.DaysRange", nameof(ReturnDays), MostDays);
        Both(ReturnDays is < 1 or > MostDays || OpensOn >= AssessFrom || OpensOn.AddDays(ReturnDays) < AssessFrom,
            "Movement.Call.ReturnPastAssess", (nameof(ReturnDays), nameof(AssessFrom)), OpensOn, AssessFrom);
        Must(ObjectionDays is >= 1 and <= MostDays, "Movement.Call.DaysRange", nameof(ObjectionDays), MostDays);
        Both(Quota >= 1 && Quota <= regions, "Movement.Call.QuotaRange", (nameof(Quota), nameof(Track)), regions);
        Both(ReserveSize >= 0 && (Quota < 1 || Quota > regions || ReserveSize <= regions - Quota), "Movement.Call.ReserveRange",
            (nameof(ReserveSize), nameof(Quota)), Math.Max(0, regions - Quota));
        Must(Assessors.PerRegion is >= 2 and <= 9, "Movement.Call.PerRegionRange", "PerRegion");
        Both(Assessors.LoadCap >= 1 && Assessors.LoadCap <= regions, "Movement.Call.LoadCapRange", ("LoadCap", nameof(Track)), regions);
        Must(Assessors.ModerationGap is >= 1 and <= MostGap * 10_000, "Movement.Call.GapRange", "ModerationGap", MostGap);
        Must(Territory.ProvinceMax is null or >= 1, "Movement.Call.ProvinceMaxRange", "ProvinceMax");
        Must(Territory.IslandGroups.All(g => g.Min is null || g.Max is null || g.Min <= g.Max), "Movement.Call.IslandOrder", "Islands");
        Both(Territory.IslandGroups.Sum(g => g.Min ?? 0) <= Quota, "Movement.Call.IslandSum", ("Islands", nameof(Quota)), Quota);
        return problems;
    }

    public void ApplyTo(Call call)
    {
        (call.Year, call.Track, call.TitleId, call.TitleEn) = (Year, Track, TitleId, TitleEn);
        (call.ApplicationInstrument, call.ApplicationVersion) = (Application.Code, Application.Version);
        (call.AssessmentInstrument, call.AssessmentVersion) = (Assessment.Code, Assessment.Version);
        (call.LegalBasis, call.LetterNumber, call.LetterDate) = (LegalBasis, LetterNumber, LetterDate);
        (call.OpensOn, call.SubmitBy, call.AssessFrom, call.AssessTo) = (OpensOn, SubmitBy, AssessFrom, AssessTo);
        (call.ReturnDays, call.ObjectionDays, call.ObjectionInWorkingDays) = (ReturnDays, ObjectionDays, ObjectionInWorkingDays);
        (call.Quota, call.ReserveSize, call.Territory, call.Assessors) = (Quota, ReserveSize, Territory, Assessors);
    }
}

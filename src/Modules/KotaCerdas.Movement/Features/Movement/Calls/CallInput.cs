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

/// <summary>What an officer decides about a call.</summary>
internal sealed record CallInput
{
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
    /// <param name="unread">Fields whose value could not be read: no rule that asks for one of them is judged.</param>
    public List<Problem> Check(IReadOnlySet<string>? unread = null)
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

        Must(Year is >= 2017 and <= 2100, "Movement.Call.YearRange", nameof(Year));
        Must(TitleId.Length is > 0 and <= 200, "Movement.Call.TitleNeeded", nameof(TitleId));
        Must(TitleEn.Length is > 0 and <= 200, "Movement.Call.TitleNeeded", nameof(TitleEn));
        Must(LegalBasis.Length is > 0 and <= 500, "Movement.Call.LegalBasisNeeded", nameof(LegalBasis));
        Both(OpensOn <= SubmitBy, "Movement.Call.SubmitBeforeOpen", (nameof(SubmitBy), nameof(OpensOn)), OpensOn);
        Both(SubmitBy < AssessFrom, "Movement.Call.AssessBeforeSubmit", (nameof(AssessFrom), nameof(SubmitBy)), SubmitBy);
        Both(AssessFrom <= AssessTo, "Movement.Call.AssessOrder", (nameof(AssessTo), nameof(AssessFrom)), AssessFrom);
        Must(ReturnDays is >= 1 and <= 60, "Movement.Call.DaysRange", nameof(ReturnDays));
        Must(ObjectionDays is >= 1 and <= 60, "Movement.Call.DaysRange", nameof(ObjectionDays));
        Must(Quota is >= 1 and <= 600, "Movement.Call.QuotaRange", nameof(Quota));
        Must(ReserveSize is >= 0 and <= 600, "Movement.Call.ReserveRange", nameof(ReserveSize));
        Must(Assessors.PerRegion is >= 2 and <= 9, "Movement.Call.PerRegionRange", "PerRegion");
        Must(Assessors.LoadCap is >= 1 and <= 600, "Movement.Call.LoadCapRange", "LoadCap");
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

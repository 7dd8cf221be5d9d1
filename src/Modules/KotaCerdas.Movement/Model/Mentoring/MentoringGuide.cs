using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Movement.Model.Mentoring;

/// <summary>A stage of mentoring.</summary>
/// <param name="Days">Days that its session lasts.</param>
/// <param name="OpensAfter">Stage that must be done first, or null for the one that opens at the start.</param>
/// <param name="DueDays">Days from its opening until its deliverables are due.</param>
internal sealed record GuideStage(
    string Code, int Position, Bilingual Name, Bilingual Aim, Bilingual Work, int Days, string? OpensAfter, int DueDays);

/// <summary>What a region hands in.</summary>
/// <param name="IsText">True where it is a text, false where it is a file.</param>
internal sealed record GuideDeliverable(string Stage, string Code, int Position, Bilingual Name, bool IsText, bool Required);

/// <summary>A thing that is only named: a participant, a material, a party.</summary>
/// <param name="Of">What it belongs to, or empty.</param>
internal sealed record GuideName(string Of, string Code, Bilingual Name);

/// <summary>A field of the mentor's report.</summary>
/// <param name="MaxLength">Longest text; 0 for a choice.</param>
/// <param name="Choices">What can be chosen; empty for a text.</param>
internal sealed record ReportField(string Code, Bilingual Name, bool Required, int MaxLength, IReadOnlyList<GuideName> Choices);

/// <summary>A kind of decree, and the body that it sets up.</summary>
/// <param name="MeetsAs">As whom the body meets.</param>
/// <param name="About">The body as the decree names it in Indonesian, the language of the document.</param>
/// <param name="Obligation">Code of the obligation in an agreement that it meets.</param>
internal sealed record DecreeKind(string Code, Bilingual Name, Bilingual Body, string About, MeetingKind MeetsAs, string Obligation);

/// <summary>A role in a body.</summary>
/// <param name="PerDimension">True where it is held once a dimension.</param>
internal sealed record DecreeRole(string Kind, string Code, Bilingual Name, bool PerDimension, bool Required);

/// <summary>Which part of a decree a line stands in.</summary>
internal enum DecreePart
{
    /// <summary>Menimbang: why.</summary>
    Consider,

    /// <summary>Mengingat: the rules it rests on.</summary>
    Recall,

    /// <summary>Menetapkan: what it decides.</summary>
    Decide,
}

/// <summary>
/// A line of a decree in Indonesian, the language of the document. It may name <c>{daerah}</c>, <c>{kepala}</c>, <c>{badan}</c>,
/// <c>{tentang}</c> and <c>{kesepakatan}</c>; a line is left out where what it names is not there.
/// </summary>
internal sealed record DecreeLine(string Kind, DecreePart Part, int Position, string Text);

/// <summary>Periods of a guide.</summary>
/// <param name="SeasonMonths">Length of a season.</param>
/// <param name="ChangeDays">Days after acceptance in which a result may still be changed and commented on.</param>
/// <param name="ContactDays">Days without contact after which a mentor shows as late.</param>
/// <param name="DecreeDays">Days until the decrees are due where no agreement in force says another day.</param>
/// <param name="CadenceMonths">How often a body meets; a body that is not there has no known cadence.</param>
internal sealed record GuideRules(
    int SeasonMonths, int ChangeDays, int ContactDays, int DecreeDays, IReadOnlyDictionary<MeetingKind, int> CadenceMonths);

/// <summary>What mentoring consists of, in one version.</summary>
internal sealed record MentoringGuide(string Version, Bilingual Name, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>Code of the obligation in an agreement that the last stage meets.</summary>
    public required string Obligation { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<GuideStage> Stages { get; init; }

    /// <summary>In the order of the stages, then of position.</summary>
    public required IReadOnlyList<GuideDeliverable> Deliverables { get; init; }

    public required IReadOnlyList<GuideName> Participants { get; init; }

    public required IReadOnlyList<GuideName> Materials { get; init; }

    public required GuideRules Rules { get; init; }

    public required IReadOnlyList<ReportField> Report { get; init; }

    public required IReadOnlyList<DecreeKind> Decrees { get; init; }

    public required IReadOnlyList<DecreeRole> Roles { get; init; }

    /// <summary>The words of each kind of decree, in order.</summary>
    public required IReadOnlyList<DecreeLine> DecreeTexts { get; init; }

    public required IReadOnlyList<GuideName> Parties { get; init; }

    public GuideStage First => Stages[0];

    public GuideStage StageOf(string code) => Stages.Single(s => s.Code == code);

    /// <summary>The stage that a done stage opens, or null after the last.</summary>
    public GuideStage? After(string code) => Stages.FirstOrDefault(s => s.OpensAfter == code);

    public GuideDeliverable? Find(string deliverable) => Deliverables.FirstOrDefault(d => d.Code == deliverable);

    public IEnumerable<GuideDeliverable> Of(string stage) => Deliverables.Where(d => d.Stage == stage);
}

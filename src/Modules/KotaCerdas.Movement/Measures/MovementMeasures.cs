using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Measures;

/// <summary>The numbers that the movement publishes.</summary>
internal static class MovementMeasures
{
    public static readonly Measure Invited = new()
    {
        Code = "movement.invited",
        NameKey = "Movement.Measure.Invited",
        AboutKey = "Movement.Measure.InvitedAbout",
        FormulaKey = "Movement.Measure.InvitedFormula",
        UnitKey = "Movement.Measure.UnitRegions",
        Aggregation = Aggregation.Sum,
    };

    public static readonly Measure Submitted = new()
    {
        Code = "movement.application.submitted",
        NameKey = "Movement.Measure.Submitted",
        AboutKey = "Movement.Measure.SubmittedAbout",
        FormulaKey = "Movement.Measure.SubmittedFormula",
        UnitKey = "Movement.Measure.UnitApplications",
        Aggregation = Aggregation.Sum,
        Direction = MeasureDirection.Up,
    };

    public static readonly Measure Verified = new()
    {
        Code = "movement.application.verified",
        NameKey = "Movement.Measure.Verified",
        AboutKey = "Movement.Measure.VerifiedAbout",
        FormulaKey = "Movement.Measure.VerifiedFormula",
        UnitKey = "Movement.Measure.UnitApplications",
        Aggregation = Aggregation.Sum,
        Direction = MeasureDirection.Up,
    };

    public static readonly Measure Completeness = new()
    {
        Code = "movement.application.completeness",
        NameKey = "Movement.Measure.Completeness",
        AboutKey = "Movement.Measure.CompletenessAbout",
        FormulaKey = "Movement.Measure.CompletenessFormula",
        UnitKey = "Movement.Measure.UnitPercent",
        Aggregation = Aggregation.Mean,
        Scale = 100,
        Direction = MeasureDirection.Up,
        Decimals = 1,
    };

    public static readonly Measure OnTime = new()
    {
        Code = "movement.application.on-time",
        NameKey = "Movement.Measure.OnTime",
        AboutKey = "Movement.Measure.OnTimeAbout",
        FormulaKey = "Movement.Measure.OnTimeFormula",
        UnitKey = "Movement.Measure.UnitPercent",
        Aggregation = Aggregation.Ratio,
        Scale = 100,
        Direction = MeasureDirection.Up,
        Decimals = 1,
    };

    public static readonly Measure EvidenceFiles = new()
    {
        Code = "movement.application.evidence",
        NameKey = "Movement.Measure.Evidence",
        AboutKey = "Movement.Measure.EvidenceAbout",
        FormulaKey = "Movement.Measure.EvidenceFormula",
        UnitKey = "Movement.Measure.UnitFiles",
        Aggregation = Aggregation.Ratio,
        Decimals = 1,
    };

    public static readonly Measure Membership = new()
    {
        Code = "movement.membership",
        NameKey = "Movement.Measure.Membership",
        AboutKey = "Movement.Measure.MembershipAbout",
        FormulaKey = "Movement.Measure.MembershipFormula",
        UnitKey = "Movement.Measure.UnitRegions",
        Aggregation = Aggregation.Sum,
        Direction = MeasureDirection.Up,
        CountryHasOwnRows = true,
    };

    public static readonly Measure AgreementsInForce = new()
    {
        Code = "movement.agreement.in-force",
        NameKey = "Movement.Measure.AgreementsInForce",
        AboutKey = "Movement.Measure.AgreementsInForceAbout",
        FormulaKey = "Movement.Measure.AgreementsInForceFormula",
        UnitKey = "Movement.Measure.UnitAgreements",
        Aggregation = Aggregation.Sum,
    };

    public static readonly Measure ObligationsOnTime = new()
    {
        Code = "movement.obligation.on-time",
        NameKey = "Movement.Measure.ObligationsOnTime",
        AboutKey = "Movement.Measure.ObligationsOnTimeAbout",
        FormulaKey = "Movement.Measure.ObligationsOnTimeFormula",
        UnitKey = "Movement.Measure.UnitPercent",
        Aggregation = Aggregation.Ratio,
        Scale = 100,
        Direction = MeasureDirection.Up,
        Decimals = 1,
    };

    public static readonly Measure ObligationsLate = new()
    {
        Code = "movement.obligation.late",
        NameKey = "Movement.Measure.ObligationsLate",
        AboutKey = "Movement.Measure.ObligationsLateAbout",
        FormulaKey = "Movement.Measure.ObligationsLateFormula",
        UnitKey = "Movement.Measure.UnitObligations",
        Aggregation = Aggregation.Sum,
        Direction = MeasureDirection.Down,
    };

    public static IReadOnlyList<Measure> OfAgreements { get; } = [AgreementsInForce, ObligationsOnTime, ObligationsLate];

    public static IReadOnlyList<Measure> OfCalls { get; } = [Invited, Submitted, Verified, Completeness, OnTime, EvidenceFiles];

    public static IReadOnlyList<Measure> All { get; } = [.. OfCalls, Membership, .. OfAgreements];
}

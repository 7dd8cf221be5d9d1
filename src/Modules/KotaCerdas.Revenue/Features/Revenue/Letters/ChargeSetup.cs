using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Returns;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>What returns and letters add to the module.</summary>
internal static class ChargeSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
    [
        "revenue_assessment", "revenue_assessment_event", "revenue_assessment_file", "revenue_return_link", "revenue_request",
        "revenue_proposal", "revenue_decision", "revenue_reduction", "revenue_letter_delivery", "revenue_deemed_decision",
        "revenue_closed_request",
    ];

    public static IReadOnlyList<Measure> Measures { get; } = ChargeMeasures.All;

    public static IReadOnlyList<OperationKind> Operations { get; } =
        [ProposeMany.Kind, DecideMany.Kind, ProposeWriteOffs.Kind, ProposeArrears.Kind, DeemDecisions.Kind];

    public static IReadOnlyList<Schedule> Schedules { get; } = [DeemDecisions.Daily];

    public static IReadOnlyList<EventSubscription> Subscriptions { get; } = LetterNotices.Subscriptions;

    public static IReadOnlyList<NavigationEntry> Navigation { get; } =
        [new("Revenue.Desk.Navigation", ChargePaths.Start, ChargePermissions.Read)];

    public static IServiceCollection AddCharges(this IServiceCollection services) => services
        .AddScoped<ChargeReading>().AddScoped<ChargeStories>().AddScoped<ChargeCheck>().AddScoped<BillCharges>().AddScoped<BillHistory>()
        .AddScoped<LetterDeliveries>().AddScoped<LetterDeliveryDesk>()
        .AddScoped<ChargeDesk>().AddScoped<LetterText>().AddScoped<LetterSeals>()
        .AddScoped<LetterCases>().AddScoped<AskLetter>().AddScoped<ProposeLetter>().AddScoped<ProposeApart>()
        .AddScoped<DecideLetter>().AddScoped<DeemLetter>()
        .AddScoped<LetterEffects>().AddScoped<CloseRequests>().AddScoped<ProposalReading>().AddScoped<LetterBundle>()
        .AddScoped<FileReturn>().AddScoped<ObjectReturns>().AddScoped<DeedChecks>()
        .AddScoped<ReturnPreviews>().AddScoped<ReturnCalendar>().AddScoped<ReturnLinks>()
        .AddScoped<ArrearsLetters>()
        .AddScoped<BillRadarRows>().AddScoped<ChargeRows>().AddScoped<ExpiryRadar>().AddScoped<OpenAssessments>().AddScoped<OpenReports>()
        .AddScoped<DeskElsewhere>()
        .AddScoped<ChargeMeasureRows>().AddScoped<IMeasureSource, ChargeMeasureRows>()
        .AddScoped<ILedgerAudit, ChargeAudit>().AddScoped<ILedgerAudit, BillChangeAudit>()
        .AddScoped<ILedgerAudit, LetterAudit>().AddScoped<ILedgerAudit, PaymentAudit>();

    public static ModelBuilder MapCharges(this ModelBuilder model)
    {
        Charge.Map(model);
        ChargeEvent.Map(model);
        ReturnLink.Map(model);
        Decision.Map(model);
        Reduction.Map(model);
        LetterDelivery.Map(model);
        DeemedDecision.Map(model);
        ClosedRequest.Map(model);
        return model;
    }
}

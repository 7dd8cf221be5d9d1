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
        "revenue_proposal", "revenue_decision",
    ];

    public static IReadOnlyList<OperationKind> Operations { get; } = [ProposeMany.Kind, DecideMany.Kind];

    public static IReadOnlyList<NavigationEntry> Navigation { get; } =
        [new("Revenue.Desk.Navigation", ChargePaths.Start, ChargePermissions.Read)];

    public static IServiceCollection AddCharges(this IServiceCollection services) => services
        .AddScoped<ChargeReading>().AddScoped<BillCharges>().AddScoped<ChargeDesk>().AddScoped<LetterText>().AddScoped<LetterSeals>()
        .AddScoped<LetterCases>().AddScoped<ProposeLetter>().AddScoped<DecideLetter>().AddScoped<ProposalReading>()
        .AddScoped<FileReturn>().AddScoped<ReturnPreviews>().AddScoped<ReturnCalendar>().AddScoped<ReturnLinks>()
        .AddScoped<ChargeRows>().AddScoped<ExpiryRadar>().AddScoped<ILedgerAudit, ChargeAudit>();

    public static ModelBuilder MapCharges(this ModelBuilder model)
    {
        Charge.Map(model);
        ChargeEvent.Map(model);
        ReturnLink.Map(model);
        Decision.Map(model);
        return model;
    }
}

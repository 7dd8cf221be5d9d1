using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Demo;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Deductions;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Mine;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Features.Revaluations;
using KotaCerdas.Revenue.Features.Rules;
using KotaCerdas.Revenue.Features.Shapes;
using KotaCerdas.Revenue.Features.Surveys;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue;

/// <summary>Local taxes and levies: rules as cited data, taxpayers and objects, assessment, bills.</summary>
public sealed class RevenueModule : IModule
{
    /// <inheritdoc />
    public string Name => "Revenue";

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions =>
    [
        .. SurveyPermissions.All,
        .. RulePermissions.All,
        .. RegisterPermissions.All, .. ImportsSetup.Permissions,
        .. AssessmentSetup.Permissions,
        .. BillsSetup.Permissions, .. PaperSetup.Permissions,
        .. ChargePermissions.All, .. MineSetup.Permissions,
    ];

    /// <inheritdoc />
    public IReadOnlyList<OperationKind> Operations =>
    [
        .. ImportsSetup.Operations, .. AssessmentSetup.Operations, .. RevaluationSetup.Operations, .. PaperSetup.Operations,
        .. ChargeSetup.Operations, .. DeductionsSetup.Operations,
    ];

    /// <inheritdoc />
    public IReadOnlyList<EventSubscription> Subscriptions => [.. MineNotices.Subscriptions, .. ChargeSetup.Subscriptions];

    /// <inheritdoc />
    public IReadOnlyList<Schedule> Schedules => ChargeSetup.Schedules;

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation =>
    [
        .. SurveySetup.Navigation,
        .. RegistersSetup.Navigation,
        .. BillsSetup.Navigation,
        .. AssessmentSetup.Navigation,
        .. ChargeSetup.Navigation,
        .. RulesSetup.Navigation,
        .. MineSetup.Navigation,
    ];

    /// <inheritdoc />
    public IReadOnlyList<string> AppendOnlyTables =>
    [
        .. ValuationSetup.AppendOnlyTables, .. SurveySetup.AppendOnlyTables, .. ShapesSetup.AppendOnlyTables,
        .. RulesSetup.AppendOnlyTables,
        .. RegistersSetup.AppendOnlyTables, .. ChangesSetup.AppendOnlyTables, .. ImportsSetup.AppendOnlyTables,
        .. AssessmentSetup.AppendOnlyTables, .. RevaluationSetup.AppendOnlyTables,
        .. BillsSetup.AppendOnlyTables, .. PaperSetup.AppendOnlyTables,
        .. LevySetup.AppendOnlyTables, .. ChargeSetup.AppendOnlyTables,
        .. MineSetup.AppendOnlyTables,
    ];

    /// <inheritdoc />
    public DemoTrace Demo => RevenueTrace.Of;

    /// <inheritdoc />
    public IReadOnlyList<Measure> Measures => [.. BillsSetup.Measures, .. ChargeSetup.Measures];

    /// <inheritdoc />
    public IReadOnlyList<LogKind> LogKinds => PaperSetup.LogKinds;

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextAssembly(typeof(RevenueModule).Assembly));
        services.AddSingleton<IRevenueDemo, RevenueDemo>();
        services.AddValuation().AddSurveys().AddShapes();
        services.AddRules();
        services.AddRegisters().AddChanges().AddDeductions().AddImports();
        services.AddBills(configuration).AddPaper();
        services.AddAssessment().AddRevaluations();
        services.AddLevies().AddCharges();
        services.AddMine();
    }

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
        model.MapValuation().MapSurveys().MapShapes();
        model.MapRules();
        model.MapRegisters().MapChanges().MapImports();
        model.MapAssessment().MapRevaluations();
        model.MapBills().MapPaper();
        model.MapLevies().MapCharges();
        model.MapMine();
    }

    /// <inheritdoc />
    public void MapApi(IEndpointRouteBuilder api) => api.MapBills();
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Paper;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Rules;
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
        .. RulePermissions.All,
        .. RegisterPermissions.All, .. ImportsSetup.Permissions,
        .. BillsSetup.Permissions, .. PaperSetup.Permissions,
    ];

    /// <inheritdoc />
    public IReadOnlyList<OperationKind> Operations => [.. ImportsSetup.Operations, .. PaperSetup.Operations];

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation =>
    [
        .. RegistersSetup.Navigation,
        .. BillsSetup.Navigation,
        .. RulesSetup.Navigation,
    ];

    /// <inheritdoc />
    public IReadOnlyList<string> AppendOnlyTables =>
    [
        .. RulesSetup.AppendOnlyTables,
        .. RegistersSetup.AppendOnlyTables, .. ImportsSetup.AppendOnlyTables,
        .. AssessmentSetup.AppendOnlyTables,
        .. BillsSetup.AppendOnlyTables, .. PaperSetup.AppendOnlyTables,
        .. LevySetup.AppendOnlyTables,
    ];

    /// <inheritdoc />
    public IReadOnlyList<Measure> Measures => BillsSetup.Measures;

    /// <inheritdoc />
    public IReadOnlyList<LogKind> LogKinds => PaperSetup.LogKinds;

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new TextAssembly(typeof(RevenueModule).Assembly));
        services.AddRules();
        services.AddRegisters().AddImports();
        services.AddBills(configuration).AddPaper();
        services.AddAssessment();
        services.AddLevies();
    }

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
        model.MapRules();
        model.MapRegisters().MapImports();
        model.MapAssessment();
        model.MapBills().MapPaper();
        model.MapLevies();
    }

    /// <inheritdoc />
    public void MapApi(IEndpointRouteBuilder api) => api.MapBills();
}

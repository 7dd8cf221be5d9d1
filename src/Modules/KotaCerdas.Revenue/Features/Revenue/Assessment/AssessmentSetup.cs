using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Books;
using KotaCerdas.Revenue.Features.Decree;
using KotaCerdas.Revenue.Model.Assessment;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>What official assessment adds to the module.</summary>
internal static class AssessmentSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
    [
        "revenue_batch", "revenue_batch_event", "revenue_batch_village", "revenue_batch_book", "revenue_batch_refusal", "revenue_bill",
        "revenue_dispatch",
    ];

    public static IReadOnlyList<Permission> Permissions { get; } = [.. AssessmentPermissions.All, LedgerPermissions.Read];

    public static IReadOnlyList<NavigationEntry> Navigation { get; } =
    [
        new("Revenue.Batch.ListTitle", AssessmentPaths.Start, AssessmentPermissions.Read),
        new("Revenue.Books.Title", LedgerPaths.Start, LedgerPermissions.Read),
    ];

    public static IReadOnlyList<OperationKind> Operations { get; } = [SimulateBatch.Kind, PostBatch.Kind];

    public static IServiceCollection AddAssessment(this IServiceCollection services) => services
        .AddScoped<BatchReading>().AddScoped<BillReading>().AddScoped<ObligationReading>()
        .AddScoped<AssessmentFacts>().AddScoped<BatchDesk>().AddScoped<DispatchBills>().AddScoped<ILedgerAudit, BatchAudit>()
        .AddScoped<BatchPageParts>().AddScoped<BatchFiles>().AddSingleton<DecreeCache>().AddScoped<DecreeFacts>()
        .AddScoped<DecreeVillages>();

    public static ModelBuilder MapAssessment(this ModelBuilder model)
    {
        Batch.Map(model);
        BatchEvent.Map(model);
        BatchVillage.Map(model);
        BatchBook.Map(model);
        BatchRefusal.Map(model);
        Bill.Map(model);
        Dispatch.Map(model);
        return model;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Assessment;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Revaluations;

/// <summary>Addresses of the pages of revaluations.</summary>
internal static class RevaluationPaths
{
    public static string List(RegionCode region) => $"/pendapatan/{region}/penilaian-ulang";

    public static string Of(Revaluation of) => $"{List(of.RegionCode)}/{of.Id}";
}

/// <summary>What revaluations add to the module.</summary>
internal static class RevaluationSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } = ["revenue_revaluation", "revenue_revaluation_event"];

    public static IReadOnlyList<OperationKind> Operations { get; } = [ComputeRevaluation.Kind, PostRevaluation.Kind];

    public static IServiceCollection AddRevaluations(this IServiceCollection services) => services
        .AddScoped<RevaluationReading>().AddScoped<RevaluationDesk>().AddScoped<Revaluer>();

    public static ModelBuilder MapRevaluations(this ModelBuilder model)
    {
        Revaluation.Map(model);
        RevaluationEvent.Map(model);
        return model;
    }
}

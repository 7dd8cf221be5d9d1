using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Levies;

/// <summary>What the register of objects other than PBB-P2 adds to the module.</summary>
internal static class LevySetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } = ["revenue_kind_object", "revenue_nopd_mask"];

    public static IServiceCollection AddLevies(this IServiceCollection services) =>
        services.AddScoped<KindObjectReading>().AddScoped<KindObjectRows>().AddScoped<NopdNumbers>().AddScoped<SaveKindObject>();

    public static ModelBuilder MapLevies(this ModelBuilder model)
    {
        KindObject.Map(model);
        return model;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Objects;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Taxpayers;

/// <summary>What the registers add to the module.</summary>
internal static class RegistersSetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
    [
        "revenue_taxpayer", "revenue_taxpayer_number", "revenue_taxpayer_merge", "revenue_taxpayer_access", "revenue_npwpd_mask",
        "revenue_land_value", "revenue_object", "revenue_building", "revenue_object_link",
    ];

    public static IReadOnlyList<NavigationEntry> Navigation { get; } =
        [new("Revenue.Register.Title", RegisterPaths.Start, RegisterPermissions.Read)];

    public static IServiceCollection AddRegisters(this IServiceCollection services) => services
        .AddScoped<RegisterDesk>().AddScoped<TaxpayerReading>().AddScoped<TaxpayerRows>().AddScoped<SaveTaxpayer>()
        .AddScoped<RevealNumbers>().AddScoped<MergeTaxpayers>().AddScoped<ObjectReading>().AddScoped<ObjectRows>().AddScoped<ObjectFeed>()
        .AddScoped<SaveObject>().AddScoped<LinkObjects>().AddScoped<VillageMap>().AddScoped<BegunRegions>()
        .AddScoped<LandValueRows>().AddScoped<LandValueDesk>();

    public static ModelBuilder MapRegisters(this ModelBuilder model)
    {
        Taxpayer.Map(model);
        TaxpayerNumber.Map(model);
        TaxpayerMerge.Map(model);
        TaxpayerAccess.Map(model);
        NpwpdMask.Map(model);
        TaxVillage.Map(model);
        LandValue.Map(model);
        TaxObject.Map(model);
        Building.Map(model);
        ObjectLink.Map(model);
        return model;
    }
}

using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>Who may take over the data of the system before.</summary>
internal static class ImportPermissions
{
    public const string ImportCode = "revenue.register.import";

    public static readonly Permission Import = new(ImportCode);
}

/// <summary>Addresses of the import's pages.</summary>
internal static class ImportPaths
{
    public static string List(RegionCode region) => $"/pendapatan/{region}/impor";

    public static string Of(RegionCode region, Guid id) => $"{List(region)}/{id}";
}

/// <summary>
/// Where uploads lie until they are imported: they hold the numbers of people in clear, so they are not kept with other files and are
/// thrown
/// away when they have served.
/// </summary>
internal sealed class UploadFolder(IOptions<StorageOptions> storage, TimeProvider clock)
{
    private const int Days = 7;

    private static readonly string[] Kinds = [".zip", ".sql"];

    /// <summary>Keeps an upload and throws away those that were left for a week.</summary>
    /// <param name="region">Whose data it is.</param>
    /// <param name="isSql">True for a dump, false for a ZIP.</param>
    /// <param name="content">The upload.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<string> KeepAsync(RegionCode region, bool isSql, Stream content, CancellationToken cancel)
    {
        var folder = Folder(region);
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder).Where(f => File.GetLastWriteTimeUtc(f) < clock.GetUtcNow()
            .UtcDateTime.AddDays(-Days)))
        {
            File.Delete(old);
        }

        var path = Path.Combine(folder, Ids.New(clock).ToString("N") + Kinds[isSql ? 1 : 0]);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81920, FileOptions.Asynchronous);
        await content.CopyToAsync(file, cancel);
        return path;
    }

    /// <summary>Key of an upload of the region for a form; null where it is there no longer.</summary>
    public string? Find(RegionCode region, string? key) => Guid.TryParseExact(key, "N", out _)
        ? Kinds.Select(k => Path.Combine(Folder(region), key + k)).FirstOrDefault(File.Exists) : null;

    /// <summary>Key of the newest upload that waits, or null.</summary>
    public string? Newest(RegionCode region) => !Directory.Exists(Folder(region)) ? null
        : Directory.EnumerateFiles(Folder(region)).Select(Path.GetFileNameWithoutExtension).Max(StringComparer.Ordinal);

    public void Erase(string path) => File.Delete(path);

    private string Folder(RegionCode region) => storage.Value.PathOf("uploads", "sismiop", region.Value);
}

/// <summary>What imports add to the module.</summary>
internal static class ImportsSetup
{
    public static IReadOnlyList<Permission> Permissions { get; } = [ImportPermissions.Import];

    public static IReadOnlyList<OperationKind> Operations { get; } = [ImportSismiop.Kind, BookOpenings.Kind];

    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
    [
        "revenue_legacy_bill", "revenue_legacy_payment", "revenue_import", "revenue_import_exception", "revenue_import_proof",
        "revenue_opening", "revenue_opening_village", "revenue_taken_building", "revenue_taken_facility",
    ];

    public static IServiceCollection AddImports(this IServiceCollection services) => services
        .AddSingleton<UploadFolder>().AddScoped<ImportReading>().AddScoped<OpeningBooks>().AddScoped<ILedgerAudit, OpeningAudit>()
        .AddScoped<Contracts.ISismiopImports, SismiopImports>();

    public static ModelBuilder MapImports(this ModelBuilder model)
    {
        LegacyBill.Map(model);
        LegacyPayment.Map(model);
        RegisterImport.Map(model);
        ImportException.Map(model);
        ImportProof.Map(model);
        Opening.Map(model);
        OpeningVillage.Map(model);
        TakenBuilding.Map(model);
        TakenFacility.Map(model);
        return model;
    }
}

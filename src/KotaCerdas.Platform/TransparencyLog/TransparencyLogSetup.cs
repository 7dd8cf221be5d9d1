using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KotaCerdas.Platform;

/// <summary>Services and tables of the transparency log.</summary>
internal static class TransparencyLogSetup
{
    /// <summary>What is appended is a fact; the queue empties itself, and an opening may be deleted to unlink its entry.</summary>
    public static readonly IReadOnlyList<string> AppendOnlyTables =
        ["platform_log_key", "platform_log_leaf", "platform_log_hash", "platform_log_checkpoint", "platform_log_cosignature"];

    /// <summary>Writes the heads of all logs into the national one.</summary>
    public static readonly OperationKind<AnchorHeadsInput> Anchoring = OperationKind.For<AnchorHeads, AnchorHeadsInput>(
        "platform.anchor-logs", "Platform.Log.Anchoring", PlatformModule.ManageOperations, page: _ => "/log");

    public static readonly Schedule DailyAnchoring =
        Schedule.Daily("platform.anchor-logs", new TimeOnly(23, 0), RegionZone.WIB, Anchoring, new AnchorHeadsInput());

    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<TransparencyLogOptions>(configuration.GetSection("TransparencyLog"));
        services.AddScoped<TransparencyLog>();
        services.AddScoped<LogKeys>();
        services.AddScoped<LogTiles>();
        services.AddSingleton<LogWitnesses>();
        services.AddSingleton<LogAppender>();
        services.AddSingleton<LogKinds>();
        services.AddScoped(sp => new PublicLog(
            sp.GetRequiredService<KotaDb>(), sp.GetRequiredService<LogKeys>(), sp.GetRequiredService<LogTiles>(),
            sp.GetRequiredService<LogKinds>(), sp.GetRequiredService<IOptions<TransparencyLogOptions>>().Value));
        services.AddScoped<LogReplay>();
        services.AddScoped(sp => new LogAudit(
            sp.GetRequiredService<KotaDb>(), sp.GetRequiredService<LogReplay>(), sp.GetRequiredService<LogKeys>(),
            sp.GetRequiredService<IServiceScopeFactory>()));
        services.AddScoped<ILogFacts, FigureFacts>();
        services.AddScoped<ILogFacts, DocumentNumberFacts>();
        services.AddScoped<ILogFacts, SignatureFacts>();
    }

    public static void Map(ModelBuilder model)
    {
        LogKeyRow.Map(model);
        LogQueueRow.Map(model);
        LogOpening.Map(model);
        LogLeaf.Map(model);
        LogHash.Map(model);
        LogCheckpoint.Map(model);
        LogCosignature.Map(model);
    }
}

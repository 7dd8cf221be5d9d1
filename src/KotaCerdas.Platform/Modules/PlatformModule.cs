using KotaCerdas.Platform.Instruments;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KotaCerdas.Platform;

/// <summary>The platform as a module: what all others stand on.</summary>
public sealed class PlatformModule : IModule
{
    /// <summary>Code of <see cref="ReadSetup"/>.</summary>
    public const string ReadSetupCode = "platform.setup.read";

    /// <summary>See, cancel and repeat everybody's background operations, and replay events that could not be delivered.</summary>
    public static readonly Permission ManageOperations = new("platform.operations.manage");

    /// <summary>See what the installation still lacks.</summary>
    public static readonly Permission ReadSetup = new(ReadSetupCode);

    /// <summary>The check that background work survives a crash.</summary>
    public static readonly OperationKind<SelfCheckInput> SelfCheck =
        OperationKind.For<SelfCheck, SelfCheckInput>(
            "platform.self-check", "Platform.Operations.SelfCheck", ManageOperations, maxAttempts: 100);

    /// <summary>Publish measures out of turn.</summary>
    public static readonly Permission PublishMeasures = new("platform.measure.publish");

    /// <summary>Computes all measures and publishes what changed.</summary>
    public static readonly OperationKind<PublishMeasuresInput> MeasurePublication =
        OperationKind.For<PublishMeasures, PublishMeasuresInput>("platform.publish-measures", "Platform.Measure.Publication",
            PublishMeasures, page: _ => "/ukuran");

    /// <summary>Forgets old traces of background work.</summary>
    public static readonly OperationKind<PruneInput> Pruning =
        OperationKind.For<Prune, PruneInput>("platform.prune", "Platform.Operations.Prune", ManageOperations);

    /// <inheritdoc />
    public string Name => "Platform";

    /// <inheritdoc />
    public IReadOnlyList<Permission> Permissions =>
        [ManageOperations, ReadSetup, InstrumentStore.Manage, CalendarStore.Manage, PublishMeasures, DocumentRegister.Read];

    /// <inheritdoc />
    public IReadOnlyList<OperationKind> Operations => [SelfCheck, MeasurePublication, Pruning, TransparencyLogSetup.Anchoring];

    /// <inheritdoc />
    public IReadOnlyList<NavigationEntry> Navigation =>
    [
        new("Platform.Setup.Navigation", "/persiapan", ReadSetup),
        new("Platform.InstrumentStore.Navigation", "/instrumen", InstrumentStore.Manage),
        new("Platform.Document.Navigation", "/dokumen", DocumentRegister.Read),
        new("Platform.Operations.Navigation", "/operasi"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<string> AppendOnlyTables =>
        ["platform_trail", "platform_file", "platform_measure_value", "platform_document_signature",
            .. TransparencyLogSetup.AppendOnlyTables];

    /// <inheritdoc />
    public IReadOnlyList<Schedule> Schedules =>
    [
        Schedule.Daily("platform.publish-measures", new TimeOnly(2, 0), RegionZone.WIB, MeasurePublication, new PublishMeasuresInput(null)),
        Schedule.WhenAsked<MeasureRequests, PublishMeasuresInput>(
            "platform.publish-measures-soon", (requests, cancel) => requests.SlotAsync(cancel), MeasurePublication, new(null)),
        Schedule.Daily("platform.prune", new TimeOnly(3, 0), RegionZone.WIB, Pruning, new PruneInput()),
        TransparencyLogSetup.DailyAnchoring,
    ];

    /// <inheritdoc />
    public IReadOnlyList<LogKind> LogKinds => [FigureFacts.Figure, DocumentNumberFacts.Number, SignatureFacts.Signature];

    /// <inheritdoc />
    public DemoTrace Demo => PlatformDemo.Trace;

    /// <inheritdoc />
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSettings<DatabaseOptions>(configuration.GetSection("Database"));
        services.AddSettings<StorageOptions>(configuration.GetSection("Storage"));
        services.AddSettings<FileStoreOptions>(configuration.GetSection("Files"));
        SiteOptions.Add(services, configuration);
        services.AddSettings<SecretsOptions>(configuration.GetSection("Secrets"));
        services.AddSingleton<PersonalNumbers>();
        services.AddSingleton<DatabaseSettings>();
        services.AddSingleton<Clamd>();
        services.AddScoped<FileStore>();
        DocumentSetup.Add(services);
        SignatureSetup.Add(services, configuration);
        services.AddScoped<DemoWipe>();
        services.AddSingleton(RoleCatalogue.Load(ShippedData.PathOf("roles")));
        services.AddSingleton<DatabaseCopy>();
        services.AddSingleton<BackupArchive>();
        services.AddSingleton<WriteLane>();
        services.AddSingleton<Migrator>();
        services.AddScoped<RegionLoader>();
        services.AddScoped<IPreparationStep>(sp => sp.GetRequiredService<RegionLoader>());
        services.AddScoped<IPreparationStep, ShippedCalendars>();
        services.AddScoped<IPreparationStep, ShippedInstruments>();
        services.AddScoped<CalendarStore>();
        services.AddSingleton(sp => new Texts(sp.GetServices<TextAssembly>().Select(t => t.Assembly)));
        services.AddSingleton(new TextAssembly(typeof(PlatformModule).Assembly));
        services.AddDbContext<KotaDb>(KotaDbSetup.Configure);
        services.AddScoped<InstrumentStore>();
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Converters.Add(new RegionCodeJson()));
        services.AddSingleton<MeasureCatalogue>();
        services.AddScoped<MeasureComputer>();
        services.AddScoped<MeasureCheck>();
        services.AddScoped<PublishedMeasures>();
        services.AddScoped<MeasureRequests>();
        services.AddScoped<SentForms>();
        services.AddScoped<Trail>();
        services.AddScoped<Outbox>();
        OperationsSetup.Add(services, configuration);
        TransparencyLogSetup.Add(services, configuration);
        services.AddScoped<CurrentActor>();
        services.AddScoped(sp => sp.GetRequiredService<CurrentActor>().Value);
    }

    /// <inheritdoc />
    public void MapApi(IEndpointRouteBuilder api)
    {
        OperationsApi.Map(api);
        MeasureApi.Map(api);
        LogApi.Map(api);
        DocumentCheckApi.Map(api);
    }

    /// <inheritdoc />
    public void Map(ModelBuilder model)
    {
        Region.Map(model);
        RegionTables.Map(model);
        TrailEntry.Map(model);
        OutboxRow.Map(model);
        StoredFile.Map(model);
        OperationsSetup.Map(model);
        TransparencyLogSetup.Map(model);
        InstrumentVersion.Map(model);
        CalendarTables.Map(model);
        MeasureValue.Map(model);
        IssuedDocument.Map(model);
        MeasureRequest.Map(model);
        SentFormRow.Map(model);
        DocumentSignature.Map(model);
    }
}

/// <summary>An assembly whose resources hold texts.</summary>
/// <param name="Assembly">The assembly.</param>
public sealed record TextAssembly(System.Reflection.Assembly Assembly);

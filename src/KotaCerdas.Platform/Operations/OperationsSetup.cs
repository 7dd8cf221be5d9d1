using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>Services and tables of background work.</summary>
internal static class OperationsSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OperationsOptions>().Bind(configuration.GetSection("Operations")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection("Retention")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<OperationKinds>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<Scheduler>();
        services.AddScoped<Operations>();
        services.AddSingleton<EventSubscriptions>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddScoped<DeadLetters>();
        services.AddOptions<SmtpOptions>().Bind(configuration.GetSection("Smtp")).ValidateDataAnnotations().ValidateOnStart();
        services.AddScoped<Notifications>();
        services.AddSingleton<Mailer>();
        services.AddSingleton<BackgroundTasks>();
        services.AddHostedService<BackgroundWorker>();
    }

    public static void Map(ModelBuilder model)
    {
        OperationRow.Map(model);
        SelfCheckRow.Map(model);
        NotificationRow.Map(model);
        MailRow.Map(model);
    }
}

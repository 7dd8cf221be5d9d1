using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>Services and tables of background work.</summary>
internal static class OperationsSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<OperationsOptions>(configuration.GetSection("Operations"));
        services.AddSettings<RetentionOptions>(configuration.GetSection("Retention"));
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<OperationKinds>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<OneByOne>();
        services.AddSingleton<Scheduler>();
        services.AddScoped<Operations>();
        services.AddSingleton<EventSubscriptions>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddScoped<DeadLetters>();
        services.AddSettings<SmtpOptions>(configuration.GetSection("Smtp"));
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

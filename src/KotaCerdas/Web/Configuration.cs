using KotaCerdas.Platform;

namespace KotaCerdas.Web;

/// <summary>Where settings come from: file, then environment, then flags; the later wins.</summary>
internal static class Configuration
{
    /// <summary>Prefix of environment variables: <c>KOTACERDAS_Database__Engine=Postgres</c>.</summary>
    public const string EnvironmentPrefix = "KOTACERDAS_";

    public static void Add(ConfigurationManager configuration, IReadOnlyDictionary<string, string?> settings)
    {
        configuration.Sources.Clear();
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        var named = settings.GetValueOrDefault("Config") ?? Environment.GetEnvironmentVariable(EnvironmentPrefix + "Config");
        AddFile(configuration, Path.GetFullPath(named ?? "kotacerdas.json"), optional: named is null);
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        configuration.AddInMemoryCollection(settings);
        if (bool.TryParse(configuration["Demo:SignIn"], out var demo) && demo && DemoSite.AddressFor(configuration) is { } address)
        {
            configuration.AddInMemoryCollection([new(SiteOptions.AddressSetting, address)]);
        }
    }

    /// <summary>Settings that no part of the product knows stop the start: a misspelt name would be silently ignored.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="services">The services, with the sections that they read.</param>
    public static void RefuseStrangers(IConfiguration configuration, IServiceCollection services)
    {
        var sections = services.Select(s => s.ImplementationInstance).OfType<SettingsSection>().ToList();
        var named = configuration.AsEnumerable().Where(s => s.Value is not null && s.Key.Contains(':', StringComparison.Ordinal));
        if (SettingsCheck.Strangers(named.Select(s => s.Key), sections) is { Count: > 0 } problems)
        {
            throw new SettingsException(problems);
        }
    }

    private static void AddFile(ConfigurationManager configuration, string path, bool optional)
    {
        try
        {
            configuration.AddJsonFile(path, optional);
        }
        catch (FileNotFoundException)
        {
            throw new SettingsException([new("Platform.Settings.FileMissing", null, path)]);
        }
        catch (InvalidDataException unread)
        {
            throw new SettingsException([new("Platform.Settings.File", null, path, unread.GetBaseException().Message.TrimEnd('.'))]);
        }
    }
}

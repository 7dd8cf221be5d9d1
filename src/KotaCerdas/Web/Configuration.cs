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
        var file = named ?? "kotacerdas.json";
        configuration.AddJsonFile(Path.GetFullPath(file), optional: file == "kotacerdas.json");
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        configuration.AddInMemoryCollection(settings);
    }
}

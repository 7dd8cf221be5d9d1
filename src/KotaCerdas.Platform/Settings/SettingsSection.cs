using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Platform;

/// <summary>A section of the configuration and the record that it fills.</summary>
/// <param name="Name">Name of the section.</param>
/// <param name="Record">The record: each property that can be set is a setting.</param>
public sealed record SettingsSection(string Name, Type Record);

/// <summary>The product cannot start with these settings.</summary>
public sealed class SettingsException(IReadOnlyList<Problem> problems) : Exception(string.Join("; ", problems.Select(Said)))
{
    /// <summary>What is wrong, one problem a setting.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    private static string Said(Problem problem) => $"{problem.Code} ({string.Join(", ", problem.Args)})";
}

/// <summary>Registers settings.</summary>
public static class SettingsServices
{
    /// <summary>Binds a section to a record. A wrong value stops the start and is named.</summary>
    /// <exception cref="SettingsException">A value of the section is wrong.</exception>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, IConfigurationSection section)
        where T : class, new()
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        var problems = SettingsCheck.Of(section, typeof(T));
        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }

        services.AddOptions<T>().Bind(section);
        return services.AddSingleton(new SettingsSection(section.Key, typeof(T)));
    }
}

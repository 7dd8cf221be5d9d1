using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace KotaCerdas.Platform;

/// <summary>
/// Checks settings before anything uses them: the kind of each value, its bounds, what is needed, and what belongs together. Values are
/// repeated only where they cannot be secrets.
/// </summary>
public static class SettingsCheck
{
    // Read by the frameworks below and by the start itself.
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "Logging", "Kestrel", "AllowedHosts", "urls", "contentRoot", "environment", "applicationName", "Config",
    };

    /// <summary>What is wrong with a section that fills a record.</summary>
    public static IReadOnlyList<Problem> Of(IConfigurationSection section, Type record)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(record);
        var settings = Settings(record);
        var problems = new List<Problem>();
        foreach (var given in section.GetChildren())
        {
            var name = $"{section.Key}:{given.Key}";
            if (!settings.TryGetValue(given.Key, out var setting))
            {
                problems.Add(Unknown(name, settings.Keys.Select(k => $"{section.Key}:{k}")));
            }
            else if (given.Value is { } value && Unreadable(name, value, setting.PropertyType) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return problems.Count > 0 ? problems : Rules(section, record);
    }

    /// <summary>Settings outside of all sections that the product knows.</summary>
    public static IReadOnlyList<Problem> Strangers(IEnumerable<string> names, IReadOnlyList<SettingsSection> sections)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(sections);
        var known = sections.SelectMany(s => Settings(s.Record).Keys.Select(k => $"{s.Name}:{k}")).ToList();
        var places = sections.Select(s => s.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from name in names
               let place = name.Split(':')[0]
               where !places.Contains(place) && !Others.Contains(place)
               select Unknown(name, known),
        ];
    }

    private static Dictionary<string, PropertyInfo> Settings(Type record) => record
        .GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true })
        .ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);

    private static Problem Unknown(string name, IEnumerable<string> known) =>
        NearestNames.Of(name, known, k => k, 1) is [var nearest]
            ? new("Platform.Settings.UnknownLike", null, name, nearest) : new("Platform.Settings.Unknown", null, name);

    private static Problem? Unreadable(string name, string value, Type type)
    {
        if (type == typeof(bool))
        {
            return bool.TryParse(value, out _) ? null : new("Platform.Settings.YesNo", null, name, value);
        }

        if (type.IsEnum)
        {
            return Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase) ? null
                : new("Platform.Settings.OneOf", null, name, value, string.Join(", ", Enum.GetNames(type)));
        }

        if (type == typeof(int) || type == typeof(long))
        {
            return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && (type == typeof(long) || number is >= int.MinValue and <= int.MaxValue) ? null
                : new("Platform.Settings.Whole", null, name, value);
        }

        return null;
    }

    private static List<Problem> Rules(IConfigurationSection section, Type record)
    {
        var filled = section.Get(record) ?? Activator.CreateInstance(record)!;
        var problems = new List<Problem>();
        foreach (var setting in Settings(record).Values)
        {
            var (name, value) = ($"{section.Key}:{setting.Name}", setting.GetValue(filled));
            if (setting.GetCustomAttribute<RangeAttribute>() is { } range && !range.IsValid(value))
            {
                problems.Add(new("Platform.Settings.Between", null, name, Shown(value), Shown(range.Minimum), Shown(range.Maximum)));
            }
            else if (setting.GetCustomAttribute<RequiredAttribute>() is { } required && !required.IsValid(value))
            {
                problems.Add(new("Platform.Settings.Needed", null, name));
            }
            else if (setting.GetCustomAttribute<RegularExpressionAttribute>() is { } shape && !shape.IsValid(value))
            {
                problems.Add(new("Platform.Settings.Shape", null, name, Shown(value), shape.Pattern));
            }
        }

        if (problems.Count == 0 && filled is IValidatableObject whole)
        {
            problems.AddRange(whole.Validate(new ValidationContext(filled)).Select(r => new Problem(r.ErrorMessage!)));
        }

        return problems;
    }

    private static string Shown(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}

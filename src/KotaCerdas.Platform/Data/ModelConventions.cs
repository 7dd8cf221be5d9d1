using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KotaCerdas.Platform;

/// <summary>One way to store a type, on both engines; one way to name a column.</summary>
internal static class ModelConventions
{
    public static void Configure(ModelConfigurationBuilder builder, IEnumerable<IModule> modules)
    {
        builder.Properties<RegionCode>().HaveConversion<RegionCodeConverter>().HaveMaxLength(5);
        builder.Properties<DateTime>().HaveConversion<InstantConverter>();
        foreach (var id in modules.Select(m => m.GetType().Assembly).Append(typeof(UserId).Assembly).Distinct().SelectMany(IdTypes))
        {
            builder.Properties(id).HaveConversion(typeof(GuidIdConverter<>).MakeGenericType(id));
        }
    }

    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                if (property.ClrType.IsEnum && property.GetValueConverter() is null && property.GetProviderClrType() is null)
                {
                    property.SetProviderClrType(typeof(string));
                }
            }
        }
    }

    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private static IEnumerable<Type> IdTypes(System.Reflection.Assembly assembly) =>
        assembly.GetTypes().Where(t => t.IsValueType && t.GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGuidId<>)));

    private sealed class RegionCodeConverter() : ValueConverter<RegionCode, string>(code => code.Value, text => RegionCode.Parse(text));

    /// <summary>Microseconds, because PostgreSQL keeps no more; UTC, because nothing else is stored.</summary>
    private sealed class InstantConverter() : ValueConverter<DateTime, DateTime>(
        value => new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

    private sealed class GuidIdConverter<T>() : ValueConverter<T, Guid>(id => id.Value, value => Wrap<T>(value))
        where T : struct, IGuidId<T>;

    private static T Wrap<T>(Guid value)
        where T : struct, IGuidId<T> => T.From(value);
}

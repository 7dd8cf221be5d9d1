using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KotaCerdas.Platform.Tests.Settings;

public sealed class SettingsCheckTests
{
    private static readonly Texts Texts = new([typeof(Texts).Assembly]);

    [Theory]
    [InlineData("Database:Engine", "Oracle", "Sqlite, Postgres")]
    [InlineData("Database:Engine", "7", "Sqlite, Postgres")]
    [InlineData("Database:Engine", "Postgres", "Database:Connection")]
    [InlineData("Database:Engin", "Sqlite", "Database:Engine")]
    [InlineData("Database:AppRole", "Two words", "Two words")]
    [InlineData("Files:MaxBytes", "abc", "abc")]
    [InlineData("Files:MaxBytes", "0", "1000000000")]
    [InlineData("Operations:Parallel", "99999999999", "99999999999")]
    [InlineData("Operations:Worker", "maybe", "true")]
    [InlineData("Storage:Folder", "", "Storage:Folder")]
    [InlineData("TransparencyLog:Quorum", "2", "TransparencyLog:Witnesses")]
    public void A_wrong_setting_is_named_with_its_rule_in_both_languages(string name, string value, string expected)
    {
        var failure = Assert.Throws<SettingsException>(() => Add(new(StringComparer.Ordinal) { [name] = value }));
        var problem = Assert.Single(failure.Problems);
        foreach (var language in new[] { "id", "en" })
        {
            var said = Texts.Get(problem.Code, System.Globalization.CultureInfo.GetCultureInfo(language), problem.Args);
            Assert.Contains(name.Split(':')[0], said, StringComparison.Ordinal);
            Assert.Contains(expected, said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_wrong_value_of_a_section_is_named_at_once_and_right_ones_are_taken()
    {
        var failure = Assert.Throws<SettingsException>(() => Add(new(StringComparer.Ordinal)
        {
            ["Operations:Parallel"] = "x", ["Operations:LeaseSeconds"] = "1.5", ["Operations:Worker"] = "false",
        }));
        Assert.Equal(2, failure.Problems.Count);
        Add(new(StringComparer.Ordinal) { ["operations:parallel"] = "3", ["Database:Engine"] = "sqlite", ["Files:Clamd"] = "" });
    }

    [Fact]
    public void A_setting_outside_of_every_section_is_a_stranger_and_the_nearest_is_named()
    {
        var sections = new[] { new SettingsSection("Database", typeof(DatabaseOptions)) };
        var problems = SettingsCheck.Strangers(["Databas:Engine", "Logging:LogLevel:Default", "Database:Engine", "Weather:Rain"], sections);
        Assert.Equal(["Platform.Settings.UnknownLike", "Platform.Settings.Unknown"], problems.Select(p => p.Code));
        Assert.Equal(["Databas:Engine", "Database:Engine"], problems[0].Args);
    }

    private static void Add(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSettings<DatabaseOptions>(configuration.GetSection("Database"));
        services.AddSettings<StorageOptions>(configuration.GetSection("Storage"));
        services.AddSettings<FileStoreOptions>(configuration.GetSection("Files"));
        services.AddSettings<OperationsOptions>(configuration.GetSection("Operations"));
        services.AddSettings<TransparencyLogOptions>(configuration.GetSection("TransparencyLog"));
    }
}

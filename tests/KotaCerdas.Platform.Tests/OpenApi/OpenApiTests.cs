using System.Text.Json;
using KotaCerdas.TestKit;

namespace KotaCerdas.Platform.Tests.OpenApi;

public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task The_interface_is_as_approved()
    {
        await using var app = await TestApp.StartAsync(DatabaseEngine.Sqlite);
        using var document = JsonDocument.Parse(await app.Client().GetStringAsync("/openapi/v1.json"));
        var now = JsonSerializer.Serialize(document.RootElement, Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("KOTACERDAS_WRITE_OPENAPI") is { Length: > 0 } path)
        {
            await File.WriteAllTextAsync(path, now);
        }
        else
        {
            var approved = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "OpenApi", "v1.approved.json"));
            Assert.Equal(approved, now);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace KotaCerdas.Platform;

/// <summary>Region codes as plain strings in JSON.</summary>
public sealed class RegionCodeJson : JsonConverter<RegionCode>
{
    /// <inheritdoc />
    public override RegionCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RegionCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("Not a region code");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, RegionCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

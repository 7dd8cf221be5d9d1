using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using KotaCerdas.Documents;

namespace KotaCerdas.Platform.Instruments;

/// <summary>
/// The canonical JSON of an instrument: members in ordinal order of their names, no white space, numbers without trailing zeros. Equal
/// instruments give equal bytes, so the hash of a published version can be recomputed by anyone.
/// </summary>
public static class InstrumentJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new PlainDecimal() },
    };

    /// <summary>Writes the canonical JSON, UTF-8.</summary>
    public static byte[] Write(Instrument instrument)
    {
        using var document = JsonSerializer.SerializeToDocument(instrument, Options);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Sorted(document.RootElement, writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Meant for the product's own store, not for uploads.</summary>
    public static Instrument Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<Instrument>(json, Options) ?? throw new BugException("A stored instrument is empty");

    /// <summary>SHA-256 of the canonical JSON, 64 lower-case hexadecimal digits.</summary>
    public static string Hash(Instrument instrument) => Sha256.Hex(Write(instrument));

    private static void Sorted(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Sorted(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in element.EnumerateArray())
                {
                    Sorted(entry, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private sealed class PlainDecimal : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteRawValue(Decimals.Plain(value));
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>A text, or null where something else stands.</summary>
internal sealed class LenientTextConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : Lenient.Skip<string?>(ref reader);

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>A finite number, or null where something else stands: BenchmarkDotNet writes NaN as <c>""</c>.</summary>
internal sealed class LenientNumberConverter : JsonConverter<double?>
{
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : Lenient.Skip<double?>(ref reader);

    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, options);
}

/// <summary>True, or false where anything else stands.</summary>
internal sealed class LenientFlagConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.True || Lenient.Skip<bool>(ref reader);

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}

/// <summary>Reads a benchmark; one that is damaged does not make the report around it unreadable.</summary>
internal sealed class ReportEntryConverter : JsonConverter<ReportEntry?>
{
    public override ReportEntry? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // The serializer has all of the value in memory before it calls a converter, so that it can be read again.
        Utf8JsonReader start = reader;
        try
        {
            return new ReportEntry(JsonSerializer.Deserialize(ref reader, ReportJsonContext.Default.BenchmarkJson));
        }
        catch (JsonException exception)
        {
            reader = start;
            using JsonDocument damaged = JsonDocument.ParseValue(ref reader);
            return new ReportEntry(Benchmark: null, $"{exception.Path ?? "$"} in it is of another kind", NameIn(damaged.RootElement));
        }
    }

    public override void Write(Utf8JsonWriter writer, ReportEntry? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value?.Benchmark, ReportJsonContext.Default.BenchmarkJson);

    private static string? NameIn(JsonElement benchmark) =>
        benchmark.ValueKind == JsonValueKind.Object
        && benchmark.TryGetProperty(nameof(BenchmarkJson.FullName), out JsonElement name)
        && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
}

internal static class Lenient
{
    /// <summary>Leaves a value of another kind behind.</summary>
    public static T? Skip<T>(ref Utf8JsonReader reader)
    {
        // Not Skip(), which refuses to work on a part of a stream, even where the part holds the whole value.
        _ = reader.TrySkip();
        return default;
    }
}

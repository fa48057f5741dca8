using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConcurrencyBench.Analysis.Loading;

// BenchmarkDotNet's JSON, versions 0.12 to 0.15: only what is compared. The format has no schema; its source is
// BenchmarkDotNet/Exporters/Json/JsonExporterBase.cs. What a comparison can do without is read leniently: BenchmarkDotNet
// itself writes "" for a number that is none.

internal sealed record ReportJson(
    [property: JsonConverter(typeof(LenientTextConverter))] string? Title,
    HeaderJson? HostEnvironmentInfo,
    List<ReportEntry?>? Benchmarks
);

internal sealed record HeaderJson(
    [property: JsonConverter(typeof(LenientTextConverter))] string? BenchmarkDotNetVersion,
    [property: JsonConverter(typeof(LenientTextConverter))] string? OsVersion,
    [property: JsonConverter(typeof(LenientTextConverter))] string? ProcessorName,
    [property: JsonConverter(typeof(LenientNumberConverter))] double? PhysicalCoreCount,
    [property: JsonConverter(typeof(LenientNumberConverter))] double? LogicalCoreCount,
    [property: JsonConverter(typeof(LenientTextConverter))] string? RuntimeVersion,
    [property: JsonConverter(typeof(LenientTextConverter))] string? Architecture,
    [property: JsonConverter(typeof(LenientTextConverter))] string? Configuration
);

/// <summary>One benchmark of a report, or why it cannot be read.</summary>
/// <param name="Benchmark">Null where it cannot be read.</param>
/// <param name="Damage">A clause that says what is wrong with it; null where it can be read.</param>
/// <param name="FullName">Where it cannot be read: its name, if that can be.</param>
[JsonConverter(typeof(ReportEntryConverter))]
internal sealed record ReportEntry(BenchmarkJson? Benchmark, string? Damage = null, string? FullName = null);

internal sealed record BenchmarkJson(
    [property: JsonConverter(typeof(LenientTextConverter))] string? DisplayInfo,
    [property: JsonConverter(typeof(LenientTextConverter))] string? Namespace,
    [property: JsonConverter(typeof(LenientTextConverter))] string? Type,
    string? Method,
    [property: JsonConverter(typeof(LenientTextConverter))] string? MethodTitle,
    [property: JsonConverter(typeof(LenientTextConverter))] string? Parameters,
    string? FullName,
    StatisticsJson? Statistics,
    MemoryJson? Memory,
    List<MeasurementJson>? Measurements,
    List<MetricJson?>? Metrics
);

internal sealed record StatisticsJson(double[]? OriginalValues, [property: JsonConverter(typeof(LenientNumberConverter))] double? Mean);

internal sealed record MemoryJson([property: JsonConverter(typeof(LenientNumberConverter))] double? BytesAllocatedPerOperation);

internal readonly record struct MeasurementJson(
    [property: JsonConverter(typeof(IterationModeConverter))] IterationMode IterationMode,
    [property: JsonConverter(typeof(IterationStageConverter))] IterationStage IterationStage,
    int LaunchIndex,
    long Operations,
    double Nanoseconds
)
{
    /// <summary>NaN where there was no operation.</summary>
    [JsonIgnore]
    public double NanosecondsPerOp => Operations > 0 ? Nanoseconds / Operations : double.NaN;

    public bool IsWorkload(IterationStage stage) => IterationMode == IterationMode.Workload && IterationStage == stage;
}

internal sealed record MetricJson([property: JsonConverter(typeof(LenientNumberConverter))] double? Value, DescriptorJson? Descriptor);

internal sealed record DescriptorJson(
    [property: JsonConverter(typeof(LenientTextConverter))] string? Id,
    [property: JsonConverter(typeof(LenientTextConverter))] string? DisplayName,
    [property: JsonConverter(typeof(LenientTextConverter))] string? Unit,
    [property: JsonConverter(typeof(LenientFlagConverter))] bool TheGreaterTheBetter
);

internal enum IterationMode
{
    Other,
    Workload,
    Overhead,
}

internal enum IterationStage
{
    Other,
    Actual,
    Result,
}

/// <summary>
/// Reads the names that matter and takes all others as 0: a report has a million of them, and newer versions have new ones.
/// </summary>
internal abstract class NameConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly (string Name, TEnum Value)[] Known = [.. Enum.GetValues<TEnum>().Select(value => (value.ToString(), value))];

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        foreach ((string name, TEnum value) in Known)
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(name))
            {
                return value;
            }
        }

        return default;
    }

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

internal sealed class IterationModeConverter : NameConverter<IterationMode>;

internal sealed class IterationStageConverter : NameConverter<IterationStage>;

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ReportJson))]
[JsonSerializable(typeof(BenchmarkJson))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;

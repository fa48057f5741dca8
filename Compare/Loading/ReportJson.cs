using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConcurrencyBench.Compare.Loading;

// BenchmarkDotNet's JSON, versions 0.12 to 0.15: only what is compared. The format has no schema; its source is
// BenchmarkDotNet/Exporters/Json/JsonExporterBase.cs.

internal sealed record ReportJson(string? Title, HeaderJson? HostEnvironmentInfo, List<BenchmarkJson?>? Benchmarks);

internal sealed record HeaderJson(
    string? BenchmarkDotNetVersion,
    string? OsVersion,
    string? ProcessorName,
    int? PhysicalCoreCount,
    int? LogicalCoreCount,
    string? RuntimeVersion,
    string? Architecture,
    string? Configuration);

internal sealed record BenchmarkJson(
    string? DisplayInfo,
    string? Namespace,
    string? Type,
    string? Method,
    string? MethodTitle,
    string? FullName,
    StatisticsJson? Statistics,
    MemoryJson? Memory,
    List<MeasurementJson>? Measurements,
    List<MetricJson>? Metrics);

internal sealed record StatisticsJson(double[]? OriginalValues);

internal sealed record MemoryJson(double? BytesAllocatedPerOperation);

internal readonly record struct MeasurementJson(
    [property: JsonConverter(typeof(IterationModeConverter))] IterationMode IterationMode,
    [property: JsonConverter(typeof(IterationStageConverter))] IterationStage IterationStage,
    int LaunchIndex,
    long Operations,
    double Nanoseconds);

internal sealed record MetricJson(double? Value, DescriptorJson? Descriptor);

internal sealed record DescriptorJson(string? Id, string? DisplayName, string? Unit, bool TheGreaterTheBetter);

internal enum IterationMode
{
    Other,
    Workload,
}

internal enum IterationStage
{
    Other,
    Actual,
    Result,
}

/// <summary>Reads the names that matter and takes all others as 0: a report has a million of them, and newer versions have new ones.</summary>
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

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class IterationModeConverter : NameConverter<IterationMode>;

internal sealed class IterationStageConverter : NameConverter<IterationStage>;

/// <summary>The suite's <c>host.json</c>, schema version 1: only what is compared.</summary>
internal sealed record HostJson(
    int SchemaVersion, string? Machine, DateTimeOffset? StartedUtc, HostCpuJson? Cpu, HostLimitsJson? Limits, HostSourceJson? Source, HostSuiteJson? Suite);

internal sealed record HostCpuJson(string? Vendor, int? Family, int? Model, int? Stepping);

internal sealed record HostLimitsJson(int? UsableCores);

internal sealed record HostSourceJson(string? Commit, bool Dirty);

internal sealed record HostSuiteJson(int? Workers, Dictionary<string, string>? BaselineMethods);

[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ReportJson))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(HostJson))]
internal sealed partial class HostJsonContext : JsonSerializerContext;

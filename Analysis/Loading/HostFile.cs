using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The <c>host.json</c> of a run, beside its reports.</summary>
internal static partial class HostFile
{
    /// <summary>Its name.</summary>
    public const string Name = "host.json";

    /// <summary>The schema version that is written. It grows when a field changes its meaning.</summary>
    public const int NewestSchema = 1;

    /// <returns>The text of the file.</returns>
    public static string Render(HostInfo host) => JsonSerializer.Serialize(host, HostContext.Default.HostInfo) + "\n";

    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    public static HostInfo Read(string path)
    {
        HostInfo host = JsonFile.Read(path, HostContext.Default.HostInfo);
        JsonFile.ThrowIfNewer(path, host.SchemaVersion, NewestSchema);
        return host;
    }

    /// <summary>Adds what the file says to a report.</summary>
    public static Report Describe(Report report, HostInfo? host) =>
        host is null
            ? report
            : report with
            {
                Machine = report.Machine with { Host = CreateFingerprint(host) },
                BaselineMethods = (host.Suite?.BaselineMethods ?? ImmutableSortedDictionary<string, string>.Empty).WithComparers(
                    StringComparer.Ordinal
                ),
                Environment = report.Environment with
                {
                    StartedUtc = host.StartedUtc ?? report.Environment.StartedUtc,
                    Commit = host.Source?.Commit is { } commit ? $"{commit}{(host.Source.Dirty == true ? " and changes" : "")}" : null,
                    Workers = host.Suite?.Workers,
                    WorkerCompilation = host.Runtime?.WorkerCompilation,
                    IsUtc = host.StartedUtc is not null,
                },
            };

    private static HostFingerprint CreateFingerprint(HostInfo host) =>
        new(
            host.Machine ?? "",
            FormattableString.Invariant($"{host.Cpu?.Vendor} {host.Cpu?.Family}/{host.Cpu?.Model}/{host.Cpu?.Stepping}"),
            host.Limits?.UsableCores
        );

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n")]
    [JsonSerializable(typeof(HostInfo))]
    private sealed partial class HostContext : JsonSerializerContext;
}

using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>What <c>host.json</c> knows of a machine beyond BenchmarkDotNet's own header.</summary>
/// <param name="Name">The machine's folder.</param>
/// <param name="Processor">Vendor, family, model and stepping.</param>
/// <param name="UsableCores">Cores that the run could really use: affinity and container limits count.</param>
internal sealed record HostFingerprint(string Name, string Processor, int? UsableCores);

/// <summary>The fingerprint of a machine. Two of the same kind look like one: times may be compared, at the reader's risk.</summary>
/// <param name="Processor">The brand, without what versions of BenchmarkDotNet print differently.</param>
/// <param name="PhysicalCores">Null where the report does not say.</param>
/// <param name="LogicalCores">Null where the report does not say.</param>
/// <param name="Architecture">Such as X64.</param>
/// <param name="Platform">Windows, macOS or Linux.</param>
/// <param name="Host">From <c>host.json</c>, if there is one.</param>
internal sealed partial record Machine(
    string Processor,
    int? PhysicalCores,
    int? LogicalCores,
    string Architecture,
    string Platform,
    HostFingerprint? Host
)
{
    /// <summary>One line for people.</summary>
    public string Description => $"{Processor}, {Cores} cores, {Platform} {Architecture.ToLowerInvariant()}";

    private string Cores
    {
        get
        {
            string all = LogicalCores?.ToString(CultureInfo.InvariantCulture) ?? "?";
            return Host?.UsableCores is { } usable && usable != LogicalCores
                ? string.Create(CultureInfo.InvariantCulture, $"{usable} of {all}")
                : all;
        }
    }

    /// <returns>Whether times of both may be compared. What only one of them knows does not tell them apart.</returns>
    public bool IsSameAs(Machine other) =>
        Processor == other.Processor
        && Architecture == other.Architecture
        && Platform == other.Platform
        && AreCompatible(PhysicalCores, other.PhysicalCores)
        && AreCompatible(LogicalCores, other.LogicalCores)
        && (
            Host is null
            || other.Host is null
            || (
                Host.Name == other.Host.Name
                && Host.Processor == other.Host.Processor
                && AreCompatible(Host.UsableCores, other.Host.UsableCores)
            )
        );

    /// <returns>The brand without clock rates, trade marks and what stands in brackets.</returns>
    public static string NormaliseProcessor(string brand)
    {
        string bare = Decoration().Replace(brand, " ");
        return Spaces().Replace(bare, " ").Trim() is { Length: > 0 } name ? name : "unknown processor";
    }

    /// <returns>Windows, macOS or Linux: its versions come and go on one machine.</returns>
    public static string ParsePlatform(string os) =>
        os.Contains("Windows", StringComparison.OrdinalIgnoreCase) ? "Windows"
        : os.Contains("macOS", StringComparison.OrdinalIgnoreCase) || os.Contains("Mac OS", StringComparison.OrdinalIgnoreCase) ? "macOS"
        : "Linux";

    private static bool AreCompatible(int? one, int? other) => one is null || other is null || one == other;

    [GeneratedRegex(@"\([^)]*\)|\bCPU\b|\bProcessor\b|@?\s*\d+(\.\d+)?\s*GHz", RegexOptions.IgnoreCase)]
    private static partial Regex Decoration();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

/// <summary>What ran the benchmarks.</summary>
/// <param name="BenchmarkDotNet">Its version.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>.</param>
/// <param name="Configuration">RELEASE or DEBUG; may be empty.</param>
/// <param name="StartedUtc">When, where the report says so.</param>
/// <param name="Commit">Which source, where <c>host.json</c> says so.</param>
/// <param name="Workers">How many workers the models had, where <c>host.json</c> says so.</param>
internal sealed record RunEnvironment(
    string BenchmarkDotNet,
    string Runtime,
    string Configuration,
    DateTimeOffset? StartedUtc,
    string? Commit,
    int? Workers
)
{
    /// <summary>Whether <see cref="StartedUtc"/> is UTC, as <c>host.json</c> says it, and not the clock on the machine's wall.</summary>
    public bool IsUtc { get; init; }
}

using System.Text.RegularExpressions;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The facts in <c>host.json</c> about a machine that BenchmarkDotNet's own header does not have.</summary>
/// <param name="Name">The machine's folder.</param>
/// <param name="Processor">Vendor, family, model and stepping.</param>
/// <param name="UsableCores">The cores that the run could use; affinity and container limits count.</param>
internal sealed record HostFingerprint(string Name, string Processor, int? UsableCores);

/// <summary>The fingerprint of a machine. Two machines of one kind have the same fingerprint, so their times are compared.</summary>
/// <param name="Processor">The brand, without clock rates and trade marks, which versions of BenchmarkDotNet print differently.</param>
/// <param name="PhysicalCores">Cores, 1 or more; null where the report does not say.</param>
/// <param name="LogicalCores">Hardware threads, 1 or more; null where the report does not say.</param>
/// <param name="Architecture">Such as X64; may be empty.</param>
/// <param name="Platform">Windows, macOS or Linux.</param>
public sealed partial record Machine(string Processor, int? PhysicalCores, int? LogicalCores, string Architecture, string Platform)
{
    /// <summary>The machine of a file that says nothing of it.</summary>
    internal static Machine Unknown { get; } = new("unknown machine", null, null, "", "");

    /// <summary>False where the report says nothing of the machine, as a CSV.</summary>
    internal bool IsKnown => this != Unknown;

    /// <summary>The fingerprint from <c>host.json</c>; null where there is none.</summary>
    internal HostFingerprint? Host { get; init; }

    /// <summary>Processor, cores, platform and architecture on one line, for people.</summary>
    public string Description => IsKnown ? $"{Processor}, {Cores}, {Platform} {Architecture.ToLowerInvariant()}" : Processor;

    private string Cores
    {
        get
        {
            string all = LogicalCores?.ToString(CultureInfo.InvariantCulture) ?? "?";
            return Host?.UsableCores is { } usable && usable != LogicalCores
                    ? string.Create(CultureInfo.InvariantCulture, $"{usable} of {all} cores")
                : LogicalCores == 1 ? "1 core"
                : $"{all} cores";
        }
    }

    /// <summary>Compares two fingerprints.</summary>
    /// <param name="other">The other machine.</param>
    /// <returns>True where times of both may be compared. A figure that only one of them has does not tell them apart.</returns>
    public bool IsSameAs(Machine other) => !IsKnown || !other.IsKnown || HasSameParts(other);

    private bool HasSameParts(Machine other) =>
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

    /// <returns>The brand without clock rates, trade marks and text in brackets.</returns>
    internal static string NormaliseProcessor(string brand)
    {
        string bare = Decoration().Replace(brand, " ");
        return Spaces().Replace(bare, " ").Trim() is { Length: > 0 } name ? name : "unknown processor";
    }

    /// <returns>Windows, macOS or Linux: its versions come and go on one machine.</returns>
    internal static string ParsePlatform(string os) =>
        os.Contains("Windows", StringComparison.OrdinalIgnoreCase) ? "Windows"
        : os.Contains("macOS", StringComparison.OrdinalIgnoreCase) || os.Contains("Mac OS", StringComparison.OrdinalIgnoreCase) ? "macOS"
        : "Linux";

    private static bool AreCompatible(int? one, int? other) => one is null || other is null || one == other;

    [GeneratedRegex(@"\([^)]*\)|\bCPU\b|\bProcessor\b|@?\s*\d+(\.\d+)?\s*GHz", RegexOptions.IgnoreCase)]
    private static partial Regex Decoration();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

/// <summary>The software that ran the benchmarks, its settings and the start.</summary>
/// <param name="BenchmarkDotNet">The version of BenchmarkDotNet; empty where the report does not say.</param>
/// <param name="Runtime">Such as <c>.NET 10.0.12</c>; empty where the report does not say.</param>
/// <param name="Configuration">RELEASE or DEBUG; empty where the report does not say.</param>
/// <param name="StartedUtc">The start of the run; null where the report does not say.</param>
/// <param name="Commit">The measured commit from <c>host.json</c>; null where there is none.</param>
/// <param name="Workers">The number of workers that the models had, from <c>host.json</c>; null where there is none.</param>
public sealed record RunEnvironment(
    string BenchmarkDotNet,
    string Runtime,
    string Configuration,
    DateTimeOffset? StartedUtc,
    string? Commit,
    int? Workers
)
{
    /// <summary>True where <see cref="StartedUtc"/> is UTC, from <c>host.json</c>; false where it is the machine's local time.</summary>
    public bool IsUtc { get; init; }

    /// <summary>The compilation of the worker program, from <c>host.json</c>, such as Native AOT; null where there is none.</summary>
    public string? WorkerCompilation { get; init; }
}

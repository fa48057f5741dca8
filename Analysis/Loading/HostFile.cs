using System.Collections.Immutable;
using System.Globalization;

namespace ConcurrencyBench.Analysis.Loading;

/// <summary>The <c>host.json</c> that this project's own suite writes beside its reports.</summary>
internal static class HostFile
{
    private const int NewestSchema = 1;

    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    public static HostJson Read(string path)
    {
        HostJson host = JsonFile.Read(path, HostJsonContext.Default.HostJson);
        JsonFile.ThrowIfNewer(path, host.SchemaVersion, NewestSchema);
        return host;
    }

    /// <summary>Adds what the file says to a report.</summary>
    public static Report Describe(Report report, HostJson? host) =>
        host is null
            ? report
            : report with
            {
                Machine = report.Machine with { Host = Fingerprint(host) },
                BaselineMethods = (host.Suite?.BaselineMethods ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal),
                Environment = report.Environment with
                {
                    StartedUtc = host.StartedUtc ?? report.Environment.StartedUtc,
                    Commit = host.Source?.Commit is { } commit ? $"{commit}{(host.Source.Dirty ? " and changes" : "")}" : null,
                    Workers = host.Suite?.Workers,
                    IsUtc = host.StartedUtc is not null,
                },
            };

    private static HostFingerprint Fingerprint(HostJson host) =>
        new(
            host.Machine ?? "",
            string.Create(CultureInfo.InvariantCulture, $"{host.Cpu?.Vendor} {host.Cpu?.Family}/{host.Cpu?.Model}/{host.Cpu?.Stepping}"),
            host.Limits?.UsableCores
        );
}

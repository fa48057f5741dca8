using System.Text.Json;
using System.Text.Json.Serialization;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The <c>noise.json</c> of a machine: its noise profile, in the folder that holds the machine's reports.</summary>
internal static partial class NoiseFile
{
    /// <summary>Its name.</summary>
    public const string Name = ReportFiles.NoiseProfile;

    /// <summary>
    /// A profile lies in the folder of a report or at most this many above it: BenchmarkDotNet writes two folders into the one of a run,
    /// and the run stands in its machine's.
    /// </summary>
    public const int MostLevels = 4;

    // A field is added without a new version; one that changes its meaning or goes is a new one.
    private const int NewestSchema = 1;

    /// <returns>The text of the file.</returns>
    public static string Render(NoiseProfile profile) =>
        JsonSerializer.Serialize(
            new Content(
                NewestSchema,
                MachineContent.FromMachine(profile.Machine),
                profile.Reports,
                [
                    .. profile.Benchmarks.Select(benchmark => new BenchmarkContent(
                        benchmark.Key.FullName,
                        benchmark.Key.Job,
                        benchmark.Key.Distinction.Length == 0 ? null : benchmark.Key.Distinction,
                        benchmark.Nanoseconds
                    )),
                ]
            ),
            NoiseContext.Default.Content
        ) + "\n";

    /// <exception cref="ReportFormatException">It cannot be read.</exception>
    public static NoiseProfile Read(string path)
    {
        Content content = JsonFile.Read(path, NoiseContext.Default.Content);
        JsonFile.ThrowIfNewer(path, content.SchemaVersion, NewestSchema);
        ImmutableArray<ProfiledBenchmark> benchmarks = [.. (content.Benchmarks ?? []).OfType<BenchmarkContent>().Select(ToBenchmark)];
        int reports = content.Reports?.Count ?? 0;
        return
            content.Machine is not null
            && benchmarks is not []
            && benchmarks.All(benchmark => IsWhole(benchmark, reports))
            && benchmarks.DistinctBy(benchmark => benchmark.Key).Count() == benchmarks.Length
            ? new NoiseProfile(content.Machine.ToMachine(), [.. content.Reports!], benchmarks) { Path = path }
            : throw new ReportFormatException(path, "this is no noise profile. Learn it again: bdn-compare noise FOLDER.");
    }

    /// <returns>The nearest profile of a machine, in the folder of its report or above; null where there is none.</returns>
    /// <exception cref="ReportFormatException">The nearest cannot be read.</exception>
    public static NoiseProfile? Find(Report report)
    {
        string? folder = Path.GetFullPath(report.Path);
        for (int level = 0; folder is not null && level <= MostLevels; level++, folder = Path.GetDirectoryName(folder))
        {
            string file = Path.Combine(folder, Name);
            if (File.Exists(file) && Read(file) is var profile && profile.Machine.IsSameAs(report.Machine))
            {
                // As the user names paths.
                return Path.IsPathRooted(report.Path)
                    ? profile
                    : profile with
                    {
                        Path = Path.GetRelativePath(Environment.CurrentDirectory, file),
                    };
            }
        }

        return null;
    }

    private static bool IsWhole(ProfiledBenchmark benchmark, int reports) =>
        benchmark.Nanoseconds.Length == reports
        && benchmark.Count >= NoiseProfile.FewestReports
        && benchmark.Nanoseconds.All(time => time is null or (> 0 and < double.PositiveInfinity));

    private static ProfiledBenchmark ToBenchmark(BenchmarkContent content) =>
        new(
            new BenchmarkKey(content.FullName ?? "", content.Job ?? JobId.Default, content.Distinction ?? ""),
            [.. content.Nanoseconds ?? []]
        );

    private sealed record Content(
        int SchemaVersion,
        MachineContent? Machine,
        IReadOnlyList<ProfiledReport>? Reports,
        IReadOnlyList<BenchmarkContent?>? Benchmarks
    );

    private sealed record BenchmarkContent(string? FullName, string? Job, string? Distinction, IReadOnlyList<double?>? Nanoseconds);

    private sealed record MachineContent(
        string? Processor,
        int? PhysicalCores,
        int? LogicalCores,
        string? Architecture,
        string? Platform,
        HostFingerprint? Host
    )
    {
        public static MachineContent FromMachine(Machine machine) =>
            new(machine.Processor, machine.PhysicalCores, machine.LogicalCores, machine.Architecture, machine.Platform, machine.Host);

        public Machine ToMachine() => new(Processor ?? "", PhysicalCores, LogicalCores, Architecture ?? "", Platform ?? "") { Host = Host };
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, NewLine = "\n")]
    [JsonSerializable(typeof(Content))]
    private sealed partial class NoiseContext : JsonSerializerContext;
}

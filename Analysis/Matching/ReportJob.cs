using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Loading.Tables;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>A job of a report, with its characteristics as far as they are known, without the counts.</summary>
/// <param name="Name">As <see cref="BenchmarkKey.Job"/> names it.</param>
/// <param name="Aliases">Its ids, and its descriptions as BenchmarkDotNet displays them.</param>
/// <param name="Settings">The characteristics. The runtime of the report is among those shown, where the job sets none.</param>
/// <param name="NamesRuntime">True where the job itself names the runtime, so that the report's does not matter.</param>
internal sealed record ReportJob(string Name, ImmutableArray<string> Aliases, TableJob Settings, bool NamesRuntime)
{
    /// <summary>The characteristic that names the runtime.</summary>
    public const string RuntimeCharacteristic = "Runtime";

    private const string NamedRuntime = $"{RuntimeCharacteristic}=";
    private const string Toolchain = "Toolchain";

    // With these the engine measures in another way, or in another process.
    private static readonly ImmutableArray<string> Measuring =
    [
        "Clock",
        "EngineFactory",
        "EvaluateOverhead",
        "MemoryRandomization",
        "RunStrategy",
    ];

    /// <summary>The runtime; null where it is not known.</summary>
    public string? Runtime => Settings.Find(RuntimeCharacteristic);

    /// <returns>The jobs of a report in the order of their names.</returns>
    public static ImmutableArray<ReportJob> FindAll(Report report) =>
        [
            .. report
                .Benchmarks.GroupBy(benchmark => benchmark.Key.Job)
                .OrderBy(group => group.Key, NaturalOrder.Instance)
                .Select(group => Create(group.Key, group.DistinctBy(benchmark => benchmark.JobText), report.Environment.Runtime)),
        ];

    /// <returns>The job of a report that a user names; null where there is none, or several.</returns>
    public static ReportJob? TryFind(Report report, string name) => FindNamed(FindAll(report), name) is [var only] ? only : null;

    /// <returns>The job of a report that a user names.</returns>
    /// <exception cref="UsageException">There is none, or there are several.</exception>
    public static ReportJob Find(Report report, string name)
    {
        ImmutableArray<ReportJob> all = FindAll(report);
        return FindNamed(all, name) switch
        {
            [var only] => only,
            [] => throw new UsageException($"{report.Path} has no job '{name}'. It has {Describe(all)}: name one of them."),
            var several => throw new UsageException(
                $"'{name}' may be several jobs of {report.Path}: {Describe(several)}. Name one of them in full."
            ),
        };
    }

    /// <returns>The names of the characteristics in which both differ, where both are known.</returns>
    public ImmutableArray<string> FindDifferences(ReportJob other) =>
        [
            .. Settings
                .Set.Keys.Union(Settings.Shown.Keys)
                .Union(other.Settings.Set.Keys)
                .Union(other.Settings.Shown.Keys)
                .Where(name => Settings.DiffersIn(other.Settings, name))
                .Order(StringComparer.Ordinal),
        ];

    /// <returns>True where a difference is one of the way of measuring, and not of what is measured.</returns>
    public bool IsMeasuredDifferently(ReportJob other) =>
        FindDifferences(other)
            .Any(name => Measuring.Contains(name) || (name == Toolchain && (RunsInProcess(Settings) || RunsInProcess(other.Settings))));

    /// <returns>
    /// True where one of both is a job without a name of its own, neither sets more than the runtime, and the runtimes are one.
    /// </returns>
    public bool IsSameRuntimeAs(ReportJob other) =>
        Runtime is not null
        && Runtime == other.Runtime
        && (NamesRuntime || other.NamesRuntime)
        && SetsRuntimeAtMost
        && other.SetsRuntimeAtMost
        && (IsAutomatic || other.IsAutomatic)
        && FindDifferences(other) is [];

    private bool SetsRuntimeAtMost => Settings.Set.Keys.All(name => name == RuntimeCharacteristic);

    private bool Names(string characteristic) => NamesRuntime || characteristic != RuntimeCharacteristic;

    private bool IsAutomatic => Settings.IsAutomatic || RuntimeNames.Normalise(Settings.Id!) == Runtime;

    private static bool RunsInProcess(TableJob settings) =>
        settings.Find(Toolchain)?.StartsWith("InProcess", StringComparison.Ordinal) == true;

    private static string Describe(ImmutableArray<ReportJob> jobs) => string.Join(", ", jobs.Select(job => $"'{job.Name}'"));

    private static ImmutableArray<ReportJob> FindNamed(ImmutableArray<ReportJob> all, string name)
    {
        string[] characteristics = [.. JobId.Split($"({name})")];
        string runtime = RuntimeNames.Normalise(
            name.StartsWith(NamedRuntime, StringComparison.Ordinal) ? name[NamedRuntime.Length..] : name
        );
        Func<ReportJob, bool>[] ways =
        [
            job => job.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase),
            job =>
                characteristics.All(text =>
                    text.Split('=', 2) is [var key, var value] && job.Names(key) && job.Settings.Find(key) == value
                ),
            job => job.NamesRuntime && job.Runtime == runtime,
            job => job.Runtime == runtime,
        ];
        return ways.Select(way => all.Where(way).ToImmutableArray()).FirstOrDefault(found => !found.IsEmpty, []);
    }

    private static ReportJob Create(string name, IEnumerable<Benchmark> benchmarks, string hostRuntime)
    {
        (string Text, TableJob Job)[] jobs =
        [
            .. benchmarks.Select(benchmark => (benchmark.JobText, benchmark.TableName?.Job ?? TableJob.Parse(benchmark.JobText))),
        ];
        IEnumerable<string> aliases = jobs.SelectMany(job => new[] { job.Text, job.Job.Id ?? "" }).Prepend(name);
        TableJob settings = NormaliseRuntime(jobs[0].Job);
        return new ReportJob(
            name,
            [.. aliases.Where(alias => alias.Length > 0).Distinct()],
            AddHostRuntime(settings, hostRuntime),
            settings.Find(RuntimeCharacteristic) is not null
        );
    }

    // A toolchain that is named after a runtime says no more than the runtime does.
    private static TableJob NormaliseRuntime(TableJob job)
    {
        if (job.Find(Toolchain) is not { } name || !RuntimeNames.IsName(name))
        {
            return job;
        }

        TableJob bare = job with { Set = job.Set.Remove(Toolchain), Shown = job.Shown.Remove(Toolchain) };
        return bare.Find(RuntimeCharacteristic) is null
            ? bare with
            {
                Set = bare.Set.Add(RuntimeCharacteristic, RuntimeNames.Normalise(name)),
            }
            : bare;
    }

    private static TableJob AddHostRuntime(TableJob job, string hostRuntime) =>
        job.Find(RuntimeCharacteristic) is null && RuntimeNames.IsName(hostRuntime)
            ? job with
            {
                Shown = job.Shown.Add(RuntimeCharacteristic, RuntimeNames.Normalise(hostRuntime)),
            }
            : job;
}

using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Settings;

/// <summary>The settings of the benchmarks in this run. BenchmarkDotNet's processes read them from environment variables.</summary>
/// <param name="Workloads">The workloads, at least one.</param>
/// <param name="Kernel">The kernel that the models run.</param>
/// <param name="Workers">The number of workers of a model.</param>
internal sealed record SuiteSettings(ImmutableArray<Workload> Workloads, IDivisorKernel Kernel, int Workers)
{
    private const string WorkloadsVariable = "CONCURRENCYBENCH_WORKLOADS";
    private const string NumbersFileVariable = "CONCURRENCYBENCH_NUMBERS_FILE";
    private const string KernelVariable = "CONCURRENCYBENCH_KERNEL";
    private const string WorkersVariable = "CONCURRENCYBENCH_WORKERS";

    private static SuiteSettings? s_current;

    /// <summary>The default: the article's workload, on every core that this process may use.</summary>
    public static SuiteSettings Default { get; } = new([WorkloadCatalog.Article], KernelCatalog.Default, ModelOptions.DefaultWorkers);

    /// <summary>The settings of this process: those applied here, or those that the process that started this one applied.</summary>
    public static SuiteSettings Current => s_current ??= FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>The user's own numbers among the workloads, or null. They may be too many for an environment variable.</summary>
    public Workload? CustomWorkload => Workloads.FirstOrDefault(workload => WorkloadCatalog.Find(workload.Id) is null);

    /// <summary>
    /// The part of the job id for settings that differ from the default and are no parameter of a benchmark, so that saved reports keep
    /// the two apart.
    /// </summary>
    public string JobSuffix =>
        (Kernel == Default.Kernel ? "" : $"-{Kernel.Id}")
        + (Workers == Default.Workers ? "" : $"-{Workers.ToString(CultureInfo.InvariantCulture)}-workers");

    /// <returns>The workload of this run with that id.</returns>
    public Workload Find(string workloadId) => Workloads.Single(workload => workload.Id == workloadId);

    /// <summary>Makes these the settings of this process and of those it starts.</summary>
    /// <param name="numbersFile">The file in which other processes find the user's own numbers, or null for none.</param>
    public void Apply(string? numbersFile)
    {
        s_current = this;
        foreach ((string name, string? value) in ToEnvironment(numbersFile))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>These settings as host.json has them.</summary>
    /// <param name="baselines">The baseline method of each benchmark class.</param>
    public SuiteInfo Describe(ImmutableSortedDictionary<string, string> baselines) =>
        new(Workers, Kernel.Id, [.. Workloads.Select(workload => workload.Id)], baselines);

    /// <summary>The variables that carry these settings; numbers of the user's own are read from <paramref name="numbersFile"/>.</summary>
    public IEnumerable<(string Name, string? Value)> ToEnvironment(string? numbersFile)
    {
        yield return (
            WorkloadsVariable,
            string.Join(',', Workloads.Where(workload => workload != CustomWorkload).Select(workload => workload.Id))
        );
        yield return (NumbersFileVariable, CustomWorkload is null ? null : numbersFile);
        yield return (KernelVariable, Kernel.Id);
        yield return (WorkersVariable, Workers.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The settings that the variables carry; the default where a variable is not set.</summary>
    public static SuiteSettings FromEnvironment(Func<string, string?> variable)
    {
        string? workloads = variable(WorkloadsVariable);
        string? numbersFile = variable(NumbersFileVariable);
        return new SuiteSettings(
            [
                .. workloads is null ? Default.Workloads : [.. workloads.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Known)],
                .. numbersFile is null ? ImmutableArray<Workload>.Empty : [Workload.Custom(NumbersFile.Read(numbersFile))],
            ],
            KernelCatalog.Find(variable(KernelVariable) ?? "") ?? Default.Kernel,
            variable(WorkersVariable) is { } workers ? int.Parse(workers, CultureInfo.InvariantCulture) : Default.Workers
        );
    }

    private static Workload Known(string workloadId) =>
        WorkloadCatalog.Find(workloadId)
        ?? throw new ArgumentException($"{WorkloadsVariable} names no workload '{workloadId}'.", nameof(workloadId));
}

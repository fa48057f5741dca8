using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>The benchmarks of a program, each after one cold call.</summary>
/// <param name="Nanoseconds">The time of the call, by full name in ordinal order.</param>
/// <param name="Faults">The failures, by full name or by the name of the method.</param>
/// <param name="Header">A launch whose report describes the machine; null when there is none.</param>
internal sealed record ProbedProgram(
    SortedDictionary<string, double> Nanoseconds,
    SortedDictionary<string, string> Faults,
    LaunchOutcome? Header
)
{
    // The parameters of a method that failed as a whole are unknown.
    public bool Has(string name) =>
        Nanoseconds.ContainsKey(name) || Faults.Keys.Any(fault => name == fault || name.StartsWith($"{fault}(", StringComparison.Ordinal));
}

/// <summary>Runs each benchmark of one program once.</summary>
/// <param name="launcher">Starts processes.</param>
/// <param name="program">The program.</param>
/// <param name="settings">The settings of the run.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class ProgramProbe(ILauncher launcher, ProgramFiles program, GateSettings settings, CancellationToken cancellation)
{
    private static readonly LaunchCounts Once = new(Warmups: 1, Iterations: 1, Invocations: 1, Unroll: 1);

    private readonly NameFilter _filter = new(settings.Filters);
    private readonly TimeSpan _limit = TimeSpan.FromSeconds(settings.LaunchLimitSeconds);

    /// <param name="side">The side, for the message.</param>
    /// <exception cref="UsageException">The program does not list its benchmarks.</exception>
    public ImmutableArray<string> ListMethods(string side)
    {
        ListOutcome outcome = launcher.List(
            new ListRequest(program, settings.Filters, settings.ProgramArguments, GateProbe.ParseEnvironment(settings), _limit),
            cancellation
        );
        return outcome.Fault is { } fault ? throw new UsageException($"The {side}: {fault.Message}") : outcome.Names;
    }

    /// <summary>
    /// Runs all benchmarks in one launch, which is quick; when that fails, one launch a method, so that one that crashes or hangs
    /// stops no other.
    /// </summary>
    public ProbedProgram Probe(ImmutableArray<string> methods)
    {
        ProbedProgram probed = new(new(StringComparer.Ordinal), new(StringComparer.Ordinal), Header: null);
        if (methods.IsEmpty)
        {
            return probed;
        }

        LaunchOutcome all = LaunchAll(Once);
        LaunchOutcome[] outcomes = all.Fault is null ? [all] : [.. methods.Select(method => Launch([method], Once))];
        foreach ((LaunchOutcome outcome, string method) in outcomes.Zip(methods))
        {
            Add(probed, outcome, method);
        }

        return probed with
        {
            Header = outcomes.FirstOrDefault(outcome => outcome.Machine is not null),
        };
    }

    /// <summary>Launches all benchmarks that the filters take.</summary>
    public LaunchOutcome LaunchAll(LaunchCounts counts) => Launch(settings.Filters.IsEmpty ? ["*"] : settings.Filters, counts);

    /// <exception cref="UsageException">The program ignores its arguments.</exception>
    public LaunchOutcome Launch(ImmutableArray<string> filters, LaunchCounts counts)
    {
        LaunchRequest request = new(program, filters, counts, settings.ProgramArguments, GateProbe.ParseEnvironment(settings), _limit);
        LaunchOutcome outcome = launcher.Launch(request, cancellation);
        return ArgumentCheck.FindProblem(request, outcome) is { } problem ? throw new UsageException(problem) : outcome;
    }

    private void Add(ProbedProgram probed, LaunchOutcome outcome, string method)
    {
        foreach (Benchmark benchmark in outcome.Benchmarks.Where(IsWanted))
        {
            if (benchmark.IsFailed)
            {
                probed.Faults[benchmark.Key.FullName] = outcome.Fault?.Message ?? "it gave no measurement";
            }
            else
            {
                probed.Nanoseconds[benchmark.Key.FullName] = ComputeCallNanoseconds(benchmark.Launches[0]);
            }
        }

        if (outcome.Fault is { } fault && outcome.Benchmarks.IsEmpty)
        {
            probed.Faults[method] = fault.Message;
        }

        ReplaceAmbiguousNames(probed, outcome);
    }

    private static double ComputeCallNanoseconds(Launch launch) =>
        (launch.NanosecondsPerOp[0] + launch.EmptyLoopNanosecondsPerOp) * Math.Max(1, launch.Operations);

    private static void ReplaceAmbiguousNames(ProbedProgram probed, LaunchOutcome outcome)
    {
        foreach (string name in FindAmbiguousNames(outcome))
        {
            probed.Nanoseconds.Remove(name);
            probed.Faults[name] = "several benchmarks have this name; let their parameters print texts that differ (ToString)";
        }
    }

    private static IEnumerable<string> FindAmbiguousNames(LaunchOutcome outcome) =>
        outcome
            .Benchmarks.GroupBy(benchmark => benchmark.Key.FullName)
            .Where(benchmarks => benchmarks.Count() > 1)
            .Select(benchmarks => benchmarks.Key);

    // BenchmarkDotNet's filters look at the full name, and at the name without parameters.
    private bool IsWanted(Benchmark benchmark) =>
        _filter.Matches(benchmark) || _filter.Matches(benchmark.Key.FullName[..^benchmark.Arguments.Length]);
}

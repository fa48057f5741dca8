using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Finds out which benchmarks both programs have, and whether they can be steered, by running each of them once.</summary>
/// <param name="launcher">Starts processes.</param>
/// <param name="staged">The programs.</param>
/// <param name="settings">What was asked.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed partial class GateProbe(ILauncher launcher, StagedPrograms staged, GateSettings settings, CancellationToken cancellation)
{
    private static readonly LaunchCounts Once = new(Warmups: 1, Iterations: 1, Invocations: 1, Unroll: 1);

    // BenchmarkDotNet runs what has an [IterationSetup] once per iteration, unless it is told how often.
    private static readonly LaunchCounts Unbound = new(Warmups: 1, Iterations: 1, Invocations: null, Unroll: 1);

    /// <exception cref="UsageException">There is nothing to measure, or a program cannot be steered.</exception>
    public ProbeLine Run()
    {
        ImmutableArray<string> baselineMethods = Methods(ProgramCopy.Baseline, "baseline");
        ImmutableArray<string> candidateMethods = Methods(ProgramCopy.Candidate, "candidate");
        if (baselineMethods.IsEmpty && candidateMethods.IsEmpty)
        {
            throw new UsageException(
                settings.Filters.IsEmpty
                    ? "The program has no benchmarks."
                    : $"No benchmark matches --filter {string.Join(" --filter ", settings.Filters)}. Full names start with the namespace: try '*Name*'."
            );
        }

        Side baseline = Probe(ProgramCopy.Baseline, baselineMethods);
        Side candidate = Probe(ProgramCopy.Candidate, candidateMethods);
        ImmutableArray<BenchmarkFinding> findings = [.. Findings(baseline, candidate)];
        HashSet<string> once = baseline.Cells.Count == 0 ? [] : RunOncePerIteration(baselineMethods, baseline);
        ImmutableArray<ProbedBenchmark> cells =
        [
            .. baseline
                .Cells.Where(cell => candidate.Cells.ContainsKey(cell.Key))
                .OrderBy(cell => cell.Key, StringComparer.Ordinal)
                .Select(cell => new ProbedBenchmark(cell.Key, cell.Value, once.Contains(cell.Key))),
        ];
        LaunchOutcome? any = baseline.Header ?? candidate.Header;
        return new ProbeLine(
            any?.Machine?.Description ?? "",
            any?.Environment?.Runtime ?? "",
            any?.Environment?.BenchmarkDotNet ?? "",
            Environment.ProcessorCount,
            cells,
            findings
        )
        {
            CandidateRuntime = IfAnother(candidate.Header?.Environment?.Runtime, any?.Environment?.Runtime),
            CandidateBenchmarkDotNet = IfAnother(candidate.Header?.Environment?.BenchmarkDotNet, any?.Environment?.BenchmarkDotNet),
        };
    }

    private static string? IfAnother(string? text, string? other) => text == other ? null : text;

    /// <returns>The variables as pairs.</returns>
    public static ImmutableArray<(string Name, string Value)> ParseEnvironment(GateSettings settings) =>
        [.. settings.Environment.Select(variable => variable.Split('=', 2)).Select(parts => (parts[0], parts[1]))];

    private static IEnumerable<BenchmarkFinding> Findings(Side baseline, Side candidate) =>
        [
            .. baseline
                .Cells.Keys.Where(name => !candidate.Knows(name))
                .Select(name => new BenchmarkFinding(FindingKind.Missing, name, "")),
            .. candidate.Cells.Keys.Where(name => !baseline.Knows(name)).Select(name => new BenchmarkFinding(FindingKind.Added, name, "")),
            .. candidate.Faults.Select(fault => new BenchmarkFinding(FindingKind.FailedInCandidate, fault.Key, fault.Value)),
            .. baseline.Faults.Select(fault => new BenchmarkFinding(FindingKind.FailedInBaseline, fault.Key, fault.Value)),
        ];

    private ImmutableArray<string> Methods(ProgramCopy program, string side)
    {
        ListOutcome outcome = launcher.List(
            new ListRequest(
                staged.Get(program),
                settings.Filters,
                settings.ProgramArguments,
                ParseEnvironment(settings),
                TimeSpan.FromSeconds(settings.LaunchLimitSeconds)
            ),
            cancellation
        );
        return outcome.Fault is { } fault ? throw new UsageException($"The {side}: {fault.Message}") : outcome.Names;
    }

    // All at once, which is quick; where that fails, one by one, so that what crashes or hangs takes nothing along.
    private Side Probe(ProgramCopy program, ImmutableArray<string> methods)
    {
        if (methods.IsEmpty)
        {
            return new Side([], [], null);
        }

        LaunchOutcome all = Launch(program, FiltersOfAll, Once);
        LaunchOutcome[] outcomes = all.Fault is null ? [all] : [.. methods.Select(method => Launch(program, [method], Once))];
        NameFilter filter = new(settings.Filters);
        SortedDictionary<string, double> cells = new(StringComparer.Ordinal);
        SortedDictionary<string, string> faults = new(StringComparer.Ordinal);
        for (int i = 0; i < outcomes.Length; i++)
        {
            foreach (Benchmark benchmark in outcomes[i].Benchmarks.Where(benchmark => IsWanted(filter, benchmark)))
            {
                if (benchmark.IsFailed)
                {
                    faults[benchmark.Key.FullName] = outcomes[i].Fault?.Message ?? "it gave no measurement";
                }
                else
                {
                    cells[benchmark.Key.FullName] =
                        (benchmark.Launches[0].NanosecondsPerOp[0] + benchmark.Launches[0].EmptyLoopNanosecondsPerOp)
                        * Math.Max(1, benchmark.Launches[0].Operations);
                }
            }

            foreach (string name in NamesOfSeveral(outcomes[i]))
            {
                cells.Remove(name);
                faults[name] = "several cases have this name; let their parameters print texts that differ (ToString)";
            }

            if (outcomes[i].Fault is { } fault && outcomes[i].Benchmarks.IsEmpty)
            {
                faults[methods[i]] = fault.Message;
            }
        }

        return new Side(cells, faults, outcomes.FirstOrDefault(outcome => outcome.Machine is not null));
    }

    private static IEnumerable<string> NamesOfSeveral(LaunchOutcome outcome) =>
        outcome.Benchmarks.GroupBy(benchmark => benchmark.Key.FullName).Where(cases => cases.Count() > 1).Select(cases => cases.Key);

    // Those that ran well before: one that does not would only be waited for again.
    private HashSet<string> RunOncePerIteration(ImmutableArray<string> methods, Side side)
    {
        ImmutableArray<string> filters =
            side.Faults.Count == 0 ? FiltersOfAll : [.. methods.Where(method => !side.Faults.ContainsKey(method))];
        LaunchOutcome outcome = Launch(ProgramCopy.Baseline, filters, Unbound);
        return
        [
            .. outcome
                .Benchmarks.Zip(outcome.Jobs)
                .Where(entry => OneInvocation().IsMatch(entry.Second))
                .Select(entry => entry.First.Key.FullName),
        ];
    }

    private ImmutableArray<string> FiltersOfAll => settings.Filters.IsEmpty ? ["*"] : settings.Filters;

    [GeneratedRegex(@"\bInvocationCount=1\b")]
    private static partial Regex OneInvocation();

    private LaunchOutcome Launch(ProgramCopy program, ImmutableArray<string> filters, LaunchCounts counts)
    {
        LaunchRequest request = new(
            staged.Get(program),
            filters,
            counts,
            settings.ProgramArguments,
            ParseEnvironment(settings),
            TimeSpan.FromSeconds(settings.LaunchLimitSeconds)
        );
        LaunchOutcome outcome = launcher.Launch(request, cancellation);
        return ArgumentCheck.FindProblem(request, outcome) is { } problem ? throw new UsageException(problem) : outcome;
    }

    // BenchmarkDotNet's filters look at the full name, and at the name without parameters.
    private static bool IsWanted(NameFilter filter, Benchmark benchmark) =>
        filter.Matches(benchmark) || filter.Matches(benchmark.Key.FullName[..^benchmark.Arguments.Length]);

    /// <param name="Cells">Full name to ns of a cold call.</param>
    /// <param name="Faults">Full name, or the method's, to what happened.</param>
    /// <param name="Header">A launch that tells of the machine.</param>
    private sealed record Side(SortedDictionary<string, double> Cells, SortedDictionary<string, string> Faults, LaunchOutcome? Header)
    {
        // A method that failed as a whole has cases that are not known by name.
        public bool Knows(string name) =>
            Cells.ContainsKey(name) || Faults.Keys.Any(fault => name == fault || name.StartsWith($"{fault}(", StringComparison.Ordinal));
    }
}

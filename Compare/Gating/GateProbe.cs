using System.Text.RegularExpressions;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Launching;

namespace ConcurrencyBench.Compare.Gating;

/// <summary>Finds the benchmarks that both programs have, by running each of them once.</summary>
/// <param name="launcher">Starts processes.</param>
/// <param name="staged">The programs.</param>
/// <param name="settings">The settings of the run.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed partial class GateProbe(ILauncher launcher, StagedPrograms staged, GateSettings settings, CancellationToken cancellation)
{
    // BenchmarkDotNet runs a benchmark with an [IterationSetup] once per iteration, unless its arguments say how often.
    private static readonly LaunchCounts Unbound = new(Warmups: 1, Iterations: 1, Invocations: null, Unroll: 1);

    /// <exception cref="UsageException">There is nothing to measure, or a program ignores its arguments.</exception>
    public ProbeLine Run()
    {
        ProgramProbe baselineProbe = CreateProbe(ProgramCopy.Baseline);
        ProgramProbe candidateProbe = CreateProbe(ProgramCopy.Candidate);
        ImmutableArray<string> baselineMethods = baselineProbe.ListMethods("baseline");
        ImmutableArray<string> candidateMethods = candidateProbe.ListMethods("candidate");
        if (baselineMethods.IsEmpty && candidateMethods.IsEmpty)
        {
            throw new UsageException(ExplainNoBenchmarks(settings.Filters));
        }

        ProbedProgram baseline = baselineProbe.Probe(baselineMethods);
        ProbedProgram candidate = candidateProbe.Probe(candidateMethods);
        HashSet<string> once = baseline.Nanoseconds.Count == 0 ? [] : FindRunOncePerIteration(baselineProbe, baselineMethods, baseline);
        return CreateLine(baseline, candidate, once);
    }

    /// <returns>The reason why there is nothing to measure, and what to do.</returns>
    public static string ExplainNoBenchmarks(ImmutableArray<string> filters) =>
        filters.IsEmpty
            ? "The program has no benchmarks."
            : $"No benchmark matches --filter {string.Join(" --filter ", filters)}. "
                + "Full names start with the namespace: try '*Name*'.";

    /// <returns>The variables as pairs.</returns>
    public static ImmutableArray<(string Name, string Value)> ParseEnvironment(GateSettings settings) =>
        [.. settings.Environment.Select(variable => variable.Split('=', 2)).Select(parts => (parts[0], parts[1]))];

    private ProgramProbe CreateProbe(ProgramCopy copy) => new(launcher, staged.Get(copy), settings, cancellation);

    private static ProbeLine CreateLine(ProbedProgram baseline, ProbedProgram candidate, HashSet<string> once)
    {
        ImmutableArray<ProbedBenchmark> benchmarks =
        [
            .. baseline
                .Nanoseconds.Where(benchmark => candidate.Nanoseconds.ContainsKey(benchmark.Key))
                .Select(benchmark => new ProbedBenchmark(benchmark.Key, benchmark.Value, once.Contains(benchmark.Key))),
        ];
        LaunchOutcome? any = baseline.Header ?? candidate.Header;
        return new ProbeLine(
            any?.Machine?.Description ?? "",
            any?.Environment?.Runtime ?? "",
            any?.Environment?.BenchmarkDotNet ?? "",
            Environment.ProcessorCount,
            benchmarks,
            FindDifferences(baseline, candidate)
        )
        {
            CandidateRuntime = GetIfDifferent(candidate.Header?.Environment?.Runtime, any?.Environment?.Runtime),
            CandidateBenchmarkDotNet = GetIfDifferent(candidate.Header?.Environment?.BenchmarkDotNet, any?.Environment?.BenchmarkDotNet),
        };
    }

    private static string? GetIfDifferent(string? text, string? other) => text == other ? null : text;

    private static ImmutableArray<BenchmarkFinding> FindDifferences(ProbedProgram baseline, ProbedProgram candidate) =>
        [
            .. baseline
                .Nanoseconds.Keys.Where(name => !candidate.Has(name))
                .Select(name => new BenchmarkFinding(FindingKind.Missing, name, "")),
            .. candidate
                .Nanoseconds.Keys.Where(name => !baseline.Has(name))
                .Select(name => new BenchmarkFinding(FindingKind.Added, name, "")),
            .. candidate.Faults.Select(fault => new BenchmarkFinding(FindingKind.FailedInCandidate, fault.Key, fault.Value)),
            .. baseline.Faults.Select(fault => new BenchmarkFinding(FindingKind.FailedInBaseline, fault.Key, fault.Value)),
        ];

    // Methods that failed before are left out: they would cost the time limit again.
    private static HashSet<string> FindRunOncePerIteration(ProgramProbe probe, ImmutableArray<string> methods, ProbedProgram program)
    {
        LaunchOutcome outcome =
            program.Faults.Count == 0
                ? probe.LaunchAll(Unbound)
                : probe.Launch([.. methods.Where(method => !program.Faults.ContainsKey(method))], Unbound);
        return
        [
            .. outcome
                .Benchmarks.Zip(outcome.Jobs)
                .Where(entry => OneInvocation().IsMatch(entry.Second))
                .Select(entry => entry.First.Key.FullName),
        ];
    }

    [GeneratedRegex(@"\bInvocationCount=1\b")]
    private static partial Regex OneInvocation();
}

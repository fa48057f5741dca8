using System.Collections.Immutable;
using System.Globalization;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>Whether a program measures what it is told to. One that does not cannot be gated.</summary>
internal static class ArgumentCheck
{
    /// <summary>The remedy for a program that does not look at its arguments.</summary>
    public const string PassArgumentsRemedy = "pass the arguments on: BenchmarkSwitcher.FromAssembly(...).Run(args)";

    private const string MarkTheJob = "mark it with .AsDefault(), or let the program leave its job out when BENCHMARK_GATE_LAUNCH is set";

    /// <param name="request">What was asked.</param>
    /// <param name="outcome">What came of it.</param>
    /// <returns>One line that says what to change in the program; null where it did as it was told, or failed otherwise.</returns>
    public static string? FindProblem(LaunchRequest request, LaunchOutcome outcome)
    {
        if (outcome.Fault is { Kind: LaunchFaultKind.IgnoresArguments })
        {
            return Refusal(request, "does not look at its arguments", PassArgumentsRemedy);
        }

        if (OwnJobOf(outcome) is { } own)
        {
            return Refusal(request, $"runs a job of its own as well ({own})", MarkTheJob);
        }

        Benchmark? other = outcome.Benchmarks.FirstOrDefault(benchmark => !benchmark.IsFailed && !IsAsAsked(benchmark, request.Counts));
        return other is null
            ? null
            : Refusal(
                request,
                $"fixes how much it measures ({Told(other, request.Counts)})",
                $"take away the attribute that does, such as [IterationCount]; where it is a job, {MarkTheJob}"
            );
    }

    // The command line makes one job: a benchmark with two has another one besides. Without the counts that were asked for, it
    // is the program's.
    private static string? OwnJobOf(LaunchOutcome outcome) =>
        outcome
            .Benchmarks.Select((benchmark, i) => (benchmark.Key.FullName, Job: outcome.Jobs[i]))
            .GroupBy(entry => entry.FullName, entry => entry.Job)
            .Where(jobs => jobs.Distinct().Count() > 1)
            .Select(jobs =>
                jobs.MinBy(job =>
                    job.Contains("LaunchCount=1", StringComparison.Ordinal) && job.Contains("InProcess", StringComparison.Ordinal)
                )
            )
            .FirstOrDefault();

    // With OperationsPerInvoke an invocation is several operations.
    private static bool IsAsAsked(Benchmark benchmark, LaunchCounts counts) =>
        benchmark.Launches is [var launch]
        && launch.NanosecondsPerOp.Length == counts.Iterations
        && (counts.Invocations is not { } invocations || launch.Operations % ((long)counts.Iterations * invocations) == 0);

    private static string Told(Benchmark benchmark, LaunchCounts counts)
    {
        ImmutableArray<Launch> launches = benchmark.Launches;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{benchmark.Key.FullName}: {launches.Sum(launch => launch.NanosecondsPerOp.Length)} iterations in {launches.Length} launches, {launches.Sum(launch => launch.Operations)} operations; asked for {counts.Iterations} of {counts.Invocations}"
        );
    }

    private static string Refusal(LaunchRequest request, string what, string remedy) =>
        $"{request.Program.Assembly} {what}, so it cannot be steered: {remedy}.";
}

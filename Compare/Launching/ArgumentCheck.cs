using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Compare.Launching;

/// <summary>Checks that a program follows its arguments. A gate cannot measure one that does not.</summary>
internal static class ArgumentCheck
{
    /// <summary>The remedy for a program that ignores its arguments.</summary>
    public const string PassArgumentsRemedy = "pass the arguments on: BenchmarkSwitcher.FromAssembly(...).Run(args)";

    private const string MarkTheJob = "mark it with .AsDefault(), or let the program leave its job out when BENCHMARK_GATE_LAUNCH is set";

    /// <param name="request">The request to measure.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <returns>One line with the change that the program needs; null when it followed its arguments, or failed otherwise.</returns>
    public static string? FindProblem(LaunchRequest request, LaunchOutcome outcome)
    {
        if (outcome.Fault is { Kind: LaunchFaultKind.IgnoresArguments })
        {
            return FormatRefusal(request, "ignores its arguments", PassArgumentsRemedy);
        }

        if (FindOwnJob(outcome) is { } own)
        {
            return FormatRefusal(request, $"runs a job of its own as well ({own})", MarkTheJob);
        }

        Benchmark? other = outcome.Benchmarks.FirstOrDefault(benchmark => !benchmark.IsFailed && !FollowsCounts(benchmark, request.Counts));
        return other is null
            ? null
            : FormatRefusal(
                request,
                $"fixes how much it measures ({FormatCounts(other, request.Counts)})",
                $"remove the attribute that does, such as [IterationCount]; if it is a job, {MarkTheJob}"
            );
    }

    // The command line makes one job: a benchmark with two has another one besides. Without the counts that were asked for, it
    // is the program's.
    private static string? FindOwnJob(LaunchOutcome outcome) =>
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
    private static bool FollowsCounts(Benchmark benchmark, LaunchCounts counts) =>
        benchmark.Launches is [var launch]
        && launch.NanosecondsPerOp.Length == counts.Iterations
        && (counts.Invocations is not { } invocations || launch.Operations % ((long)counts.Iterations * invocations) == 0);

    private static string FormatCounts(Benchmark benchmark, LaunchCounts counts)
    {
        ImmutableArray<Launch> launches = benchmark.Launches;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{benchmark.Key.FullName}: {launches.Sum(launch => launch.NanosecondsPerOp.Length)} iterations in {launches.Length} launches, "
                + $"{launches.Sum(launch => launch.Operations)} operations; asked for {counts.Iterations} of {counts.Invocations}"
        );
    }

    private static string FormatRefusal(LaunchRequest request, string problem, string remedy) =>
        $"{request.Program.Assembly} {problem}, so the gate cannot measure it: {remedy}.";
}

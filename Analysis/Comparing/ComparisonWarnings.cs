using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Analysis.Comparing;

/// <summary>The warnings of a comparison: facts about the two reports that weaken its verdicts.</summary>
internal static class ComparisonWarnings
{
    /// <summary>The warning for brief reports, which do not tell launches apart.</summary>
    public const string Pooled =
        "These are brief reports: launches cannot be told apart, so a file counts as one. Export with JsonExporter.Full.";

    /// <summary>Finds the warnings, one sentence each; empty where there are none.</summary>
    public static IEnumerable<string> Find(ReportPairing pairing, ImmutableArray<Pair> pairs) =>
        [
            .. pairing.Baseline.Warnings.Select(warning => $"Baseline: {warning}"),
            .. pairing.Candidate.Warnings.Select(warning => $"Candidate: {warning}"),
            .. FindBetween(pairing, pairs),
        ];

    /// <summary>Finds those that are of neither report alone, where no option asks for pairs.</summary>
    public static IEnumerable<string> FindBetween(Comparison comparison)
    {
        ReportPairing pairing = ReportPairing.Create(comparison.Baseline, comparison.Candidate, PairingRequest.None);
        return FindBetween(pairing, [.. pairing.Pairs.Where(pair => !pair.IsAmbiguous)]);
    }

    private static IEnumerable<string> FindBetween(ReportPairing pairing, ImmutableArray<Pair> pairs) =>
        [
            .. FindDifferences(pairing.Baseline.Environment, pairing.Candidate.Environment, pairing.Jobs),
            .. pairing.Jobs.Describe(),
            .. FindCultures(pairing.Cultures),
            .. FindKinds(pairs),
            .. FindOtherJobs(pairs),
        ];

    private static IEnumerable<string> FindDifferences(RunEnvironment baseline, RunEnvironment candidate, JobPairing jobs)
    {
        if (jobs.DependsOnHostRuntime && AreDifferent(baseline.Runtime, candidate.Runtime))
        {
            yield return $"The runtimes differ: {baseline.Runtime} and {candidate.Runtime}. What is slower or faster may be the runtime.";
        }

        if (AreDifferent(baseline.BenchmarkDotNet, candidate.BenchmarkDotNet))
        {
            yield return $"The versions of BenchmarkDotNet differ: {baseline.BenchmarkDotNet} and {candidate.BenchmarkDotNet}. "
                + "Their engines measure differently, so nothing is called more than unconfirmed.";
        }

        if (AreDifferent(baseline.Configuration, candidate.Configuration))
        {
            yield return $"The configurations differ: {baseline.Configuration} and {candidate.Configuration}.";
        }

        if (baseline.Workers is { } left && candidate.Workers is { } right && left != right)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The models had {left} workers in the baseline and {right} in the candidate."
            );
        }

        if (AreDifferent(baseline.WorkerCompilation ?? "", candidate.WorkerCompilation ?? ""))
        {
            yield return $"The worker programs are compiled differently: {baseline.WorkerCompilation} and {candidate.WorkerCompilation}. "
                + "What is slower or faster in models of processes may be that.";
        }
    }

    private static IEnumerable<string> FindCultures(ImmutableArray<(string Baseline, string Candidate)> names)
    {
        if (names is [var (baseline, candidate), ..])
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The numbers among the parameters of {names.Length} benchmarks are written as in two cultures, and taken for the same: "
                    + $"'{baseline}' and '{candidate}'."
            );
        }
    }

    // A report may not say it.
    private static bool AreDifferent(string one, string other) => one != other && one.Length > 0 && other.Length > 0;

    private static IEnumerable<string> FindKinds(ImmutableArray<Pair> pairs)
    {
        Pair[] comparable = [.. pairs.Where(pair => pair.IsComparable && !HasMean(pair))];
        int mixed = comparable.Count(pair => pair.Baseline!.Kind != pair.Candidate!.Kind);
        if (mixed > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Of {mixed} benchmarks one side has every iteration and the other only what BenchmarkDotNet made of them, "
                    + $"without outliers. Compare full reports of one version."
            );
        }
        else if (comparable.Any(pair => pair.Baseline!.Kind == MeasurementKind.Pooled))
        {
            yield return Pooled;
        }
    }

    private static bool HasMean(Pair pair) => MeasurementKind.Mean == pair.Baseline!.Kind || MeasurementKind.Mean == pair.Candidate!.Kind;

    // A benchmark that is missing and added at once has usually changed its job only.
    private static IEnumerable<string> FindOtherJobs(ImmutableArray<Pair> pairs)
    {
        ILookup<string, Pair> added = pairs.Where(pair => pair.Baseline is null).ToLookup(pair => pair.Key.FullName);
        Pair[] moved = [.. pairs.Where(pair => pair.Candidate is null && added.Contains(pair.Key.FullName))];
        if (moved is [var first, ..])
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{moved.Length} benchmarks ran with another job, so they are not compared: '{first.Key.Job}' and "
                    + $"'{added[first.Key.FullName].First().Key.Job}'."
            );
        }
    }
}

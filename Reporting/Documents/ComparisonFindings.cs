using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Formatting;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;
using ConcurrencyBench.Analysis.Statistics;

namespace ConcurrencyBench.Reporting.Documents;

/// <summary>The findings of a comparison besides its verdicts, and what to do next.</summary>
internal static class ComparisonFindings
{
    private const string AllAlike = "What moves all of them alike is not judged.";

    /// <returns>A line each.</returns>
    public static ImmutableArray<string> Describe(Comparison comparison, ImmutableDictionary<BenchmarkKey, string> names)
    {
        string Named(string text, Pair pair, Benchmark? failed = null) =>
            $"{text}: {names[pair.Key]}{(failed?.Problem is { } problem ? $" ({problem})" : "")}";
        IEnumerable<string> NamedAll(string text, ImmutableArray<Pair> pairs) => pairs.Select(pair => Named(text, pair));
        return
        [
            .. NamedAll("Missing from the candidate", comparison.Missing),
            .. comparison.Failed.Select(pair => Named("Failed in the candidate", pair, pair.Candidate)),
            .. comparison.FailedInBoth.Select(pair => Named("Failed in both", pair, pair.Candidate)),
            .. comparison.Mended.Select(pair => Named("Failed in the baseline, measured in the candidate", pair, pair.Baseline)),
            .. comparison.Ambiguous.Select(pair =>
                $"Ambiguous, not compared: several benchmarks of a side are named {names[pair.Key]}, "
                + "and nothing says which of them is which on the other side"
            ),
            .. comparison
                .Judgements.Where(judgement => !ComparisonDocument.AreMeasurable(judgement.Assessment.Pair))
                .Select(judgement => DescribeUnmeasurable(judgement.Assessment, names[judgement.Assessment.Pair.Key])),
            .. NamedAll("New in the candidate", comparison.Added),
            .. comparison
                .Judgements.Where(judgement => judgement.IsAboveLimit)
                .Select(judgement =>
                    $"{Named($"Slower by more than {FormatLimit(comparison.Rules)}, and nothing confirms it", judgement.Pair)}. "
                    + "It fails: see --fail-above"
                ),
            .. comparison.PossibleRenames.Select(DescribeRename),
            .. comparison.MoreAllocated.Select(judgement =>
                $"{Named("Allocates more than the margin allows", judgement.Assessment.Pair)}, "
                + ComparisonDocument.FormatAllocated(judgement.Assessment.Pair)
            ),
            .. comparison.UnknownAllocations.Select(judgement =>
                Named("Allocations cannot be judged, a side does not know them", judgement.Assessment.Pair)
            ),
            .. comparison.UnevenOutliers.Select(judgement =>
                $"{Named("The share of outlier launches differs", judgement.Assessment.Pair)}, "
                + $"{FormatExcluded(judgement.Assessment.Baseline)} in the baseline, "
                + $"{FormatExcluded(judgement.Assessment.Candidate)} in the candidate"
            ),
            .. Advise(comparison),
        ];
    }

    /// <summary>The ratio of <c>--fail-above</c>.</summary>
    public static string FormatLimit(JudgingRules rules) => $"{rules.FailAbove.ToString("0.##", CultureInfo.InvariantCulture)}x";

    private static string DescribeRename(Rename rename) =>
        VisibleText.Escape(
            $"Missing {rename.Old}, new {rename.New}: renamed? "
                + $"{RenamePairing.Option} {Quote($"{rename.Old}={rename.New}")} compares them"
        );

    // A shell takes other characters for its own.
    private static string Quote(string text) =>
        text.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '=' or '+') ? text : $"'{text}'";

    private static string DescribeUnmeasurable(Assessment assessment, string name) =>
        assessment.Pair switch
        {
            { Candidate.HasMeasurableTime: true } =>
                $"No measurable time in the baseline, {Figures.FormatTime(assessment.CandidateNanoseconds)} in the candidate, "
                    + $"an increase: {name}",
            { Baseline.HasMeasurableTime: true } =>
                $"No measurable time in the candidate, {Figures.FormatTime(assessment.BaselineNanoseconds)} in the baseline, "
                    + $"a decrease: {name}",
            _ => $"No measurable time on either side: {name}. "
                + $"The compiler has removed the work, or it takes less than {Figures.FormatTime(MeasurableTime.Floor)[2..]}",
        };

    private static string FormatExcluded(Side side) =>
        $"{Figures.FormatCount(side.Excluded)} of {Figures.FormatCount(side.Launches)} excluded";

    private static IEnumerable<string> Advise(Comparison comparison)
    {
        ExperimentDifference[] differences = [.. comparison.Judgements.Select(judgement => judgement.Pair.Difference).Distinct()];
        if (differences.Contains(ExperimentDifference.BenchmarkDotNet))
        {
            yield return "Reports of two versions of BenchmarkDotNet confirm nothing: measure both sides with one version.";
            yield break;
        }

        if (
            comparison.Judgements.FirstOrDefault(judgement => judgement.Pair.Difference == ExperimentDifference.Runtime)?.Pair is
            { } runtimes
        )
        {
            yield return $"Two runtimes confirm nothing unless the question is about them, with --job "
                + VisibleText.Escape($"\"{runtimes.Key.Job}={runtimes.Candidate!.Key.Job}\".");
        }

        if (differences.Contains(ExperimentDifference.Job))
        {
            yield return "Two jobs confirm nothing where they are measured in different ways, "
                + "or where no --job BASELINE=CANDIDATE asks for them.";
        }

        foreach (string advice in AdviseOnLaunches(comparison))
        {
            yield return advice;
        }
    }

    private static IEnumerable<string> AdviseOnLaunches(Comparison comparison)
    {
        int few = comparison.Judgements.Count(judgement => judgement.Assessment.Reason == InconclusiveReason.TooFewLaunches);
        int suspected = comparison.Judgements.Count(judgement =>
            judgement is { IsOneExperiment: true, Unconfirmed: not UnconfirmedChange.None, Assessment.Reason: InconclusiveReason.None }
        );
        if (few > 0)
        {
            yield return $"{Figures.FormatCount(few, "benchmark")} with fewer than "
                + $"{Figures.FormatCount(JudgingRules.FewestLaunches)} launches "
                + "a side cannot be judged: launches differ more than iterations do. Measure with --launchCount 5.";
        }

        foreach (string basis in DescribeNoise(comparison))
        {
            yield return basis;
        }

        if (suspected > 0)
        {
            yield return $"{Figures.FormatCount(suspected, "suspected change")}: measure both sides again, with --launchCount 10.";
        }
    }

    private static IEnumerable<string> DescribeNoise(Comparison comparison)
    {
        foreach (IGrouping<NoiseBasis, Judgement> group in comparison.Judgements.GroupBy(judgement => judgement.Basis))
        {
            string few =
                $"{Figures.FormatCount(group.Count(), "benchmark")} with fewer than "
                + $"{Figures.FormatCount(JudgingRules.FewestLaunches)} launches a side: ";
            if (group.Key == NoiseBasis.Suite)
            {
                yield return $"{few}each ratio is judged beside those of the others, whose median is "
                    + $"{Figures.FormatRatio(FindCentre(group.First()))}. {AllAlike} --launchCount 5 finds smaller changes.";
            }
            else if (group.Key == NoiseBasis.Profile && comparison.Rules.Noise is { } profile)
            {
                string centre = profile.IsCentred(group.Count())
                    ? $", beside their median ratio, {Figures.FormatRatio(FindCentre(group.First()))}. {AllAlike}"
                    : ".";
                yield return $"{few}judged by the machine's noise in {Figures.FormatCount(profile.Reports.Length, "report")} of unchanged "
                    + $"code ({profile.Path}){centre}";
            }
        }
    }

    private static double FindCentre(Judgement judgement) =>
        Math.Log(judgement.Assessment.CandidateNanoseconds / judgement.Assessment.BaselineNanoseconds)
        - judgement.Assessment.LogRatio!.Value.Value;
}

using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Matching;

/// <summary>Two jobs whose benchmarks are compared.</summary>
/// <param name="Baseline">The baseline's.</param>
/// <param name="Candidate">The candidate's.</param>
/// <param name="IsAsked">True where the user has named both.</param>
internal sealed record JobPair(ReportJob Baseline, ReportJob Candidate, bool IsAsked)
{
    /// <summary>The names of the characteristics in which both differ.</summary>
    public ImmutableArray<string> Differences { get; } = Baseline.FindDifferences(Candidate);

    /// <summary>
    /// The reason why nothing is confirmed. A difference that was asked for is the question, unless it changes how is measured.
    /// </summary>
    public ExperimentDifference Experiment =>
        Differences is [] || (IsAsked && !Baseline.IsMeasuredDifferently(Candidate)) ? ExperimentDifference.None
        : Differences is [ReportJob.RuntimeCharacteristic] ? ExperimentDifference.Runtime
        : ExperimentDifference.Job;
}

/// <summary>The jobs of two reports, paired: as asked, by name, by the one runtime that they set, or because there is no other.</summary>
/// <param name="Pairs">No job is in two.</param>
/// <param name="LeftOutOfBaseline">Jobs that the candidate has, and that the user has paired with another there.</param>
/// <param name="LeftOutOfCandidate">Jobs that the baseline has, and that the user has paired with another there.</param>
internal sealed record JobPairing(
    ImmutableArray<JobPair> Pairs,
    ImmutableArray<string> LeftOutOfBaseline,
    ImmutableArray<string> LeftOutOfCandidate
)
{
    /// <summary>The option that asks for a pair.</summary>
    public const string Option = "--job";

    /// <summary>Pairs the jobs of two reports.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="asked"><c>BASELINE=CANDIDATE</c>.</param>
    /// <exception cref="UsageException">A job that is asked for does not exist, or is asked for twice.</exception>
    public static JobPairing Create(Report baseline, Report candidate, ImmutableArray<string> asked)
    {
        JobPair[] named = [.. asked.Select(text => FindAsked(baseline, candidate, text))];
        RequireOnce(named.Select(pair => pair.Baseline.Name));
        RequireOnce(named.Select(pair => pair.Candidate.Name));
        ReportJob[] left = [.. ReportJob.FindAll(baseline).Where(job => !named.Any(pair => pair.Baseline.Name == job.Name))];
        ReportJob[] right = [.. ReportJob.FindAll(candidate).Where(job => !named.Any(pair => pair.Candidate.Name == job.Name))];
        string[] leftOut = [.. FindLeftOut(left, named.Select(pair => pair.Candidate))];
        string[] rightOut = [.. FindLeftOut(right, named.Select(pair => pair.Baseline))];
        return new JobPairing(
            [
                .. named,
                .. PairRemaining(
                    [.. left.Where(job => !leftOut.Contains(job.Name))],
                    [.. right.Where(job => !rightOut.Contains(job.Name))],
                    hasAsked: named is not []
                ),
            ],
            [.. leftOut],
            [.. rightOut]
        );
    }

    /// <summary>True where the runtime of a report matters, and no difference of two jobs names it.</summary>
    public bool DependsOnHostRuntime =>
        (Pairs is [] || Pairs.Any(pair => !pair.Baseline.NamesRuntime || !pair.Candidate.NamesRuntime))
        && !Pairs.Any(pair => pair.Differences.Contains(ReportJob.RuntimeCharacteristic));

    /// <summary>What a reader should know of the jobs that are compared, a line each.</summary>
    public IEnumerable<string> Describe() =>
        Pairs
            .Where(pair => pair.Differences is not [] || pair.Baseline.Name != pair.Candidate.Name)
            .Select(Describe)
            .Concat(LeftOutOfBaseline.Select(job => DescribeLeftOut("baseline", job)))
            .Concat(LeftOutOfCandidate.Select(job => DescribeLeftOut("candidate", job)));

    private static JobPair FindAsked(Report baseline, Report candidate, string text)
    {
        (string left, string right) = PairingRequest.Split(
            Option,
            text,
            name => ReportJob.TryFind(baseline, name) is not null,
            name => ReportJob.TryFind(candidate, name) is not null
        );
        return new JobPair(ReportJob.Find(baseline, left), ReportJob.Find(candidate, right), IsAsked: true);
    }

    private static void RequireOnce(IEnumerable<string> names)
    {
        if (names.CountBy(name => name).FirstOrDefault(name => name.Value > 1).Key is { } twice)
        {
            throw new UsageException($"{Option} pairs the job '{twice}' twice. Pair a job with one other.");
        }
    }

    private static IEnumerable<string> FindLeftOut(ReportJob[] jobs, IEnumerable<ReportJob> taken) =>
        jobs.Select(job => job.Name).Intersect(taken.Select(job => job.Name));

    private static List<JobPair> PairRemaining(ReportJob[] left, ReportJob[] right, bool hasAsked)
    {
        List<JobPair> pairs =
        [
            .. left.Join(right, job => job.Name, job => job.Name, (one, other) => new JobPair(one, other, IsAsked: false)),
        ];
        ReportJob[] leftAlone = [.. left.Where(job => !pairs.Exists(pair => pair.Baseline == job))];
        ReportJob[] rightAlone = [.. right.Where(job => !pairs.Exists(pair => pair.Candidate == job))];
        JobPair[] alike =
        [
            .. from one in leftAlone
            from other in rightAlone
            where one.IsSameRuntimeAs(other)
            select new JobPair(one, other, IsAsked: false),
        ];
        pairs.AddRange(
            alike.Where(pair => alike.Count(other => other.Baseline == pair.Baseline || other.Candidate == pair.Candidate) == 1)
        );
        return
            !hasAsked
            && pairs is []
            && left is [var single]
            && right is [var counterpart]
            && new JobPair(single, counterpart, IsAsked: false) is { Differences: [ReportJob.RuntimeCharacteristic] } only
            ? [only]
            : pairs;
    }

    private static string Describe(JobPair pair)
    {
        string jobs =
            pair.Baseline.Name == pair.Candidate.Name
                ? $"The job '{pair.Baseline.Name}' is compared with itself"
                : $"The jobs '{pair.Baseline.Name}' and '{pair.Candidate.Name}' are compared";
        string differences = string.Join(
            ", ",
            pair.Differences.Select(name => $"{name} {Show(pair.Baseline, name)} and {Show(pair.Candidate, name)}")
        );
        return (pair.Differences, pair.IsAsked, pair.Experiment) switch
        {
            ([], true, _) => $"{jobs}, as asked.",
            ([], false, _) => $"{jobs}: both set the runtime {pair.Baseline.Runtime} and nothing else.",
            (_, true, ExperimentDifference.None) => $"{jobs}, as asked. They differ: {differences}.",
            (_, true, _) =>
                $"{jobs}, as asked. They differ in the way of measuring, so nothing is called more than unconfirmed: {differences}.",
            (_, false, _) => $"{jobs}, which no option asks for. They differ, so nothing is called more than unconfirmed: {differences}.",
        };
    }

    private static string Show(ReportJob job, string name) => job.Settings.Find(name) ?? "default";

    private static string DescribeLeftOut(string side, string job) =>
        $"The job '{job}' of the {side} is left out: its counterpart is compared with another job, as asked.";
}

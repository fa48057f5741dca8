using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;
using ConcurrencyBench.Analysis.Matching;

namespace ConcurrencyBench.Analysis.Tests.Matching;

public sealed class JobPairingTests : IDisposable
{
    private const string Net9 = ".NET 9.0(Runtime=.NET 9.0)";
    private const string Net10 = ".NET 10.0(Runtime=.NET 10.0)";
    private const string MadeUpNet9 = "Job-KIPUCC(Runtime=.NET 9.0)";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(MadeUpNet9, Net9, ExperimentDifference.None)]
    [InlineData("Mine(Runtime=.NET 9.0, LaunchCount=5)", MadeUpNet9, ExperimentDifference.None)]
    [InlineData("Job-KIPUCC(Runtime=.NET 9.0, Toolchain=net9.0)", Net9, ExperimentDifference.None)]
    [InlineData("Job-KIPUCC(Toolchain=net9.0)", Net9, ExperimentDifference.None)]
    [InlineData("DefaultJob", Net10, ExperimentDifference.None)]
    [InlineData(Net9, Net10, ExperimentDifference.Runtime)]
    [InlineData(MadeUpNet9, "Job-ABCDEF(Runtime=.NET 10.0)", ExperimentDifference.Runtime)]
    [InlineData("DefaultJob", Net9, ExperimentDifference.Runtime)]
    [InlineData("Mine(Runtime=.NET 9.0, Server=True)", "Yours(Runtime=.NET 10.0, Server=True)", ExperimentDifference.Runtime)]
    [InlineData("Mine(Server=True)", "Mine(Server=False)", ExperimentDifference.Job)]
    public void Create_OneJobASide_PairsThemByTheirRuntime(string baseline, string candidate, ExperimentDifference expected)
    {
        JobPair pair = Assert.Single(Pair([baseline], [candidate]).Pairs);
        Assert.Equal((expected, false), (pair.Experiment, pair.IsAsked));

        JobPair swapped = Assert.Single(Pair([candidate], [baseline]).Pairs);
        Assert.Equal(expected, swapped.Experiment);
    }

    [Theory]
    [InlineData("Mine", "Yours")]
    [InlineData("Mine(Runtime=.NET 9.0)", "Yours(Runtime=.NET 9.0)")]
    [InlineData("Mine(Server=True)", "Yours(Server=False)")]
    [InlineData("Mine(Runtime=.NET 9.0, Server=True)", "Yours(Runtime=.NET 10.0)")]
    public void Create_JobsWithNamesOfTheirOwn_PairsOnlyTheSame(string baseline, string candidate)
    {
        Assert.Empty(Pair([baseline], [candidate]).Pairs);
        Assert.Equal(ExperimentDifference.None, Assert.Single(Pair([baseline], [baseline]).Pairs).Experiment);
    }

    [Fact]
    public void Create_SeveralJobs_PairsThoseOfOneRuntimeAndNoOthers()
    {
        JobPairing pairing = Pair([MadeUpNet9, Net10, "DefaultJob"], [Net9, "Job-ABCDEF(Runtime=.NET 8.0)"]);

        JobPair pair = Assert.Single(pairing.Pairs);
        Assert.Equal(("Runtime=.NET 9.0", ".NET 9.0"), (pair.Baseline.Name, pair.Candidate.Name));
        Assert.Empty(pairing.LeftOutOfBaseline);
    }

    [Fact]
    public void Create_TwoJobsThatMayBeTheOther_PairsNeither() => Assert.Empty(Pair([MadeUpNet9, "Mine(Runtime=.NET 9.0)"], [Net9]).Pairs);

    [Theory]
    [InlineData("net9.0=net10.0")]
    [InlineData(".NET 9.0=.net 10.0")]
    [InlineData("Runtime=.NET 9.0=Runtime=.NET 10.0")]
    [InlineData(".NET 9.0(Runtime=.NET 9.0)=.NET 10.0")]
    public void Create_AskedInAnyForm_IsTheQuestionAndConfirms(string asked)
    {
        JobPairing pairing = Pair([Net9, Net10], [Net9, Net10], asked);

        JobPair pair = Assert.Single(pairing.Pairs);
        Assert.Equal((".NET 9.0", ".NET 10.0", true), (pair.Baseline.Name, pair.Candidate.Name, pair.IsAsked));
        Assert.Equal(ExperimentDifference.None, pair.Experiment);
        Assert.Equal([".NET 10.0"], pairing.LeftOutOfBaseline);
        Assert.Equal([".NET 9.0"], pairing.LeftOutOfCandidate);
    }

    [Theory]
    [InlineData("Mine(RunStrategy=Monitoring)", "Yours")]
    [InlineData("Mine(EvaluateOverhead=False)", "Yours")]
    [InlineData("Mine(Toolchain=InProcessEmitToolchain)", "Yours")]
    public void Create_AskedForTwoWaysOfMeasuring_ConfirmsNothing(string baseline, string candidate) =>
        Assert.Equal(ExperimentDifference.Job, Assert.Single(Pair([baseline], [candidate], "Mine=Yours").Pairs).Experiment);

    [Theory]
    [InlineData("a has no job 'net8.0'. It has '.NET 9.0', '.NET 10.0': name one of them.", "net8.0=net9.0")]
    [InlineData("b has no job 'x'. It has '.NET 9.0', '.NET 10.0': name one of them.", "net9.0=x")]
    [InlineData("--job takes BASELINE=CANDIDATE, the name in each report; 'net9.0' is not that.", "net9.0")]
    [InlineData("--job pairs the job '.NET 9.0' twice.", "net9.0=net9.0", "net9.0=net10.0")]
    public void Create_AskedForWhatIsNotThere_SaysWhatThereIs(string message, params string[] asked) =>
        Assert.Contains(
            message,
            Assert.Throws<UsageException>(() => Pair([Net9, Net10], [Net9, Net10], asked)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Find_NameOfSeveralJobs_ListsThem()
    {
        Report report = Load("a", ["A(Runtime=.NET 9.0)", "B(Runtime=.NET 9.0)"]);

        Assert.Contains(
            "may be several jobs of " + report.Path + ": 'A', 'B'",
            Assert.Throws<UsageException>(() => ReportJob.Find(report, "net9.0")).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(".NET 8.0.1 (8.0.1, 8.0)", ".NET 9.0.2 (9.0.2, 9.0)", Verdict.Inconclusive)]
    [InlineData("Mono 6.8.0.105 (Debian)", ".NET 9.0.2 (9.0.2, 9.0)", Verdict.Inconclusive)]
    [InlineData(".NET 9.0.1 (9.0.1, 9.0)", ".NET 9.0.2 (9.0.2, 9.0)", Verdict.Slower)]
    public void Create_DefaultJobOnTwoRuntimes_ConfirmsNothingUnlessItIsAPatch(string baseline, string candidate, Verdict expected)
    {
        Comparison comparison = Comparison.Create(
            ReportLoader.Load(new TestReport(Runtime: baseline).With("Run", TestReport.Around(100)).In(_folder, "a"), takesAllRuns: false),
            ReportLoader.Load(new TestReport(Runtime: candidate).With("Run", TestReport.Around(150)).In(_folder, "b"), takesAllRuns: false)
        );

        Judgement judgement = Assert.Single(comparison.Judgements);
        Assert.Equal(expected, judgement.Verdict);
        Assert.Equal(expected == Verdict.Slower, judgement.IsOneExperiment);
        Assert.Contains("untime", Assert.Single(comparison.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Split_TwoJobsOfOneReport_HaveTheirRuntimesAndABenchmarkInEach()
    {
        TwoJobs two = TwoJobs.Split(Load("a", [Net9, Net10, "Mine"]), "net9.0", "net10.0");
        Comparison comparison = Comparison.Create(two.Baseline, two.Candidate, JudgingRules.Default, null, false, two.Request);

        Judgement judgement = Assert.Single(comparison.Judgements);
        Assert.Equal((Verdict.Same, true), (judgement.Verdict, judgement.IsOneExperiment));
        Assert.Equal((".NET 9.0", ".NET 10.0"), (two.Baseline.Environment.Runtime, two.Candidate.Environment.Runtime));
        Assert.Empty(comparison.Missing.Concat(comparison.Added));
    }

    [Fact]
    public void Split_OneJobTwice_Throws() =>
        Assert.Contains(
            "are one job of",
            Assert.Throws<UsageException>(() => TwoJobs.Split(Load("a", [Net9, Net10]), "net9.0", ".NET 9.0")).Message,
            StringComparison.Ordinal
        );

    public void Dispose() => _folder.Dispose();

    private JobPairing Pair(string[] baseline, string[] candidate, params string[] asked) =>
        JobPairing.Create(Load("a", baseline), Load("b", candidate), [.. asked]);

    private Report Load(string name, string[] jobs) =>
        ReportLoader.Load(
            jobs.Aggregate(new TestReport(), (report, job) => report.With("Run", TestReport.Around(100), job: job)).In(_folder, name),
            takesAllRuns: false
        );
}

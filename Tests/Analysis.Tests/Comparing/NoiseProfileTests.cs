using ConcurrencyBench.Analysis.Comparing;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Tests.Comparing;

public class NoiseProfileTests
{
    [Fact]
    public void Learn_ThreeReports_SaysHowManyAreNeeded() =>
        Assert.Contains(
            "needs 4 reports",
            Assert.Throws<UsageException>(() => NoiseProfile.Learn(new SimulatedReports(5, seed: 1).CreateMany(3))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Learn_TwoMachines_SaysWhich()
    {
        ImmutableArray<Report> reports = new SimulatedReports(5, seed: 1).CreateMany(5);
        Report other = reports[0] with { Path = "other", Machine = reports[0].Machine with { Processor = "Other CPU" } };

        Assert.Contains(
            "Other CPU",
            Assert.Throws<UsageException>(() => NoiseProfile.Learn(reports.Add(other))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Judge_OneLaunchOfAFewBenchmarks_CallsWhatTheirSuiteCannot()
    {
        SimulatedReports suite = new(5, seed: 1);
        Judgement changed = Compare(suite, NoiseProfile.Learn(suite.CreateMany(12)), ratio: 3)[0];

        Assert.Equal((Verdict.Slower, NoiseBasis.Profile), (changed.Verdict, changed.Basis));
    }

    [Fact]
    public void Judge_OneLaunchWithoutAProfile_RestsOnIterations()
    {
        Judgement changed = Compare(new SimulatedReports(5, seed: 1), profile: null, ratio: 3)[0];

        Assert.Equal((Verdict.Inconclusive, NoiseBasis.Iterations), (changed.Verdict, changed.Basis));
    }

    [Fact]
    public void Judge_TheSameRatio_IsSuspectedOfAQuietBenchmarkOnly()
    {
        SimulatedReports suite = new(40, seed: 2) { Noise = i => i < 20 ? 0.01 : 0.3 };
        NoiseProfile profile = NoiseProfile.Learn(suite.CreateMany(10));
        BenchmarkKey quiet = profile.Benchmarks[5].Key;
        BenchmarkKey noisy = profile.Benchmarks[30].Key;

        Assert.True(Judge(quiet).PValue < 0.02);
        Assert.True(Judge(noisy).Ratio.PValue > 0.1);

        ProfiledRatio Judge(BenchmarkKey key) => profile.FindNoise(pairs: 40).Judge(key, Math.Log(1.3), scale: 1)!;
    }

    [Fact]
    public void Judge_ADifferenceThatOutlierLaunchesMake_IsNotCalled()
    {
        SimulatedReports suite = new(50, seed: 3) { BadShare = 0.05 };
        NoiseProfile profile = NoiseProfile.Learn(suite.CreateMany(10));

        Assert.NotEqual(Verdict.Slower, Compare(suite, profile, ratio: 1.8)[0].Verdict);
    }

    [Fact]
    public void Judge_ManyBenchmarks_IgnoresWhatMovesAllOfThem()
    {
        SimulatedReports suite = new(50, seed: 4) { Drift = 0.2 };
        NoiseProfile profile = NoiseProfile.Learn(suite.CreateMany(10));

        Assert.True(profile.FindNoise(50).Judge(profile.Benchmarks[0].Key, logRatio: 0, scale: 1)!.Ratio.StandardError < 0.05);
        Assert.True(profile.FindNoise(5).Judge(profile.Benchmarks[0].Key, logRatio: 0, scale: 1)!.Ratio.StandardError > 0.1);
    }

    [Fact]
    public void Judge_ABenchmarkThatTheProfileDoesNotHave_RestsOnTheSuite()
    {
        SimulatedReports suite = new(50, seed: 5);
        NoiseProfile learned = NoiseProfile.Learn(suite.CreateMany(10));
        ImmutableArray<Judgement> judgements = Compare(suite, learned with { Benchmarks = learned.Benchmarks[..30] }, ratio: 1);

        Assert.Equal(30, judgements.Count(judgement => judgement.Basis == NoiseBasis.Profile));
        Assert.Equal(20, judgements.Count(judgement => judgement.Basis == NoiseBasis.Suite));
    }

    [Fact]
    public void File_WrittenAndRead_IsTheSame()
    {
        using TemporaryFolder folder = new();
        NoiseProfile learned = NoiseProfile.Learn(new SimulatedReports(5, seed: 6).CreateMany(4));
        string file = folder.File(NoiseFile.Name, NoiseFile.Render(learned));
        NoiseProfile read = NoiseFile.Read(file);

        Assert.Equal(NoiseFile.Render(learned), NoiseFile.Render(read));
        Assert.Equal(file, read.Path);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1,"machine":{},"reports":[],"benchmarks":[]}""")]
    [InlineData("""{"schemaVersion":1,"machine":{},"reports":[],"benchmarks":[null,{"fullName":"A","nanoseconds":[1,2,3,4]}]}""")]
    [InlineData("""{"schemaVersion":2,"machine":{},"reports":[],"benchmarks":[]}""")]
    [InlineData("[")]
    public void Read_NoProfile_SaysSo(string text)
    {
        using TemporaryFolder folder = new();

        Assert.Throws<ReportFormatException>(() => NoiseFile.Read(folder.File(NoiseFile.Name, text)));
    }

    [Fact]
    public void Find_InTheFoldersAbove_TakesTheNearestOfThisMachine()
    {
        using TemporaryFolder folder = new();
        NoiseProfile own = NoiseProfile.Learn(new SimulatedReports(5, seed: 7).CreateMany(4));
        string run = Directory.CreateDirectory(Path.Combine(folder.Path, "run", "results")).FullName;
        folder.File(NoiseFile.Name, NoiseFile.Render(own));
        folder.File(Path.Combine("run", NoiseFile.Name), NoiseFile.Render(own with { Machine = own.Machine with { Processor = "Other" } }));
        Report report = new SimulatedReports(5, seed: 7).Create() with { Path = run };

        Assert.Equal(Path.Combine(folder.Path, NoiseFile.Name), NoiseFile.Find(report)?.Path);
        Assert.Null(NoiseFile.Find(report with { Machine = own.Machine with { Processor = "Third" } }));
    }

    private static ImmutableArray<Judgement> Compare(SimulatedReports suite, NoiseProfile? profile, double ratio) =>
        Comparison.Create(suite.Create(), suite.Create(ratio), JudgingRules.Default with { Noise = profile }).Judgements;
}

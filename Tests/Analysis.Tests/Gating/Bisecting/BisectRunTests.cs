using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Loading;
using MathNet.Numerics.Distributions;

namespace ConcurrencyBench.Analysis.Tests.Gating.Bisecting;

/// <summary>Whole bisections, and their file.</summary>
public sealed class BisectRunTests
{
    [Fact]
    public void Run_NothingChanged_EndsWithoutACommit()
    {
        Random random = new(3);
        int found = Enumerable
            .Range(0, 50)
            .Count(_ => SimulatedBisection.Run(31, _ => Normal.Sample(random, 0, 0.02)).Run.Ends == EndsVerdict.Slower);

        Assert.InRange(found, 0, 2);
    }

    [Fact]
    public void Run_RecordedPairsOfFivePercent_FindItsCommit()
    {
        Random random = new(5);
        (BisectRun run, int builds) = SimulatedBisection.Run(31, commit => RecordedPairs.All[0].Draw(commit >= 20, random));

        Assert.Equal((20, 20, true), (run.Range!.First, run.Range.Last, run.IsFound));
        Assert.InRange(builds, 4, 20);
    }

    [Fact]
    public void Run_TheCommitDoesNotBuild_EndsWithItAndTheNext()
    {
        Random random = new(5);
        (BisectRun run, _) = SimulatedBisection.Run(
            15,
            commit => Normal.Sample(random, commit >= 9 ? 0.06 : 0, 0.01),
            new HashSet<int> { 9, 12 }
        );

        Assert.Equal((9, 10, true), (run.Range!.First, run.Range.Last, run.IsFound));
    }

    [Fact]
    public void Run_OneCommit_NeedsTheEndsOnly()
    {
        (BisectRun run, _) = SimulatedBisection.Run(1, _ => 0.05);

        Assert.Equal((1, true, EndsTest.Looks[0]), (run.Range!.First, run.IsFound, run.Pairs.Length));
    }

    [Fact]
    public void With_BothEndsAreTheSameCode_IsFinished()
    {
        BisectRun run = new BisectRun(SimulatedBisection.CreateHeader(4)).With(new AlikeLine(4, 0));

        Assert.Equal((EndsVerdict.NotShown, true), (run.Ends, run.IsFinished));
    }

    [Fact]
    public void With_PairsThatDoNotCount_SkipTheCommit()
    {
        (BisectRun run, _) = SimulatedBisection.Run(1, _ => 0.05);
        BisectRun some = run.Pairs.Aggregate(
            new BisectRun(SimulatedBisection.CreateHeader(9)),
            (current, pair) => current.With(pair with { Commit = 9 })
        );
        for (int i = 0; i < 5; i++)
        {
            some = some.With(new PairLine(4, [], [], "It was compiled."));
        }

        Assert.Contains("It was compiled.", some.Skipped[4], StringComparison.Ordinal);
        Assert.Contains(4, some.Search!.Skipped);
    }

    [Fact]
    public void Resume_AFileWithAnIncompleteLine_HasAllWholeOnes()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "bisect.jsonl");
        (BisectRun run, _) = SimulatedBisection.Run(7, commit => commit >= 3 ? 0.05 : 0);
        using (BisectFile file = BisectFile.Create(path, run.Header))
        {
            run.Pairs.ToList().ForEach(file.Append);
        }

        File.AppendAllText(path, "{\"line\":\"pair\",\"comm");
        BisectFile.Resume(path, out BisectRun resumed).Dispose();
        BisectRun read = BisectFile.Read(path);

        Assert.Equal(run.Search!.Probabilities, resumed.Search!.Probabilities);
        Assert.Equal(run.Range, read.Range);
        Assert.Equal(run.Header.Commits, read.Header.Commits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"line\":\"gate\"}\n")]
    [InlineData("{\"line\":\"pair\",\"commit\":1,\"baseline\":[1],\"candidate\":[1]}\n")]
    public void Read_AnotherFile_SaysSo(string content)
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "bisect.jsonl");
        File.WriteAllText(path, content);

        Assert.Contains(
            "no file of a bisection",
            Assert.Throws<ReportFormatException>(() => BisectFile.Read(path)).Message,
            StringComparison.Ordinal
        );
    }
}

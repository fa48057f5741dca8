using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Analysis.Tests.Loading;

public class JobIdTests
{
    [Theory]
    [InlineData("Work.Run: DefaultJob", "Run", "DefaultJob")]
    [InlineData("Work.Run: DefaultJob [N=1]", "Run", "DefaultJob")]
    [InlineData("Work.Run: Suite(LaunchCount=5, WarmupCount=5) [Workload=article]", "Run", "Suite")]
    [InlineData("Work.Run: ShortRun(IterationCount=3, LaunchCount=1, WarmupCount=3)", "Run", "ShortRun")]
    [InlineData(
        "Work.Run: Job-KIPUCC(IterationCount=5, IterationTime=50ms, LaunchCount=3, WarmupCount=3) [Length=100]",
        "Run",
        "DefaultJob"
    )]
    [InlineData("Work.Run: Job-KIPUCC(Runtime=.NET 8.0, LaunchCount=3)", "Run", "Runtime=.NET 8.0")]
    [InlineData(
        "Work.Run: Job-ABCDEF(Toolchain=InProcessEmitToolchain, IterationCount=5) [Length=100]",
        "Run",
        "Toolchain=InProcessEmitToolchain"
    )]
    [InlineData("Work.Run: Job-ABCDEF(EnvironmentVariables=A=1, B=2, Server=True)", "Run", "EnvironmentVariables=A=1, B=2, Server=True")]
    [InlineData("Work.'a: b (c)': Job-ABCDEF(Runtime=.NET 8.0) [N=[1]]", "'a: b (c)'", "Runtime=.NET 8.0")]
    [InlineData("Work.Run: My job(Affinity=0011) [text=a (b) [c]]", "Run", "My job")]
    [InlineData("", "Run", "DefaultJob")]
    [InlineData("Work.Run: Job-ABCDEF(broken", "Run", "broken")]
    public void Of_DisplayInfo_IsTheJobWithoutWhatDiffersFromRunToRun(string displayInfo, string title, string expected) =>
        Assert.Equal(expected, JobId.Parse(displayInfo, title));
}

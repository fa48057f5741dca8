using ConcurrencyBench.Tests.Support.Progress;

namespace ConcurrencyBench.House.Tests;

public sealed class RunningTestsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly ManualTime _time = new();

    [Fact]
    public void Describe_SomeRunSomeHaveEnded_NamesTheLongestFirst()
    {
        RunningTests tests = new(_time);
        Start(tests, "ConcurrencyBench.Tests.A.Ended");
        Start(tests, "ConcurrencyBench.Tests.A.Slow");
        tests.End("ConcurrencyBench.Tests.A.Ended");
        _time.Now += TimeSpan.FromSeconds(5);
        Start(tests, "B");
        _time.Now += TimeSpan.FromSeconds(4);
        Start(tests, "Just started");
        Assert.Equal("1 tests have ended; A.Slow has been running for 9 s, B for 4 s.", tests.Describe());
    }

    [Fact]
    public void FindOverdue_ATestRunsOnAfterItsLimit_NamesIt()
    {
        RunningTests tests = new(_time);
        Start(tests, "Hangs");
        _time.Now += Limit;
        Assert.Empty(tests.FindOverdue());
        _time.Now += Limit;
        Start(tests, "Fresh");
        Assert.Equal(["Hangs"], tests.FindOverdue());
    }

    /// <summary>The runner has then failed the test by its name and goes on with the others.</summary>
    [Fact]
    public void FindOverdue_TheRunnerHasGivenATestUp_ItCountsAsEnded()
    {
        RunningTests tests = new(_time);
        using CancellationTokenSource givenUp = new();
        Start(tests, "Hangs", givenUp.Token);
        givenUp.Cancel();
        _time.Now += 2 * Limit;
        Assert.Empty(tests.FindOverdue());
        Assert.Equal("1 tests have ended; none has been running for long.", tests.Describe());
    }

    private static void Start(RunningTests tests, string name, CancellationToken givenUp = default) =>
        tests.Start(name, name, Limit, givenUp);

    private sealed class ManualTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}

using ConcurrencyBench.Benchmarks.Advising;

namespace ConcurrencyBench.Benchmarks.Tests.Advising;

public class BusyClockTests
{
    [Fact]
    public void Sample_BeforeThereIsAProcess_SaysThatThereIsNone() => Assert.False(new BusyClock().Sample());

    // Each process ends while it is being sampled; where exactly differs from one to the next.
    [UnixFact]
    public void Sample_WhileTheProcessEnds_SaysThatItHas() =>
        Assert.All(
            Enumerable.Range(0, 50),
            _ =>
            {
                using Process process = Process.Start("sleep", "0.02");
                BusyClock clock = new();
                clock.Watch(process);
                while (clock.Sample()) { }
                Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));
            }
        );
}

using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Tests.Duets;

/// <summary>A turn of 100 ns, of which the thread of turns and the whole process had so much of the processors.</summary>
public sealed class ThreadsTests
{
    [Theory]
    [InlineData(100, 100, true, false)]
    [InlineData(91, 100, true, false)]
    [InlineData(89, 100, false, false)]
    [InlineData(0, 200, false, false)]
    // It shares its core with two others.
    [InlineData(33, 33, true, false)]
    [InlineData(10, 10, true, true)]
    [InlineData(1, 20, false, true)]
    public void IsSingleAndWait_ATurn_ByItsProcessorTimes(double thread, double process, bool isSingle, bool waits)
    {
        TurnReading turn = Read(thread, process);
        Assert.Equal((isSingle, waits), (Threads.IsSingle([turn]), Threads.Wait([turn])));
    }

    /// <summary>A thread of the runtime compiles while that of turns waits.</summary>
    [Fact]
    public void IsSingleAndWait_ATurnInWhichMethodsWereCompiled_CountsOnlyAlone()
    {
        TurnReading compiling = Read(thread: 0, process: 10, compiled: 3);
        Assert.Equal((false, true), (Threads.IsSingle([compiling]), Threads.Wait([compiling])));
        TurnReading quiet = Read(thread: 30, process: 30);
        Assert.Equal((true, false), (Threads.IsSingle([compiling, quiet]), Threads.Wait([compiling, quiet])));
    }

    private static TurnReading Read(double thread, double process, long compiled = 0) => new(100, thread, process, 0, 0, compiled);
}
